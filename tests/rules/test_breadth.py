import pytest

from relsheet.records import Book
from relsheet.rules.abc import AbcSettings
from relsheet.rules.breadth import BreadthSettings
from tests.rules.given import ago, book, column, customer, flags, order

LETTERS = AbcSettings(letters_from=1, cuts=(1.0, 1.0), dependence=1)


def bought(*products: str | None) -> Book:
    return book(customer(), orders=tuple(order(ago(5), product=product) for product in products))


@pytest.mark.parametrize(
    ("products", "expected"),
    [
        pytest.param(("Pump", "pump ", "Valve"), 2, id="two products"),
        pytest.param(("Pump X1", "Pump X2"), 2, id="without groups each product is one"),
        pytest.param((None,), None, id="orders without products"),
        pytest.param((), None, id="no orders"),
    ],
)
def test_breadth(products: tuple, expected: int | None) -> None:
    assert column(bought(*products), "breadth").value == expected


def test_groups_from_the_config() -> None:
    groups = BreadthSettings(groups={"pumps": ("pump",)})
    assert column(bought("Pump X1", "Pump X2", "Valve"), "breadth", groups).value == 2


def test_what_was_bought_before_the_window_does_not_count() -> None:
    assert column(book(orders=(order(ago(400), product="Pump"),)), "breadth").value == 0


def peers(*counts: int) -> Book:
    orders = [
        order(ago(5), key=f"C{place}", product=f"P{n}", amount=100 + place)
        for place, count in enumerate(counts, 1)
        for n in range(count)
    ]
    return book(*(customer(f"C{place}") for place in range(1, len(counts) + 1)), orders=tuple(orders))


@pytest.mark.parametrize(
    ("counts", "raised"),
    [
        pytest.param((1, 2, 2), True, id="peers buy two groups"),
        pytest.param((1, 1, 2), False, id="the median peer buys one"),
        pytest.param((2, 2, 4), False, id="he buys two"),
        pytest.param((1, 4), False, id="too few peers to tell"),
    ],
)
def test_narrow(counts: tuple, raised: bool) -> None:
    assert ("narrow" in flags(peers(*counts), LETTERS)) is raised
