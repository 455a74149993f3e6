"""The look-back window W that values, orders and contacts are counted in."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import ClassVar, TypeVar

from relsheet.policy import Settings, setting
from relsheet.records import Order, Visit


class WindowSettings(Settings):
    """How far back we look."""

    section: ClassVar[str] = "window"
    months: int = setting(12, "How many months before as_of are counted.", unit="months", ge=1, le=120)


R = TypeVar("R", Visit, Order)
DAY_OF: Callable[[Visit | Order], date] = attrgetter("date")


@dataclass(frozen=True, slots=True)
class Window:
    """A span of days: ``after`` is the last day before it, ``until`` its last day."""

    after: date
    until: date

    def covers(self, day: date | None) -> bool:
        """Whether that day lies in the window; an unknown day does not."""
        return day is not None and self.after < day <= self.until

    def rows(self, rows: Sequence[R]) -> Sequence[R]:
        """The rows within the window, of rows sorted by date."""
        return rows[bisect_right(rows, self.after, key=DAY_OF) : bisect_right(rows, self.until, key=DAY_OF)]


def window_of(today: date, settings: WindowSettings) -> Window:
    """W: the months up to and with ``today``."""
    return Window(months_before(today, settings.months), today)


def window_before(window: Window, settings: WindowSettings) -> Window:
    """The window of the same length that ends where this one begins."""
    return Window(months_before(window.until, 2 * settings.months), window.after)


@lru_cache(maxsize=256)
def months_before(day: date, months: int) -> date:
    """The same day that many months earlier; the month's last day where it is shorter (31 March - 1 = 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
