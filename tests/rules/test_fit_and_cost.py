"""What a customer costs, how deep a relationship fits, and where effort goes."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from relsheet.records import ContactLevel, CustomerStatus, Order, Tier
from relsheet.rules.abc import AbcSettings
from relsheet.rules.cost import CostSettings
from relsheet.rules.finding import Tone
from tests.rules.given import NOW, TODAY, ago, assessed, book, case_of, column, complaint, customer, order, visit

LETTERS = AbcSettings(letters_from=1)


@pytest.mark.parametrize(
    ("cost", "tone"),
    [
        pytest.param(49, Tone.GOOD, id="under half of the margin"),
        pytest.param(50, Tone.WATCH, id="half of the margin"),
        pytest.param(100, Tone.WATCH, id="all of the margin"),
        pytest.param(101, Tone.BAD, id="more than the margin"),
    ],
)
def test_cost_against_margin(cost: int, tone: Tone) -> None:
    found = column(book(customer(cost_to_serve=Decimal(cost), margin=Decimal(100))), "cost_ratio")
    assert (found.value, found.tone) == (cost / 100, tone)


def test_cost_is_counted_from_visits_rebates_and_complaints() -> None:
    of = book(
        customer(rebate=Decimal(7)),
        visits=(visit(ago(9), cost=Decimal(30)), visit(ago(10)), visit(ago(400), cost=Decimal(1000))),
        complaints=(complaint(opened_at=NOW), complaint(opened_at=TODAY)),
    )
    assert column(of, "cost").value == 37
    assert column(of, "cost", CostSettings(visit=100, hour=50)).value == 30 + 7 + 200 + 2 * 2 * 50


def test_cost_and_ratio_are_unknown_without_figures() -> None:
    assert column(book(visits=(visit(ago(9)),)), "cost").value is None
    assert column(book(customer(cost_to_serve=Decimal(5))), "cost_ratio").value is None


def test_loss_making_is_flagged() -> None:
    of = book(customer(margin=Decimal(10), cost_to_serve=Decimal(11)))
    assert "loss_making" in case_of(of).flags
    assert "loss_making" not in case_of(book(customer(margin=Decimal(11), cost_to_serve=Decimal(11)))).flags


FITTING = {"revenue": Decimal(80), "share_of_wallet": 0.2, "contract": True, "exclusivity": True}


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param({}, "T3", id="all three hold"),
        pytest.param({"share_of_wallet": 0.19}, "T2", id="too small a share of his wallet"),
        pytest.param({"share_of_wallet": None}, None, id="share of wallet unknown"),
        pytest.param({"exclusivity": None}, None, id="one mark, the others not entered"),
        pytest.param(
            dict.fromkeys(("exclusivity", "custom_work", "integration", "equity_link"), False), "T2", id="one mark only"
        ),
        pytest.param({"status": CustomerStatus.PROSPECT}, None, id="a prospect"),
    ],
)
def test_fit(marks: dict[str, Any], expected: str | None) -> None:
    of = book(customer(**{**FITTING, **marks}), customer("B", revenue=Decimal(20)))
    assert column(of, "fit_tier", LETTERS).value == expected


def test_a_fitting_a_that_is_no_partner_is_under_invested() -> None:
    of = book(customer(**FITTING, status=CustomerStatus.ACTIVE), customer("B", revenue=Decimal(20)))
    assert "under_invested" in assessed(of, LETTERS).cases[0].flags
    assert column(of, "focus", LETTERS).value == "grow"


@pytest.mark.parametrize(
    ("revenue", "fields", "expected"),
    [
        pytest.param(80, {}, "keep", id="an A"),
        pytest.param(15, {}, "keep", id="a B"),
        pytest.param(15, {"wallet": Decimal(80)}, "grow", id="a B whose budget reaches to the A line"),
        pytest.param(5, {}, "light", id="a C"),
        pytest.param(5, {"wallet": Decimal(20)}, "keep", id="a C with some unused budget"),
        pytest.param(0, {"status": CustomerStatus.PROSPECT}, "win", id="a prospect"),
        pytest.param(None, {}, None, id="no figure"),
    ],
)
def test_focus(revenue: int | None, fields: dict[str, Any], expected: str | None) -> None:
    others = (customer(f"X{value}", revenue=Decimal(value)) for value in (80, 15, 5) if value != revenue)
    own = customer(revenue=None if revenue is None else Decimal(revenue), **fields)
    assert column(book(own, *others), "focus", LETTERS).value == expected


@pytest.mark.parametrize(
    ("other", "entered", "expected"),
    [
        pytest.param(order(ago(8), 50, margin=Decimal(5)), 50, 0.2, id="all orders in W have one"),
        pytest.param(order(ago(400), 50), 50, 0.25, id="one before W has none"),
        pytest.param(order(ago(8), 50), 50, 0.1, id="one has none: the figure of the customers tab"),
        pytest.param(order(ago(8), 50), None, None, id="one has none, and there is no figure"),
        pytest.param(order(ago(8), 50, margin=Decimal(5), currency="USD"), None, None, id="another currency"),
    ],
)
def test_the_margin_of_orders(other: Order, entered: int | None, expected: float | None) -> None:
    own = customer(cost_to_serve=Decimal(5), margin=entered and Decimal(entered))
    of = book(own, orders=(order(ago(9), 100, margin=Decimal(20), currency="CNY"), other), currency="CNY")
    assert column(of, "cost_ratio").value == expected


def test_an_alliance_that_fits_is_not_over_invested() -> None:
    deep = {"equity_link": True, "share_of_wallet": 0.6, "custom_work": True, "first_order": ago(2000)}
    own = customer(revenue=Decimal(500), margin=Decimal(10), cost_to_serve=Decimal(9), **deep)
    met = (visit(ago(9), contact="Li", contact_level=ContactLevel.EXECUTIVE), visit(ago(8), contact="Wang"))
    at = case_of(book(own, customer("X", revenue=Decimal(1)), visits=met))
    assert at.tier.tier is Tier.ALLIANCE
    assert "over_invested" not in at.flags
    poor = case_of(book(structs.replace(own, share_of_wallet=0.1, contract=True), visits=met))
    assert poor.tier.tier is Tier.ALLIANCE
    assert "over_invested" in poor.flags
