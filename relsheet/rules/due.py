"""One deadline, or the working time between two moments, with every day of it explained: ``relsheet due``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from relsheet.errors import UsageError
from relsheet.records import Moment
from relsheet.rules.calendars import WEEKDAYS
from relsheet.rules.instants import end_text, instant_of, localised, time_text
from relsheet.rules.lateness import working_text
from relsheet.rules.shifts import DayWhy
from relsheet.rules.sla_due import Deadline, receipt_of
from relsheet.rules.targets import Target, parse_target
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Texts

ONE_DAY = timedelta(days=1)
DAY = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
TIME = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
WRITTEN = re.compile(rf"{DAY}(?:[T ]+{TIME})?")


@dataclass(frozen=True, slots=True)
class DayCounted:
    """One day of a span: the pieces of working time that counted, or why none did."""

    day: date
    pieces: tuple[tuple[datetime, datetime], ...]
    seconds: int
    why: DayWhy
    name: str  # of the holiday, else ""
    is_workday: bool  # it has hours, though perhaps none within the span


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """A deadline. Where the start has no time of day it is the close of business of the day on which it falls."""

    counted_from: datetime
    target: Target
    due: datetime
    provisional: bool
    sure_until: date | None


@dataclass(frozen=True, slots=True)
class SpanAnswer:
    """The working time between two moments; 0 where the end is not after the start."""

    start: datetime
    end: datetime
    seconds: int
    provisional: bool
    sure_until: date | None


def due_after(start: str, target: str, calendar: WorkCalendar) -> DueAnswer:
    """When that target is due if it is counted from ``start``, as written; UsageError if that cannot be read."""
    receipt = receipt_of(parse_moment(start, calendar), calendar)
    deadline = Deadline(calendar, parse_target(target), receipt)
    due = deadline.due() if receipt.has_time else deadline.closing_of_due_day()
    return DueAnswer(receipt.start, deadline.target, due, not calendar.is_sure(due), calendar.sure_until)


def time_between(start: str, end: str, calendar: WorkCalendar) -> SpanAnswer:
    """The working time from start to end; a date alone is its beginning as a start, and its end as an end."""
    first, last = parse_moment(start, calendar), parse_moment(end, calendar)
    begin = first if isinstance(first, datetime) else calendar.end_of(first - ONE_DAY)
    until = last if isinstance(last, datetime) else calendar.end_of(last)
    seconds = calendar.between(begin, until)
    return SpanAnswer(begin, until, seconds, not calendar.is_sure(until), calendar.sure_until)


def parse_moment(written: str, calendar: WorkCalendar) -> Moment:
    """The moment in the calendar's zone that "2026-09-30 17:00" stands for, or the date; UsageError for anything else.

    With Z or an offset it is converted. A time that the clocks skip is the moment they jump.
    """
    match = WRITTEN.fullmatch(written.strip())
    if match is None:
        raise UsageError("bad-moment", written)
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        date_only = date(int(year), int(month), int(day))
        if hour is None:
            return date_only
        time = f"{int(hour):02}:{minute}:{second or '00'}"
        moment = datetime.fromisoformat(f"{date_only.isoformat()}T{time}{offset or ''}")
    except ValueError as err:
        raise UsageError("bad-moment", written) from err
    return localised(moment, calendar.zone)


def days_counted(start: datetime, end: datetime, calendar: WorkCalendar) -> Iterator[DayCounted]:
    """Every day from start to end: which of its hours counted and, where none did, why."""
    pieces: dict[date, list[tuple[datetime, datetime]]] = {}
    for span in calendar.spans(start, end):
        pieces.setdefault(span.day, []).append((span.start, span.end))
    first = start.astimezone(calendar.zone).date()
    day = min([first, *pieces])  # a night shift belongs to the day before
    while day <= max(first, calendar.last_day_of(end)):
        plan, counted = calendar.plan_of(day), pieces.get(day, [])
        seconds = sum(instant_of(closes) - instant_of(opens) for opens, closes in counted)
        yield DayCounted(day, tuple(counted), seconds, plan.why, plan.name, bool(plan.shifts))
        day += ONE_DAY


def day_line(counted: DayCounted, texts: Texts) -> str:
    """One day in one line: "2026-10-08 Thu  09:00–16:00  7 h of working time"."""
    why = texts(f"sla.day.{counted.why}", name=counted.name)
    begun = f"{day_name(counted.day, texts)}  "
    if not counted.pieces:
        return begun + (texts("sla.day.outside") if counted.is_workday else why or texts("sla.day.nothing"))
    hours = texts("sla.list").join(f"{time_text(opens.time())}–{end_text(closes)}" for opens, closes in counted.pieces)
    return begun + "  ".join(part for part in (hours, working_text(counted.seconds, texts), why) if part)


def day_name(day: date, texts: Texts) -> str:
    """A day with its weekday: "2026-10-08 Thu"."""
    return f"{day.isoformat()} {texts(f'sla.weekday.{WEEKDAYS[day.weekday()]}')}"
