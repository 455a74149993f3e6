"""Our share of a customer's wallet: as entered, else of his whole budget; and what rests on it."""

from decimal import Decimal
from typing import Any

import pytest

from relsheet.rules.wallet import share_of_wallet
from tests.rules.given import book, case_of, column, customer


@pytest.mark.parametrize(
    ("fields", "cents", "share"),
    [
        pytest.param({"share_of_wallet": 0.3, "wallet": Decimal(100)}, 9000, 0.3, id="the share as entered wins"),
        pytest.param({"wallet": Decimal(100)}, 2500, 0.25, id="a quarter of his budget"),
        pytest.param({"wallet": Decimal(100)}, 10001, 1.0, id="more than his budget: all of it"),
        pytest.param({"wallet": Decimal(100)}, -5, 0.0, id="more returns than orders"),
        pytest.param({"wallet": Decimal(100)}, None, None, id="no value"),
        pytest.param({"wallet": Decimal(0)}, 100, None, id="no budget worth the name"),
        pytest.param({"wallet": Decimal(100), "currency": "USD"}, 2500, None, id="another currency"),
        pytest.param({}, 2500, None, id="nothing entered"),
    ],
)
def test_the_share(fields: dict[str, Any], cents: int | None, share: float | None) -> None:
    assert share_of_wallet(customer(**fields), cents, "CNY") == share


@pytest.mark.parametrize(
    ("revenue", "stage", "main"),
    [
        pytest.param(49, "secondary", False, id="49 % of his budget"),
        pytest.param(50, "main", True, id="half of it"),
    ],
)
def test_stage_and_tier_rest_on_it(revenue: int, stage: str, main: bool) -> None:
    of = book(customer(revenue=Decimal(revenue), wallet=Decimal(100), contract=False))
    assert column(of, "stage").value == stage
    parts = {part.name: part.proof for gate in case_of(of).tier.gates for part in gate.parts}
    assert parts["contract_or_main"] == ("proven" if main else "refuted")
