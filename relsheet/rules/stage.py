"""The stage of a relationship: prospect, initial, secondary supplier, main supplier."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
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
    settings, texts = run.policy.of(StageSettings), run.texts
    if case.facts.is_prospect:
        return Finding("prospect", texts("stage.prospect"), Tone.NEUTRAL, texts("stage.reason.prospect"))
    line = months_before(run.today, settings.initial_months)
    if case.facts.first_order is not None and bought_before(case.facts, line, run) is False:
        reason = texts("stage.reason.new", months=settings.initial_months)
        return Finding("initial", texts("stage.initial"), Tone.NEUTRAL, reason)
    if case.customer.is_main_supplier:
        return Finding("main", texts("stage.main"), Tone.NEUTRAL, texts("stage.reason.rank"))
    share = share_of_wallet(case.customer, case.abc.value_cents, run.known.currency)
    if share is None:
        return not_known(texts("stage.reason.unknown"))
    name = "initial" if share < settings.secondary_share else "secondary" if share < settings.main_share else "main"
    limits = f"{settings.secondary_share:.0%} / {settings.main_share:.0%}"
    reason = texts("stage.reason.share", share=f"{share:.0%}", limits=limits)
    return Finding(name, texts(f"stage.{name}"), Tone.NEUTRAL, reason)
