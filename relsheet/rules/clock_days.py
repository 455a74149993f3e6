"""Day by day from receipt to deadline: which hours of a complaint's clock counted, and why the others did not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from relsheet.records import Complaint
from relsheet.rules.complaint_course import wait_of
from relsheet.rules.due import DayCounted, day_line, day_name, days_counted
from relsheet.rules.instants import instant_of
from relsheet.rules.results import Clock
from relsheet.rules.sla_due import receipt_of
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Texts

Piece = tuple[datetime, datetime]


def reply_days(complaint: Complaint, clock: Clock, calendar: WorkCalendar, texts: Texts) -> Iterator[str]:
    """One line per day of the reply clock; none without a deadline. Waiting for the customer does not stop it."""
    for day in clock_days(complaint, clock, calendar):
        yield day_line(day, texts)


def resolve_days(
    complaint: Complaint, clock: Clock, calendar: WorkCalendar, now: datetime, texts: Texts
) -> Iterator[str]:
    """One line per day of the resolution clock, waiting for the customer left out; none without a deadline."""
    wait = wait_of(complaint, calendar, now)
    for day in clock_days(complaint, clock, calendar):
        if wait is None or wait.start is None:
            yield day_line(day, texts)
            continue
        pieces = tuple(part for piece in day.pieces for part in outside(piece, wait.start, wait.end or now))
        seconds = sum(instant_of(end) - instant_of(start) for start, end in pieces)
        if seconds == day.seconds:
            yield day_line(day, texts)
        else:
            counted = (
                day_line(replace(day, pieces=pieces, seconds=seconds), texts) if pieces else day_name(day.day, texts)
            )
            yield f"{counted}  {texts('sla.day.waiting')}"


def clock_days(complaint: Complaint, clock: Clock, calendar: WorkCalendar) -> Iterator[DayCounted]:
    """The days from receipt to deadline."""
    if complaint.opened_at is not None and isinstance(clock.due, datetime):
        yield from days_counted(receipt_of(complaint.opened_at, calendar).start, clock.due, calendar)


def outside(piece: Piece, start: datetime, end: datetime) -> Iterator[Piece]:
    """What is left of a piece of working time when the span from start to end is taken out."""
    for part in ((piece[0], min(piece[1], start)), (max(piece[0], end), piece[1])):
        if part[0] < part[1]:
            yield part
