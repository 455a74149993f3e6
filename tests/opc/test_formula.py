"""References follow when rows go."""

import pytest

from relsheet.opc.formula import copied_down, without_rows
from relsheet.opc.references import Watched
from relsheet.opc.removal import moved_reference


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        pytest.param("A2+A9", "A2+A7", id="what is below moves up, what is above stays"),
        pytest.param("SUM(B2:B9)", "SUM(B2:B7)", id="a range gets shorter"),
        pytest.param("$A$9&A$9", "$A$7&A$7", id="dollars stay"),
        pytest.param("A4*2", "#REF!*2", id="a cell that is gone"),
        pytest.param("SUM(A4:A5)", "SUM(#REF!)", id="a range that is gone"),
        pytest.param("SUM(A4:A9)", "SUM(A4:A7)", id="a range whose beginning is gone"),
        pytest.param('"A9"&LOG10(A9)', '"A9"&LOG10(A7)', id="not in strings, not in function names"),
        pytest.param("Other!A9+'To do ◆'!A9", "Other!A9+'To do ◆'!A7", id="only of this tab"),
        pytest.param("COUNTA(A:A)", "COUNTA(A:A)", id="whole columns stay"),
        pytest.param("Tax_A9+A9.x", "Tax_A9+A9.x", id="names that look like it"),
    ],
)
def test_rows_4_and_5_leave_the_tab(formula: str, expected: str) -> None:
    assert without_rows(formula, [4, 5], "To do ◆", on_tab=True) == expected


def test_a_formula_elsewhere_means_its_own_tab() -> None:
    assert without_rows("A9+'To do ◆'!A9", [4], "To do ◆", on_tab=False) == "A9+'To do ◆'!A8"


def test_a_shared_formula_further_down() -> None:
    assert copied_down("A2+$B$2+SUM(C1:C2)", 3) == "A5+$B$2+SUM(C4:C5)"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [("A1:B9", "A1:B7"), ("A4 C9", "C7"), ("A4:A5", ""), ("A:A", "A:A"), ("D6", "D4")],
)
def test_a_list_of_ranges_without_rows_4_and_5(reference: str, expected: str) -> None:
    assert moved_reference(reference, [4, 5]) == expected


WATCHED = Watched({"Customers": frozenset({3, 4})}, {"Table1": frozenset({"ABC ◆"})})


@pytest.mark.parametrize(
    ("formula", "home", "seen"),
    [
        ("COUNTIF(Customers!C:C,1)", "Sums", True),
        ("COUNTIF(Customers!E:E,1)", "Sums", False),
        ("SUM('Customers'!$A$1:$Z$9)", "Sums", True),
        ("C5", "Customers", True),
        ("C5", "Sums", False),
        ('"Customers!C5"', "Sums", False),
        ("SUM(2:2)", "Customers", True),
        ("Table1[ABC ◆]", "Sums", True),
        ("Table1[Name]", "Sums", False),
        ("ROWS(Table1)", "Sums", True),
        ("LOG10(E5)", "Customers", False),
    ],
)
def test_a_formula_looks_at_our_columns(formula: str, home: str, seen: bool) -> None:
    assert WATCHED.seen_by(formula, home) is seen
