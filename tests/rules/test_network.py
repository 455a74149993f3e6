import pytest

from relsheet.records import Contact, ContactLevel
from tests.rules.given import ago, book, column, contact, customer, visit

PEOPLE = (
    contact("Li", department="Purchasing", level=ContactLevel.STAFF),
    contact("Wang", department="Quality", level=ContactLevel.MANAGER),
    contact("Chen", department="Board", level=ContactLevel.EXECUTIVE),
)


@pytest.mark.parametrize(
    ("met", "points"),
    [
        pytest.param(("Li",), 23, id="a third of people and departments"),
        pytest.param(("Li", "Wang"), 67, id="two of each and a manager"),
        pytest.param(("Li", "Wang", "Chen"), 100, id="all there is"),
        pytest.param(("Chen",), 53, id="an executive is a manager too"),
        pytest.param(("Xu",), 13, id="somebody of no known department"),
    ],
)
def test_coverage(met: tuple[str, ...], points: int) -> None:
    visits = tuple(visit(ago(9), contact=name) for name in met)
    assert column(book(customer(), visits=visits, contacts=PEOPLE), "network").value == points


def test_unknown_where_the_log_names_nobody() -> None:
    assert column(book(customer(), visits=(visit(ago(9)),)), "network").value is None
    assert column(book(customer()), "network").value is None


def test_a_zero_only_where_nobody_can_have_been_met() -> None:
    other = visit(ago(9), key="C2", contact="Li")
    two = (customer(), customer("C2"))
    assert column(book(*two, visits=(other, visit(ago(9)))), "network").value is None
    assert column(book(*two, visits=(other,), contacts=PEOPLE), "network").value == 0


@pytest.mark.parametrize(
    ("people", "text"),
    [
        pytest.param(PEOPLE[:2], "67", id="both are known"),
        pytest.param((PEOPLE[0], contact("Wang", level=ContactLevel.MANAGER)), "≥ 57", id="one department is not"),
        pytest.param((PEOPLE[0], contact("Wang", department="Quality")), "≥ 47", id="one level is not"),
        pytest.param((contact("Li"), contact("Wang")), "?", id="nobody's"),
        pytest.param((), "?", id="no contacts"),
    ],
)
def test_what_is_not_recorded_of_contacts_is_no_zero(people: tuple[Contact, ...], text: str) -> None:
    seen = (visit(ago(9), contact="Li"), visit(ago(8), contact="Wang"))
    found = column(book(customer(), visits=seen, contacts=people), "network")
    assert found.text == text
    assert ("not recorded" in found.reason) is text.startswith("≥")
