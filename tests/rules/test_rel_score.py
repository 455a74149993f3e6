"""Relationship points: each dimension's limits, and ranges where something is not known."""

from datetime import timedelta
from typing import Any

import pytest

from relsheet.records import Book, ContactLevel, CustomerStatus, Role
from relsheet.rules.window import months_before
from tests.rules.given import NOW, TODAY, ago, book, column, complaint, contact, customer, order, tab, visit

MARKS = ("contract", "exclusivity", "custom_work", "integration", "equity_link")


def points(of: Book, dimension: str) -> str:
    """What the reason says of one dimension."""
    told = dict(part.strip().rsplit(" ", 1) for part in column(of, "rel_score").reason.split(","))
    return told[dimension]


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.19, "1"), (0.2, "2"), (0.49, "2"), (0.5, "3"), (0.79, "3"), (0.8, "4"), (None, "1–4")],
)
def test_wallet(share: float | None, expected: str) -> None:
    assert points(book(customer(share_of_wallet=share)), "wallet") == expected


@pytest.mark.parametrize(
    ("months", "expected"), [(11, "1"), (12, "2"), (35, "2"), (36, "3"), (59, "3"), (60, "4"), (None, "1–4")]
)
def test_continuity(months: int | None, expected: str) -> None:
    first = None if months is None else months_before(TODAY, months)
    assert points(book(customer(first_order=first)), "continuity") == expected


def test_continuity_needs_an_order_in_the_window() -> None:
    of = book(customer(first_order=ago(3000)), orders=(order(ago(9), key="C2"),))
    assert points(of, "continuity") == "1"


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [(0, 5, "1"), (1, 4, "2"), (2, 3, "3"), (3, 2, "4"), (1, 0, "2–4"), (0, 4, "1–2"), (0, 0, "1–4")],
)
def test_lock_in(yes: int, no: int, expected: str) -> None:
    marks: dict[str, Any] = dict.fromkeys(MARKS[:yes], True) | dict.fromkeys(MARKS[yes : yes + no], False)
    assert points(book(customer(**marks)), "lock-in") == expected


def met(people: int, departments: int, level: ContactLevel) -> Book:
    names = [f"P{n}" for n in range(people)]
    contacts = tuple(contact(name, department=f"D{n % departments}", level=level) for n, name in enumerate(names))
    return book(customer(), visits=tuple(visit(ago(9), contact=name) for name in names), contacts=contacts)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(met(1, 1, ContactLevel.EXECUTIVE), "1", id="one person"),
        pytest.param(met(2, 2, ContactLevel.EXECUTIVE), "2", id="two people"),
        pytest.param(met(3, 2, ContactLevel.MANAGER), "3", id="three in two departments, a manager"),
        pytest.param(met(3, 2, ContactLevel.STAFF), "2", id="no manager"),
        pytest.param(met(3, 1, ContactLevel.MANAGER), "2", id="one department"),
        pytest.param(met(5, 3, ContactLevel.EXECUTIVE), "4", id="five in three, an executive"),
        pytest.param(met(4, 3, ContactLevel.EXECUTIVE), "3", id="four"),
        pytest.param(book(visits=tuple(visit(ago(9), contact=f"P{n}") for n in range(3))), "2–3", id="only names"),
        pytest.param(book(visits=(visit(ago(9), contact="P"), visit(ago(8)))), "1–4", id="one contact without a name"),
        pytest.param(book(customer()), "1–4", id="no log"),
    ],
)
def test_network(of: Book, expected: str) -> None:
    assert points(of, "network") == expected


def told(**fields: Any) -> Book:
    opened = NOW - timedelta(days=29)
    return book(customer(satisfaction=fields.pop("rated", None)), complaints=(complaint(opened_at=opened, **fields),))


REGISTER = tab(Role.COMPLAINTS, "opened_at")


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(told(), "1", id="overdue"),
        pytest.param(told(resolved_at=NOW), "2", id="resolved late"),
        pytest.param(told(resolved_at=NOW - timedelta(days=28), rated=4.0), "4", id="in time, rated 4 of 5"),
        pytest.param(told(resolved_at=NOW - timedelta(days=28), rated=3.9), "3", id="in time, rated less"),
        pytest.param(book(customer(), tabs=(REGISTER,)), "3–4", id="no complaint, satisfaction not known"),
        pytest.param(book(customer()), "1–4", id="no register"),
    ],
)
def test_trust(of: Book, expected: str) -> None:
    assert points(of, "trust") == expected


def test_the_sum_is_a_range_where_something_is_open() -> None:
    found = column(book(customer(share_of_wallet=0.9)), "rel_score", language="zh")
    assert (found.value, found.text) == ("9–24", "9–24")
    assert column(book(customer(status=CustomerStatus.PROSPECT)), "rel_score").text == "–"
