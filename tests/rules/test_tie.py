import pytest

from relsheet.rules.finding import Tone
from tests.rules.given import ago, book, column, customer, visit


def met(*pairs: tuple[str | None, str | None]) -> tuple:
    return tuple(visit(ago(n + 1), our_person=ours, contact=theirs) for n, (ours, theirs) in enumerate(pairs))


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        pytest.param(met(("Ann", "Li"), ("Ann", "li ")), "personal", id="one to one"),
        pytest.param(met(("Ann", "Li"), ("Bo", "Li")), "one_sided", id="one of theirs"),
        pytest.param(met(("Ann", "Li"), ("Ann", "Wang")), "one_sided", id="one of ours"),
        pytest.param(met(("Ann", "Li"), ("Bo", "Wang")), "organisational", id="two and two"),
        pytest.param(met(("Ann、Bo", "Li/Wang")), "organisational", id="two and two on one visit"),
        pytest.param(met(("Ann", "Li"), ("Ann", None)), None, id="one contact does not say with whom"),
        pytest.param(met(("Ann", "Li"), ("Bo", "Wang"), (None, None)), "organisational", id="proven all the same"),
        pytest.param(met((None, "Li")), None, id="nobody of ours"),
        pytest.param((visit(ago(400), our_person="Ann", contact="Li"),), None, id="before the window"),
        pytest.param((), None, id="no log"),
    ],
)
def test_tie(visits: tuple, expected: str | None) -> None:
    found = column(book(customer(), visits=visits), "tie")
    assert found.value == expected
    assert (found.tone is Tone.UNKNOWN) is (expected is None)
    assert found.reason


def test_the_reason_says_what_is_lost_with_whom() -> None:
    visits = met(("Ann", "Li"), ("Ann", "Wang"), ("Bo", "Li"), ("Ann", "Zhao"))
    assert column(book(visits=visits), "tie").reason.endswith("if Ann leaves, 75% of the contacts are lost")
    assert "Li" in column(book(visits=met(("Ann", "Li"), ("Bo", "Li"))), "tie", language="zh").reason
