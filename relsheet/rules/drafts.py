"""A play that fits a customer, before its date is settled and its words are made."""

from datetime import date, timedelta
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from relsheet.records import PastAction
from relsheet.rules.playbook import ReadyPlay
from relsheet.rules.situation import Situation

NEVER: frozenset[date] = frozenset()


class Draft(Struct, frozen=True):
    """A play that fits. ``past`` is the same suggestion of an earlier run."""

    ready: ReadyPlay
    at: Situation
    subject: str
    owner: str | None
    weight: float
    wanted: date  # when it would be due if there were nothing else
    due: date
    past: PastAction | None = None
    spent: frozenset[date] = NEVER  # first dates of the same suggestion that are settled
    is_put_off: bool = False  # its owner has no room for it before

    def due_on(self, day: date) -> "Draft":
        """The draft on that day, or the first after it that is not spent.

        The date is part of the id: on a spent one it would be the row that was ticked long ago.
        """
        while day in self.spent:
            day += timedelta(days=1)
        return self if day == self.due else replace(self, due=day)

    @property
    def order(self) -> tuple[int, float, str, date, str, str]:
        """The most urgent first; never by the place in the sheet."""
        customer = self.at.customer
        letter = self.at.abc.letter or customer.own_class or "Z"
        return (self.ready.rank, -self.weight, letter, self.due, customer.key, self.subject)


ORDER = attrgetter("order")
