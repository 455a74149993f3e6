"""A one-off favour raises expectations: the last order of a product was much cheaper than those before it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
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
    first = len(orders) - 1
    while first and orders[first - 1].date == orders[-1].date:
        first -= 1
    before = orders[:first]
    for order in sorted(orders[first:], key=lambda order: order.product or ""):
        reason = favour_in(order, before, at)
        if reason is not None:
            return reason
    return None


def favour_in(last: Order, before: Sequence[Order], at: Situation) -> str | None:
    """Why the price of one order was a favour, given the orders of earlier days; None where it was not."""
    exact = unit_price(last)
    if exact is None or last.product is None:
        return None
    settings = at.run.policy.of(FavourSettings)
    earlier = prices_above(exact, last, before, settings.orders)
    if len(earlier) < settings.orders_from:
        return None
    price, usual = float(exact), fmean(earlier)
    line = usual * (1 - settings.under)
    # Rounded, so that exactly 5 % stays 5 % whatever the division left behind.
    if round(price - line, 9) >= 0 or round(min(earlier) - line, 9) < 0:
        return None
    return at.run.texts(
        "flag.favour.reason",
        product=last.product,
        day=last.date,
        under=f"{1 - price / usual:.0%}",
        limit=f"{settings.under:.0%}",
        count=len(earlier),
    )


def prices_above(price: Decimal, last: Order, before: Sequence[Order], most: int) -> Sequence[float]:
    """The last unit prices, so many at most, of that product in that currency; none unless all are above ``price``.

    Of one day the higher ones come first. Mostly the newest is not above, and nobody need look further.
    """
    product, currency, all_above = last.product, last.currency, True
    found: list[tuple[date, Decimal]] = []
    for order in reversed(before):
        if found and order.date < found[-1][0] and (not all_above or len(found) >= most):
            break
        if order.product != product or order.currency != currency:
            continue
        unit = unit_price(order)
        if unit is not None:
            found.append((order.date, unit))
            all_above = all_above and unit > price
    if not all_above and len(found) <= most:  # so the one that is not is among those that count
        return ()
    counted = sorted(found, reverse=True)[:most]
    return () if any(unit <= price for _, unit in counted) else [float(unit) for _, unit in counted]


def unit_price(order: Order) -> Decimal | None:
    """What one piece cost; None for a return, and where amount or quantity is missing or not positive."""
    amount, quantity = order.amount, order.quantity
    if order.is_return or not amount or not quantity or amount < 0 or quantity < 0:
        return None
    return amount / quantity


@term("favour")
def favour_reason(at: Situation) -> Answer:
    return at.flags.get("favour")
