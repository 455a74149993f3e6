import pytest

from relsheet.records import Customer
from tests.rules.given import book, case_of, customer, flags, plays

TEACHER = customer("C2", teaches_us=True, industry="Pumps", needs="short lead times")


@pytest.mark.parametrize(
    ("who", "told"),
    [
        pytest.param(customer(industry=" pumps"), "also in pumps", id="the same industry"),
        pytest.param(customer(needs="Short lead times"), "the same need", id="the same need"),
        pytest.param(customer(industry="Valves"), None, id="another industry"),
        pytest.param(customer(), None, id="nothing known of him"),
        pytest.param(customer(industry="Pumps", teaches_us=True), None, id="he teaches us himself"),
    ],
)
def test_what_one_customer_taught_us_is_offered_to_the_others(who: Customer, told: str | None) -> None:
    found = case_of(book(who, TEACHER)).flags.get("lesson")
    assert (found is None) if told is None else (found is not None and told in found)


def test_the_play_is_for_customers_who_count() -> None:
    assert "share_lesson" in plays(book(customer(industry="Pumps", own_class="A"), TEACHER))
    assert "share_lesson" not in plays(book(customer(industry="Pumps", own_class="C"), TEACHER))


def test_the_teacher_is_flagged_and_without_one_nobody() -> None:
    assert flags(book(TEACHER), key="C2") == {"teaches_us"}
    assert flags(book(customer(industry="Pumps"), customer("C3", industry="Pumps"))) == set()
