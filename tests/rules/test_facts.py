from decimal import Decimal

import pytest

from relsheet.records import Customer, CustomerStatus
from relsheet.rules.facts import facts_of
from tests.rules.given import TODAY, ago, ahead, book, customer, order, run, visit


def facts(of):
    return facts_of(run(of))[0]


def test_rows_come_oldest_first_and_end_today() -> None:
    found = facts(book(visits=(visit(ago(1)), visit(ago(9)), visit(TODAY), visit(ahead(1)))))
    assert [row.date for row in found.visits] == [ago(9), ago(1), TODAY]
    assert facts(book(orders=(order(ahead(1)), order(ago(1))))).orders[-1].date == ago(1)


def test_a_visit_ahead_is_a_plan() -> None:
    found = facts(book(visits=(visit(ahead(3), purpose="show samples"),)))
    assert [(plan.date, plan.purpose) for plan in found.plans] == [(ahead(3), "show samples")]


@pytest.mark.parametrize("status", ["Cancelled", "已取消", "planned"])
def test_a_visit_that_did_not_take_place_is_no_contact(status: str) -> None:
    found = facts(book(visits=(visit(ago(3), status=status), visit(ago(4), status="done"))))
    assert [row.date for row in found.visits] == [ago(4)]


@pytest.mark.parametrize(
    ("who", "orders", "expected"),
    [
        pytest.param(
            customer(status=CustomerStatus.PROSPECT), (order(ago(9)),), True, id="marked so, whatever he bought"
        ),
        pytest.param(customer(), (order(ago(9), key="C2"),), True, id="others have orders, he never had one"),
        pytest.param(customer(), (order(ago(9)),), False, id="one order ever"),
        pytest.param(customer(), (), False, id="nothing is recorded of anybody"),
        pytest.param(customer(revenue=Decimal(0)), (), True, id="a revenue of zero and nothing else"),
        pytest.param(customer(revenue=Decimal(-5)), (), False, id="returns mean that he bought"),
        pytest.param(customer(last_order=ago(700)), (order(ago(9), key="C2"),), False, id="an old order is entered"),
        pytest.param(
            customer(status=CustomerStatus.ACTIVE), (order(ago(9), key="C2"),), False, id="marked as customer"
        ),
        pytest.param(customer(status=CustomerStatus.TRIAL), (), True, id="on trial without an order"),
        pytest.param(
            customer(unreadable=("revenue",)), (order(ago(9), key="C2"),), False, id="his revenue is unreadable"
        ),
    ],
)
def test_who_is_a_prospect(who: Customer, orders: tuple, expected: bool) -> None:
    assert facts(book(who, orders=orders)).is_prospect is expected
