"""Where effort goes: grow, keep, light touch; win for prospects."""

from relsheet.records import Tier
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.fit import fit_of
from relsheet.rules.once import once_each
from relsheet.rules.run import Run
from relsheet.rules.wallet import unused_wallet_cents


@customer_column("focus")
def focus(case: Case, run: Run) -> Finding:
    """Grow for a small A, or an A or B that fits a deeper relationship; keep other As and Bs; light touch for Cs."""
    name, why = focus_of(case, run)
    if name is None:
        return not_known(run.texts("focus.reason.unknown"))
    return told(run, name, why, case.abc.letter)


@once_each
def told(run: Run, name: str, why: str, letter: str | None) -> Finding:
    """The cell of all customers with that focus for that reason."""
    return Finding(name, run.texts(f"focus.{name}"), Tone.NEUTRAL, run.texts(f"focus.reason.{why}", letter=letter))


def focus_of(case: Case, run: Run) -> tuple[str | None, str]:
    """(focus, name of its reason); None without a class."""
    abc = case.abc
    if case.facts.is_prospect:
        return "win", "win"
    if abc.letter is None:
        return None, ""
    if abc.upgrade_missing_cents is not None:
        return "grow", "upgrade"
    if abc.letter in ("A", "B"):
        is_deeper = (case.tier.tier or 0) < Tier.PARTNER and fit_of(case.facts, abc, run) is Tier.PARTNER
        return ("grow", "fit") if is_deeper else ("keep", "keep")
    unused = unused_wallet_cents(case.facts.customer, abc.value_cents or 0)
    return ("keep", "wallet") if unused else ("light", "light")
