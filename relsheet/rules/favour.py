"""A one-off favour raises expectations: the last order of a product was much cheaper than those before it."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice, takewhile
from statistics import fmean
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Order
from relsheet.rules.flags import flag
from relsheet.rules.situation import Answer, Situation, term
from relsheet.rules.window import DAY_OF


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
    if not orders or not at.run.window.covers(orders[-1].date):
        return None
    newest = takewhile(lambda order: order.date == orders[-1].date, reversed(orders))
    reasons = (favour_in(order, at) for order in sorted(newest, key=lambda order: order.product or ""))
    return next((reason for reason in reasons if reason is not None), None)


def favour_in(last: Order, at: Situation) -> str | None:
    """Why the price of one order was a favour; None where it was not."""
    settings, price = at.run.policy.of(FavourSettings), unit_price(last)
    if price is None or last.product is None:
        return None
    before: list[float] = []
    for earlier in islice(prices_before(last, at.facts.orders), settings.orders):
        if earlier <= price:
            return None  # not below all of them
        before.append(earlier)
    if len(before) < settings.orders_from:
        return None
    usual = fmean(before)
    line = usual * (1 - settings.under)
    # Rounded, so that exactly 5 % stays 5 % whatever the division left behind.
    if round(price - line, 9) >= 0 or round(min(before) - line, 9) < 0:
        return None
    return at.run.texts(
        "flag.favour.reason",
        product=last.product,
        day=last.date,
        under=f"{1 - price / usual:.0%}",
        limit=f"{settings.under:.0%}",
        count=len(before),
    )


def prices_before(last: Order, orders: Sequence[Order]) -> Iterator[float]:
    """Unit prices of that product in that currency on earlier days, newest first; of one day the higher ones first."""
    product, currency, day = last.product, last.currency, last.date
    same = (
        order
        for order in reversed(orders)
        if order.product == product and order.date < day and order.currency == currency
    )
    for _, of_one_day in groupby(same, key=DAY_OF):
        prices = [price for order in of_one_day if (price := unit_price(order)) is not None]
        yield from sorted(prices, reverse=True)


def unit_price(order: Order) -> float | None:
    """What one piece cost; None for a return, and where amount or quantity is missing or not positive."""
    if order.is_return or order.amount is None or not order.quantity or order.quantity <= 0 or order.amount <= 0:
        return None
    return float(order.amount / order.quantity)


@term("favour")
def favour_reason(at: Situation) -> Answer:
    return at.flags.get("favour")
