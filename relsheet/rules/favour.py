"""A one-off favour raises expectations: the last order of a product was much cheaper than those before it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Order
from relsheet.rules.flags import flag
from relsheet.rules.situation import Answer, Situation, term


class FavourSettings(Settings):
    """When a price was a favour."""

    section: ClassVar[str] = "favour"
    under: float = setting(0.05, "A unit price so far under the mean of those before it.", gt=0, lt=1)
    orders: int = setting(5, "So many earlier orders of the product make the mean ...", unit="orders", ge=1)
    orders_from: int = setting(3, "... and there must be so many.", unit="orders", ge=1)


@flag("favour")
def favour(at: Situation) -> str | None:
    """He paid less than usual just once, last time: the next order at the usual price will disappoint him.

    Silent without quantities, without a product, and where the lower price has become the usual one.
    """
    orders = at.facts.orders
    if not orders or orders[-1].quantity is None or not at.run.window.covers(orders[-1].date):
        return None
    last, settings = orders[-1], at.run.policy.of(FavourSettings)
    price = unit_price(last)
    before = [unit_price(order) for order in islice(earlier(last, orders), settings.orders)]
    prices = [each for each in before if each is not None]
    if price is None or len(prices) < settings.orders_from:
        return None
    usual = sum(prices) / len(prices)
    line = usual * (1 - settings.under)
    # Rounded, so that exactly 5 % stays 5 % whatever the division left behind.
    if round(price - line, 9) >= 0 or round(min(prices) - line, 9) < 0:
        return None
    return at.run.texts(
        "flag.favour.reason",
        product=last.product,
        day=last.date,
        under=f"{1 - price / usual:.0%}",
        limit=f"{settings.under:.0%}",
        count=len(prices),
    )


def earlier(last: Order, orders: Sequence[Order]) -> Iterator[Order]:
    """The orders of the same product and currency on earlier days, newest first; returns are none."""
    if last.product is None or last.is_return:
        return
    for order in reversed(orders):
        same = order.product == last.product and order.currency == last.currency
        if same and order.date < last.date and not order.is_return:
            yield order


def unit_price(order: Order) -> float | None:
    """What one piece cost; None where amount or quantity is missing or not positive."""
    if order.amount is None or not order.quantity or order.quantity <= 0 or order.amount <= 0:
        return None
    return float(order.amount / order.quantity)


@term("favour")
def favour_reason(at: Situation) -> Answer:
    return at.flags.get("favour")
