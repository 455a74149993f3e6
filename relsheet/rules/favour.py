"""A one-off favour raises expectations: the last order of a product was much cheaper than those before it."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from statistics import fmean
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
    if not orders or not at.run.window.covers(orders[-1].date):
        return None
    newest = takewhile(lambda order: order.date == orders[-1].date, reversed(orders))
    reasons = (favour_in(order, at) for order in sorted(newest, key=lambda order: order.product or ""))
    return next((reason for reason in reasons if reason is not None), None)


def favour_in(last: Order, at: Situation) -> str | None:
    """Why the price of one order was a favour; None where it was not."""
    settings, price = at.run.policy.of(FavourSettings), unit_price(last)
    before = prices_before(last, at.facts.orders, settings.orders)
    if price is None or len(before) < settings.orders_from:
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


def prices_before(last: Order, orders: Sequence[Order], most: int) -> Sequence[float]:
    """The last unit prices of the same product and currency on earlier days; of one day the higher ones first."""
    found: list[tuple[date, float]] = []
    for order in reversed(orders) if last.product is not None and last.quantity is not None else ():
        if len(found) >= most and order.date != found[-1][0]:
            break
        if order.date < last.date and order.product == last.product and order.currency == last.currency:
            price = unit_price(order)
            if price is not None:
                found.append((order.date, price))
    return [price for _, price in sorted(found, reverse=True)[:most]]


def unit_price(order: Order) -> float | None:
    """What one piece cost; None for a return, and where amount or quantity is missing or not positive."""
    if order.is_return or order.amount is None or not order.quantity or order.quantity <= 0 or order.amount <= 0:
        return None
    return float(order.amount / order.quantity)


@term("favour")
def favour_reason(at: Situation) -> Answer:
    return at.flags.get("favour")
