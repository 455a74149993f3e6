from decimal import Decimal

import pytest

from relsheet.records import Order
from tests.rules.given import ago, book, customer, flags, order, plays


def priced(*prices: int, product: str | None = "Pump", quantity: int | None = 10) -> tuple[Order, ...]:
    """Orders of ten pieces each, the last one today, at these unit prices."""
    count = None if quantity is None else Decimal(quantity)
    return tuple(
        order(ago(30 * back), price * (quantity or 1), product=product, quantity=count)
        for back, price in zip(range(len(prices) - 1, -1, -1), prices, strict=True)
    )


@pytest.mark.parametrize(
    ("orders", "raised"),
    [
        pytest.param(priced(100, 100, 100, 94), True, id="6 % under the mean"),
        pytest.param(priced(100, 100, 100, 95), False, id="exactly 5 %"),
        pytest.param(priced(100, 100, 94), False, id="too few before it"),
        pytest.param(priced(100, 100, 100, 94, 100), False, id="the last order was at the usual price"),
        pytest.param(priced(100, 100, 100, 80, 94), False, id="it was no exception: cheap before, too"),
        pytest.param(priced(100, 100, 100, 94, quantity=None), False, id="no quantities"),
        pytest.param(priced(100, 100, 100, 94, product=None), False, id="no products"),
        pytest.param((*priced(100, 100, 100), *priced(94, product="Valve")), False, id="another product"),
        pytest.param(
            (*priced(100, 100, 100, 94), order(ago(0), 7, product="Bolt", quantity=Decimal(1))),
            True,
            id="another product on the same day, whichever row comes last",
        ),
        pytest.param((), False, id="no orders"),
    ],
)
def test_a_price_that_was_a_favour(orders: tuple[Order, ...], raised: bool) -> None:
    of = book(customer(), orders=orders)
    assert ("favour" in flags(of)) is raised
    assert ("warn_of_price" in plays(of)) is raised
