"""When a customer was last in touch, how often he should be, and what the user planned."""

from typing import Any

import pytest

from relsheet.records import Customer, CustomerStatus
from relsheet.rules.results import ContactRhythm
from relsheet.rules.rhythm import CadenceSettings
from tests.rules.given import TODAY, ago, ahead, book, case_of, customer, plan, visit


def rhythm(who: Customer | None = None, *sections: Any, **tabs: Any) -> ContactRhythm:
    return case_of(book(who or customer(), **tabs), *sections).contact


@pytest.mark.parametrize(
    ("who", "days"),
    [
        pytest.param(customer(own_class="A"), 30, id="his own grade A"),
        pytest.param(customer(own_class="B"), 60, id="grade B"),
        pytest.param(customer(own_class="C"), 180, id="grade C"),
        pytest.param(customer(), 180, id="no class"),
        pytest.param(customer(own_class="D"), 180, id="a grade that we do not know"),
        pytest.param(customer(status=CustomerStatus.PROSPECT), 45, id="a prospect"),
        pytest.param(customer(status=CustomerStatus.PROSPECT, own_class="A"), 14, id="a hot prospect"),
        pytest.param(customer(status=CustomerStatus.TRIAL), 14, id="a prospect on trial"),
    ],
)
def test_the_usual_interval(who: Customer, days: int) -> None:
    assert rhythm(who).interval_days == days


def test_the_interval_that_is_entered_for_him_wins() -> None:
    often = tuple(visit(ago(7 * week)) for week in range(6))
    contact = case_of(book(customer(contact_interval=20, own_class="A"), visits=often)).contact
    assert (contact.interval_days, contact.due) == (20, ahead(20))
    assert "20" in contact.interval_reason


def test_an_interval_of_the_config() -> None:
    assert rhythm(customer(own_class="A"), CadenceSettings(A=14)).interval_days == 14


@pytest.mark.parametrize(
    ("gaps", "days"),
    [
        pytest.param([20, 20, 20], 20, id="shorter than class C asks"),
        pytest.param([200, 200, 200], 180, id="longer: the class decides"),
        pytest.param([20, 20], 180, id="two gaps are no rhythm"),
        pytest.param([20, 20, 20, 20, 20, 1, 1, 1], 20, id="only the last five count"),
        pytest.param([2, 2, 2, 2], 7, id="never shorter than a week"),
        pytest.param([0, 0, 20, 0, 20, 0, 20], 20, id="several contacts on one day are one"),
    ],
)
def test_the_own_rhythm(gaps: list[int], days: int) -> None:
    visits = [visit(ago(sum(gaps[:n]))) for n in range(len(gaps) + 1)]
    assert rhythm(visits=tuple(visits)).interval_days == days


@pytest.mark.parametrize(
    ("setting", "days"),
    [pytest.param("never", 180, id="never"), pytest.param("always", 200, id="always")],
)
def test_the_own_rhythm_may_be_ordered(setting: str, days: int) -> None:
    visits = tuple(visit(ago(200 * n)) for n in range(4))
    assert rhythm(customer(), CadenceSettings(own_rhythm=setting), visits=visits).interval_days == days


@pytest.mark.parametrize(
    ("who", "visits", "last"),
    [
        pytest.param(customer(last_contact=ago(9)), (), ago(9), id="the column where there is no log"),
        pytest.param(customer(last_contact=ago(9)), (visit(ago(3)),), ago(3), id="the log where it is newer"),
        pytest.param(customer(last_contact=ago(3)), (visit(ago(9)),), ago(3), id="the column where it is newer"),
        pytest.param(customer(last_contact=ahead(3)), (), None, id="a contact ahead is none"),
        pytest.param(customer(), (), None, id="nothing recorded"),
    ],
)
def test_the_last_contact(who: Customer, visits: tuple, last: object) -> None:
    assert rhythm(who, visits=visits).last == last


@pytest.mark.parametrize(
    ("last", "late"),
    [pytest.param(180, 0, id="the due day itself is not late"), pytest.param(181, 1, id="a day past due")],
)
def test_days_late(last: int, late: int) -> None:
    assert rhythm(customer(last_contact=ago(last))).days_late == late


@pytest.mark.parametrize(
    ("who", "tabs", "planned"),
    [
        pytest.param(customer(next_contact=ahead(9)), {}, ahead(9), id="in the customers tab"),
        pytest.param(customer(next_contact=TODAY), {}, TODAY, id="today is not past"),
        pytest.param(customer(), {"visits": (visit(ago(9), next_date=ahead(2)),)}, ahead(2), id="in the log"),
        pytest.param(customer(), {"plans": (plan(ahead(4)),)}, ahead(4), id="on the plans tab"),
        pytest.param(customer(), {"plans": (plan(ahead(4), done=True),)}, None, id="a plan that is done"),
        pytest.param(customer(next_contact=ahead(9)), {"plans": (plan(ahead(4)),)}, ahead(4), id="the nearest ahead"),
        pytest.param(customer(next_contact=ago(9)), {}, ago(9), id="past, and nothing happened since"),
        pytest.param(customer(next_contact=ago(9), last_contact=ago(9)), {}, None, id="past, and met on the day"),
        pytest.param(customer(next_contact=ago(9), last_contact=ago(10)), {}, ago(9), id="past, last met before"),
        pytest.param(customer(next_contact=ago(90)), {}, ago(90), id="90 days ago is remembered"),
        pytest.param(customer(next_contact=ago(91)), {}, None, id="91 days ago is forgotten"),
    ],
)
def test_the_own_next_step(who: Customer, tabs: dict[str, Any], planned: object) -> None:
    assert rhythm(who, **tabs).planned == planned


def test_the_own_words_are_kept() -> None:
    found = rhythm(customer(next_contact=ahead(1), next_action="send samples"))
    assert found.planned_text == "send samples"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("None for now.", None, id="none"),
        pytest.param("暂无", None, id="none in Chinese"),
        pytest.param("None of their sites: call", "None of their sites: call", id="only the whole text says so"),
    ],
)
def test_a_next_step_that_says_there_is_none_leaves_its_date(written: str, said: str | None) -> None:
    found = rhythm(customer(next_contact=ahead(3), next_action=written))
    assert (found.planned, found.planned_text) == (ahead(3), said)
