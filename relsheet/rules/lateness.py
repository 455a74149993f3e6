"""Spans of working time in words: "3 h 20 min", "2 working days late"."""

from datetime import datetime

from relsheet.records import Moment
from relsheet.rules.sla_due import Deadline, seconds_between
from relsheet.rules.sla_settings import as_date
from relsheet.rules.targets import Unit
from relsheet.texts import Texts

CLOCK_DAY = 86400


def duration_text(seconds: int, day_seconds: int, texts: Texts) -> str:
    """An amount of time in its two largest units, rounded down: "1 d 3 h", "3 h 20 min", "45 s".

    ``day_seconds`` is how much of it makes a day: 86400 of clock time, the length of a working day of working time.
    """
    days, rest = divmod(seconds, day_seconds) if day_seconds else (0, seconds)
    hours, rest = divmod(rest, 3600)
    amounts = (("days", days), ("hours", hours), ("minutes", rest // 60), ("seconds", rest % 60))
    first = next((index for index, (_, amount) in enumerate(amounts) if amount), 3)
    shown = [texts(f"sla.duration.{unit}", amount=amount) for unit, amount in amounts[first : first + 2] if amount]
    return texts("sla.duration.join").join(shown) or texts("sla.duration.seconds", amount=0)


def working_text(seconds: int, texts: Texts) -> str:
    """Working time in hours and minutes, since working days differ in length."""
    return texts("sla.duration.working", duration=duration_text(seconds, 0, texts))


def late_text(deadline: Deadline, due: datetime, done: Moment, texts: Texts) -> str:
    """How late something was done, in the kind of time that its target counts in."""
    calendar = deadline.calendar
    if deadline.target.unit is Unit.WORKING_DAYS or not isinstance(done, datetime) or not deadline.receipt.has_time:
        days = calendar.workdays_between(calendar.last_day_of(due), as_date(done))
        return (
            texts("sla.late.days.one" if days == 1 else "sla.late.days.many", days=days)
            if days
            else texts("sla.late.bit")
        )
    if deadline.target.is_clock_time:
        return texts("sla.late.time", duration=duration_text(seconds_between(due, done), CLOCK_DAY, texts))
    seconds = calendar.between(due, done)
    if seconds == 0:
        return texts("sla.late.closed")
    return texts("sla.late.working", duration=duration_text(seconds, calendar.day_length(due), texts))
