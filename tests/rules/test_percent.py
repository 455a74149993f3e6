"""No share reads as a limit that it does not reach."""

from decimal import Decimal

import pytest

from relsheet.rules.abc import AbcSettings
from relsheet.rules.percent import limit_percent, percent, percent_apart
from tests.rules.given import assessed, book, customer

LIMITS = (0.8, 0.95, 1.0)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        pytest.param(0.5, "50.0%", id="far from any limit"),
        pytest.param(0.94941, "94.9%", id="rounded to less than the limit"),
        pytest.param(0.9497, "94.97%", id="one digit would read as the limit"),
        pytest.param(0.94996, "94.996%", id="two digits would read as the limit"),
        pytest.param(0.95, "95.0%", id="the limit itself"),
        pytest.param(0.95003, "95.003%", id="just past the limit"),
        pytest.param(0.0, "0.0%", id="nothing before him"),
        pytest.param(0.99999, "99.999%", id="nearly all"),
    ],
)
def test_a_share_keeps_apart_from_the_limits(share: float, told: str) -> None:
    assert percent_apart(share, LIMITS) == told


@pytest.mark.parametrize(("limit", "told"), [(0.8, "80%"), (0.825, "82.5%"), (0.07, "7%"), (1.0, "100%")])
def test_a_limit_shows_the_digits_that_were_set(limit: float, told: str) -> None:
    assert limit_percent(limit) == told


@pytest.mark.parametrize(
    ("share", "told"), [(0.0, "0%"), (0.001, "<1%"), (0.5, "50%"), (0.9999, ">99%"), (1.0, "100%")]
)
def test_whole_per_cent_neither_all_nor_nothing(share: float, told: str) -> None:
    assert percent(share) == told


def test_a_class_is_told_on_the_right_side_of_its_line() -> None:
    rows = [customer(f"C{value}", revenue=Decimal(value)) for value in (94_970, 5_000, 30)]
    found = assessed(book(*rows), AbcSettings(letters_from=1, cuts=(0.805, 0.95)))
    reasons = {key: row["abc"].reason for key, row in found.customer_findings.items()}
    assert "share before it 94.97% between 80.5% and 95%" in reasons["C5000"]
    assert "share before it 99.97% ≥ 95%" in reasons["C30"]
