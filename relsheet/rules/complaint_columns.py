"""What stands beside a complaint: reply by, reply, fix by, fix, and why; and beside its customer."""

from collections.abc import Mapping
from typing import Protocol

from relsheet.rules.finding import Finding, Tone
from relsheet.rules.results import Clock, SlaState, Verdict
from relsheet.texts import Texts

TONES: Mapping[SlaState, Tone] = {
    SlaState.ON_TRACK: Tone.GOOD,
    SlaState.AT_RISK: Tone.WATCH,
    SlaState.BREACHED: Tone.BAD,
    SlaState.MET: Tone.GOOD,
    SlaState.MET_LATE: Tone.NEUTRAL,
    SlaState.PAUSED: Tone.NEUTRAL,
    SlaState.PAUSED_LATE: Tone.BAD,
    SlaState.STALE: Tone.NEUTRAL,
    SlaState.UNDATED: Tone.UNKNOWN,
    SlaState.EXCLUDED: Tone.NEUTRAL,
    SlaState.UNKNOWN: Tone.UNKNOWN,
}


#: By a name of its own: Python 3.11 takes long to look a member of an enumeration up.
EXCLUDED = SlaState.EXCLUDED


class ComplaintColumn(Protocol):
    """A column of the complaints tab."""

    def __call__(self, verdict: Verdict, texts: Texts, /) -> Finding: ...


def reply_due(verdict: Verdict, texts: Texts) -> Finding:
    """When the first reply is due; empty where the sheet has no reply column."""
    return due_finding(verdict.reply)


def reply_status(verdict: Verdict, texts: Texts) -> Finding:
    """Whether the first reply is in time."""
    return status_finding(verdict.reply, texts)


def resolve_due(verdict: Verdict, texts: Texts) -> Finding:
    """When the solution is due."""
    return due_finding(verdict.resolve)


def resolve_status(verdict: Verdict, texts: Texts) -> Finding:
    """Whether the solution is in time."""
    return status_finding(verdict.resolve, texts)


def why(verdict: Verdict, texts: Texts) -> Finding:
    """The reasons of both clocks in one line; its value is that line."""
    line = why_line(verdict, texts)
    return Finding(line, line, reason=line)


COMPLAINT_COLUMNS: Mapping[str, ComplaintColumn] = {
    "reply_due": reply_due,
    "reply_status": reply_status,
    "resolve_due": resolve_due,
    "resolve_status": resolve_status,
    "why": why,
}


def complaint_findings(verdict: Verdict, texts: Texts) -> Mapping[str, Finding]:
    """Every column of one complaint, by its key."""
    return {key: column(verdict, texts) for key, column in COMPLAINT_COLUMNS.items()}


def due_finding(clock: Clock | None) -> Finding:
    """A clock's deadline; without its time where it is judged by days."""
    if clock is None or clock.due is None:
        return Finding(None, "", Tone.NEUTRAL, "" if clock is None else clock.reason)
    return Finding(clock.due, clock.due_text, reason=clock.reason)


def status_finding(clock: Clock | None, texts: Texts) -> Finding:
    """A clock's state."""
    if clock is None:
        return Finding(None, "", Tone.NEUTRAL, "")
    return Finding(str(clock.state), texts("sla.state." + clock.state), TONES[clock.state], clock.reason)


def why_line(verdict: Verdict, texts: Texts) -> str:
    """Priority, both clocks, and what else is to be known; one reason where both clocks have the same."""
    if verdict.state is EXCLUDED:
        return verdict.resolve.reason
    parts = [verdict.priority_reason]
    if verdict.reply is not None and verdict.reply.reason != verdict.resolve.reason:
        parts.append(texts("sla.clock.reply", reason=verdict.reply.reason))
        parts.append(texts("sla.clock.resolve", reason=verdict.resolve.reason))
    else:
        parts.append(verdict.resolve.reason)
    if verdict.unsatisfied:
        parts.append(texts("sla.reason.unsatisfied"))
    return texts("sla.stop").join(parts)


def customer_sla(verdict: Verdict, texts: Texts, unfinished: int = 0) -> Finding:
    """What a customer's row shows of his complaints: the state of the worst.

    ``unfinished`` is how many of his complaints are not finished.
    """
    complaint = verdict.complaint
    named = texts("sla.complaint.named", id=complaint.id) if complaint.id else ""
    name = named or texts("sla.complaint.unnamed", cell=complaint.origin)
    others = unfinished - 1
    key = "sla.customer.more" if others > 0 else "sla.customer.one"
    reason = texts(key, complaint=name, reason=worst_reason(verdict, texts), others=others)
    tone = TONES[verdict.state]
    if verdict.unsatisfied and tone is Tone.GOOD:
        return Finding(verdict.state.value, texts("sla.state.unsatisfied"), Tone.WATCH, reason)
    return Finding(verdict.state.value, texts("sla.state." + verdict.state), tone, reason)


def worst_reason(verdict: Verdict, texts: Texts) -> str:
    """The reason of the clock that decides."""
    if verdict.unsatisfied:
        return texts("sla.reason.unsatisfied")
    if verdict.reply is not None and verdict.reply.state is verdict.state:
        return texts("sla.clock.reply", reason=verdict.reply.reason)
    return texts("sla.clock.resolve", reason=verdict.resolve.reason)
