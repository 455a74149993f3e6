"""Effort against value: both limits, the least difference, and silence without visits or figures."""

from decimal import Decimal

import pytest

from relsheet.records import Book
from relsheet.rules.abc import AbcSettings
from relsheet.rules.effort import EffortSettings
from tests.rules.given import ago, block, book, customer, flags, lines, visit

ALONE = AbcSettings(dependence=1)
LETTERS = AbcSettings(letters_from=1, cuts=(0.5, 0.7))


def two(his: int, others: int, revenue: tuple[int | None, int | None] = (50, 50)) -> Book:
    """C1 and C2 with so much revenue and so many contacts."""
    mine, theirs = (None if each is None else Decimal(each) for each in revenue)
    visits = [visit(ago(1 + n)) for n in range(his)] + [visit(ago(1 + n), key="C2") for n in range(others)]
    return book(customer(revenue=mine), customer("C2", revenue=theirs), visits=tuple(visits))


@pytest.mark.parametrize(
    ("his", "others", "raised"),
    [
        pytest.param(10, 30, set(), id="a quarter of the visits for half of the value: exactly 0.5"),
        pytest.param(9, 31, {"neglected"}, id="less than that"),
        pytest.param(20, 20, set(), id="as it should be"),
        pytest.param(1, 5, set(), id="a third, but only two contacts off"),
        pytest.param(1, 7, {"neglected"}, id="three contacts off"),
    ],
)
def test_neglected(his: int, others: int, raised: set[str]) -> None:
    assert flags(two(his, others), ALONE) == raised


@pytest.mark.parametrize(
    ("his", "others", "raised"),
    [
        pytest.param(8, 32, set(), id="a fifth of the visits for a tenth of the value: exactly 2"),
        pytest.param(9, 31, {"over_served"}, id="more than that"),
        pytest.param(4, 12, set(), id="2.5, but four contacts a year are twice what class C asks for"),
        pytest.param(5, 15, {"over_served"}, id="2.5, and five"),
    ],
)
def test_over_served(his: int, others: int, raised: set[str]) -> None:
    assert flags(two(his, others, (10, 90)), ALONE) == raised


@pytest.mark.parametrize(
    "of",
    [
        pytest.param(two(0, 0), id="no visits"),
        pytest.param(two(1, 30, (None, 100)), id="no figure of his"),
        pytest.param(book(customer(revenue=Decimal(5)), visits=(visit(ago(1)),)), id="nobody to compare with"),
    ],
)
def test_silence(of: Book) -> None:
    assert not flags(of) & {"neglected", "over_served"}


def test_effort_counted_in_cost() -> None:
    of = book(
        customer(revenue=Decimal(50), cost_to_serve=Decimal(24)),
        customer("C2", revenue=Decimal(50), cost_to_serve=Decimal(76)),
    )
    assert "neglected" in flags(of, EffortSettings(by="cost"))
    assert flags(of, ALONE) == set()


def test_the_block_sets_each_class_beside_its_target() -> None:
    found = block(two(9, 31, (60, 40)), "effort", LETTERS)
    assert lines(found) == [("A", 1, "60%", "22%", "0.4", 30, 41), ("B", 1, "40%", "78%", "1.9", 60, 12)]
    assert found is not None
    assert found.note == "1 neglected, 0 over-served"
    assert lines(block(book(customer()), "effort")) == []
