"""How many contacts one person can make a week: the dates of new ones are shared out among the weeks of their owner."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from relsheet.rules.drafts import ORDER, Draft

WEEK = 7


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks from today on, of which each owner has so many contacts a week."""

    today: date
    capacity: int

    def spread(self, drafts: Iterable[Draft]) -> list[Draft]:
        """The same drafts, new contacts moved on by whole weeks where their owner has too many."""
        taken: dict[str | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        settled: list[Draft] = []
        movable: list[Draft] = []
        for draft in drafts:
            play = draft.ready.play
            if play.contact and draft.past is None:
                movable.append(draft)
                continue
            settled.append(draft)
            if play.contact or play.own_plan:
                taken[draft.owner][self.week_of(draft.due)] += 1
        first_free: dict[str | None, int] = defaultdict(int)
        for draft in sorted(movable, key=ORDER):
            weeks, wanted = taken[draft.owner], self.week_of(draft.due)
            week = max(wanted, first_free[draft.owner])
            while weeks[week] >= self.capacity:
                week += 1
            if wanted <= first_free[draft.owner]:
                first_free[draft.owner] = week
            weeks[week] += 1
            later = draft.due + timedelta(days=WEEK * (week - wanted))
            settled.append(draft if week == wanted else replace(draft.due_on(later), is_put_off=True))
        return [
            replace(draft, is_put_off=True) if draft.past and self.stays_put_off(draft, taken) else draft
            for draft in settled
        ]

    def stays_put_off(self, draft: Draft, taken: Mapping[str | None, Mapping[int, int]]) -> bool:
        """Whether an earlier run moved a contact on, and its owner still has no room for it before: its date stays."""
        if not draft.ready.play.contact:
            return False
        wanted, week = self.week_of(draft.wanted), self.week_of(draft.due)
        full = (taken[draft.owner].get(each, 0) >= self.capacity for each in range(wanted, week))
        return wanted < week and all(full)

    def week_of(self, day: date) -> int:
        """How many weeks ahead a day lies; 0 for this week and for what is past."""
        return max((day - self.today).days // WEEK, 0)
