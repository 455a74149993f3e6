"""Promises beside the customer: how many are open, and what share was kept in time."""

from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.flags import flag
from relsheet.rules.results import PromiseState
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation

OPEN = frozenset({PromiseState.OPEN, PromiseState.BROKEN, PromiseState.UNDATED})
JUDGED = frozenset({PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN})


@flag("promise_late")
def promise_late(at: Situation) -> str | None:
    """A promise of ours is past its date and still open."""
    late = [promise for promise in at.promises if promise.state is PromiseState.BROKEN]
    if not late:
        return None
    worst = max(late, key=lambda promise: (promise.days_late, promise.text))
    return at.run.texts("flag.promise_late.reason", count=len(late), text=worst.text, days=worst.days_late)


@customer_column("promises_open")
def promises_open(case: Case, run: Run) -> Finding:
    """How many promises wait to be kept; those that are late make it a watch."""
    if not case.promises:
        return does_not_apply()
    states = [promise.state for promise in case.promises]
    count, late = sum(state in OPEN for state in states), states.count(PromiseState.BROKEN)
    undated = states.count(PromiseState.UNDATED)
    reason = run.texts("promises_open.reason", count=count, late=late, undated=undated)
    return Finding(count, str(count), Tone.WATCH if late else Tone.NEUTRAL, reason)


@customer_column("promise_kept")
def promise_kept(case: Case, run: Run) -> Finding:
    """The share of promises kept by their date, of those whose date is past or that are done."""
    states = [promise.state for promise in case.promises if promise.state in JUDGED]
    if not states:
        return does_not_apply()
    kept = states.count(PromiseState.KEPT)
    share = kept / len(states)
    reason = run.texts("promise_kept.reason", kept=kept, count=len(states))
    return Finding(round(share, 4), f"{share:.0%}", Tone.NEUTRAL, reason)
