"""Writing into a tab with gspread: cells and ranges, as typed or as they are; formulas and what they come to."""

from typing import Any

import pytest
from gspread import Cell, Spreadsheet, Worksheet
from gspread.exceptions import APIError
from gspread.utils import ValueInputOption, ValueRenderOption, rowcol_to_a1

from tests.sheets_server.server import SheetsServer

TYPED = ValueInputOption.user_entered
FORMULA, UNFORMATTED = ValueRenderOption.formula, ValueRenderOption.unformatted


@pytest.mark.parametrize(
    ("typed", "shown", "value"),
    [
        pytest.param(42, "42", 42, id="a number"),
        pytest.param("0042", "42", 42, id="zeros in front are lost"),
        pytest.param("'0042", "0042", "0042", id="unless an apostrophe is before them"),
        pytest.param(42.01, "42.01", 42.01, id="a number with decimals"),
        pytest.param("2,000,000.01", "2,000,000.01", 2000000.01, id="a number with commas"),
        pytest.param("$1,234.5", "$1,234.50", 1234.5, id="dollars"),
        pytest.param("12%", "12%", 0.12, id="percent"),
        pytest.param("1e3", "1.00E+03", 1000, id="a power of ten"),
        pytest.param("Артур", "Артур", "Артур", id="other letters"),
        pytest.param("one\ntwo", "one\ntwo", "one\ntwo", id="two lines"),
        pytest.param("true", "TRUE", True, id="yes or no"),
        pytest.param("2020-01-01", "2020-01-01", 43831, id="a day"),
        pytest.param("12/31/2020", "12/31/2020", 44196, id="a day as Americans write it"),
        pytest.param("2020-01-01 12:00", "2020-01-01 12:00:00", 43831.5, id="a moment"),
        pytest.param("10:30", "10:30", 0.4375, id="a time"),
        pytest.param("2020-02-30", "2020-02-30", "2020-02-30", id="no day at all"),
        pytest.param("= 1 / 1024", "0.0009765625", 1 / 1024, id="a formula"),
        pytest.param("=1/3", "0.3333333333", 1 / 3, id="ten digits are shown"),
        pytest.param("=1/0", "#DIV/0!", "#DIV/0!", id="an error"),
        pytest.param('=HYPERLINK("https://example.com", "there")', "there", "there", id="a link"),
    ],
)
def test_a_typed_value(sheet: Worksheet, typed: Any, shown: str, value: Any) -> None:
    sheet.update_cell(1, 2, typed)
    assert sheet.cell(1, 2).value == shown
    assert sheet.cell(1, 2, value_render_option=UNFORMATTED).value == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param("0042", "0042", id="zeros stay"),
        pytest.param("=1+1", "=1+1", id="a formula stays a text"),
        pytest.param("2020-01-01", "2020-01-01", id="so does a day"),
        pytest.param(1200.5, "1200.5", id="a number"),
        pytest.param(True, "TRUE", id="a yes"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_raw_value(sheet: Worksheet, value: Any, shown: str | None) -> None:
    sheet.update([["before"]], "B1")
    sheet.update([[value]], "B1")
    assert sheet.acell("B1").value == shown
    assert sheet.acell("B1", value_render_option=UNFORMATTED).value == (value if shown else None)


@pytest.mark.parametrize(
    ("typed", "number"), [("= 1 / 1024", 1 / 1024), ("2,000,000.01", 2000000.01), ("Non-numeric value", None)], ids=str
)
def test_a_number_is_told_whatever_it_is_shown_as(sheet: Worksheet, typed: str, number: float | None) -> None:
    sheet.update_acell("A1", typed)
    assert sheet.acell("A1").numeric_value == number


def test_formulas_follow_the_cells_they_read(sheet: Worksheet) -> None:
    sheet.update([["=A2+B2", "=A1*2", "=SUM(A2:B2)"], [1, 2, "=$A$2-10"]], "A1", raw=False)
    assert sheet.get() == [["3", "6", "3"], ["1", "2", "-9"]]
    sheet.update_acell("A2", 5)
    assert sheet.get() == [["7", "14", "7"], ["5", "2", "-5"]]
    sheet.update_acell("A2", "five")
    assert sheet.get("A1:C1") == [["#VALUE!", "#VALUE!", "2"]]
    sheet.batch_clear(["A2"])
    assert sheet.get("A1:C1") == [["2", "4", "2"]]


def test_formulas_keep_their_cells_when_rows_come_and_go(sheet: Worksheet) -> None:
    sheet.update([["=A3+1", "=SUM(A2:A3)"], [1], [2]], "A1", raw=False)
    sheet.insert_rows([[10]], 3)
    assert sheet.get("A1:B1", value_render_option=FORMULA) == [["=A4+1", "=SUM(A2:A4)"]]
    assert sheet.get("A1:B1") == [["3", "13"]]
    sheet.delete_rows(4)
    assert sheet.get("A1:B1", value_render_option=FORMULA) == [["=#REF!+1", "=SUM(A2:A3)"]]
    assert sheet.get("A1:B1") == [["#REF!", "11"]]
    sheet.insert_cols([[]], 1)
    assert sheet.acell("C1", value_render_option=FORMULA).value == "=SUM(B2:B3)"


def test_a_copied_formula_reads_the_cells_beside_it(sheet: Worksheet) -> None:
    sheet.update([[1, '=A1&"A1"', "=A1+$A$1"], [5]], "A1", raw=False)
    sheet.copy_range("C1", "C2")
    assert sheet.acell("C2", value_render_option=FORMULA).value == "=A2+$A$1"
    assert sheet.acell("C2").value == "6"


def test_many_cells_at_once(sheet: Worksheet) -> None:
    cells = sheet.range("A1:D6")
    for number, cell in enumerate(cells):
        cell.value = f"v{number}"
    sheet.update_cells(cells)
    assert [cell.value for cell in sheet.range("A1:D6")] == [f"v{number}" for number in range(24)]
    told = sheet.update_cells([Cell(1, 1, "first"), Cell(6, 4, "=1+1")], value_input_option=TYPED)
    assert told["updatedRange"] == "Sheet1!A1:D6"
    assert (told["updatedRows"], told["updatedColumns"], told["updatedCells"]) == (2, 2, 2)
    assert [sheet.acell(label).value for label in ("A1", "B1", "D6")] == ["first", "v1", "2"]


def test_ranges_in_one_batch(sheet: Worksheet) -> None:
    told = sheet.batch_update(
        [
            {"range": "A1:D1", "values": [["A1", "B1", "", "D1"]]},
            {"range": "A4:D4", "values": [["A4", "", "", "=2*3"]]},
        ],
        value_input_option=TYPED,
        include_values_in_response=True,
    )
    assert [answer["updatedData"]["values"] for answer in told["responses"]] == [
        [["A1", "B1", "", "D1"]],
        [["A4", "", "", "6"]],
    ]
    assert sheet.get("A1:D4") == [["A1", "B1", "", "D1"], [], [], ["A4", "", "", "6"]]


def test_what_does_not_fit_is_refused(sheet: Worksheet, sheets_server: SheetsServer) -> None:
    with pytest.raises(APIError) as refused:
        sheet.update([[1, 2], [3, 4]], "A1:B1")
    assert refused.value.error["message"] == (
        "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]"
    )
    with pytest.raises(APIError, match=r"but tried writing to column \[C\]"):
        sheet.update([[1, 2, 3]], "A1:B1")
    with pytest.raises(APIError, match=r"exceeds grid limits\. Max rows: 1000, max columns: 26"):
        sheet.update([[1, 2]], "Z1")
    with pytest.raises(APIError) as refused:
        sheet.update("X", "A1")  # a mistake that gspread sends as it is
    said = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    assert refused.value.error["message"] == said
    assert refused.value.error["details"][0]["fieldViolations"] == [{"field": "data.values", "description": said}]
    sheets_server.complaints.clear()
    assert sheet.get_all_values() == [[]]


def test_clearing_leaves_looks_and_notes(book: Spreadsheet, sheet: Worksheet) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    sheet.update_note("A1", "note")
    sheet.format("A1", {"textFormat": {"bold": True}})
    assert sheet.clear() == {"spreadsheetId": book.id, "clearedRange": "Sheet1!A1:Z1000"}
    assert sheet.get_all_values() == [[]]
    assert sheet.get_note("A1") == "note"
    assert sheet.batch_clear(["A1:B1", "C2"])["clearedRanges"] == ["Sheet1!A1:B1", "Sheet1!C2"]
    assert rowcol_to_a1(2, 3) == "C2"
