"""Which one more column or tab would make most unknown results known: what the last line of the answer names."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from msgspec import structs

from relsheet.records import Book, Customer
from relsheet.rules.hint import ADDITIONS
from relsheet.rules.results import Standing
from relsheet.texts import texts_in
from tests.rules.given import ago, assessed, book, customer, order, visit

TWENTY = tuple(f"C{n:02}" for n in range(20))


def customers(**fields: object) -> tuple[Customer, ...]:
    return tuple(customer(key, **fields) for key in TWENTY)


NAMES = book(*customers())
WITH_CONTACT = book(*customers(last_contact=ago(9)))
WITH_REVENUE = book(*customers(revenue=Decimal(5)))
WITH_BOTH = book(*customers(revenue=Decimal(5), last_contact=ago(9)))
WITH_ORDERS = book(*customers(), orders=tuple(order(ago(9), key=key) for key in TWENTY))
WITH_VISITS = book(*customers(revenue=Decimal(5)), visits=tuple(visit(ago(9), key) for key in TWENTY))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(NAMES, ("orders", "revenue"), id="names alone: orders tell the class and the relationship"),
        pytest.param(WITH_CONTACT, ("orders", "revenue"), id="with last contacts: the same"),
        pytest.param(WITH_REVENUE, ("visits", "last_contact"), id="with revenue: visits tell contact and people"),
        pytest.param(WITH_BOTH, ("visits", "contract"), id="with both: a tab tells all, a contract some"),
        pytest.param(WITH_ORDERS, ("visits", "last_contact"), id="with orders: the other tab"),
        pytest.param(WITH_VISITS, ("visit_contact",), id="visits without people: a column is enough"),
    ],
)
def test_what_is_named(of: Book, expected: tuple[str, ...]) -> None:
    texts = texts_in("en")
    named = {texts(f"hint.{name}"): name for name in ADDITIONS}
    told = re.findall("|".join(map(re.escape, sorted(named, key=len, reverse=True))), assessed(of).hint or "")
    assert tuple(named[what] for what in told) == expected


def not_known(of: Book) -> int:
    """Figures, last contacts, and of each relationship whether it is known and whether the next one is open."""
    count = 0
    for case in assessed(of).cases:
        needs_data = case.tier.needs_data or case.tier.tier is None
        count += (case.abc.standing is Standing.NO_FIGURE) + (case.contact.last is None)
        count += 2 if needs_data else case.tier.next_unknown
    return count


def with_added(of: Book, name: str) -> Book:
    """The book with that column or tab filled, so that every second customer says yes."""
    halves = {key: place % 2 == 0 for place, key in enumerate(TWENTY)}
    fields = {
        "revenue": lambda _: Decimal(7),
        "last_contact": lambda _: ago(3),
        "first_order": lambda key: ago(2000 if halves[key] else 30),
        "share_of_wallet": lambda key: 0.9 if halves[key] else 0.1,
    }
    if name == "orders":
        days = {key: (10, 100, 200, 2000) if halves[key] else (10, 300) for key in TWENTY}
        return replace(of, orders=tuple(order(ago(day), key=key) for key in TWENTY for day in days[key]))
    if name == "visits":
        people = {key: ("Ann", "Bob") if halves[key] else ("Ann",) for key in TWENTY}
        rows = (visit(ago(9), key, contact=who) for key in TWENTY for who in people[key])
        return replace(of, visits=tuple(rows))
    if name == "visit_contact":
        return replace(of, visits=tuple(structs.replace(row, contact="Ann") for row in of.visits))
    fill = fields.get(name, halves.__getitem__)
    return replace(of, customers=tuple(structs.replace(row, **{name: fill(row.key)}) for row in of.customers))


@pytest.mark.parametrize("of", [NAMES, WITH_CONTACT, WITH_REVENUE, WITH_BOTH, WITH_ORDERS, WITH_VISITS])
def test_nothing_else_makes_more_known(of: Book) -> None:
    texts, hint = texts_in("en"), assessed(of).hint or ""
    gains = {
        name: not_known(of) - not_known(with_added(of, name))
        for name in ADDITIONS
        if name not in ("level", "complaints") and not (name == "visits" and of.visits)
    }
    best = max(gains, key=lambda name: gains[name] * (texts(f"hint.{name}") in hint.split(".")[0]))
    assert gains[best] == max(gains.values())


def test_where_all_is_known_nothing_is_asked() -> None:
    seen = tuple(visit(ago(9), key, contact="Ann") for key in TWENTY)
    bought = tuple(order(ago(9), key=key) for key in TWENTY)
    assert assessed(book(*customers(), visits=seen, orders=bought)).hint is None
