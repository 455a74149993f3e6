"""The assessment as a whole: which columns are written, what a poor book is told, and the laws of a run."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsheet.records import Book, Complaint, ContactLevel, Customer, CustomerStatus, Order, Priority, Visit
from relsheet.rules.assessment import Assessment
from relsheet.rules.columns import ColumnsSettings
from relsheet.rules.finding import Tone
from relsheet.texts import Language, texts_in
from tests.rules.given import NOW, ago, ahead, assessed, book, column, complaint, contact, customer, order, visit

THIN = book(
    customer("A", owner="Ann", last_contact=ago(40), own_class="A"),
    customer("B", owner="Ann", last_contact=ago(40), own_class="B", next_contact=ahead(3), next_action="call back"),
    customer("C", owner="Bo", last_contact=ago(40), own_class="C", next_contact=ago(2)),
    customer("D", owner="Bo"),
)


def keys(found: Assessment) -> list[str]:
    return [column.key for column in found.customer_columns]


def test_a_thin_book_gets_next_steps_and_nothing_else() -> None:
    found = assessed(THIN)
    assert keys(found) == ["next_action", "due", "why"]
    told = {key: (row["next_action"].text, row["due"].text) for key, row in found.customer_findings.items()}
    assert told == {
        "A": ("Get in touch", "2026-11-27"),
        "B": ("call back", "2026-11-25"),
        "C": ("You planned: Get in touch", "2026-11-20"),
        "D": ("–", "–"),
    }
    tones = {row[key].tone for row in found.customer_findings.values() for key in keys(found)}
    assert tones <= {Tone.NEUTRAL, Tone.WATCH}


def test_a_thin_book_is_told_what_to_add() -> None:
    hint = assessed(THIN).hint
    assert hint is not None
    assert "Revenue" in hint
    assert assessed(THIN, language="zh").hint != hint


def test_a_book_without_contacts_is_told_so() -> None:
    rows = [customer(f"C{n}", revenue=Decimal(n), contract=bool(n % 2)) for n in range(1, 20)]
    assert "a tab of visits" in (assessed(book(*rows)).hint or "")


def test_columns_that_would_be_empty_are_left_out_unless_asked_for() -> None:
    assert "tier" not in keys(assessed(THIN))
    asked = assessed(THIN, ColumnsSettings(customers=("tier", "why")))
    assert keys(asked) == ["tier", "why"]
    assert [column.header for column in asked.customer_columns] == ["Relationship ◆", "Why ◆"]


def test_an_unknown_column_is_a_problem() -> None:
    found = assessed(THIN, ColumnsSettings(customers=("teir",), complaints=("reply_due", "replied")))
    assert [dict(fault.values)["name"] for fault in found.problems] == ["teir", "replied"]
    assert "teir" in found.problems[0].what(texts_in("en"))
    assert "tier" in found.problems[0].fix(texts_in("en"))


def rich() -> Book:
    """A book with every tab, small but with something of everything."""
    random = Random(7)
    names = [f"C{n:02}" for n in range(20)]

    def met() -> Visit:
        return visit(
            ago(random.randrange(500)), random.choice(names), contact=f"P{random.randrange(3)}", our_person="O1"
        )

    def bought() -> Order:
        return order(ago(random.randrange(900)), random.randrange(10, 10_000), random.choice(names[:18]))

    def complained(n: int) -> Complaint:
        return complaint(names[n], id=f"K{n}", opened_at=NOW - timedelta(days=2 * n), priority=Priority.HIGH)

    return book(
        *(customer(name, owner=name[-1], contract=name[-1] in "02468" or None, own_class="A") for name in names),
        visits=tuple(met() for _ in range(150)),
        orders=tuple(bought() for _ in range(200)),
        complaints=tuple(complained(n) for n in range(9)),
        contacts=tuple(contact("P1", name, level=ContactLevel.MANAGER) for name in names),
    )


RICH = rich()


def values(found: Assessment) -> dict[str, dict[str, object]]:
    return {
        customer_key: {key: finding.value for key, finding in row.items()}
        for customer_key, row in found.customer_findings.items()
    }


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_changes_no_value(random: Random) -> None:
    def shuffled(rows: tuple) -> tuple:
        return tuple(random.sample(rows, len(rows)))

    tabs = ("customers", "visits", "orders", "complaints", "contacts")
    again = replace(RICH, **{tab: shuffled(getattr(RICH, tab)) for tab in tabs})
    assert values(assessed(again)) == values(assessed(RICH))


def test_the_language_changes_no_value_but_the_words() -> None:
    english, chinese = values(assessed(RICH)), values(assessed(RICH, language="zh"))
    for row in (*english.values(), *chinese.values()):
        row.pop("why")
    assert english == chinese


@pytest.mark.parametrize("tab", ["visits", "orders", "complaints", "contacts"])
def test_a_missing_tab_colours_nobody_bad(tab: str) -> None:
    full, poorer = assessed(RICH), assessed(replace(RICH, **{tab: ()}))

    def bad(found: Assessment) -> set[str]:
        rows = found.customer_findings.items()
        return {key for key, row in rows if any(row[name].tone is Tone.BAD for name in keys(found))}

    assert bad(poorer) <= bad(full)


def test_the_reasons_of_a_row_are_joined() -> None:
    row = assessed(RICH).customer_findings["C00"]
    for key in ("next_action", "tier", "abc"):
        assert row[key].reason in row["why"].text


def test_an_empty_book() -> None:
    found = assessed(Book(customers=()))
    assert (found.cases, found.actions, keys(found)) == ((), (), [])


def test_the_facts_of_one_customer_do_not_leak_into_another() -> None:
    alone: Customer = customer("C00", owner="O0", contract=True, own_class="A")
    with_others = assessed(book(alone, customer("Z")))
    assert values(with_others)["C00"] == values(assessed(book(alone)))["C00"]


def test_the_reason_of_a_complaint_is_told_once() -> None:
    late = complaint(id="K1", opened_at=NOW - timedelta(days=30))
    told = assessed(book(customer(), complaints=(late,))).customer_findings["C1"]["why"].text
    assert told.count("2026-10-23") == 1


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        pytest.param({}, "Get in touch", id="late: an action"),
        pytest.param({"status": CustomerStatus.LOST}, "–", id="lost: nothing, and no day that is long past"),
        pytest.param({"customer_type": "Competitor"}, "–", id="a competitor"),
    ],
)
def test_a_day_that_is_past_is_shown_only_where_something_is_to_be_done(fields: dict[str, Any], shown: str) -> None:
    row = assessed(book(customer(last_contact=ago(400), **fields))).customer_findings["C1"]
    assert row["next_action"].text == shown
    assert (row["due"].value is None) is (shown == "–")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_missing_has_the_same_name_in_every_language(language: Language) -> None:
    assert column(book(customer(revenue=Decimal(1))), "profile_missing", language=language).value == "who,uses,need"
