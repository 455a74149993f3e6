"""The regression: exact on a line, refused where it says nothing, and silent where last year says more."""

import random

import pytest

from relsheet.records import Book
from relsheet.rules.least_squares import fit, solve
from tests.rules.given import ago, block, book, customer, order


def test_a_line_is_found_again() -> None:
    first, second = [float(n) for n in range(40)], [float(n * n % 7) for n in range(40)]
    line = fit([first, second], [3 + 2 * a - 5 * b for a, b in zip(first, second, strict=True)])
    assert line is not None
    assert line.predict([[100.0, 0.0], [3.0, 0.0]]) == pytest.approx([188, 3])
    (of_first,), (of_second,) = line.contributions([[100.0], [3.0]])
    assert of_first + of_second == pytest.approx(188 - line.mean)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param([5.0, 5.0, 5.0], id="a column that never varies"),
        pytest.param([2.0, 4.0, 8.0], id="a column that follows from another"),
    ],
)
def test_columns_that_say_nothing_are_refused(second: list[float]) -> None:
    assert fit([[1.0, 2.0, 4.0], second], [1.0, 2.0, 3.0]) is None


def test_equations() -> None:
    assert solve([[0, 2], [1, 1]], [4, 5]) == pytest.approx((3, 2))
    assert solve([[1, 2], [2, 4]], [1, 2]) is None


def grown(customers: int, factor) -> Book:
    """Each year a customer brings ``factor(value, customer)`` of the year before."""
    dice = random.Random(3)
    orders = []
    for number in range(customers):
        value = dice.uniform(100, 1000)
        for days in (1000, 600, 200):
            orders += [order(ago(days + n), round(value), key=f"C{number}") for n in range(1 + number % 4)]
            value = factor(value, number)
    orders.append(order(ago(1200), 1, key="nobody"))
    return book(*(customer(f"C{number}") for number in range(customers)), orders=tuple(orders))


def shrinking(value: float, number: int) -> float:
    return value * 0.6


def test_a_rule_in_the_data_beats_last_year_and_is_shown_with_its_reasons() -> None:
    found = block(grown(40, shrinking), "gold")
    assert found is not None
    assert len(found.rows) == 10
    assert found.note is not None
    assert found.note.startswith("Regression over 40 customers")
    assert "value" in str(found.rows[0][3].value)


@pytest.mark.parametrize(
    ("of", "told"),
    [
        pytest.param(grown(29, shrinking), "29 customers", id="29 customers"),
        pytest.param(grown(40, lambda value, number: value), "so take last year's", id="nothing beats last year"),
        pytest.param(book(orders=(order(ago(9)),)), "three years", id="too short a log"),
        pytest.param(book(customer()), "three years", id="no orders"),
    ],
)
def test_it_is_refused_in_words(of: Book, told: str) -> None:
    found = block(of, "gold")
    assert found is not None
    assert not found.rows
    assert found.note is not None
    assert told in found.note
