import pytest

from relsheet.records import Contact
from tests.rules.given import book, contact, customer, plays

LI = contact("Li", department="Purchasing")


@pytest.mark.parametrize(
    ("people", "suggested"),
    [
        pytest.param((LI, contact("Wang", title="采购经理")), True, id="all buyers"),
        pytest.param((LI, contact("Wang", department="Quality")), False, id="one not"),
        pytest.param((LI, contact("Wang")), False, id="one of unknown place"),
        pytest.param(
            (LI, contact("Wang", department="Quality", left=True)),
            True,
            id="the other one has left",
        ),
        pytest.param((), False, id="nobody known"),
    ],
)
def test_only_purchasing_known(people: tuple[Contact, ...], suggested: bool) -> None:
    of = book(customer(own_class="A"), contacts=people)
    assert ("meet_users" in plays(of)) is suggested


def test_the_play_is_for_customers_who_count() -> None:
    people = (LI,)
    assert "meet_users" not in plays(book(customer(own_class="C"), contacts=people))
