"""Reading a tab with gspread: cells, rows, columns, records, how values are shown, and finding them."""

import re
from typing import Any

import pytest
from gspread import Spreadsheet, Worksheet
from gspread.exceptions import GSpreadException
from gspread.utils import DateTimeOption, Dimension, GridRangeType, ValueInputOption, ValueRenderOption

FORMATTED, UNFORMATTED, FORMULA = ValueRenderOption.formatted, ValueRenderOption.unformatted, ValueRenderOption.formula
SERIAL, STRING = DateTimeOption.serial_number, DateTimeOption.formatted_string
RAGGED = [["A1", "B1", "", "D1"], ["", "b2", "", ""], ["", "", "", ""], ["A4", "B4", "", "D4"]]


def test_cells_are_read_one_by_one(sheet: Worksheet) -> None:
    empty = sheet.acell("A1")
    assert (empty.row, empty.col, empty.value) == (1, 1, None)
    sheet.update_acell("B3", "x")
    assert (sheet.cell(3, 2).value, sheet.acell("B3").address) == ("x", "B3")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("A1:A5",), (1, 1, 5, 1), id="letters or numbers"),
        pytest.param(("A1:C",), (1, 1, 1000, 3), id="open below"),
        pytest.param(("A1:D4",), ("D4:A1",), id="either corner first"),
    ],
)
def test_a_range_holds_every_cell(sheet: Worksheet, one: Any, other: Any) -> None:
    sheet.update(RAGGED, "A1")
    cells = [[(cell.row, cell.col, cell.value) for cell in sheet.range(*asked)] for asked in (one, other)]
    assert cells[0] == cells[1]
    assert (1, 1, "A1") in cells[0]


def test_the_whole_grid_as_cells(sheet: Worksheet) -> None:
    sheet.resize(4, 4)
    sheet.update(RAGGED, "A1:D4")
    assert [cell.value for cell in sheet.range()] == [value for row in RAGGED for value in row]
    assert [cell.address for cell in sheet.get_all_cells() if cell.value] == [
        "A1", "B1", "D1", "B2", "A4", "B4", "D4"
    ]  # fmt: skip


