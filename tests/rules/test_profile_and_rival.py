"""What we know of a customer, what we have heard of his rivals, and which opportunities he offers."""

from decimal import Decimal
from typing import Any

import pytest

from relsheet.records import Competitor, Customer, Origin
from relsheet.rules.finding import Tone
from tests.rules.given import TODAY, ago, ahead, assessed, book, case_of, column, contact, customer, plays, visit

WHO = {"primary_contact": "Li"}
FULL_C = {**WHO, "revenue": Decimal(5), "current_product": "seals", "needs": "less downtime"}


@pytest.mark.parametrize(
    ("who", "share"),
    [
        pytest.param(customer(), 0.0, id="nothing known"),
        pytest.param(customer(**WHO), 0.25, id="one of four questions of a C"),
        pytest.param(customer(**FULL_C), 1.0, id="all four of a C"),
        pytest.param(customer(**FULL_C, own_class="A"), 0.4, id="an A is asked ten"),
        pytest.param(customer(**FULL_C, own_class="B"), 0.5714, id="a B is asked seven"),
    ],
)
def test_profile(who: Customer, share: float) -> None:
    assert column(book(who), "profile").value == share


def test_what_the_profile_lacks() -> None:
    assert column(book(customer(**WHO)), "profile_missing").text == "what he pays, what he uses, his need"
    assert column(book(customer(**FULL_C)), "profile_missing").text == "complete"
    assert column(book(customer(), contacts=(contact("Li"),)), "profile").value == 0.25


@pytest.mark.parametrize(
    ("fields", "stale"),
    [
        pytest.param({"own_class": "A", "updated_at": ago(180)}, False, id="an A, 180 days"),
        pytest.param({"own_class": "A", "updated_at": ago(181)}, True, id="an A, 181 days"),
        pytest.param({"updated_at": ago(365)}, False, id="others, 365 days"),
        pytest.param({"updated_at": ago(366)}, True, id="others, 366 days"),
        pytest.param({}, False, id="no date"),
    ],
)
def test_a_stale_profile(fields: dict[str, Any], stale: bool) -> None:
    assert ("stale" in case_of(book(customer(**fields))).flags) is stale


def test_gaps_are_asked_for_only_where_profiles_are_kept() -> None:
    poor = customer(own_class="A", last_contact=ago(2))
    assert case_of(book(poor)).actions == ()
    kept = customer("C2", needs="speed")
    assert [action.play for action in case_of(book(poor, kept)).actions] == ["profile_gap"]


def rival(days: int | None, **fields: Any) -> Competitor:
    event_date = None if days is None else ago(days)
    return Competitor(customer="C1", name="Rex", origin=Origin("Rivals", 2, 1), event_date=event_date, **fields)


@pytest.mark.parametrize(
    ("rows", "tone"),
    [
        pytest.param((rival(90),), Tone.NEUTRAL, id="90 days old"),
        pytest.param((rival(91),), Tone.WATCH, id="91 days old"),
        pytest.param((rival(91), rival(5)), Tone.NEUTRAL, id="the newest counts"),
        pytest.param((rival(None),), Tone.UNKNOWN, id="no date"),
        pytest.param((), Tone.NEUTRAL, id="no rival known"),
    ],
)
def test_how_old_the_news_of_a_rival_is(rows: tuple, tone: Tone) -> None:
    assert column(book(customer(), competitors=rows), "rival_age").tone is tone


def test_who_the_rival_is() -> None:
    assert column(book(customer(competitor="Rex")), "rival").text == "Rex"
    assert column(book(customer(), competitors=(rival(3), rival(9))), "rival").text == "Rex"
    assert column(book(customer()), "rival").value is None


