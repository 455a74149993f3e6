"""Problems of one kind in one column are told once."""

from relsheet.errors import Problem, Severity, problem
from relsheet.pages.problem_groups import problem_groups
from relsheet.records import Origin
from relsheet.texts import texts_in

EN = texts_in("en")


def bad_date(row: int, value: str = "x", column: int = 1) -> Problem:
    return problem("bad-date", Origin("Visits", row, column), value=value)


def test_cells_that_follow_each_other_are_a_range() -> None:
    [group] = problem_groups([bad_date(row) for row in (9, 2, 3, 4, 6)], EN)
    assert group.where(3) == "Visits!A2:A4, A6, A9"
    assert group.where(2) == "Visits!A2:A4, A6, …"


def test_the_other_values_are_examples() -> None:
    [group] = problem_groups([bad_date(row, value) for row, value in enumerate("aabcdefg", 2)], EN)
    assert group.what(EN) == "'a' is not a date; 7 more like it: b, c, d, e, …"


def test_every_other_currency_is_named() -> None:
    found = [
        problem("other-currency", Origin("Orders", row, 3), currency=code, commonest="CNY")
        for row, code in ((2, "EUR"), (3, "USD"), (4, "EUR"))
    ]
    [group] = problem_groups(found, EN)
    assert "in EUR" in group.what(EN)
    assert group.what(EN).endswith("2 more like it: USD")


def test_the_same_value_is_no_example() -> None:
    [group] = problem_groups([bad_date(2), bad_date(3)], EN)
    assert group.what(EN) == "'x' is not a date; 1 more like it"


def test_columns_kinds_and_tabs_are_told_apart() -> None:
    elsewhere = problem("bad-date", Origin("Orders", 2, 1), value="x")
    groups = problem_groups([bad_date(2), bad_date(3, column=2), elsewhere], EN)
    assert [group.where(3) for group in groups] == ["Visits!A2", "Visits!B3", "Orders!A2"]


def test_a_header_that_comes_on_each_months_tab_is_told_once() -> None:
    months = [
        problem("header-unclear", Origin(tab, 1, 5), header="状态", meaning="Status", field="status", role="visits")
        for tab in ("Jan", "Feb", "Mar")
    ]
    [group] = problem_groups(months, EN)
    assert (group.where(2), len(group.problems)) == ("Jan!E1, Feb!E1, …", 3)


def test_the_most_harmful_kind_comes_first_then_the_most_frequent() -> None:
    lost = problem("no-name", Origin("Customers", 5, 2))
    note = problem("hidden-tab", "Old", Severity.NOTE, role="visits")
    groups = problem_groups([note, bad_date(2), bad_date(3, column=2), bad_date(4, column=2), lost], EN)
    assert [group.where(3) for group in groups] == ["Customers!B5", "Visits!B3:B4", "Visits!A2", "Old"]
