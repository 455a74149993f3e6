"""What a customer is worth in a window: his orders, else his revenue or margin as entered; in whole cents."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from relsheet.errors import Problem, Severity, problem
from relsheet.records import Customer, Order
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.window import months_before

Measure = Literal["revenue", "margin"]
#: Orders, a currency -> what those that count brought.
Amounts = Callable[[Sequence[Order], str | None], list[Decimal]]
ZERO = Decimal(0)


class Worth(Struct, frozen=True, gc=False):
    """A customer's value in W in cents; None without any figure. ``year_before`` only where the orders reach back."""

    cents: int | None
    year_before: int | None = None
    left_out: int = 0  # amounts of W that are missing, unreadable or in another currency: the value rests on the others


def worths_of(facts: Sequence[Facts], run: Run, measure: Measure) -> tuple[Worth, ...]:
    """The value of each customer, in the order given."""
    currency = run.known.currency
    orders = run.book.orders
    by_orders = any(order.amount is not None for order in orders) and (
        measure == "revenue" or any(order.margin is not None for order in orders)
    )
    if not by_orders:
        return tuple(worth_by_column(case.customer, measure, currency) for case in facts)
    first = run.known.first_order_row
    # A log that begins within the year before cannot be compared with: it would show growth where there is none.
    reaches_back = first is not None and first <= months_before(run.year_before.after, -1)
    brought = MONEY[measure]
    return tuple([worth_by_orders(case, brought, currency, reaches_back) for case in facts])


def worth_by_orders(facts: Facts, brought: Amounts, currency: str | None, reaches_back: bool) -> Worth:
    """The sum of his orders in W, returns negative."""
    if not facts.orders:
        return Worth(None if never_ordered(facts) else 0, 0 if reaches_back else None)
    cents, left_out = total(facts.orders_in_w, brought, currency)
    if not reaches_back:
        return Worth(cents, None, left_out)
    return Worth(cents, total(facts.orders_year_before, brought, currency)[0] or 0, left_out)


def never_ordered(facts: Facts) -> bool:
    """Whether nothing at all tells of an order, so that there is no figure rather than a zero."""
    customer = facts.customer
    return not (customer.first_order or customer.last_order or customer.revenue)


def total(orders: Sequence[Order], brought: Amounts, currency: str | None) -> tuple[int | None, int]:
    """(cents, orders that do not count: no amount, or another currency); cents is None where none counts."""
    if not orders:
        return 0, 0
    amounts = brought(orders, currency)
    if not amounts:
        return None, len(orders)
    return in_cents(sum(amounts, ZERO)), len(orders) - len(amounts)


def revenues(orders: Sequence[Order], currency: str | None) -> list[Decimal]:
    """What they brought, in that currency."""
    return [
        order.amount
        for order in orders
        if order.amount is not None and (order.currency is None or order.currency == currency)
    ]


def margins(orders: Sequence[Order], currency: str | None) -> list[Decimal]:
    """What they earned, in that currency."""
    return [
        order.margin
        for order in orders
        if order.margin is not None and (order.currency is None or order.currency == currency)
    ]


MONEY: Mapping[Measure, Amounts] = {
    "revenue": revenues,
    "margin": margins,
}


def worth_by_column(customer: Customer, measure: Measure, currency: str | None) -> Worth:
    """The figure that the customers tab holds."""
    amount = customer.revenue if measure == "revenue" else margin_of(customer)
    if amount is None:
        return Worth(None)
    if customer.currency is not None and customer.currency != currency:
        return Worth(None, left_out=1)
    return Worth(in_cents(amount))


def margin_of(customer: Customer) -> Decimal | None:
    """The margin as money; from a rate where the column holds percentages."""
    if customer.margin is not None:
        return customer.margin
    if customer.margin_rate is None or customer.revenue is None:
        return None
    return customer.revenue * Decimal(repr(customer.margin_rate))


def in_cents(amount: Decimal) -> int:
    """Whole cents; halves to the even one, as banks round."""
    return round(amount * 100)


def money(cents: int, currency: str | None) -> str:
    """An amount in whole units, with its currency where the book names one."""
    amount = f"{cents / 100:,.0f}"
    return f"{amount} {currency}" if currency else amount


def currency_problems(run: Run) -> tuple[Problem, ...]:
    """Each amount that is left out, since currencies are never added together."""
    if not run.known.foreign:
        return ()
    columns = {tab.tab: tab.columns for tab in run.book.tabs}
    rows: Sequence[Customer | Order] = (*run.book.customers, *run.book.orders)
    found = []
    for row in rows:
        if row.currency in run.known.foreign:
            amount = columns.get(row.origin.tab, {}).get("revenue" if isinstance(row, Customer) else "amount")
            where = row.origin.at(amount) if amount else row.origin
            values = {"currency": row.currency, "commonest": run.known.currency}
            found.append(problem("other-currency", where, Severity.WARNING, **values))
    return tuple(found)
