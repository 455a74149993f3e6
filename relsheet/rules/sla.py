"""Complaint deadlines: the verdict on every complaint, and on a customer the worst of his.

Two clocks run from receipt: the first reply (an answer is owed even while nothing is solved) and the resolution.
Rules and defaults: docs/models.md, Complaint SLA.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from relsheet.policy import Policy
from relsheet.records import Book, Complaint, Priority
from relsheet.rules.complaint_course import Course, course_of
from relsheet.rules.recurring import RecurringSettings, escalated_from, recurrences_by_row
from relsheet.rules.results import WORST_FIRST, Clock, Recurrence, SlaState, Verdict
from relsheet.rules.sla_clock import Task, Terms, judge, terms_of
from relsheet.rules.sla_due import Deadline, Receipt, pause_of, receipt_of
from relsheet.rules.sla_next import CAN_GO_STALE, next_change
from relsheet.rules.sla_settings import SlaSettings, as_date, effective_priority
from relsheet.rules.sla_unknown import why_no_end, why_no_pause, why_no_start
from relsheet.rules.targets import Target
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Texts

RANK = {state: rank for rank, state in enumerate(WORST_FIRST)}
#: By a name of its own: Python 3.11 takes long to look a member of an enumeration up.
EXCLUDED = SlaState.EXCLUDED
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
    terms = terms_of(calendar, policy.of(SlaSettings), now, book, texts)
    settings = policy.of(RecurringSettings)
    recurs = recurrences_by_row(book.complaints, terms.today, settings)
    before = escalated_from(book.complaints, terms.today, settings)

    def verdict(complaint: Complaint) -> Verdict:
        row, letter = complaint.origin, letters.get(complaint.customer or "")
        return verdict_on(complaint, terms, letter, Beside(recurs.get(row, ()), before.get(row)))

    return tuple(map(verdict, book.complaints))


class Beside(Struct, frozen=True, gc=False):
    """What the other complaints say of one."""

    recurrences: tuple[Recurrence, ...]
    escalated_from: Complaint | None


def verdict_on(complaint: Complaint, terms: Terms, letter: str | None, beside: Beside) -> Verdict:
    """What the two clocks of one complaint say."""
    course = course_of(complaint, terms.calendar, terms.now)
    priority, key = effective_priority(complaint)
    reply, resolve = clocks_of(course, terms.settings.targets(complaint, priority, letter), terms)
    worse = resolve if reply is None or RANK[resolve.state] <= RANK[reply.state] else reply
    ended = not course.is_open and not course.is_excluded
    return Verdict(
        complaint=complaint,
        state=worse.state,
        reply=reply,
        resolve=resolve,
        priority=priority,
        priority_reason=priority_text(priority, key, terms.texts),
        is_open=course.is_open,
        unsatisfied=ended and complaint.satisfied is False,
        opened_on=None if complaint.opened_at is None else as_date(complaint.opened_at),
        next_change=first_change(reply, resolve) if course.is_open else None,
        age_days=age_of(course, terms),
        recurrences=beside.recurrences,
        escalated_from=beside.escalated_from,
    )


def first_change(reply: Clock | None, resolve: Clock) -> datetime | None:
    """When time alone will change one of the clocks of an open complaint; None for never."""
    changes = [clock.next_change for clock in (reply, resolve) if clock is not None and clock.next_change is not None]
    return min(changes, default=None)


def age_of(course: Course, terms: Terms) -> int | None:
    """Working days since receipt while the complaint is open, since its end when it is done; None if not known."""
    since = course.complaint.opened_at if course.is_open else course.ended
    since_day = None if since is None else as_date(since)
    if since_day is None or since_day > terms.today:
        return None
    return terms.calendar.workdays_between(since_day, terms.today)


def clocks_of(course: Course, targets: tuple[Target, Target], terms: Terms) -> tuple[Clock | None, Clock]:
    """The clocks of reply and resolution; no reply clock where the sheet has no column for replies."""
    complaint, (for_reply, for_resolution) = course.complaint, targets
    has_reply, opened = "ack_at" in terms.columns_of(complaint), complaint.opened_at
    if course.is_excluded:
        state, reason = EXCLUDED, terms.texts("sla.outcome.excluded")
    elif opened is None or as_date(opened) > terms.today:
        state, reason = SlaState.UNKNOWN, why_no_start(complaint, terms)
    else:
        receipt = receipt_of(opened, terms.calendar)
        reply = reply_clock(course, for_reply, receipt, terms) if has_reply else None
        return reply, resolve_clock(course, for_resolution, receipt, terms)
    clock = Clock(state, reason)
    return clock if has_reply else None, clock


def reply_clock(course: Course, target: Target, receipt: Receipt, terms: Terms) -> Clock:
    """The clock of the first reply; waiting for the customer does not stop it."""
    unknown = why_no_end("reply", course, course.replied, terms)
    if unknown is not None:
        return Clock(SlaState.UNKNOWN, unknown)
    return running(Task("reply", course, Deadline(terms.calendar, target, receipt), course.replied), terms)


def resolve_clock(course: Course, target: Target, receipt: Receipt, terms: Terms) -> Clock:
    """The clock of the resolution, which stops while we wait for the customer."""
    unknown = why_no_end("resolve", course, course.ended, terms) or why_no_pause(course.complaint, terms)
    if unknown is not None:
        return Clock(SlaState.UNKNOWN, unknown)
    pause = None if course.wait is None else pause_of(course.wait, receipt, course_end(course, terms))
    task = Task("resolve", course, Deadline(terms.calendar, target, receipt, pause), course.ended)
    clock = running(task, terms)
    if not course.is_reopened:
        return clock
    return replace(clock, reason=terms.texts("sla.join").join((clock.reason, reopened_text(task, terms))))


def running(task: Task, terms: Terms) -> Clock:
    """The clock as it stands, with the moment at which time alone will change it."""
    clock = judge(task, terms)
    return replace(clock, next_change=next_change(task, clock, terms)) if clock.state in CAN_GO_STALE else clock


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
    result = terms.texts(f"sla.state.{judge(replace(task, done=first), terms).state}")
    return terms.texts("sla.reason.reopened_after", day=as_date(first).isoformat(), result=result)


def priority_text(priority: Priority, key: str | None, texts: Texts) -> str:
    """The priority that counts, and why where it is not the complaint's own."""
    name = texts("sla.priority." + priority)
    return name if key is None else texts(key, priority=name)


def worst_verdict(verdicts: Iterable[Verdict], now: datetime) -> Verdict | None:
    """The worst of a customer's unfinished complaints, else of those closed in the last 30 days; None without any.

    Closed but not to the customer's content is not finished. Among equals the one that is due first.
    """
    counted = [verdict for verdict in verdicts if verdict.state is not EXCLUDED]
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
