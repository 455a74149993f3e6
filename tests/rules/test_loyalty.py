from typing import Any

import pytest

from relsheet.rules.finding import Tone
from relsheet.rules.loyalty import FACTORS
from tests.rules.given import book, column, customer


def rated(**ratings: float) -> dict[str, Any]:
    return {f"rated_{name}": value for name, value in ratings.items()}


ALL = dict.fromkeys(FACTORS, 4.0)


@pytest.mark.parametrize(
    ("ratings", "expected", "text"),
    [
        pytest.param(ALL, 75.0, "75", id="4 of 5 throughout"),
        pytest.param({**ALL, "skill": 5.0}, 81.2, "81", id="a better skill weighs a quarter"),
        pytest.param(dict.fromkeys(FACTORS, 80.0), 80.0, "80", id="out of 100"),
        pytest.param({"skill": 5.0, "devotion": 5.0, "strength": 5.0}, "62–100", "62–100", id="62 % of the weight"),
        pytest.param({"skill": 5.0, "devotion": 5.0, "service": 5.0}, None, "?", id="56 %"),
        pytest.param({}, None, "–", id="no rating"),
    ],
)
def test_loyalty(ratings: dict[str, float], expected: object, text: str) -> None:
    found = column(book(customer(**rated(**ratings))), "loyalty")
    assert (found.value, found.text) == (expected, text)
    assert (found.tone is Tone.UNKNOWN) is (text == "?")


def test_the_reason_names_what_is_missing() -> None:
    found = column(book(customer(**rated(skill=5.0, devotion=5.0, strength=5.0))), "loyalty", language="zh")
    assert "产品" in found.reason
