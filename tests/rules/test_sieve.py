"""Conditions for the whole book at once: as each situation would be judged by itself, in the order given."""

from collections.abc import Sequence
from typing import Any

import pytest

from relsheet.rules.conditions import Condition, compiled, every
from relsheet.rules.sieve import Sieve
from relsheet.rules.situation import Situation
from tests.rules.given import assessed, book, customer, situation_of

BOOK = book(
    customer("C1", region="North", industry="steel"),
    customer("C2", region="South", industry="steel"),
    customer("C3", region="North"),
    customer("C4", region="North", industry="wood"),
)
NORTH, SOUTH = ({"field": "region", "is": name} for name in ("North", "South"))
STEEL, WOOD = ({"field": "industry", "is": name} for name in ("steel", "wood"))


def situations() -> Sequence[Situation]:
    return [situation_of(case) for case in assessed(BOOK).cases]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        pytest.param([], ["C1", "C2", "C3", "C4"], id="no condition keeps all"),
        pytest.param([NORTH], ["C1", "C3", "C4"], id="one condition, in the order given"),
        pytest.param([NORTH, STEEL], ["C1"], id="both must hold"),
        pytest.param([{"not": STEEL}], ["C4"], id="what is not recorded meets no condition"),
        pytest.param([SOUTH, WOOD], [], id="nobody is left"),
    ],
)
def test_who_meets_them(conditions: list[dict[str, Any]], expected: list[str]) -> None:
    asked = tuple(map(Condition.model_validate, conditions))
    everybody = situations()
    assert [at.customer.key for at in Sieve(everybody).through(asked)] == expected
    assert [at.customer.key for at in everybody if not asked or every([*map(compiled, asked)])(at)] == expected


def test_plays_that_begin_alike_share_what_passed() -> None:
    sieve = Sieve(situations())
    north, steel, wood = (Condition.model_validate(each) for each in (NORTH, STEEL, WOOD))
    assert [at.customer.key for at in sieve.through((north, steel))] == ["C1"]
    assert [at.customer.key for at in sieve.through((north, wood))] == ["C4"]
    assert sieve.through((north,)) is sieve.passed[north,]
