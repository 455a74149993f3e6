"""One clock of a complaint: its state, and the reason in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from relsheet.records import Complaint, Moment, Origin
from relsheet.rules.complaint_course import Course
from relsheet.rules.instants import instant_of
from relsheet.rules.lateness import day_length, end_text, late_text, moment_text
from relsheet.rules.results import Clock, SlaState
from relsheet.rules.sla_due import Deadline, day_late
from relsheet.rules.sla_settings import SlaSettings
from relsheet.rules.targets import Target
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Terms:
    """What all complaints of a run are judged by. ``now`` is in the calendar's zone."""

    calendar: WorkCalendar
    settings: SlaSettings
    now: datetime
    texts: Texts
    columns: Mapping[str, Mapping[str, int]]  # tab -> field -> column, for the cells that reasons name

    def cell(self, complaint: Complaint, field: str) -> Origin:
        """The cell of that field in the complaint's row; the row's own cell where no column holds it."""
        column = self.columns.get(complaint.origin.tab, {}).get(field)
        return complaint.origin if column is None else complaint.origin.at(column)


class Task(NamedTuple):
    """What a clock waits for: a reply, or a resolution."""

    name: str  # "reply" or "resolve"
    course: Course
    deadline: Deadline
    done: Moment | None

    @property
    def is_resolution(self) -> bool:
        return self.name == "resolve"


def timeless_clock(state: SlaState, target: Target, reason: str) -> Clock:
    """A clock that has no deadline: not counted, or its beginning is unknown."""
    return Clock(state, None, str(target), None, None, by_days=False, provisional_until=None, reason=reason)


class Due(NamedTuple):
    """The deadline of a clock, and how it is to be read."""

    moment: datetime
    text: str  # without a time where it is judged by days
    by_days: bool
    provisional_until: date | None


class Outcome(NamedTuple):
    """What became of a clock."""

    state: SlaState
    used: float | None = None
    over_by: str | None = None
    worked_seconds: int | None = None


def judge(task: Task, terms: Terms) -> Clock:
    """The clock at ``now``."""
    due = due_of(task)
    if task.done is None:
        outcome = while_open(task, due.moment, terms)
    else:
        outcome = when_done(task, task.done, due.moment, terms)
    return Clock(
        state=outcome.state,
        due=due.moment,
        target=str(task.deadline.target),
        used=outcome.used,
        over_by=outcome.over_by,
        by_days=due.by_days,
        provisional_until=due.provisional_until,
        reason=reason_of(outcome, due, task, terms),
        at=task.done,
        due_text=due.text,
        worked_seconds=outcome.worked_seconds,
    )


def due_of(task: Task) -> Due:
    """When the clock is due; the close of business where a time of day is missing on either side."""
    deadline, calendar = task.deadline, task.deadline.calendar
    by_days = not deadline.receipt.has_time or (task.done is not None and not isinstance(task.done, datetime))
    moment = deadline.closing_of_due_day() if by_days else deadline.due()
    day = calendar.last_day_of(moment)
    text = day.isoformat() if by_days else f"{day.isoformat()} {end_text(moment)}"
    return Due(moment, text, by_days, calendar.sure_until if calendar.is_provisional(day) else None)


def when_done(task: Task, done: Moment, due: datetime, terms: Terms) -> Outcome:
    """Exactly at due is in time, and so is the due day where a time of day is missing."""
    deadline = task.deadline
    until = done if isinstance(done, datetime) else terms.calendar.closing_of_nth_day(done, 0)
    spent = deadline.spent(until)
    if isinstance(done, datetime) and deadline.receipt.has_time:
        worked = worked_seconds(deadline, done) if deadline.target.is_clock_time else spent
        is_late = instant_of(done) > instant_of(due)
    else:
        worked = worked_in_days(task, until)
        is_late = day_late(done, due, terms.calendar)
    used = deadline.used(due, until, spent)
    if not is_late:
        return Outcome(SlaState.MET, min(used, 1.0), None, worked)
    return Outcome(SlaState.MET_LATE, used, late_text(task.deadline, due, done, terms.texts), worked)


