from decimal import Decimal

import pytest

from relsheet.records import Customer
from relsheet.rules.finding import Tone
from tests.rules.given import book, column, customer

SAID = customer("C2", joint_plan=True, custom_work=True, integration=True)  # so a blank means no


@pytest.mark.parametrize(
    ("who", "expected", "text"),
    [
        pytest.param(customer(discount=0.1), "price", "Price concessions", id="a discount and no project"),
        pytest.param(customer(rebate=Decimal(100)), "price", "Price concessions", id="a rebate and no project"),
        pytest.param(customer(discount=0.1, joint_plan=True), "joint", "Joint creation", id="both: the project counts"),
        pytest.param(customer(custom_work=True), "joint", "Joint creation", id="a project alone"),
        pytest.param(customer(discount=0.0), None, "–", id="a discount of nothing"),
        pytest.param(customer(), None, "–", id="neither"),
    ],
)
def test_value_mode(who: Customer, expected: str | None, text: str) -> None:
    found = column(book(who, SAID), "value_mode")
    assert (found.value, found.text) == (expected, text)


def test_a_discount_proves_nothing_where_nobody_enters_projects() -> None:
    found = column(book(customer(discount=0.1)), "value_mode")
    assert (found.value, found.tone) == (None, Tone.UNKNOWN)
    assert "joint plan" in found.reason
