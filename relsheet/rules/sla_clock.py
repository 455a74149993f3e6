"""One clock of a complaint: its state, and the reason in one line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from relsheet.records import Complaint, Moment, Origin
from relsheet.rules.complaint_course import Course
from relsheet.rules.instants import instant_of
from relsheet.rules.lateness import day_length, due_text, late_text, moment_text
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


@dataclass(frozen=True, slots=True)
class Task:
    """What a clock waits for: a reply, or a resolution."""

    name: str  # "reply" or "resolve"
    course: Course
    deadline: Deadline
    done: Moment | None
    is_resolution: bool


def timeless_clock(state: SlaState, target: Target, reason: str) -> Clock:
    """A clock that has no deadline: not counted, or its beginning is unknown."""
    return Clock(state, None, str(target), None, None, by_days=False, provisional_until=None, reason=reason)


def judge(task: Task, terms: Terms) -> Clock:
    """The clock at ``now``."""
    by_days = not task.deadline.receipt.has_time or (task.done is not None and not isinstance(task.done, datetime))
    due = task.deadline.closing_of_due_day() if by_days else task.deadline.due()
    clock = Clock(
        state=SlaState.ON_TRACK,
        due=due,
        target=str(task.deadline.target),
        used=None,
        over_by=None,
        by_days=by_days,
        provisional_until=None if terms.calendar.is_sure(due) else terms.calendar.sure_until,
        reason="",
        at=task.done,
        due_text=terms.calendar.last_day_of(due).isoformat() if by_days else due_text(due, terms.calendar),
    )
    judged = judge_done(clock, due, task, terms) if task.done is not None else judge_open(clock, due, task, terms)
    return replace(judged, reason=reason_of(judged, task, terms))


def judge_done(clock: Clock, due: datetime, task: Task, terms: Terms) -> Clock:
    """Done: exactly at due is in time, and so is the due day where a time is missing."""
    done = task.done
    assert done is not None
    if clock.by_days or not isinstance(done, datetime):
        is_late = day_late(done, due, terms.calendar)
        until = done if isinstance(done, datetime) else terms.calendar.closing_of_nth_day(done, 0)
    else:
        is_late, until = instant_of(done) > instant_of(due), done
    used = task.deadline.used(due, until)
    clock = replace(clock, state=SlaState.MET, used=min(used, 1.0), worked_seconds=worked_seconds(task, clock, until))
    if not is_late:
        return clock
    return replace(clock, state=SlaState.MET_LATE, used=used, over_by=late_text(task.deadline, due, done, terms.texts))


def worked_seconds(task: Task, clock: Clock, until: datetime) -> int:
    """Working time from receipt until then, pauses left out; whole working days where a time of day is missing."""
    deadline, calendar = task.deadline, task.deadline.calendar
    if clock.by_days:
        days = calendar.workdays_between(deadline.receipt.day, until.date())
        return max(0, days - deadline.paused_days(until)) * day_length(until, calendar)
    pause = deadline.pause
    paused = calendar.between(pause.start, pause.end) if pause is not None else 0
    return calendar.between(deadline.receipt.start, until) - paused


def judge_open(clock: Clock, due: datetime, task: Task, terms: Terms) -> Clock:
    """Not done: stale, undated, waiting, overdue, due soon, or in time."""
    course, now = task.course, terms.now
    is_late = instant_of(now) > instant_of(due)
    clock = replace(clock, used=task.deadline.used(due, now))
    if not course.is_open:
        return replace(clock, state=SlaState.UNDATED, used=None)
    if is_stale(course, terms):
        return replace(clock, state=SlaState.STALE)
    over_by = late_text(task.deadline, due, now, terms.texts) if is_late else None
    if task.is_resolution and course.is_waiting:
        return waiting(replace(clock, over_by=over_by), due, course)
    if is_late:
        return replace(clock, state=SlaState.BREACHED, over_by=over_by)
    is_near = clock.used is not None and clock.used >= terms.settings.at_risk
    return replace(clock, state=SlaState.AT_RISK) if is_near else clock


def waiting(clock: Clock, due: datetime, course: Course) -> Clock:
    """Waiting for the customer: overdue only where the waiting is known to have begun after the deadline."""
    wait = course.wait
    since = wait.start if wait is not None and wait.end is None else None
    if since is not None and instant_of(since) > instant_of(due):
        return replace(clock, state=SlaState.PAUSED_LATE)
    return replace(clock, state=SlaState.PAUSED, over_by=None)


def is_stale(course: Course, terms: Terms) -> bool:
    """Whether nobody has noted anything for so long that we must ask if it is still open."""
    limit = terms.now.date() - timedelta(days=terms.settings.stale_days)
    return course.is_open and course.last_entry is not None and course.last_entry < limit


def reason_of(clock: Clock, task: Task, terms: Terms) -> str:
    """The clock in one line: target, receipt, deadline, outcome, and what it rests on."""
    texts, deadline = terms.texts, task.deadline
    outcome = outcome_text(clock, task, terms)
    if clock.state is SlaState.STALE:
        return outcome
    parts = [
        texts(
            f"sla.reason.{task.name}",
            target=deadline.target.words(texts),
            received=moment_text(deadline.receipt.written),
            due=clock.due_text,
        ),
        outcome,
    ]
    if deadline.pause is not None:
        start, end = moment_text(deadline.pause.start), moment_text(deadline.pause.end)
        parts.append(texts("sla.reason.paused", start=start, end=end))
    if clock.by_days:
        parts.append(texts("sla.reason.by_days"))
    if clock.provisional_until is not None:
        parts.append(texts("sla.reason.provisional", until=clock.provisional_until.isoformat()))
    return texts("sla.join").join(parts)


def outcome_text(clock: Clock, task: Task, terms: Terms) -> str:
    """What became of it, with the number that decided."""
    texts, course = terms.texts, task.course
    key = f"sla.outcome.{clock.state}"
    if clock.state is SlaState.STALE:
        return texts(key, since=entry_text(course.last_entry), days=terms.settings.stale_days)
    if clock.state in (SlaState.PAUSED, SlaState.PAUSED_LATE):
        wait = course.wait
        since = wait.start if wait is not None and wait.end is None else None
        return texts(key, since=moment_text(since)) if since is not None else texts("sla.outcome.paused.unknown")
    if task.name == "reply" and course.reply_is_resolution and clock.at is not None:
        key += ".by_resolution"
    used = f"{int((clock.used or 0) * 100)}"  # rounded down: 74.9 % is not yet 75 %
    done = moment_text(clock.at) if clock.at is not None else ""
    return texts(key, used=used, limit=f"{terms.settings.at_risk * 100:g}", over_by=clock.over_by or "", done=done)


def entry_text(day: date | None) -> str:
    return day.isoformat() if day is not None else "?"
