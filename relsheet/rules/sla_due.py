"""When a clock of a complaint is due, and how much of its time is used up, pauses taken out."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from relsheet.records import Moment
from relsheet.rules.complaint_course import Wait
from relsheet.rules.instants import instant_of, moment_at, moment_text
from relsheet.rules.sla_settings import as_date
from relsheet.rules.targets import Target, Unit
from relsheet.rules.worktime import WorkCalendar

ONE_DAY = timedelta(days=1)
#: By a name of its own: Python 3.11 takes long to look a member of an enumeration up.
WORKING_DAYS = Unit.WORKING_DAYS


class Receipt(Struct, frozen=True, gc=False):
    """When a complaint came in. ``start`` is where its clocks begin: the opening where no time is written."""

    written: Moment
    text: str
    start: datetime
    day: date  # the day of receipt, which working days are counted from

    @property
    def has_time(self) -> bool:
        return isinstance(self.written, datetime)


def receipt_of(opened: Moment, calendar: WorkCalendar) -> Receipt:
    """The receipt as written; received counts from the opening of that day, or of the next working day."""
    if isinstance(opened, datetime):
        return Receipt(opened, moment_text(opened), opened, calendar.day_of(opened))
    return Receipt(opened, moment_text(opened), calendar.opening_from(opened), opened)


class Pause(Struct, frozen=True, gc=False):
    """Waiting for the customer, as a span up to ``now`` or the end."""

    start: datetime
    end: datetime


def pause_of(wait: Wait | None, receipt: Receipt, until: datetime) -> Pause | None:
    """The part of the waiting that lies between receipt and ``until``; None where that is none, or not recorded."""
    if wait is None or wait.start is None:
        return None
    start = max(wait.start, receipt.start)
    end = min(wait.end or until, until)
    return Pause(start, end) if start < end else None


class Deadline(Struct, frozen=True):
    """A target counted from a receipt. Measures in working seconds; in clock seconds for targets in ``h`` and ``d``."""

    calendar: WorkCalendar
    target: Target
    receipt: Receipt
    pause: Pause | None = None

    @property
    def is_closing(self) -> bool:
        """Whether it is the close of business so many working days after the day of receipt, pauses aside."""
        target = self.target
        return target.unit is WORKING_DAYS and (bool(target.amount) or not self.receipt.has_time)

    def unpaused(self) -> datetime:
        """When it would be due without any pause."""
        if self.is_closing:
            return self.calendar.closing_of_nth_day(self.receipt.day, int(self.target.amount))
        return self.calendar.add(self.receipt.start, self.target)

    def due(self) -> datetime:
        """When it is due. A pause that began before that moves it: by the paused time, or by the days wholly paused."""
        due = self.unpaused()
        if self.pause is None or self.pause.start >= due:
            return due
        if self.target.unit is WORKING_DAYS:
            return self.calendar.closing_of_nth_day(self.receipt.day, int(self.target.amount) + self.paused_days(due))
        if self.target.is_clock_time:
            return moment_at(instant_of(due) + seconds_between(self.pause.start, self.pause.end), self.calendar.zone)
        paused = self.calendar.between(self.pause.start, self.pause.end)
        return self.calendar.add_seconds(due, paused) if paused else due

    def paused_days(self, due: datetime) -> int:
        """The working days after the day of receipt that are wholly paused; none if the first lies after ``due``."""
        if self.pause is None:
            return 0
        start = max(self.pause.start, self.calendar.opening_from(self.receipt.day + ONE_DAY))
        if self.pause.end > due and self.calendar.whole_days_between(start, due) == 0:
            return 0
        return self.calendar.whole_days_between(start, self.pause.end)

    def closing_of_due_day(self) -> datetime:
        """The close of business of the day on which it falls: what counts where a time of day is missing."""
        due = self.due()
        if self.target.unit is WORKING_DAYS:
            return due
        day = self.calendar.day_of(moment_at(instant_of(due) - 1, self.calendar.zone))
        if self.calendar.is_workday(day):
            return max(due, self.calendar.closing_of_nth_day(day, 0))
        return self.calendar.end_of(day)

    def measure(self, start: datetime, end: datetime) -> int:
        """The seconds from start to end that count, the paused ones left out."""
        if end <= start:
            return 0
        counted = self.span(start, end)
        if self.pause is not None:
            counted -= self.span(max(start, self.pause.start), min(end, self.pause.end))
        return counted

    def span(self, start: datetime, end: datetime) -> int:
        """The seconds of a span in this target's kind of time; 0 for a reversed one."""
        if self.target.is_clock_time:
            return max(0, seconds_between(start, end))
        return self.calendar.between(start, end)

    def spent(self, until: datetime) -> int:
        """The seconds from receipt to ``until`` that count."""
        return self.measure(self.receipt.start, until)

    def used(self, due: datetime, until: datetime) -> float:
        """The share of the time between receipt and ``due`` that is spent by ``until``."""
        total = self.spent(due)
        return self.spent(until) / total if total else float(until > due)

    def worked(self, done: Moment) -> int:
        """The working seconds from receipt until it was done, pauses left out, whatever the target counts in.

        Whole working days where a time of day is missing.
        """
        if isinstance(done, datetime) and self.receipt.has_time:
            paused = self.calendar.between(self.pause.start, self.pause.end) if self.pause is not None else 0
            return self.calendar.between(self.receipt.start, done) - paused
        until = done if isinstance(done, datetime) else self.calendar.closing_of_nth_day(done, 0)
        days = self.calendar.workdays_between(self.receipt.day, until.date()) - self.paused_days(until)
        return max(0, days) * self.calendar.day_length(until)


def seconds_between(start: datetime, end: datetime) -> int:
    """Clock seconds from start to end. (Subtracting two moments of one zone would leave out a change of its clocks.)"""
    return instant_of(end) - instant_of(start)


def day_late(done: Moment, due: datetime, calendar: WorkCalendar) -> bool:
    """Whether something was done after the day it was due on."""
    return as_date(done) > calendar.last_day_of(due)
