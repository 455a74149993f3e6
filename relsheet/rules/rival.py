"""The competitor file: who the rival is, how old what we know of him is, and whom to ask."""

from datetime import date
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.situation import Answer, Situation, term


class RivalSettings(Settings):
    """How fresh the competitor file must be."""

    section: ClassVar[str] = "rival"
    old_days: int = setting(90, "What is older than this must be asked again.", unit="days", ge=1)


def rivals_of(facts: Facts) -> tuple[str, ...]:
    """The names, each once: of the competitors tab, else of the customers tab."""
    named = tuple(dict.fromkeys([row.name for row in facts.competitors if row.name]))
    entered = facts.customer.competitor
    return named or ((entered,) if entered else ())


def newest_entry(facts: Facts) -> date | None:
    """When anything was last noted of a rival."""
    return max([row.event_date for row in facts.competitors if row.event_date is not None], default=None)


@customer_column("rival")
def rival(case: Case, run: Run) -> Finding:
    """Who else supplies him; unknown where nobody asked."""
    names = rivals_of(case.facts)
    if not names:
        return not_known(run.texts("rival.reason.unknown"))
    text = ", ".join(names)
    return Finding(text, text, Tone.NEUTRAL, run.texts("rival.reason", count=len(names)))


@customer_column("rival_age")
def rival_age(case: Case, run: Run) -> Finding:
    """How many days ago something was last noted of a rival."""
    newest = newest_entry(case.facts)
    if newest is None:
        return not_known(run.texts("rival_age.reason.unknown")) if rivals_of(case.facts) else does_not_apply()
    days = (run.today - newest).days
    limit = run.policy.of(RivalSettings).old_days
    tone = Tone.WATCH if days > limit else Tone.NEUTRAL
    return Finding(days, str(days), tone, run.texts("rival_age.reason", day=newest, limit=limit))


@term("rival_unknown")
def rival_unknown(at: Situation) -> Answer:
    """Whether he must be asked (again); None where the book keeps no competitor file at all."""
    if not at.run.book.competitors and "competitor" not in at.run.known.filled:
        return None
    newest = newest_entry(at.facts)
    if not rivals_of(at.facts):
        return True
    return newest is not None and (at.run.today - newest).days > at.run.policy.of(RivalSettings).old_days
