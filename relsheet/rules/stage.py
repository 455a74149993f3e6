"""The stage of a relationship: prospect, initial, secondary supplier, main supplier."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once_each
from relsheet.rules.run import Run
from relsheet.rules.trading import bought_before
from relsheet.rules.wallet import share_of_wallet
from relsheet.rules.window import months_before


class StageSettings(Settings):
    """Where one stage ends and the next begins."""

    section: ClassVar[str] = "stage"
    initial_months: int = setting(6, "Initial: the first order is not older than this.", unit="months", ge=0)
    secondary_share: float = setting(0.20, "From this share of his wallet on we are a secondary supplier.", gt=0, le=1)
    main_share: float = setting(0.50, "From this share on we are the main supplier.", gt=0, le=1)


@customer_column("stage")
def stage(case: Case, run: Run) -> Finding:
    """The stage, by first order, share of wallet and rank; unknown where none of them is recorded."""
    settings, facts = run.policy.of(StageSettings), case.facts
    if facts.is_prospect:
        return told(run, "prospect", "prospect", "")
    line = months_before(run.today, settings.initial_months)
    if facts.first_order is not None and bought_before(facts, line, run) is False:
        return told(run, "initial", "new", "")
    if facts.customer.is_main_supplier:
        return told(run, "main", "rank", "")
    share = share_of_wallet(facts.customer, case.abc.value_cents, run.known.currency)
    if share is None:
        return not_known(run.texts("stage.reason.unknown"))
    name = "initial" if share < settings.secondary_share else "secondary" if share < settings.main_share else "main"
    return told(run, name, "share", f"{share:.0%}")


@once_each
def told(run: Run, name: str, why: str, share: str) -> Finding:
    """The cell of all customers in that stage for that reason; ``share`` is that of his wallet, where it is one."""
    settings, texts = run.policy.of(StageSettings), run.texts
    limits = f"{settings.secondary_share:.0%} / {settings.main_share:.0%}"
    reason = texts(f"stage.reason.{why}", months=settings.initial_months, share=share, limits=limits)
    return Finding(name, texts(f"stage.{name}"), Tone.NEUTRAL, reason)
