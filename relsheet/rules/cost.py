"""What a customer costs us in W, against the margin he brings."""

from decimal import Decimal
from functools import cache
from typing import ClassVar

from msgspec import Struct

from relsheet.policy import Settings, setting
from relsheet.records import Role
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.flags import flag
from relsheet.rules.once import once, once_a_run
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation, day_of
from relsheet.rules.value import in_cents, margin_of, margins, total


class CostSettings(Settings):
    """What contacts and complaints cost; without these figures only what is entered counts."""

    section: ClassVar[str] = "cost"
    visit: float = setting(0.0, "What one visit costs beside its own expenses.", unit="money", ge=0)
    complaint_hours: float = setting(2.0, "Working hours that a complaint takes.", unit="hours", ge=0)
    hour: float = setting(0.0, "What an hour of work costs.", unit="money", ge=0)
    watch: float = setting(0.5, "From this share of the margin on the cost is worth a look.", gt=0)
    bad: float = setting(1.0, "Above this share the customer costs more than he brings.", gt=0)


class Cost(Struct, frozen=True, gc=False):
    """The cost in W in cents; None where nothing of it is recorded."""

    cents: int | None
    visits: int
    complaints: int
    is_entered: bool = False  # as the customers tab says, not counted by us


@once
def cost_of(facts: Facts, run: Run) -> Cost:
    """Visits, their expenses, rebates and complaint hours; the user's own figure wins."""
    entered = facts.customer.cost_to_serve
    visits = facts.visits_in_w
    complaints = [row for row in facts.complaints if run.window.covers(day_of(row.opened_at))]
    if entered is not None:
        return Cost(in_cents(entered), len(visits), len(complaints), is_entered=True)
    settings = run.policy.of(CostSettings)
    expenses = [visit.cost for visit in visits if visit.cost is not None] if expenses_are_kept(run) else ()
    rebate = facts.customer.rebate
    if not (expenses or settings.visit or settings.hour or rebate is not None):
        return Cost(None, len(visits), len(complaints))
    journeys = exactly(settings.visit) * len(visits)
    hours = exactly(settings.complaint_hours) * exactly(settings.hour) * len(complaints)
    spent = sum(expenses, rebate or Decimal(0)) + journeys + hours
    return Cost(in_cents(spent), len(visits), len(complaints))


@once_a_run
def expenses_are_kept(run: Run) -> bool:
    """Whether the log could say what a visit cost."""
    return run.book.may_hold(Role.VISITS, "cost")


@cache
def exactly(figure: float) -> Decimal:
    """A figure of the policy as it was written."""
    return Decimal(repr(figure))


@once
def margin_cents(facts: Facts, run: Run) -> int | None:
    """The margin in W: of the orders where each of them has one, else the figure of the customers tab.

    The margins of a few orders would make a customer look dearer than he is; so would orders of another currency.
    """
    orders = facts.orders_in_w if run.known.margins else ()
    cents, left_out = total(orders, margins, run.known.currency)
    if orders and cents is not None and not left_out:
        return cents
    entered = margin_of(facts.customer)
    return None if entered is None else in_cents(entered)


def cost_ratio_of(facts: Facts, run: Run) -> float | None:
    """Cost ÷ margin; infinite where there is a cost and no margin left, None where either is not known."""
    cost = cost_of(facts, run).cents
    margin = None if cost is None else margin_cents(facts, run)
    if cost is None or margin is None:
        return None
    if margin <= 0:
        return float("inf") if cost > 0 else None
    return cost / margin


@customer_column("cost")
def cost(case: Case, run: Run) -> Finding:
    """The cost in W, in whole units of money."""
    found = cost_of(case.facts, run)
    if found.cents is None:
        return not_known(run.texts("cost.reason.unknown"))
    key = "cost.reason.entered" if found.is_entered else "cost.reason.counted"
    reason = run.texts(key, visits=found.visits, complaints=found.complaints)
    return Finding(found.cents / 100, f"{found.cents / 100:,.0f}", Tone.NEUTRAL, reason)


@customer_column("cost_ratio")
def cost_ratio(case: Case, run: Run) -> Finding:
    """Cost ÷ margin; without a margin only the cost is known."""
    ratio, settings = cost_ratio_of(case.facts, run), run.policy.of(CostSettings)
    if ratio is None:
        return not_known(run.texts("cost_ratio.reason.unknown"))
    tone = Tone.BAD if ratio > settings.bad else Tone.WATCH if ratio >= settings.watch else Tone.GOOD
    spent, margin = cost_of(case.facts, run).cents or 0, margin_cents(case.facts, run) or 0
    reason = run.texts("cost_ratio.reason", cost=f"{spent / 100:,.0f}", margin=f"{margin / 100:,.0f}")
    if ratio == float("inf"):
        return Finding(None, run.texts("cost_ratio.no_margin"), Tone.BAD, reason)
    return Finding(round(ratio, 4), f"{ratio:.0%}", tone, reason)


@flag("loss_making")
def loss_making(at: Situation) -> str | None:
    """He costs more than he brings."""
    if not at.run.known.margins:
        return None
    ratio = cost_ratio_of(at.facts, at.run)
    if ratio is None or ratio <= at.run.policy.of(CostSettings).bad:
        return None
    return at.run.texts("flag.loss_making.reason")
