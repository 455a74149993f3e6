"""Complaint deadlines: the verdict on every complaint, and on a customer the worst of his.

Two clocks run from receipt: the first reply (an answer is owed even while nothing is solved) and the resolution.
Rules and defaults: docs/models.md, Complaint SLA.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from relsheet.policy import Policy
from relsheet.records import Book, Complaint, Priority, Role
from relsheet.rules.complaint_course import Course, course_of
from relsheet.rules.recurring import RecurringSettings, escalated_from, recurrences_by_row
from relsheet.rules.results import WORST_FIRST, Clock, Recurrence, SlaState, Verdict
from relsheet.rules.sla_clock import Task, Terms, judge, timeless_clock
from relsheet.rules.sla_due import Deadline, pause_of, receipt_of
from relsheet.rules.sla_next import next_change
from relsheet.rules.sla_settings import SlaSettings, as_date, effective_priority
from relsheet.rules.sla_unknown import why_unknown
from relsheet.rules.targets import Target
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Texts

RANK = {state: rank for rank, state in enumerate(WORST_FIRST)}
#: How long a closed complaint still shows on its customer.
CLOSED_SHOWN = timedelta(days=30)


def judge_complaints(
    book: Book,
    policy: Policy,
    calendar: WorkCalendar,
    now: datetime,
    texts: Texts,
    letters: Mapping[str, str | None],
) -> tuple[Verdict, ...]:
    """The verdict on every complaint, in sheet order. ``letters``: Customer.key -> ABC class, for rules by class."""
    columns = {tab.tab: tab.columns for tab in book.tabs_of(Role.COMPLAINTS)}
    terms = Terms(calendar, policy.of(SlaSettings), now.astimezone(calendar.zone), texts, columns)
    today, settings = terms.now.date(), policy.of(RecurringSettings)
    recurs = recurrences_by_row(book.complaints, today, settings)
    before = escalated_from(book.complaints, today, settings)

    def verdict(complaint: Complaint) -> Verdict:
        row, letter = complaint.origin, letters.get(complaint.customer or "")
        return verdict_on(complaint, terms, letter, Beside(recurs.get(row, ()), before.get(row)))

    return tuple(verdict(complaint) for complaint in book.complaints)


class Beside(NamedTuple):
    """What the other complaints say of one."""

    recurrences: tuple[Recurrence, ...]
    escalated_from: Complaint | None


def verdict_on(complaint: Complaint, terms: Terms, letter: str | None, beside: Beside) -> Verdict:
    """What the two clocks of one complaint say."""
    course = course_of(complaint, terms.calendar, terms.now)
    priority, key = effective_priority(complaint)
    for_reply, for_resolution = terms.settings.targets(complaint, priority, letter)
    has_reply_column = "ack_at" in terms.columns.get(complaint.origin.tab, {})
    reply, reply_changes = clock_of("reply", course, for_reply, terms) if has_reply_column else (None, ())
    resolve, resolve_changes = clock_of("resolve", course, for_resolution, terms)
    ended = not course.is_open and not course.is_excluded
    return Verdict(
        complaint=complaint,
        state=resolve.state if reply is None else min(reply.state, resolve.state, key=RANK.__getitem__),
        reply=reply,
        resolve=resolve,
        priority=priority,
        priority_reason=priority_text(priority, key, terms.texts),
        is_open=course.is_open,
        unsatisfied=ended and complaint.satisfied is False,
        reopened=course.is_reopened,
        reply_counted_from_resolution=has_reply_column and course.reply_is_resolution,
        opened_on=None if complaint.opened_at is None else as_date(complaint.opened_at),
        next_change=min((*reply_changes, *resolve_changes), default=None),
        age_days=age_of(course, terms),
        recurrences=beside.recurrences,
        escalated_from=beside.escalated_from,
    )


def age_of(course: Course, terms: Terms) -> int | None:
    """Working days since receipt while the complaint is open, since its end when it is done; None if not known."""
    since = course.complaint.opened_at if course.is_open else course.ended
    today = terms.now.date()
    if since is None or as_date(since) > today:
        return None
    return terms.calendar.workdays_between(as_date(since), today)


def clock_of(name: str, course: Course, target: Target, terms: Terms) -> tuple[Clock, tuple[datetime, ...]]:
    """The clock of that name and the moments at which time alone will change it."""
    opened = course.complaint.opened_at
    if course.is_excluded:
        return timeless_clock(SlaState.EXCLUDED, target, terms.texts("sla.outcome.excluded")), ()
    unknown = why_unknown(name, course, terms)
    if unknown is not None or opened is None:
        return timeless_clock(SlaState.UNKNOWN, target, unknown or ""), ()
    receipt = receipt_of(opened, terms.calendar)
    is_resolution = name == "resolve"
    pause = pause_of(course.wait, receipt, course_end(course, terms)) if is_resolution else None
    done = course.ended if is_resolution else course.replied
    task = Task(name, course, Deadline(terms.calendar, target, receipt, pause), done)
    clock = judge(task, terms)
    if is_resolution and course.is_reopened:
        clock = clock._replace(reason=terms.texts("sla.join").join((clock.reason, reopened_text(task, terms))))
    return clock, tuple(next_change(task, clock, terms))


def course_end(course: Course, terms: Terms) -> datetime:
    """Until when waiting counts: the end of the complaint, else now."""
    ended = course.ended
    if ended is None:
        return terms.now
    return ended if isinstance(ended, datetime) else terms.calendar.closing_of_nth_day(ended, 0)


def reopened_text(task: Task, terms: Terms) -> str:
    """That the complaint was opened again, and how it had ended the first time."""
    first = task.course.first_end
    if first is None:
        return terms.texts("sla.reason.reopened")
    result = terms.texts(f"sla.state.{judge(task._replace(done=first), terms).state}")
    return terms.texts("sla.reason.reopened_after", day=as_date(first).isoformat(), result=result)


def priority_text(priority: Priority, key: str | None, texts: Texts) -> str:
    """The priority that counts, and why where it is not the complaint's own."""
    name = texts(f"sla.priority.{priority}")
    return name if key is None else texts(key, priority=name)


def worst_verdict(verdicts: Iterable[Verdict], now: datetime) -> Verdict | None:
    """The worst of a customer's unfinished complaints, else of those closed in the last 30 days; None without any.

    Closed but not to the customer's content is not finished. Among equals the one that is due first.
    """
    counted = [verdict for verdict in verdicts if verdict.state is not SlaState.EXCLUDED]
    unfinished = [verdict for verdict in counted if verdict.is_open or verdict.unsatisfied]
    since = now.date() - CLOSED_SHOWN
    shown = unfinished or [verdict for verdict in counted if closed_on(verdict) >= since]
    return min(shown, key=urgency, default=None)


def closed_on(verdict: Verdict) -> date:
    """The day a complaint was closed; of one without that date the day it came in, which is the earliest it can be."""
    at = verdict.resolve.at
    return as_date(at) if at is not None else verdict.opened_on or date.min


def urgency(verdict: Verdict) -> tuple[int, date]:
    """Worst first, then by the day it is due."""
    clocks = [clock for clock in (verdict.reply, verdict.resolve) if clock is not None and clock.state is verdict.state]
    return RANK[verdict.state], min((as_date(clock.due) for clock in clocks if clock.due is not None), default=date.max)
