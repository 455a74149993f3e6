from itertools import product

import pytest

from relsheet.rules.logic import all_of, any_of, at_least, proof_of
from relsheet.rules.results import Proof

P, R, U = Proof.PROVEN, Proof.REFUTED, Proof.UNKNOWN


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((P, P, R), P, id="two true prove"),
        pytest.param((P, R, R), R, id="two false refute"),
        pytest.param((P, U, R), U, id="one true, one unknown"),
        pytest.param((U, U, U), U, id="nothing known"),
        pytest.param((P, P, U), P, id="two true prove whatever the third is"),
        pytest.param((R, R, U), R, id="two false refute whatever the third is"),
    ],
)
def test_any_two_of_three(parts: tuple[Proof, ...], expected: Proof) -> None:
    assert at_least(2, parts) is expected


@pytest.mark.parametrize("parts", list(product((P, R, U), repeat=3)))
def test_and_and_or(parts: tuple[Proof, ...]) -> None:
    assert all_of(parts) is (R if R in parts else U if U in parts else P)
    assert any_of(parts) is (P if P in parts else U if U in parts else R)


def test_a_blank_proves_nothing() -> None:
    assert [proof_of(answer) for answer in (True, False, None)] == [P, R, U]