def test_short_rows_and_last_rows_are_cut(sheet: Worksheet) -> None:
    sheet.update(RAGGED, "A1")
    trimmed = [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4", "B4", "", "D4"]]
    assert sheet.get("A1:D9") == sheet.get() == trimmed
    assert sheet.get("E5:F6") == [[]]
    assert sheet.get("A1:D4", pad_values=True) == sheet.get_values("A1:D4") == sheet.get_all_values() == RAGGED
    assert sheet.get("A2:B3", maintain_size=True) == [["", "b2"], ["", ""]]
    assert sheet.row_values(2) == ["", "b2"]
    assert sheet.col_values(1) == ["A1", "", "", "A4"]
    assert sheet.col_values(3) == []


def test_reading_by_columns(sheet: Worksheet) -> None:
    sheet.update(RAGGED, "A1")
    assert sheet.get("A1:B4", major_dimension=Dimension.cols) == [["A1", "", "", "A4"], ["B1", "b2", "", "B4"]]
    found = sheet.batch_get(["A1:B1", "B4:D4", "F1"], major_dimension=Dimension.rows)
    assert found == [[["A1", "B1"]], [["B4", "", "D4"]], []]
    assert [one.range for one in found] == ["Sheet1!A1:B1", "Sheet1!B4:D4", "Sheet1!F1"]
    assert (found[0].first(), found[2].first(default="none")) == ("A1", "none")
    assert sheet.get("A1", return_type=GridRangeType.ListOfLists) == [["A1"]]


def test_tabs_that_are_called_like_a_cell_or_quoted(sheet: Worksheet) -> None:
    for title in ("D3", "I'm a new title", "A:B", "客户 2024"):
        sheet.update_title(title)
        sheet.update([[title]], "A1")
        assert sheet.get_all_values() == [[title]]
        assert sheet.title == title


@pytest.mark.parametrize(
    ("option", "moments", "first", "second"),
    [
        pytest.param(UNFORMATTED, SERIAL, [2, 43831, "string", 53], [1.5, 0.12, 36162], id="dates as numbers"),
        pytest.param(UNFORMATTED, STRING, [2, "2020-01-01", "string", 53], [1.5, 0.12, "1999-01-02"], id="as texts"),
        pytest.param(FORMATTED, SERIAL, ["2", "2020-01-01", "string", "53"], ["1.5", "0.12", "1999-01-02"], id="shown"),
        pytest.param(FORMULA, SERIAL, ["=4/2", 43831, "string", 53], ["=3/2", 0.12, 36162], id="formulas"),
    ],
)
def test_values_are_rendered(sheet: Worksheet, option: Any, moments: Any, first: list[Any], second: list[Any]) -> None:
    typed = [["=4/2", "2020-01-01", "string", 53], ["=3/2", 0.12, "1999-01-02", ""]]
    sheet.update(typed, "A1", value_input_option=ValueInputOption.user_entered)
    assert sheet.get(value_render_option=option, date_time_render_option=moments) == [first, second]
    padded = sheet.get_values(value_render_option=option, date_time_render_option=moments)
    assert padded == [first, [*second, ""]]


@pytest.mark.parametrize(
    ("head", "options", "record"),
    [
        pytest.param(1, {}, {"A1": "", "B1": "", "": "", "D1": ""}, id="empty cells stay empty texts"),
        pytest.param(1, {"empty2zero": True}, {"A1": 0, "B1": 0, "": 0, "D1": 0}, id="or become zeros"),
        pytest.param(3, {"default_blank": None}, {"A1": None, "B1": None, "": None, "D1": None}, id="a lower head"),
    ],
)
def test_records(sheet: Worksheet, head: int, options: dict[str, Any], record: dict[str, Any]) -> None:
    rows: list[list[Any]] = [["A1", "B1", "", "D1"], [1, "b2", 1.45, ""], ["", "", "", ""], ["A4", 0.4, "", 4]]
    sheet.resize(head + 3, 4)
    sheet.update(rows, f"A{head}")
    found = sheet.get_all_records(head=head, **options)
    assert found[1] == record
    assert (found[0]["A1"], found[0]["B1"], found[0][""], found[2]["D1"]) == (1, "b2", 1.45, 4)


def test_records_with_doubled_or_missing_heads(sheet: Worksheet) -> None:
    sheet.update([["A1", "faff", "C3", "faff"], [1, "b2", 1.45, ""]], "A1")
    for asked in (None, ["A1", "A1"], ["A1", "E5"]):
        with pytest.raises(GSpreadException):
            sheet.get_all_records(expected_headers=asked)
    assert sheet.get_all_records(expected_headers=["A1", "C3"]) == [{"A1": 1, "faff": "", "C3": 1.45}]
    sheet.update([["A", "", "C", "3_1_0"], ["=3/2", 0.12, "", "3_2_1"]], "A1", raw=False)
    assert sheet.get_all_records(
        default_blank="empty", allow_underscores_in_numeric_literals=True, value_render_option=UNFORMATTED
    ) == [{"A": 1.5, "": 0.12, "C": "empty", "3_1_0": 321}]


def test_merged_cells_are_read_once_or_in_each(sheet: Worksheet) -> None:
    sheet.resize(4, 4)
    rows = [["1", "", "", ""], ["", "", "title", ""], ["", "", "2", ""], ["num", "val", "", "0"]]
    sheet.update(rows, "A1:D4")
    for merged in ("A1:B2", "C2:D2", "C3:C4"):
        sheet.merge_cells(merged)
    combined = [["1", "1", "", ""], ["1", "1", "title", "title"], ["", "", "2", ""], ["num", "val", "2", "0"]]
    assert sheet.get_values() == rows
    assert sheet.get_values(combine_merged_cells=True) == combined
    assert sheet.get_values("A1:D4", combine_merged_cells=True) == combined
    assert sheet.get("A1:D4", pad_values=True, combine_merged_cells=True) == combined


def test_merges_that_reach_out_of_the_range(book: Spreadsheet, sheet: Worksheet) -> None:
    sheet.resize(4, 3)
    sheet.update([["1", "2", "4"], ["down", "up", ""], ["", "", "2"], ["num", "val", ""]], "A1:C4")
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("C1:C2")
    sheet.define_named_range("B1:C3", "Middle")
    for asked in ("B1:C3", "Middle"):
        assert sheet.get_values(asked, combine_merged_cells=True) == [["2", "4"], ["up", "4"], ["", "2"]]
    assert [cell.value for cell in book.named_range("Middle")] == ["2", "4", "up", "", "", "2"]


def test_finding(sheet: Worksheet) -> None:
    sheet.update([["camelcase", "CamelCase", "x_Y7"], ["CamelCase", "", "no"]], "B2")
    found = sheet.find("CamelCase")
    assert found is not None
    assert found.address == "C2"
    assert sheet.find("nothing") is None
    assert [cell.address for cell in sheet.findall("CamelCase")] == ["C2", "B3"]
    assert [cell.address for cell in sheet.findall("camelcase", case_sensitive=False)] == ["B2", "C2", "B3"]
    assert [cell.address for cell in sheet.findall("CamelCase", in_row=3)] == ["B3"]
    assert [cell.address for cell in sheet.findall("CamelCase", in_column=3)] == ["C2"]
    assert [cell.value for cell in sheet.findall(re.compile("[a-z]_[A-Z]7"))] == ["x_Y7"]


def test_a_table_is_grown_from_its_corner(sheet: Worksheet) -> None:
    sheet.update([["", "A2", "B2", "", "D2"], ["", "A3", "B3", "", "D3"], ["", "", "", "", "D4"]], "A1")
    assert sheet.expand("B1") == [["A2", "B2"], ["A3", "B3"]]
