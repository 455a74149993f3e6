"""Working time: when it is, how much of it lies between two moments, and when so much of it has passed.

Spans are half-open. Seconds count, fractions of a second are dropped. A shift over midnight belongs to the day it
starts on; a day that closes at 24:00 ends that day. Years are worked out when first asked for, and kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from relsheet.errors import ConfigError
from relsheet.rules.instants import EPOCH, instant_at, instant_of, moment_at
from relsheet.rules.shifts import DAY
from relsheet.rules.targets import Target, Unit
from relsheet.rules.workyear import PlanOf, WorkYears


class Span(Struct, frozen=True, gc=False):
    """A piece of working time and the working day it belongs to."""

    day: date
    start: datetime
    end: datetime


class WorkCalendar:
    """The working time of a team in its time zone. All moments that come back are in that zone."""

    def __init__(self, zone: ZoneInfo, plan_of: PlanOf, sure_until: date | None = None) -> None:
        self.zone = zone
        self.plan_of = plan_of
        self.sure_until = sure_until  # last day that the holiday data cover; None: no limit
        self._years = WorkYears(zone, plan_of)

    def is_open(self, moment: datetime) -> bool:
        """Whether that moment is working time."""
        instant, year = self._placed(moment)
        return self._years[year].segment_at(instant) is not None

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself if it is working time, else the next opening."""
        instant, year = self._placed(moment)
        found = self._years[year].open_from(instant)
        while found is None:
            year = self._year_with_work(year, +1)
            found = self._years[year].open_from(instant)
        return moment_at(found, self.zone)

    def add(self, moment: datetime, target: Target) -> datetime:
        """When that much time has passed since the moment; before it for a negative target.

        Working days end with the close of business (``closing_of_nth_day``); none of them is the first closing to
        come. No working time at all is the next open moment.
        """
        if target.unit is Unit.WORKING_DAYS:
            closing = self.closing_of_nth_day(self.day_of(moment), int(target.amount))
            is_over = target.amount == 0 and closing < moment
            return self.closing_of_nth_day(self.day_of(moment), 1) if is_over else closing
        if target.is_clock_time:
            return moment_at(instant_of(moment) + target.seconds, self.zone)
        return self.add_seconds(moment, target.seconds)

    def add_seconds(self, moment: datetime, seconds: int) -> datetime:
        """The first moment by which that many working seconds have passed; of negative ones, the last before them."""
        if seconds == 0:
            return self.next_open(moment)
        instant, year = self._placed(moment)
        worked = self._years[year].worked_until(instant) + seconds
        if seconds < 0:
            while worked < 0:
                year = self._year_with_work(year, -1)
                worked += self._years[year].total
            return moment_at(self._years[year].start_of(worked), self.zone)
        while worked > self._years[year].total:
            worked -= self._years[year].total
            year = self._year_with_work(year, +1)
        return moment_at(self._years[year].end_of(worked), self.zone)

    def between(self, start: datetime, end: datetime) -> int:
        """The working seconds from start to end; 0 for an empty or reversed span."""
        first, year = self._placed(start)
        last, last_year = self._placed(end)
        if last <= first:
            return 0
        seconds = self._years[last_year].worked_until(last) - self._years[year].worked_until(first)
        for between in range(year, last_year):
            seconds += self._years[between].total
        return seconds

    def day_length(self, due: datetime) -> int:
        """The working seconds of the day on which something is due."""
        day = self.day_of(moment_at(instant_of(due) - 1, self.zone))
        return self.between(self.opening_from(day), self.closing_of_nth_day(day, 0))

    def day_of(self, moment: datetime) -> date:
        """The day that the moment counts to: that of the shift it falls in, else that of the calendar."""
        instant, year = self._placed(moment)
        known = self._years[year]
        segment = known.segment_at(instant)
        return moment.astimezone(self.zone).date() if segment is None else date.fromordinal(known.day_of[segment])

    def is_workday(self, day: date) -> bool:
        """Whether there are shifts on that day."""
        days = self._years[day.year].days
        index = bisect_left(days, day.toordinal())
        return index < len(days) and days[index] == day.toordinal()

    def opening_from(self, day: date) -> datetime:
        """The opening of that day, or of the next working day."""
        year, index = self._nth(day.year, bisect_left(self._years[day.year].days, day.toordinal()))
        return moment_at(self._years[year].openings[index], self.zone)

    def closing_of_nth_day(self, day: date, n: int) -> datetime:
        """The close of business of the n-th working day after that day; before it for a negative n.

        The 0th is the day itself, or the next working day.
        """
        days = self._years[day.year].days
        after = bisect_right(days, day.toordinal()) - 1 if n > 0 else bisect_left(days, day.toordinal())
        year, index = self._nth(day.year, after + n)
        return moment_at(self._years[year].closings[index], self.zone)

    def workdays_between(self, first: date, last: date) -> int:
        """The working days after ``first`` up to and with ``last``; 0 if that is none."""
        if last <= first:
            return 0
        after = bisect_right(self._years[first.year].days, first.toordinal())
        found = bisect_right(self._years[last.year].days, last.toordinal()) - after
        for year in range(first.year, last.year):
            found += len(self._years[year].days)
        return found

    def whole_days_between(self, start: datetime, end: datetime) -> int:
        """The working days that lie in the span from opening to closing."""
        first, year = self._placed(start)
        last, last_year = self._placed(end)
        if last <= first:
            return 0
        before = bisect_left(self._years[year].openings, first)
        until = bisect_right(self._years[last_year].closings, last)
        return max(0, until - before + sum(len(self._years[between].days) for between in range(year, last_year)))

    def is_sure(self, moment: datetime) -> bool:
        """Whether the holiday data cover the calendar up to that moment."""
        return not self.is_provisional(self.last_day_of(moment))

    def is_provisional(self, day: date) -> bool:
        """Whether that day lies past what the holiday data cover."""
        return self.sure_until is not None and day > self.sure_until

    def last_day_of(self, moment: datetime) -> date:
        """The date of a span's end: a span that ends at 24:00 ends on that day, not on the next."""
        return moment_at(instant_of(moment) - 1, self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The end of that day, 24:00."""
        return moment_at(instant_at(self.zone, day, DAY), self.zone)

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """The working time between start and end, piece by piece."""
        first, year = self._placed(start)
        last, last_year = self._placed(end)
        for known in (self._years[number] for number in range(year, last_year + 1)):
            for index in range(max(0, bisect_right(known.starts, first) - 1), bisect_left(known.starts, last)):
                opens, closes = max(known.starts[index], first), min(known.ends[index], last)
                if opens < closes:
                    day = date.fromordinal(known.day_of[index])
                    yield Span(day, moment_at(opens, self.zone), moment_at(closes, self.zone))

    def _placed(self, moment: datetime) -> tuple[int, int]:
        """The moment as an instant, and the local year it falls in."""
        local = moment if moment.tzinfo is self.zone else moment.astimezone(self.zone)
        since = local - EPOCH
        return since.days * DAY + since.seconds, local.year

    def _year_with_work(self, year: int, step: int) -> int:
        """The next (or last) year if there is work in it or in the one beyond; ConfigError if not."""
        for candidate in (year + step, year + 2 * step):
            if self._years[candidate].total:
                return candidate
        raise ConfigError("no-working-time", "[calendar]", year=year + step)

    def _nth(self, year: int, index: int) -> tuple[int, int]:
        """The year and place of a working day that is counted from the beginning of ``year``; negative: before it."""
        while index < 0:
            year = self._year_with_work(year, -1)
            index += len(self._years[year].days)
        while index >= len(self._years[year].days):
            index -= len(self._years[year].days)
            year = self._year_with_work(year, +1)
        return year, index
