"""One clock of a complaint: its state, and the reason in one line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from msgspec import Struct

from relsheet.records import Book, Complaint, Moment, Origin, Role
from relsheet.rules.complaint_course import Course
from relsheet.rules.instants import end_text, instant_of, moment_at, moment_text
from relsheet.rules.lateness import late_text
from relsheet.rules.results import Clock, SlaState
from relsheet.rules.sla_due import Deadline, day_late
from relsheet.rules.sla_settings import SlaSettings
from relsheet.rules.targets import Target
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Texts

#: By names of their own: Python 3.11 takes long to look a member of an enumeration up.
MET, MET_LATE, STALE = SlaState.MET, SlaState.MET_LATE, SlaState.STALE


class Due(Struct, frozen=True, gc=False):
    """The deadline of a clock, and how it is to be read."""

    instant: int
    moment: datetime
    text: str  # without a time where it is judged by days
    by_days: bool
    provisional_until: date | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What all complaints of a run are judged by. ``now`` is in the calendar's zone."""

    calendar: WorkCalendar
    settings: SlaSettings
    now: datetime
    today: date
    texts: Texts
    columns: Mapping[str, Mapping[str, int]]  # tab -> field -> column, for the cells that reasons name
    words: Callable[[Target], str]  # how a target is said
    due: Callable[[int, bool], Due]  # the deadline at an instant, and whether it is judged by days
    closing: Callable[[date, int, bool], Due]  # the same at the close of business of the n-th working day after a day

    def columns_of(self, complaint: Complaint) -> Mapping[str, int]:
        """The columns of the complaint's tab: field -> column."""
        return self.columns.get(complaint.origin.tab, {})

    def cell(self, complaint: Complaint, field: str) -> Origin:
        """The cell of that field in the complaint's row; the row's own cell where no column holds it."""
        column = self.columns_of(complaint).get(field)
        return complaint.origin if column is None else complaint.origin.at(column)


class Task(Struct, frozen=True):
    """What a clock waits for: a reply, or a resolution."""

    name: str  # "reply" or "resolve"
    course: Course
    deadline: Deadline
    done: Moment | None


class Outcome(Struct, frozen=True, gc=False):
    """What became of a clock, and in words, with the number that decided."""

    state: SlaState
    words: str
    over_by: str | None = None


def terms_of(calendar: WorkCalendar, settings: SlaSettings, now: datetime, book: Book, texts: Texts) -> Terms:
    """The terms of a run. Complaints are many, their targets few, and many are due at the same close of business."""
    columns = {tab.tab: tab.columns for tab in book.tabs_of(Role.COMPLAINTS)}

    @cache
    def words(target: Target) -> str:
        return target.words(texts)

    @cache
    def due(instant: int, by_days: bool) -> Due:
        return due_at(instant, by_days, calendar)

    @cache
    def closing(day: date, n: int, by_days: bool) -> Due:
        return due(instant_of(calendar.closing_of_nth_day(day, n)), by_days)

    local = now.astimezone(calendar.zone)
    return Terms(calendar, settings, local, local.date(), texts, columns, words, due, closing)


def due_at(instant: int, by_days: bool, calendar: WorkCalendar) -> Due:
    """The deadline at that instant; its day alone where the clock is judged by days."""
    moment = moment_at(instant, calendar.zone)
    day = calendar.last_day_of(moment)
    text = day.isoformat() if by_days else f"{day.isoformat()} {end_text(moment)}"
    return Due(instant, moment, text, by_days, calendar.sure_until if calendar.is_provisional(day) else None)


def due_of(deadline: Deadline, by_days: bool, terms: Terms) -> Due:
    """When a clock is due."""
    if deadline.is_closing and deadline.pause is None:
        return terms.closing(deadline.receipt.day, int(deadline.target.amount), by_days)
    return terms.due(instant_of(deadline.closing_of_due_day() if by_days else deadline.due()), by_days)


