"""The stage by wallet and rank, the life by orders: both sides of each limit."""

from datetime import timedelta

import pytest

from relsheet.records import Customer, CustomerStatus
from relsheet.rules.finding import Tone
from relsheet.rules.window import months_before
from tests.rules.given import TODAY, ago, book, column, customer, order

SIX_MONTHS_AGO = months_before(TODAY, 6)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param(customer(status=CustomerStatus.PROSPECT), "prospect", id="a prospect"),
        pytest.param(customer(first_order=SIX_MONTHS_AGO + timedelta(1), share_of_wallet=0.9), "initial", id="new"),
        pytest.param(customer(first_order=SIX_MONTHS_AGO, share_of_wallet=0.9), "main", id="six months to the day"),
        pytest.param(customer(share_of_wallet=0.19), "initial", id="19 % of his wallet"),
        pytest.param(customer(share_of_wallet=0.2), "secondary", id="20 %"),
        pytest.param(customer(share_of_wallet=0.49), "secondary", id="49 %"),
        pytest.param(customer(share_of_wallet=0.5), "main", id="50 %"),
        pytest.param(customer(is_main_supplier=True, share_of_wallet=0.3), "main", id="ranked main"),
        pytest.param(customer(last_order=SIX_MONTHS_AGO, share_of_wallet=0.9), "main", id="a last order tells, too"),
        pytest.param(customer(), None, id="nothing recorded"),
    ],
)
def test_stage(who: Customer, expected: str | None) -> None:
    found = column(book(who), "stage")
    assert found.value == expected
    assert (found.tone is Tone.UNKNOWN) is (expected is None)


def test_an_active_customer_without_an_order_row_is_not_called_new() -> None:
    of = book(customer(status=CustomerStatus.ACTIVE), orders=(order(ago(700), key="C2"),))
    assert column(of, "stage").value is None


def every(days: int, since: int, until: int = 0) -> tuple:
    return tuple(order(ago(back)) for back in range(until, since + 1, days))


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        pytest.param(every(100, 1200), "loyal", id="orders in each of three years"),
        pytest.param(every(60, 1080), "loyal", id="orders in each of them, and the tab begins with his"),
        pytest.param((*every(60, 1080), order(ago(1120), key="C2")), "current", id="the tab begins well before his"),
        pytest.param((*every(40, 300), *every(40, 1200, 740)), "current", id="one year without any"),
        pytest.param((order(ago(300)),), "current", id="one order, in the last twelve months"),
        pytest.param((order(ago(1000)), order(ago(900))), None, id="two orders long ago: no rhythm to judge by"),
        pytest.param(every(30, 300), "current", id="the orders tab begins within a year"),
        pytest.param((*every(30, 100), order(ago(400), key="C2")), "new", id="the first one is new, the tab is older"),
        pytest.param(every(40, 500, 91), "lapsed", id="silent for 91 days, usually 40"),
        pytest.param(every(40, 500, 89), "current", id="silent for 89 days: never before 90"),
        pytest.param(every(60, 500, 120), "current", id="silent for exactly two of his gaps"),
        pytest.param(every(60, 500, 121), "lapsed", id="silent for longer"),
        pytest.param((order(ago(5), key="C2"),), "prospect", id="no order of his"),
        pytest.param((), None, id="no orders tab"),
    ],
)
def test_life(orders: tuple, expected: str | None) -> None:
    assert column(book(customer(), orders=orders), "life").value == expected
