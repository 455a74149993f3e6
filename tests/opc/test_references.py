"""Formulas that look at our columns are found, in time bounded whatever they hold."""

import pytest

from relsheet.opc.references import MOST_CHARACTERS, Watched

OURS = Watched({"Customers": frozenset({5})}, {"Crm": frozenset({"ABC ◆"})})


@pytest.mark.parametrize(
    ("formula", "home", "looks"),
    [
        pytest.param("SUM(E2:E9)", "Customers", True, id="a range of our column on the same tab"),
        pytest.param("SUM(E2:E9)", "Orders", False, id="the same range on another tab"),
        pytest.param("Customers!$E$2", "Orders", True, id="our cell from another tab"),
        pytest.param("COUNTA(Customers!A:F)", "Orders", True, id="whole columns around ours"),
        pytest.param('"Customers!E2"', "Orders", False, id="a text that looks like a reference"),
        pytest.param("Crm[ABC ◆]", "Orders", True, id="our column of a table"),
        pytest.param("Crm[Owner]", "Orders", False, id="another column of that table"),
        pytest.param("D2+F2", "Customers", False, id="the columns beside ours"),
        pytest.param(
            "'" * (MOST_CHARACTERS + 1), "Orders", True, id="longer than any formula: taken to look, not searched"
        ),
        pytest.param("'" * MOST_CHARACTERS, "Orders", False, id="as long as a formula may be: searched"),
    ],
)
def test_a_formula_that_looks_at_our_columns_is_found(formula: str, home: str, looks: bool) -> None:
    assert OURS.seen_by(formula, home) is looks
