"""One complaint explained: both clocks, and day by day which hours counted and why the others did not."""

from collections.abc import Iterable

from relsheet.policy import Policy
from relsheet.rules.assessment import Assessment
from relsheet.rules.clock_days import reply_days, resolve_days
from relsheet.rules.complaint_columns import TONES
from relsheet.rules.explain import Evidence, Step, complaint_step
from relsheet.rules.results import Clock, Verdict
from relsheet.rules.run import run_of
from relsheet.texts import Texts


def explain_complaint(assessment: Assessment, verdict: Verdict, policy: Policy, texts: Texts) -> tuple[Step, ...]:
    """The complaint as a whole, then each of its clocks with one line a day from receipt to deadline."""
    calendar = run_of(assessment.book, policy, assessment.as_of, texts).calendar
    complaint = verdict.complaint
    steps = [complaint_step(verdict, texts)]
    if verdict.reply is not None:
        steps.append(days_step("reply", verdict.reply, reply_days(complaint, verdict.reply, calendar, texts), texts))
    days = resolve_days(complaint, verdict.resolve, calendar, assessment.as_of, texts)
    steps.append(days_step("resolve", verdict.resolve, days, texts))
    return tuple(steps)


def days_step(name: str, clock: Clock, days: Iterable[str], texts: Texts) -> Step:
    """One clock with its days; a clock without a deadline has none."""
    state = texts(f"sla.state.{clock.state}")
    title = texts(f"explain.days.{name}")
    return Step(f"complaint_{name}", title, state, TONES[clock.state], clock.reason, tuple(map(Evidence, days)))
