"""How one customer's results are told step by step, and how he is found."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from relsheet.errors import UsageError
from relsheet.records import MappedTab, Origin, Role
from relsheet.rules.explain import explain
from relsheet.rules.find import find_case, find_owner, find_verdict
from relsheet.rules.results import Proof
from relsheet.texts import texts_in
from tests.rules.given import NOW, ago, ahead, assessed, book, complaint, customer, order, policy, tab, visit

TAB = MappedTab(
    role=Role.CUSTOMERS,
    tab="Customers",
    header_row=1,
    records=2,
    headers={},
    columns={"name": 1, "contract": 4, "last_contact": 6},
)
BOOK = book(
    customer("C1", name="Acme Pumps", contract=True, last_contact=ago(400), aliases=("Pumpen-Acme",), owner="Ann"),
    customer("C2", name="Acme Valves", next_contact=ahead(3)),
    orders=(order(ago(5)), order(ago(60))),
    visits=(visit(ago(450), promise="samples", promise_due=ago(10)),),
    complaints=(complaint(id="K1", opened_at=NOW - timedelta(days=2)),),
    tabs=(TAB,),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_step_has_words_and_the_cells_it_rests_on(language) -> None:
    found = assessed(BOOK, language=language)
    steps = explain(found, found.cases[0], policy(), texts_in(language))
    keys = [step.key for step in steps]
    assert keys == ["abc", "tier", "complaint", "contact", "promise", "flag", "action", "action"]
    assert all(step.title and step.reason for step in steps)
    told = {step.key: step for step in steps}
    assert [str(cell) for cell in told["abc"].evidence[0].cells] == [str(row.origin) for row in reversed(BOOK.orders)]
    assert told["contact"].evidence[0].cells == (Origin("Customers", 2, 6),)


def test_gates_show_what_is_proven_refuted_and_unknown() -> None:
    found = assessed(BOOK)
    tier = next(step for step in explain(found, found.cases[0], policy(), texts_in("en")) if step.key == "tier")
    told = {evidence.text: evidence for evidence in tier.evidence}
    assert told["a contract"].proof is Proof.PROVEN
    assert told["a contract"].cells == (Origin("Customers", 2, 4),)
    assert told["orders in only 2 different months (at least 3)"].proof is Proof.REFUTED
    assert told["2 Preferred"].proof is Proof.UNKNOWN
    assert tier.change == "2 Preferred if a second contact is known"


def test_a_planned_contact_is_no_missing_step() -> None:
    found = assessed(book(customer("C1", next_contact=ahead(9))))
    (step,) = (step for step in explain(found, found.cases[0], policy(), texts_in("en")) if step.key == "contact")
    assert step.reason.startswith("your own plan")


def test_the_cell_of_the_users_own_plan_is_named() -> None:
    row = customer("C1", next_contact=ahead(9), origin=Origin("Customers", 2, 1))
    found = assessed(book(row, tabs=(tab(Role.CUSTOMERS, "name", "owner", "next_contact"),)))
    (step,) = (step for step in explain(found, found.cases[0], policy(), texts_in("en")) if step.key == "contact")
    assert step.evidence[-1].cells == (Origin("Customers", 2, 3),)


@pytest.mark.parametrize(
    ("log", "done", "told"),
    [
        pytest.param(("promise", "promise_due"), None, "due 2026-11-12", id="nothing says whether it was kept"),
        pytest.param(("promise", "promise_due", "promise_done"), None, "due 2026-11-12, 10 days late", id="still open"),
        pytest.param(("promise", "promise_due", "promise_done"), ago(9), "due 2026-11-12, 1 day late", id="a day late"),
        pytest.param(("promise", "promise_due", "promise_done"), ago(10), "due 2026-11-12", id="kept"),
    ],
)
def test_a_promise_is_called_late_only_where_that_is_known(log, done, told) -> None:
    promise = visit(ago(20), promise="samples", promise_due=ago(10), promise_done=done)
    found = assessed(book(customer("C1"), visits=(promise,), tabs=(tab(Role.VISITS, *log),)))
    (step,) = (step for step in explain(found, found.cases[0], policy(), texts_in("en")) if step.key == "promise")
    assert step.evidence[0].text == told


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        pytest.param("C2", "C2", id="by id"),
        pytest.param("acme  PUMPS", "C1", id="by name, whatever case and blanks"),
        pytest.param("pumpen-acme", "C1", id="by another name"),
        pytest.param("valves", "C2", id="by a part of the name"),
    ],
)
def test_who_is_meant(wanted: str, key: str) -> None:
    assert find_case(assessed(BOOK), wanted).customer.key == key


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        pytest.param("Acme", "several", id="two are called that"),
        pytest.param("Acme Valvs", "Did you mean Acme Valves", id="a slip of the pen"),
        pytest.param("Zzzzz", "Give the id", id="nobody is called that"),
    ],
)
def test_who_is_not_found(wanted: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        find_case(assessed(BOOK), wanted)


TWICE = (
    complaint(id="K4", origin=Origin("Complaints", 5, 1)),
    complaint(id="k4 ", customer="C2", origin=Origin("Complaints", 9, 1)),
)


@pytest.mark.parametrize(
    ("wanted", "row"),
    [
        pytest.param("K5", 2, id="an id that stands once"),
        pytest.param("complaints!a9", 9, id="the cell of an id that stands twice"),
        pytest.param("Acme", None, id="no complaint"),
    ],
)
def test_which_complaint_is_meant(wanted: str, row: int | None) -> None:
    third = complaint(id="K5", origin=Origin("Complaints", 2, 1))
    found = find_verdict(assessed(replace(BOOK, complaints=(third, *TWICE))), wanted)
    assert (found and found.complaint.origin.row) == row


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_complaint_that_stands_twice_both_rows_are_named(language) -> None:
    with pytest.raises(UsageError) as caught:
        find_verdict(assessed(replace(BOOK, complaints=TWICE)), "K4")
    told = caught.value.sentence(texts_in(language))
    assert "Complaints!A5 (Acme Pumps), Complaints!A9 (Acme Valves)" in told


def test_a_customer_of_that_id_is_meant_rather_than_two_complaints() -> None:
    twice = [structs.replace(one, id="C2") for one in TWICE]
    assert find_verdict(assessed(replace(BOOK, complaints=tuple(twice))), "c2") is None


OWNERS = ("Ann", "Ann & Bob", "bob", "Joanne", "张伟、李娜", "李 娜/王强", "Carl ／ Dora")


@pytest.mark.parametrize(
    ("wanted", "cells"),
    [
        pytest.param("Ann", {"Ann", "Ann & Bob"}, id="alone and beside a colleague, and Joanne is another"),
        pytest.param("Bob", {"bob", "Ann & Bob"}, id="in whatever case"),
        pytest.param("李娜", {"张伟、李娜", "李 娜/王强"}, id="only ever beside others"),
        pytest.param("Dora", {"Carl ／ Dora"}, id="behind a full-width sign"),
        pytest.param("王", {"李 娜/王强"}, id="by a part of the name"),
        pytest.param("张伟、李娜", {"张伟、李娜"}, id="the cell as it stands"),
    ],
)
def test_whose_customers_are_meant(wanted: str, cells: set[str]) -> None:
    found = assessed(book(*(customer(f"C{place}", owner=owner) for place, owner in enumerate(OWNERS))))
    assert find_owner(found, wanted) == cells


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        pytest.param("an", "several", id="Ann and Joanne"),
        pytest.param("张伟w", "张伟", id="a slip of the pen"),
    ],
)
def test_whose_customers_are_not_found(wanted: str, told: str) -> None:
    found = assessed(book(*(customer(f"C{place}", owner=owner) for place, owner in enumerate(OWNERS))))
    with pytest.raises(UsageError, match=told):
        find_owner(found, wanted)
