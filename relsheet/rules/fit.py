"""How deep a relationship is worth being: only where both matter to each other, and leaving is costly."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Tier
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply, not_known
from relsheet.rules.cost import cost_ratio_of
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.flags import flag
from relsheet.rules.lock_in import Marks, marks_of
from relsheet.rules.logic import all_of, any_of, at_least, proof_of
from relsheet.rules.once import once_each
from relsheet.rules.results import AbcResult, Facts, Proof
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation
from relsheet.rules.wallet import share_of_wallet


class FitSettings(Settings):
    """When a partnership is worth its effort."""

    section: ClassVar[str] = "fit"
    our_share: float = setting(0.03, "He brings so large a share of our value (or is class A).", gt=0, le=1)
    wallet_share: float = setting(0.20, "... and we have so large a share of his wallet.", gt=0, le=1)
    lock_in_marks: int = setting(2, "... and so many marks tie us together.", ge=1, le=5)
    over_invested: float = setting(0.5, "Deeper than fits, and cost ÷ margin from here on: over-invested.", gt=0)


def fit_of(facts: Facts, abc: AbcResult, run: Run) -> Tier | None:
    """PARTNER (partnership and alliance fit) or PREFERRED; None for prospects and where the inputs do not tell."""
    if facts.is_prospect:
        return None
    settings = run.policy.of(FitSettings)
    share, wallet = abc.share, share_of_wallet(facts.customer, abc.value_cents, run.known.currency)
    is_a = None if abc.letter is None else abc.letter == "A"
    brings_much = None if share is None else share >= settings.our_share
    is_ours = None if wallet is None else wallet >= settings.wallet_share
    return weighed(run, is_a, brings_much, is_ours, marks_of(facts, run))


@once_each
def weighed(run: Run, is_a: bool | None, brings_much: bool | None, is_ours: bool | None, marks: Marks) -> Tier | None:
    """What fits all customers of whom the same is known."""
    matters = any_of((proof_of(is_a), proof_of(brings_much)))
    tied = at_least(run.policy.of(FitSettings).lock_in_marks, [proof_of(answer) for answer in marks])
    fits = all_of((matters, proof_of(is_ours), tied))
    if fits is Proof.UNKNOWN:
        return None
    return Tier.PARTNER if fits is Proof.PROVEN else Tier.PREFERRED


@customer_column("fit_tier")
def fit_tier(case: Case, run: Run) -> Finding:
    """The tier that fits; compared with the one that is proven."""
    if case.facts.is_prospect:
        return does_not_apply(run.texts("tier.reason.prospect"))
    fit = fit_of(case.facts, case.abc, run)
    if fit is None:
        return not_known(run.texts("fit.reason.unknown"))
    return told(run, fit)


@once_each
def told(run: Run, fit: Tier) -> Finding:
    """The cell of all customers whom that tier fits."""
    return Finding(fit.code, run.texts(f"tier.{fit.code}"), Tone.NEUTRAL, run.texts(f"fit.reason.{fit.code}"))


@flag("over_invested")
def over_invested(at: Situation) -> str | None:
    """The relationship is deeper than fits, and costs much of what it brings."""
    if at.tier.tier is None or at.tier.tier <= Tier.PREFERRED:
        return None
    # Where a partnership fits, an alliance does too.
    if fit_of(at.facts, at.abc, at.run) is not Tier.PREFERRED:
        return None
    ratio = cost_ratio_of(at.facts, at.run)
    if ratio is None or ratio < at.run.policy.of(FitSettings).over_invested:
        return None
    return at.run.texts("flag.over_invested.reason", ratio=f"{min(ratio, 99):.0%}")


@flag("under_invested")
def under_invested(at: Situation) -> str | None:
    """An A or B whose relationship could be deeper than it is."""
    if at.abc.letter not in ("A", "B") or at.tier.tier is None or at.tier.tier >= Tier.PARTNER:
        return None
    if fit_of(at.facts, at.abc, at.run) is not Tier.PARTNER:
        return None
    return at.run.texts("flag.under_invested.reason", letter=at.abc.letter)
