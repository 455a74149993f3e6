"""One year of working time as sorted numbers, so that a deadline is a matter of two bisections."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from relsheet.errors import UsageError
from relsheet.rules.instants import instant_at
from relsheet.rules.shifts import DAY, DayPlan, Shifts

PlanOf = Callable[[date], DayPlan]
FIRST_YEAR, LAST_YEAR = 2, 9998


@dataclass(slots=True)
class WorkYear:
    """The working time of one local calendar year: half-open segments in seconds since 1970, and its working days.

    Segments end with the year; a night over New Year goes on in the next one. Openings and closings are whole.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)  # working seconds of the year before that segment
    day_of: list[int] = field(default_factory=list)  # the day (ordinal) that the segment's shift starts on
    total: int = 0
    days: list[int] = field(default_factory=list)  # working days, as ordinals
    openings: list[int] = field(default_factory=list)
    closings: list[int] = field(default_factory=list)

    def worked_until(self, instant: int) -> int:
        """Working seconds of the year before that instant."""
        last = bisect_right(self.starts, instant) - 1
        return 0 if last < 0 else self.before[last] + min(instant, self.ends[last]) - self.starts[last]

    def end_of(self, worked: int) -> int:
        """The first instant by which that many working seconds (1 to ``total``) have passed."""
        segment = bisect_left(self.before, worked) - 1
        return self.starts[segment] + worked - self.before[segment]

    def start_of(self, worked: int) -> int:
        """The last instant before which only that many working seconds (0 to ``total`` - 1) have passed."""
        segment = bisect_right(self.before, worked) - 1
        return self.starts[segment] + worked - self.before[segment]

    def segment_at(self, instant: int) -> int | None:
        """The index of the segment that holds that instant; None outside working time."""
        last = bisect_right(self.starts, instant) - 1
        return last if last >= 0 and instant < self.ends[last] else None

    def open_from(self, instant: int) -> int | None:
        """The first instant of working time at or after that one; None if the year has no more."""
        following = bisect_right(self.starts, instant)
        if following and instant < self.ends[following - 1]:
            return instant
        return self.starts[following] if following < len(self.starts) else None


class WorkYears(dict[int, WorkYear]):
    """The years of a calendar: each is worked out when it is first asked for."""

    def __init__(self, zone: ZoneInfo, plan_of: PlanOf) -> None:
        super().__init__()
        self.zone = zone
        self.plan_of = plan_of

    def __missing__(self, year: int) -> WorkYear:
        found = self[year] = work_year(self.zone, self.plan_of, year)
        return found


def work_year(zone: ZoneInfo, plan_of: PlanOf, year: int) -> WorkYear:
    """That year's working time; UsageError for a year that no calendar holds."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError("far-date", year)
    found = WorkYear()
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    opens, closes = instant_at(zone, date(year, 1, 1), 0), instant_at(zone, date(year + 1, 1, 1), 0)
    spans, closing = Spans(zone), opens
    for ordinal in range(first - 1, last + 1):
        segments = spans.of(ordinal, plan_of(date.fromordinal(ordinal)).shifts)
        for start, end in segments:
            after_last = max(start, found.ends[-1] if found.ends else opens)
            add_segment(found, after_last, min(end, closes), ordinal)
        if not segments:
            continue
        closing = max(closing, segments[-1][1])  # a night may end after the next day's shift: no day closes before it
        if ordinal >= first:
            found.days.append(ordinal)
            found.openings.append(segments[0][0])
            found.closings.append(closing)
    return found


def add_segment(year: WorkYear, start: int, end: int, ordinal: int) -> None:
    """Append a segment that begins no earlier than the last one ends; an empty one is left out."""
    if end <= start:
        return
    year.starts.append(start)
    year.ends.append(end)
    year.before.append(year.total)
    year.day_of.append(ordinal)
    year.total += end - start


class Spans:
    """Shifts as instants. On the days on which no clock is changed that is one addition."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.midnights: dict[int, int] = {}

    def of(self, ordinal: int, shifts: Shifts) -> list[tuple[int, int]]:
        """The non-empty spans of that day's shifts."""
        if not shifts:
            return []
        midnight = self.midnight(ordinal)
        ends_on = ordinal + 1 + (shifts[-1].end > DAY)
        if self.midnight(ends_on) - midnight == (ends_on - ordinal) * DAY:
            return [(midnight + start, midnight + end) for start, end in shifts]
        day = date.fromordinal(ordinal)
        spans = [(instant_at(self.zone, day, start), instant_at(self.zone, day, end)) for start, end in shifts]
        return [(start, end) for start, end in spans if start < end]

    def midnight(self, ordinal: int) -> int:
        """The instant at which that day begins."""
        known = self.midnights.get(ordinal)
        if known is None:
            known = self.midnights[ordinal] = instant_at(self.zone, date.fromordinal(ordinal), 0)
        return known
