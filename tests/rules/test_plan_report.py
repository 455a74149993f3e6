"""Visits with a plan before and a report after; NOW is a Sunday: a visit of Wednesday had its two working days."""

import pytest

from relsheet.records import Role, Visit, VisitMode
from tests.rules.given import ago, block, book, column, customer, lines, plan, tab, visit

LOG = tab(Role.VISITS, "purpose", "planned_date", "result")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(visit(ago(9), purpose="Prices"), 1, id="a purpose"),
        pytest.param(visit(ago(9), planned_date=ago(9)), 1, id="planned for that day"),
        pytest.param(visit(ago(9), planned_date=ago(8)), 0, id="planned for a later day"),
        pytest.param(visit(ago(9)), 0, id="neither"),
        pytest.param(visit(ago(9), mode=VisitMode.CALL), None, id="a call is no journey"),
        pytest.param(visit(ago(366), purpose="Prices"), None, id="before the window"),
    ],
)
def test_plan_ok(seen: Visit, expected: float | None) -> None:
    assert column(book(visits=(seen,), tabs=(LOG,)), "plan_ok").value == expected


def test_a_row_among_the_plans_is_a_plan() -> None:
    assert column(book(visits=(visit(ago(9)),), plans=(plan(ago(9)),)), "plan_ok").value == 1
    assert column(book(visits=(visit(ago(9)),), plans=(plan(ago(12)),)), "plan_ok").value == 1, "three days later"
    assert column(book(visits=(visit(ago(9)),), plans=(plan(ago(13)),)), "plan_ok").value == 0
    assert column(book(visits=(visit(ago(9)),), plans=(plan(ago(8)),)), "plan_ok").value == 0, "before the plan"


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(visit(ago(9), result="ordered"), 1, id="a result"),
        pytest.param(visit(ago(9), notes="wants samples"), 1, id="a note"),
        pytest.param(visit(ago(4)), 0, id="nothing, and two working days have passed"),
        pytest.param(visit(ago(5)), 0, id="nothing, for longer"),
        pytest.param(visit(ago(3)), None, id="only one working day has passed"),
    ],
)
def test_report_ok(seen: Visit, expected: float | None) -> None:
    assert column(book(visits=(seen,), tabs=(LOG,)), "report_ok").value == expected


@pytest.mark.parametrize("key", ["plan_ok", "report_ok"])
def test_a_log_without_such_columns_says_nothing(key: str) -> None:
    found = column(book(visits=(visit(ago(9)),)), key)
    assert (found.value, found.text) == (None, "?")
    assert column(book(customer()), key).text == "?"


def test_the_block_counts_per_person_by_name() -> None:
    visits = (
        visit(ago(9), our_person="Bo", purpose="Prices", result="ok"),
        visit(ago(9), our_person="Ann"),
        visit(ago(1), our_person="Ann", purpose="Prices"),
        visit(ago(1)),
    )
    found = block(book(visits=visits, tabs=(LOG,)), "plan_report")
    assert lines(found) == [("Ann", 2, 1, 0, 1), ("Bo", 1, 1, 1, 0)]


@pytest.mark.parametrize(
    ("next_day", "expected"),
    [
        pytest.param(10, 0.5, id="for a day before"),
        pytest.param(12, 0.5, id="for three days before"),
        pytest.param(13, 0.0, id="for four days before"),
        pytest.param(8, 0.0, id="for a day after"),
    ],
)
def test_the_next_day_that_an_earlier_visit_set_is_a_plan(next_day: int, expected: float) -> None:
    seen = (visit(ago(40), next_date=ago(next_day)), visit(ago(9), next_date=ago(9)))
    assert column(book(visits=seen, tabs=(LOG,)), "plan_ok").value == expected


def test_next_days_alone_are_no_record_of_plans() -> None:
    seen = (visit(ago(40), next_date=ago(9)), visit(ago(9)))
    assert column(book(visits=seen, tabs=(tab(Role.VISITS, "next_date"),)), "plan_ok").value is None
