"""Our benefit less the rival's, as the customer rates both, and what a second supplier does about it."""

from typing import Any

import pytest

from relsheet.records import Book, Competitor, Contact, Customer, Origin
from relsheet.rules.finding import Tone
from tests.rules.given import assessed, book, column, contact, customer, plays

US = {"rated_product": 3.0, "rated_service": 5.0}


def rival(benefit: str | None, view: float | None, name: str = "Rex") -> Competitor:
    return Competitor(customer="C1", name=name, origin=Origin("Rivals", 2, 1), benefit=benefit, customer_view=view)


def second(*rows: Competitor, contacts: tuple[Contact, ...] = (), **fields: Any) -> Book:
    """A class A by our own grade whom we supply a third of."""
    own = customer(**{"own_class": "A", "share_of_wallet": 0.33, **fields})
    return book(own, competitors=rows, contacts=contacts)


@pytest.mark.parametrize(
    ("us", "rows", "value", "tone"),
    [
        pytest.param(US, (rival("Better quality", 4),), "product-1", Tone.WATCH, id="behind in one"),
        pytest.param(US, (rival("售后好", 5),), "service+0", Tone.NEUTRAL, id="equal"),
        pytest.param(US, (rival("quality", 4), rival("service", 1)), "product-1,service+4", Tone.WATCH, id="two"),
        pytest.param(
            US, (rival("quality", 2), rival("quality", 4, "Bo")), "product-1", Tone.WATCH, id="the best counts"
        ),
        pytest.param(US, (rival("quality", 80),), None, Tone.UNKNOWN, id="other scales"),
        pytest.param(US, (rival("price", 4),), None, Tone.UNKNOWN, id="a benefit that nobody rates us in"),
        pytest.param({}, (rival("quality", 4),), None, Tone.UNKNOWN, id="we are not rated"),
        pytest.param(US, (rival("quality", None),), None, Tone.NEUTRAL, id="the rival is not rated"),
        pytest.param(US, (), None, Tone.NEUTRAL, id="no rival"),
    ],
)
def test_the_gap(us: dict[str, float], rows: tuple[Competitor, ...], value: str | None, tone: Tone) -> None:
    found = column(book(customer(**us), competitors=rows), "rival_gap")
    assert (found.value, found.tone) == (value, tone)


def test_the_gap_is_told_with_both_ratings() -> None:
    found = column(book(customer(**US), competitors=(rival("quality", 4),)), "rival_gap", language="zh")
    assert (found.text, found.reason) == ("产品 -1", "产品：我方 3，Rex 4")


@pytest.mark.parametrize(
    ("of", "play"),
    [
        pytest.param(second(rival("quality", 4), **US), "better_product", id="the product is behind"),
        pytest.param(second(rival("fast delivery", 5), rated_speed=2.0), "better_service", id="the service is"),
        pytest.param(second(rival("quality", 2), **US), "win_share", id="nothing is behind"),
        pytest.param(second(rival(None, None)), "win_share", id="nobody has rated anything"),
        pytest.param(
            second(rival("quality", 4), **{**US, "share_of_wallet": 0.5}), None, id="we are the main supplier"
        ),
        pytest.param(second(rival("quality", 4), **{**US, "own_class": "C"}), None, id="a C"),
        pytest.param(second(**US), None, id="no rival is known"),
    ],
)
def test_a_second_supplier_does_something_about_it(of: Book, play: str | None) -> None:
    found = {"better_product", "better_service", "win_share", "personal_need"}.intersection(plays(of))
    assert found == ({play} if play else set())


def test_a_personal_need_is_asked_of_whom_it_is_known() -> None:
    people = (contact("Wang", interest="own"), contact("Li", interest="个人利益"), contact("An", interest="公司"))
    of = second(rival(None, None), contacts=people)
    assert "personal_need" in plays(of)
    texts = [action.text for action in assessed(of).actions if action.play == "personal_need"]
    assert all("Li" in text for text in texts)
    assert "personal_need" not in plays(second(rival(None, None), contacts=people[2:]))


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param((), 75, id="4 of 5, where 1 is the least"),
        pytest.param((customer("C2", rated_product=9.0),), 40, id="4 of 10, where somebody gave 9"),
        pytest.param((customer("C2", rated_product=70.0),), 4, id="4 of 100, where somebody gave 70"),
    ],
)
def test_the_scale_is_that_of_all_customers(others: tuple[Customer, ...], expected: int) -> None:
    rated = {f"rated_{name}": 4.0 for name in ("skill", "devotion", "speed", "product", "service", "strength")}
    found = column(book(customer(**rated), *others), "loyalty").value
    assert found == expected
