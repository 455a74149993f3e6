"""Flags are switched off by name: for columns, plays and pages alike."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from relsheet.records import Book
from relsheet.rules.comparisons import COMPARISONS
from relsheet.rules.flag_settings import FlagsSettings
from relsheet.rules.situation import Situation
from relsheet.texts import texts_in
from tests.rules.given import TODAY, assessed, book, case_of, column, customer, plays, visit


def hangs_on_one() -> Book:
    seen = tuple(visit(TODAY, contact="Li", our_person="Ann") for _ in range(3))
    return book(
        customer(own_class="A", industry="Pumps"), customer("C2", industry="Pumps", teaches_us=True), visits=seen
    )


@pytest.mark.parametrize("name", ["single_contact", "lesson"])
def test_a_flag_that_is_off_is_nowhere(name: str) -> None:
    of, off = hangs_on_one(), FlagsSettings(off=(name,))
    assert name in case_of(of).flags
    assert name not in case_of(of, off).flags
    play = {"single_contact": "second_contact", "lesson": "share_lesson"}[name]
    assert (play in plays(of), play in plays(of, off)) == (True, False)


def test_risk_does_not_count_it() -> None:
    assert column(hangs_on_one(), "risk").value == 1
    assert column(hangs_on_one(), "risk", FlagsSettings(off=("single_contact",))).value == 0


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    (found,) = (each for each in assessed(book(), FlagsSettings(off=("singel",))).problems)
    assert found.code == "unknown-flag"
    assert "single_contact" in found.fix(texts_in("en"))
    assert "lesson" in found.fix(texts_in("zh"))


def test_of_nearly_all_the_value_not_all_is_told() -> None:
    of = book(customer("C1", revenue=Decimal(999_000)), customer("C2", revenue=Decimal(1_000)))
    assert ">99%" in case_of(of).flags["dependence"]


def test_a_comparison_may_look_at_all_flags_and_finds_itself_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def much_to_say(situations: Sequence[Situation]) -> Mapping[str, str]:
        return {at.customer.key: ", ".join(at.flags) for at in situations if at.flags}

    monkeypatch.setitem(COMPARISONS, "much_to_say", much_to_say)
    large = case_of(book(customer("C1", revenue=Decimal(90)), customer("C2", revenue=Decimal(10))))
    assert large.flags["much_to_say"] == "dependence"
