"""Flags on complaints: a fault that comes back, a case gone to the press, a letter without answer, a result untold."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Channel, ComplaintStatus, Role
from relsheet.rules.flags import flag
from relsheet.rules.once import once_a_run
from relsheet.rules.results import Recurrence, RecurringKind, SlaState, Verdict
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation
from relsheet.texts import Texts

FEEDBACK = "satisfaction"  # the column; its entry is the complaint's ``satisfied``
WRITTEN = frozenset({Channel.LETTER, Channel.EMAIL})


class ComplaintFlagSettings(Settings):
    """When something around a complaint is worth a word."""

    section: ClassVar[str] = "complaints"
    look_back_days: int = setting(365, "Complaints received earlier raise no flag.", unit="days", ge=1)
    feedback_days: int = setting(3, "Solved for longer without the customer's feedback.", unit="working days", ge=0)


@flag("recurring")
def recurring(at: Situation) -> str | None:
    """His complaint is one of several of its kind: the cause is still there."""
    found = recurrences_of(at.verdicts) if at.verdicts else ()
    return recurrence_text(found[0], at.run.texts) if found else None


def recurrences_of(verdicts: Sequence[Verdict]) -> Sequence[Recurrence]:
    """What comes back of a customer's complaints, each once: his own first, then what most complained of."""
    if not any(verdict.recurrences for verdict in verdicts):
        return ()
    found = {(each.kind, each.category, each.product): each for verdict in verdicts for each in verdict.recurrences}
    kinds = tuple(RecurringKind)
    return sorted(
        found.values(), key=lambda each: (kinds.index(each.kind), -len(each.rows), each.category, each.product or "")
    )


def recurrence_text(found: Recurrence, texts: Texts) -> str:
    """What comes back, how often, and in how many days."""
    values = {"category": found.category, "product": found.product or "", "days": found.days}
    counts = {"count": len(found.rows), "customers": len(found.customers)}
    return texts(f"flag.recurring.{found.kind}", **values, **counts)


@flag("escalated")
def escalated(at: Situation) -> str | None:
    """He complained to us first, and then to the press or a lawyer."""
    for verdict in reversed(at.verdicts):
        before = verdict.escalated_from
        if before is not None and before.channel is not None and is_recent(verdict, at):
            day = verdict.opened_on.isoformat() if verdict.opened_on else ""
            return at.run.texts("flag.escalated.reason", cell=verdict.complaint.origin, before=before.origin, day=day)
    return None


@flag("letter_unanswered")
def letter_unanswered(at: Situation) -> str | None:
    """He wrote to us and has no answer: overdue, or closed without one.

    Silent for sheets without a reply column, and while the answer is still in time.
    """
    cells = [
        str(verdict.complaint.origin) for verdict in at.verdicts if is_unanswered(verdict) and is_recent(verdict, at)
    ]
    return at.run.texts("flag.letter_unanswered.reason", cells=at.run.texts("sla.list").join(cells)) if cells else None


def is_unanswered(verdict: Verdict) -> bool:
    """Whether a letter or e-mail has no answer although one is due, or the case is closed."""
    reply, complaint = verdict.reply, verdict.complaint
    if reply is None or complaint.channel not in WRITTEN:
        return False
    if complaint.ack_at is not None or "ack_at" in complaint.unreadable:
        return False
    return reply.state is SlaState.BREACHED or not verdict.is_open


@flag("result_untold")
def result_untold(at: Situation) -> str | None:
    """His complaint has been solved for days, and nothing shows that he was told: no feedback, not closed.

    Silent for sheets without a column for the customer's feedback.
    """
    if not at.verdicts or not feedback_is_kept(at.run):
        return None
    limit = at.run.policy.of(ComplaintFlagSettings).feedback_days
    for verdict in at.verdicts:
        days = verdict.age_days
        if days is not None and days > limit and awaits_feedback(verdict) and is_recent(verdict, at):
            cell = verdict.complaint.origin
            return at.run.texts("flag.result_untold.reason", cell=cell, days=days, limit=limit)
    return None


@once_a_run
def feedback_is_kept(run: Run) -> bool:
    """Whether the book has a column for what the customer said of the result."""
    return run.book.has(Role.COMPLAINTS, FEEDBACK)


def awaits_feedback(verdict: Verdict) -> bool:
    """Whether a complaint is solved, and neither closed nor commented on by the customer."""
    complaint = verdict.complaint
    if verdict.is_open or complaint.resolved_at is None or complaint.closed_at is not None:
        return False
    if complaint.satisfied is not None or "satisfied" in complaint.unreadable:
        return False
    return complaint.status is not ComplaintStatus.CLOSED


def is_recent(verdict: Verdict, at: Situation) -> bool:
    """Whether the complaint counts and came in recently enough to be spoken of."""
    if verdict.state in (SlaState.EXCLUDED, SlaState.STALE) or verdict.opened_on is None:
        return False
    since = at.run.today - timedelta(days=at.run.policy.of(ComplaintFlagSettings).look_back_days)
    return since <= verdict.opened_on <= at.run.today