def while_open(task: Task, due: datetime, terms: Terms) -> Outcome:
    """Undated, stale, waiting, overdue, due soon, or in time."""
    course, now = task.course, terms.now
    if not course.is_open:
        return Outcome(SlaState.UNDATED)
    used = task.deadline.used(due, now, task.deadline.spent(now))
    if is_stale(course, terms):
        return Outcome(SlaState.STALE, used)
    is_late = instant_of(now) > instant_of(due)
    over_by = late_text(task.deadline, due, now, terms.texts) if is_late else None
    if task.is_resolution and course.is_waiting:
        is_late = waits_too_late(course, due)
        return Outcome(SlaState.PAUSED_LATE, used, over_by) if is_late else Outcome(SlaState.PAUSED, used)
    if is_late:
        return Outcome(SlaState.BREACHED, used, over_by)
    return Outcome(SlaState.AT_RISK if used >= terms.settings.at_risk else SlaState.ON_TRACK, used)


def waits_too_late(course: Course, due: datetime) -> bool:
    """Whether the waiting is known to have begun after the deadline; what is not recorded blames nobody."""
    since = waiting_since(course)
    return since is not None and instant_of(since) > instant_of(due)


def waiting_since(course: Course) -> datetime | None:
    """Since when we wait for the customer; None where that is not recorded."""
    return course.wait.start if course.wait is not None and course.wait.end is None else None


def worked_seconds(deadline: Deadline, until: datetime) -> int:
    """Working time from receipt until then, pauses left out."""
    calendar, pause = deadline.calendar, deadline.pause
    paused = calendar.between(pause.start, pause.end) if pause is not None else 0
    return calendar.between(deadline.receipt.start, until) - paused


def worked_in_days(task: Task, until: datetime) -> int:
    """The same in whole working days, where a time of day is missing."""
    deadline, calendar = task.deadline, task.deadline.calendar
    days = calendar.workdays_between(deadline.receipt.day, until.date()) - deadline.paused_days(until)
    return max(0, days) * day_length(until, calendar)


def is_stale(course: Course, terms: Terms) -> bool:
    """Whether nobody has noted anything for so long that we must ask if it is still open."""
    limit = terms.now.date() - timedelta(days=terms.settings.stale_days)
    return course.is_open and course.last_entry is not None and course.last_entry < limit


def reason_of(outcome: Outcome, due: Due, task: Task, terms: Terms) -> str:
    """The clock in one line: target, receipt, deadline, outcome, and what it rests on."""
    texts, deadline = terms.texts, task.deadline
    became = outcome_text(outcome, task, terms)
    if outcome.state is SlaState.STALE:
        return became
    parts = [
        texts(
            f"sla.reason.{task.name}",
            target=deadline.target.words(texts),
            received=moment_text(deadline.receipt.written),
            due=due.text,
        ),
        became,
    ]
    if deadline.pause is not None:
        start, end = moment_text(deadline.pause.start), moment_text(deadline.pause.end)
        parts.append(texts("sla.reason.paused", start=start, end=end))
    if due.by_days:
        parts.append(texts("sla.reason.by_days"))
    if due.provisional_until is not None:
        parts.append(texts("sla.reason.provisional", until=due.provisional_until.isoformat()))
    return texts("sla.join").join(parts)


def outcome_text(outcome: Outcome, task: Task, terms: Terms) -> str:
    """What became of it, with the number that decided."""
    texts, course = terms.texts, task.course
    key = f"sla.outcome.{outcome.state}"
    if outcome.state is SlaState.STALE:
        return texts(key, since=entry_text(course.last_entry), days=terms.settings.stale_days)
    if outcome.state in (SlaState.PAUSED, SlaState.PAUSED_LATE):
        since = waiting_since(course)
        return texts(key, since=moment_text(since)) if since is not None else texts("sla.outcome.paused.unknown")
    if not task.is_resolution and course.reply_is_resolution and task.done is not None:
        key += ".by_resolution"
    used = f"{int((outcome.used or 0) * 100)}"  # rounded down: 74.9 % is not yet 75 %
    done = moment_text(task.done) if task.done is not None else ""
    return texts(key, used=used, limit=f"{terms.settings.at_risk * 100:g}", over_by=outcome.over_by or "", done=done)


def entry_text(day: date | None) -> str:
    return day.isoformat() if day is not None else "?"
