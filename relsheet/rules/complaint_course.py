"""How a complaint went: received, replied to, waiting, ended, opened again, as far as its row tells."""

from datetime import date, datetime

from msgspec import Struct

from relsheet.records import Complaint, ComplaintStatus, Moment
from relsheet.rules.sla_settings import as_date
from relsheet.rules.worktime import WorkCalendar

DONE = frozenset({ComplaintStatus.RESOLVED, ComplaintStatus.CLOSED})
NOT_COUNTED = frozenset({ComplaintStatus.CANCELLED, ComplaintStatus.INVALID})
#: By names of their own: Python 3.11 takes long to look a member of an enumeration up.
PAUSED, REOPENED = ComplaintStatus.PAUSED, ComplaintStatus.REOPENED


class Wait(Struct, frozen=True, gc=False):
    """A time of waiting for the customer. ``start`` None: since when is not recorded; ``end`` None: still waiting."""

    start: datetime | None
    end: datetime | None


class Course(Struct, frozen=True):
    """What happened to a complaint up to ``now``; anything dated later has not happened yet."""

    complaint: Complaint
    replied: Moment | None
    reply_is_resolution: bool  # no reply is recorded: the resolution counts as one
    ended: Moment | None
    first_end: Moment | None  # how it ended before it was opened again
    is_open: bool
    is_excluded: bool
    is_reopened: bool
    wait: Wait | None
    last_entry: date | None  # None: not open, or no entry up to now

    @property
    def is_waiting(self) -> bool:
        """Whether we wait for the customer now."""
        if not self.is_open or self.wait is None:
            return False
        return self.wait.end is None or self.complaint.status is PAUSED


class Ending(Struct, frozen=True, gc=False):
    """Whether and when a complaint ended."""

    ended: Moment | None
    first_end: Moment | None = None
    is_open: bool = False


def course_of(complaint: Complaint, calendar: WorkCalendar, now: datetime) -> Course:
    """The complaint's course as its row stood at ``now``."""
    today = now.date()
    reopened = past(complaint.reopened_at, today)
    ending = ending_of(complaint, reopened, today)
    is_excluded = complaint.status in NOT_COUNTED or complaint.justified is False
    replied = past(complaint.ack_at, today)
    stands_for_reply = None if "ack_at" in complaint.unreadable else ending.first_end or ending.ended
    reply_is_resolution = stands_for_reply is not None and (replied is None or is_before(stands_for_reply, replied))
    is_open = ending.is_open and not is_excluded
    return Course(
        complaint=complaint,
        replied=stands_for_reply if reply_is_resolution else replied,
        reply_is_resolution=reply_is_resolution,
        ended=ending.ended,
        first_end=ending.first_end,
        is_open=is_open,
        is_excluded=is_excluded,
        is_reopened=complaint.status is REOPENED or reopened is not None,
        wait=wait_of(complaint, calendar, now),
        last_entry=last_entry(complaint, today) if is_open else None,
    )


def past(moment: Moment | None, today: date) -> Moment | None:
    """The moment if it has come; today is never the future."""
    return moment if moment is not None and as_date(moment) <= today else None


def is_before(first: Moment, second: Moment) -> bool:
    """Whether the first moment is surely earlier: by their days where a time of day is missing."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first < second
    return as_date(first) < as_date(second)


def ending_of(complaint: Complaint, reopened: Moment | None, today: date) -> Ending:
    """The end that counts: resolved, else closed, and after the complaint was opened again."""
    ends = past(complaint.resolved_at, today), past(complaint.closed_at, today)
    end = ends[0] or ends[1]
    lies_ahead = end is None and (complaint.resolved_at is not None or complaint.closed_at is not None)
    is_done = complaint.status in DONE and not lies_ahead
    if complaint.status is REOPENED:
        return Ending(None, end, is_open=True)
    if reopened is None:
        return Ending(end, is_open=end is None and not is_done)
    again = [end for end in ends if end is not None and ended_again(end, reopened, is_done)]
    if again:
        return Ending(again[0])
    return Ending(None, end, is_open=not is_done)


def ended_again(end: Moment, reopened: Moment, is_done: bool) -> bool:
    """Whether that end is the one after the reopening; on the same day without times the status tells."""
    return is_before(reopened, end) or (is_done and not is_before(end, reopened))


def wait_of(complaint: Complaint, calendar: WorkCalendar, now: datetime) -> Wait | None:
    """The time of waiting for the customer, from its columns, else from the status."""
    today = now.date()
    start = past(complaint.paused_from, today)
    if start is None:
        return Wait(None, None) if complaint.status is PAUSED else None
    end = past(complaint.paused_to, today)
    resumed = None if end is None else begin_of(end, calendar)
    return Wait(begin_of(start, calendar), resumed if resumed is not None and resumed <= now else None)


def begin_of(moment: Moment, calendar: WorkCalendar) -> datetime:
    """The moment itself; of a day without a time its opening, or that of the next working day."""
    return moment if isinstance(moment, datetime) else calendar.opening_from(moment)


def last_entry(complaint: Complaint, today: date) -> date | None:
    """The last day up to today on which somebody noted anything in the row."""
    noted = (
        complaint.opened_at,
        complaint.ack_at,
        complaint.resolved_at,
        complaint.closed_at,
        complaint.reopened_at,
        complaint.paused_from,
        complaint.paused_to,
        complaint.promise_done,
    )
    days = [as_date(moment) for moment in noted if isinstance(moment, date)]
    ahead = [as_date(moment) for moment in (complaint.promise_due, complaint.due_at) if moment is not None]
    if any(day >= today for day in ahead):
        return today  # a date that somebody set and that is still to come is a sign of life
    return max((day for day in days if day <= today), default=None)