def judge(task: Task, terms: Terms) -> Clock:
    """The clock at ``now``."""
    deadline, done = task.deadline, task.done
    by_days = not deadline.receipt.has_time or (done is not None and not isinstance(done, datetime))
    due = due_of(deadline, by_days, terms)
    outcome = while_open(task, due, terms) if done is None else when_done(task, done, due, terms)
    return Clock(
        state=outcome.state,
        reason=reason_of(outcome, due, task, terms),
        due=due.moment,
        due_text=due.text,
        over_by=outcome.over_by,
        at=done,
        deadline=deadline,
    )


def when_done(task: Task, done: Moment, due: Due, terms: Terms) -> Outcome:
    """Exactly at due is in time, and so is the due day where a time of day is missing."""
    deadline = task.deadline
    if isinstance(done, datetime) and not due.by_days:
        is_late = instant_of(done) > due.instant
    else:
        is_late = day_late(done, due.moment, terms.calendar)
    state = MET_LATE if is_late else MET
    over_by = late_text(deadline, due.moment, done, terms.texts) if is_late else None
    key = "sla.outcome." + state
    if task.name == "reply" and task.course.reply_is_resolution:
        key += ".by_resolution"
    return Outcome(state, terms.texts(key, done=moment_text(done), over_by=over_by), over_by)


def while_open(task: Task, due: Due, terms: Terms) -> Outcome:
    """Undated, stale, waiting, overdue, due soon, or in time."""
    course, now, today, texts = task.course, terms.now, terms.today, terms.texts
    if not course.is_open:
        return Outcome(SlaState.UNDATED, texts("sla.outcome.undated"))
    days = terms.settings.stale_days
    if course.last_entry is not None and course.last_entry < today - timedelta(days=days):
        return Outcome(STALE, texts("sla.outcome.stale", since=course.last_entry.isoformat(), days=days))
    is_late = instant_of(now) > due.instant
    over_by = late_text(task.deadline, due.moment, now, texts) if is_late else None
    if task.name == "resolve" and course.is_waiting:
        if waits_too_late(course, due):
            return Outcome(SlaState.PAUSED_LATE, waiting_text(SlaState.PAUSED_LATE, course, texts), over_by)
        return Outcome(SlaState.PAUSED, waiting_text(SlaState.PAUSED, course, texts))
    if is_late:
        return Outcome(SlaState.BREACHED, texts("sla.outcome.breached", over_by=over_by), over_by)
    used, limit = task.deadline.used(due.moment, now), terms.settings.at_risk
    state = SlaState.AT_RISK if used >= limit else SlaState.ON_TRACK
    # Rounded down: 74.9 % is not yet 75 %.
    return Outcome(state, texts(f"sla.outcome.{state}", used=f"{int(used * 100)}", limit=f"{limit * 100:g}"))


def waits_too_late(course: Course, due: Due) -> bool:
    """Whether the waiting is known to have begun after the deadline; what is not recorded blames nobody."""
    since = waiting_since(course)
    return since is not None and instant_of(since) > due.instant


def waiting_since(course: Course) -> datetime | None:
    """Since when we wait for the customer; None where that is not recorded."""
    return course.wait.start if course.wait is not None and course.wait.end is None else None


def waiting_text(state: SlaState, course: Course, texts: Texts) -> str:
    """Since when we wait for the customer, as far as that is recorded."""
    since = waiting_since(course)
    if since is None:
        return texts("sla.outcome.paused.unknown")
    return texts(f"sla.outcome.{state}", since=moment_text(since))


def reason_of(outcome: Outcome, due: Due, task: Task, terms: Terms) -> str:
    """The clock in one line: target, receipt, deadline, outcome, and what it rests on."""
    if outcome.state is STALE:
        return outcome.words
    texts, deadline = terms.texts, task.deadline
    target, received = terms.words(deadline.target), deadline.receipt.text
    parts = [texts(f"sla.reason.{task.name}", target=target, received=received, due=due.text), outcome.words]
    if deadline.pause is not None:
        start, end = moment_text(deadline.pause.start), moment_text(deadline.pause.end)
        parts.append(texts("sla.reason.paused", start=start, end=end))
    if due.by_days:
        parts.append(texts("sla.reason.by_days"))
    if due.provisional_until is not None:
        parts.append(texts("sla.reason.provisional", until=due.provisional_until.isoformat()))
    return texts("sla.join").join(parts)
