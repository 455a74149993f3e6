import pytest

from tests.rules.given import ago, assessed, book, column, customer


@pytest.mark.parametrize(
    ("entered", "expected", "text"),
    [
        pytest.param("Distributor", "partner", "Partner", id="a word for a partner"),
        pytest.param("销售型", "sales", "Sales", id="in Chinese"),
        pytest.param("维保", "service", "Service", id="service"),
        pytest.param("竞争对手", "competitor", "Competitor", id="a competitor"),
        pytest.param("Hospital", "Hospital", "Hospital", id="a word of the user's own stays"),
        pytest.param(None, None, "?", id="nothing entered"),
        pytest.param("  ", None, "?", id="blanks"),
    ],
)
def test_customer_type(entered: str | None, expected: str | None, text: str) -> None:
    found = column(book(customer(customer_type=entered)), "customer_type")
    assert (found.value, found.text) == (expected, text)


def test_competitors_get_no_plays() -> None:
    late = {"next_contact": ago(3)}
    assert assessed(book(customer(customer_type="Dealer", **late))).actions
    assert not assessed(book(customer(customer_type="Competitor", **late))).actions
