"""Risk: how many bad signs there are, each by its name; no hidden model."""

from collections.abc import Sequence
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Tier
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column
from relsheet.rules.comparisons import COMPARISONS
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once_a_run, once_each
from relsheet.rules.results import OVERDUE
from relsheet.rules.run import Run
from relsheet.rules.situation import FLAGS


class RiskSettings(Settings):
    """Which flags are bad signs."""

    section: ClassVar[str] = "risk"
    flags: tuple[str, ...] = setting(
        (
            "single_contact",
            "recurring",
            "escalated",
            "promise_late",
            "loss_making",
            "letter_unanswered",
            "result_untold",
        ),
        "Flags that count as a bad sign; an overdue complaint and a fallen class A count too.",
    )


def much_hangs_on(case: Case) -> bool:
    """Whether a single contact is a bad sign of this customer."""
    is_a = (case.abc.letter or case.facts.customer.own_class) == "A"
    return is_a or (case.tier.tier or 0) >= Tier.PARTNER


@once_a_run
def bad_signs(run: Run) -> Sequence[str]:
    """The flags that count, in the order in which all flags stand; most customers do not raise them."""
    counted = run.policy.of(RiskSettings).flags
    return [name for name in (*FLAGS, *COMPARISONS) if name in counted]


@customer_column("risk")
def risk(case: Case, run: Run) -> Finding:
    """The number of bad signs; a watch from one on, bad from three on."""
    flags = case.flags
    signs = [
        f"flag.{name}" for name in bad_signs(run) if (name != "single_contact" or much_hangs_on(case)) and name in flags
    ]
    if case.sla is not None and case.sla.state in OVERDUE:
        signs.insert(0, "risk.overdue")
    if case.abc.previous == "A" and case.abc.letter in ("B", "C"):
        signs.append("risk.fallen")
    return told(run, *signs)


@once_each
def told(run: Run, *signs: str) -> Finding:
    """The cell of all customers with these bad signs."""
    tone = Tone.BAD if len(signs) >= 3 else Tone.WATCH if signs else Tone.GOOD
    reason = run.texts("tier.and").join(map(run.texts, signs)) or run.texts("risk.none")
    return Finding(len(signs), str(len(signs)), tone, reason)
