"""What earlier runs found, looked up by customer: the run that moves are counted from, and the actions still open."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from relsheet.records import History, PastAction, PastStanding, TodoRow


@dataclass(frozen=True, slots=True)
class Past:
    """``compared_with`` is the last run before the calendar day of ``as_of``; None on a first run."""

    compared_with: datetime | None
    standings: Mapping[str, PastStanding]  # Customer.key -> as he stood at that run
    actions: Mapping[tuple[str, str], tuple[PastAction, ...]]  # (Customer.key, play) -> what was suggested
    todo: Mapping[str, TodoRow]  # action id -> the row as the user left it

    def letter_of(self, customer: str) -> str | None:
        """The class at the run that is compared with."""
        standing = self.standings.get(customer)
        return standing.abc if standing else None

    def tier_of(self, customer: str) -> str | None:
        """The tier ("T2") at the run that is compared with."""
        standing = self.standings.get(customer)
        return standing.tier if standing else None


def past_of(history: History, today: date) -> Past:
    """The history up to yesterday; suggestions of an earlier run today keep their date too."""
    earlier = [run.as_of for run in history.runs if run.as_of.date() < today]
    standings: dict[str, PastStanding] = {}
    for standing in sorted(history.standings, key=lambda standing: standing.as_of):
        if standing.as_of.date() < today:
            standings[standing.customer] = standing
    actions: dict[tuple[str, str], list[PastAction]] = defaultdict(list)
    for action in history.actions:
        if action.suggested_on <= today:
            actions[action.customer, action.play].append(action)
    return Past(
        compared_with=max(earlier, default=None),
        standings=standings,
        actions={key: tuple(found) for key, found in actions.items()},
        todo={row.action_id: row for row in history.todo},
    )