@pytest.mark.parametrize(
    ("tabs", "value"),
    [
        pytest.param({"visits": (visit(ago(90), signal="review"),)}, "review", id="a mark, 90 days old"),
        pytest.param({"visits": (visit(ago(91), signal="review"),)}, None, id="a mark, 91 days old"),
        pytest.param({"visits": (visit(ago(9), notes="They plan a new line in May"),)}, "new_product", id="a key word"),
        pytest.param({"visits": (visit(ago(9), notes="客户有降本压力"),)}, "cost_down", id="a Chinese key word"),
        pytest.param({"visits": (visit(ago(9), notes="a defect in our parts"),)}, None, id="our own trouble is none"),
        pytest.param({"competitors": (rival(9, event="recall of pumps"),)}, "quality", id="a rival's trouble is"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_opportunities(tabs: dict[str, Any], value: str | None) -> None:
    assert column(book(customer(), **tabs), "signals").value == value


@pytest.mark.parametrize(
    ("days", "value"),
    [
        pytest.param(60, "review", id="in 60 days"),
        pytest.param(61, None, id="in 61 days"),
        pytest.param(-1, None, id="past"),
    ],
)
def test_the_end_of_a_contract_is_a_review(days: int, value: str | None) -> None:
    assert column(book(customer(contract_end=ahead(days))), "signals").value == value


def test_the_expectation_gap_needs_both() -> None:
    found = column(book(customer(satisfaction=3.5, expectation=4.0)), "gap")
    assert (found.value, found.text, found.tone) == (-0.5, "-0.5", Tone.WATCH)
    assert column(book(customer(satisfaction=3.5)), "gap").value is None


def test_promises_beside_the_customer() -> None:
    made = [(ago(9), ago(10)), (ago(9), ago(8)), (ahead(3), None), (ago(2), None)]
    visits = tuple(visit(ago(30), promise=f"P{due}", promise_due=due, promise_done=done) for due, done in made)
    of = book(customer(), visits=visits)
    assert (column(of, "promises_open").value, column(of, "promises_open").tone) == (2, Tone.WATCH)
    assert column(of, "promise_kept").value == 0.3333
    assert column(book(customer()), "promise_kept").value is None
    assert "promise_late" in case_of(of).flags


def test_lock_in_counts_what_is_entered() -> None:
    found = column(book(customer(contract=True, exclusivity=False)), "lock_in")
    assert found.value == 1
    assert found.reason == "contract; not entered: custom work and integration and equity"
    assert column(book(customer()), "lock_in").value is None


def test_risk_names_its_signs() -> None:
    late = tuple(visit(ago(30), promise="x", promise_due=TODAY, contact="Li", our_person="Ann") for _ in range(3))
    assert column(book(customer(own_class="A"), visits=late), "risk").reason == "Single contact"
    assert column(book(customer(own_class="B"), visits=late), "risk").value == 0, "one of many needs no second contact"
    assert column(book(customer()), "risk").tone is Tone.GOOD


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_column_has_words_in_both_languages(language) -> None:
    from relsheet.rules.columns import CUSTOMER_COLUMNS, ColumnsSettings

    found = assessed(book(customer()), ColumnsSettings(customers=tuple(CUSTOMER_COLUMNS)), language=language)
    assert len(found.customer_columns) == len(CUSTOMER_COLUMNS)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        pytest.param({"contract": True, "contract_end": TODAY}, 1, id="it ends today"),
        pytest.param({"contract": True, "contract_end": ago(1)}, None, id="it ended yesterday: perhaps renewed"),
        pytest.param({"contract_end": ahead(1)}, 1, id="only its end is entered"),
        pytest.param({"contract": False, "contract_end": ahead(1)}, 0, id="entered as none"),
    ],
)
def test_a_contract_ties_only_while_it_is_in_force(fields: dict[str, Any], value: int | None) -> None:
    others = dict.fromkeys(("exclusivity", "custom_work", "integration", "equity_link"))
    found = column(book(customer(**others, **fields), customer("C2", contract=True)), "lock_in")
    assert found.value == value


def test_who_is_asked_for_his_other_supplier() -> None:
    asked = [customer(own_class="A"), customer("C2", own_class="A", competitor="Rex")]
    assert "ask_rival" in plays(book(*asked))
    assert "ask_rival" not in plays(book(*asked), key="C2")
    assert "ask_rival" not in plays(book(asked[0])), "nobody keeps such a file"
