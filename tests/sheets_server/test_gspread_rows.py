"""Rows and columns by gspread: append, insert, delete, size, hide, group, sort, copy and cut."""

from typing import Any

import pytest
from gspread import Spreadsheet, Worksheet
from gspread.exceptions import APIError, GSpreadException
from gspread.utils import Dimension, InsertDataOption, PasteOrientation, PasteType

ROWS = [["Apple", "2012", "4"], ["Banana", "2013", "3"], ["Canada", "2007", "1"], ["Dinosaur", "2013", "6"]]


def grid(sheet: Worksheet) -> dict[str, Any]:
    """The grid's properties as Google keeps them."""
    told = sheet.spreadsheet.fetch_sheet_metadata()["sheets"]
    found: dict[str, Any] = next(tab for tab in told if tab["properties"]["sheetId"] == sheet.id)["properties"]
    grid_properties: dict[str, Any] = found["gridProperties"]
    return grid_properties


@pytest.mark.parametrize(
    ("options", "second"),
    [
        pytest.param({}, ["", "", "x", "", "y"], id="below the last table, which the gap makes a new one"),
        pytest.param({"table_range": "A1"}, ["x", "", "y"], id="below the table at A1"),
    ],
)
def test_a_row_is_appended(sheet: Worksheet, options: dict[str, Any], second: list[str]) -> None:
    sheet.append_row(["x", "", "y"])
    sheet.append_row(["x", "", "y"], **options)
    assert sheet.row_values(2) == second


def test_rows_are_appended_over_the_end_or_put_between(book: Spreadsheet, sheet: Worksheet) -> None:
    sheet.resize(2, 2)
    told = sheet.append_rows([["a", 1], ["b", 2], ["c", "=1+2"]], value_input_option="USER_ENTERED")  # type: ignore[arg-type]
    assert told["updates"]["updatedRange"] == "Sheet1!A1:B3"
    assert grid(sheet) == {"rowCount": 3, "columnCount": 2}
    sheet.resize(10, 2)
    sheet.update([["far"]], "A7")
    sheet.append_rows([["d", 4]], insert_data_option=InsertDataOption.insert_rows, table_range="A1:B3")
    assert sheet.get("A1:A8") == [["a"], ["b"], ["c"], ["d"], [], [], [], ["far"]]
    assert grid(sheet)["rowCount"] == 11


def test_rows_and_columns_are_inserted(sheet: Worksheet) -> None:
    sheet.update([["a", "b"], ["c", "d"]], "A1")
    sheet.format("A1", {"textFormat": {"bold": True}})
    sheet.insert_row(["new", "row", "longer"], 2)
    sheet.insert_rows([["two"], ["more"]], 2, inherit_from_before=True)
    assert sheet.get() == [["a", "b"], ["two"], ["more"], ["new", "row", "longer"], ["c", "d"]]
    sheet.insert_cols([["p", "q"], ["r"]], 2)
    assert [sheet.col_values(number) for number in (1, 2, 3, 4)] == [
        ["a", "two", "more", "new", "c"], ["p", "q"], ["r"], ["b", "", "", "row", "d"]
    ]  # fmt: skip
    assert grid(sheet) == {"rowCount": 1003, "columnCount": 28}
    assert (sheet.row_count, sheet.col_count) == (1003, 28)
    with pytest.raises(GSpreadException):
        sheet.insert_row(["x"], 1, inherit_from_before=True)
    looks = sheet.spreadsheet._spreadsheets_get(
        {"ranges": "A1:A3", "fields": "sheets.data.rowData.values.userEnteredFormat"}
    )
    bold = {"values": [{"userEnteredFormat": {"textFormat": {"bold": True}}}]}
    assert looks["sheets"][0]["data"][0]["rowData"] == [bold, bold, bold]


def test_rows_and_columns_are_deleted(sheet: Worksheet) -> None:
    sheet.update([[f"{column}{row}" for column in "ABCD"] for row in range(1, 6)], "A1")
    sheet.delete_rows(2)
    sheet.delete_columns(2, 3)
    sheet.delete_dimension(Dimension.rows, 3, 4)
    assert sheet.get() == [["A1", "D1"], ["A3", "D3"]]
    assert (sheet.row_count, sheet.col_count) == (997, 24)
    assert grid(sheet) == {"rowCount": 997, "columnCount": 24}
    with pytest.raises(APIError):
        sheet.delete_rows(1, 2000)


def test_the_grid_grows_and_shrinks(sheet: Worksheet) -> None:
    sheet.add_rows(10)
    sheet.add_cols(4)
    assert grid(sheet) == {"rowCount": 1010, "columnCount": 30}
    sheet.update([["stays"], ["goes"]], "A1")
    sheet.resize(1, 1)
    assert (grid(sheet), sheet.get()) == ({"rowCount": 1, "columnCount": 1}, [["stays"]])
    sheet.resize(rows=3)
    assert (sheet.row_count, sheet.col_count) == (3, 1)
    assert sheet.get() == [["stays"]]


def test_frozen_rows_are_told_only_while_there_are_some(sheet: Worksheet) -> None:
    sheet.freeze(2)
    sheet.freeze(cols=1)
    assert grid(sheet) == {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 2, "frozenColumnCount": 1}
    assert (sheet.frozen_row_count, sheet.frozen_col_count) == (2, 1)
    sheet.freeze(0, 0)
    assert grid(sheet) == {"rowCount": 1000, "columnCount": 26}


@pytest.mark.parametrize(
    ("specs", "order"),
    [
        pytest.param([(3, "asc")], "CBAD", id="numbers as texts upwards"),
        pytest.param([(1, "des")], "DCBA", id="names downwards"),
        pytest.param([(2, "asc"), (3, "asc")], "CABD", id="two columns"),
    ],
)
def test_sorting(sheet: Worksheet, specs: Any, order: str) -> None:
    sheet.resize(4, 3)
    sheet.update(ROWS, "A1")
    sheet.sort(*specs, range="A1:C4")
    assert [row[0][0] for row in sheet.get()] == list(order)
    sheet.update(ROWS, "A1")
    sheet.freeze(1)
    sheet.sort((1, "des"))
    assert [row[0][0] for row in sheet.get()] == list("ADCB")


def test_numbers_come_before_texts_and_blanks_last(sheet: Worksheet) -> None:
    sheet.update([["b"], [2], [""], ["a"], [10]], "A1")
    sheet.sort((1, "asc"), range="A1:A5")
    assert sheet.get() == [["2"], ["10"], ["a"], ["b"]]
    sheet.sort((1, "des"), range="A1:A5")
    assert sheet.get() == [["b"], ["a"], ["10"], ["2"]]


def dimension(sheet: Worksheet, what: str) -> Any:
    return sheet.spreadsheet.fetch_sheet_metadata({"fields": f"sheets.data.{what}"})["sheets"][0]["data"][0][what]


def test_rows_and_columns_hide_and_come_back(sheet: Worksheet) -> None:
    sheet.resize(3, 3)
    sheet.hide_columns(0, 2)
    sheet.hide_rows(1, 2)
    shown = {"pixelSize": 100}
    assert dimension(sheet, "columnMetadata") == [shown | {"hiddenByUser": True}] * 2 + [shown]
    assert [row.get("hiddenByUser", False) for row in dimension(sheet, "rowMetadata")] == [False, True, False]
    sheet.unhide_columns(0, 2)
    sheet.unhide_rows(1, 2)
    assert dimension(sheet, "columnMetadata") == [shown] * 3


def test_columns_grow_with_their_text(sheet: Worksheet) -> None:
    sheet.update_acell("A1", "A" * 1024)
    sheet.columns_auto_resize(0, 1)
    sheet.rows_auto_resize(0, 1)
    wide, usual = dimension(sheet, "columnMetadata")[:2]
    assert wide["pixelSize"] > usual["pixelSize"] == 100


def test_rows_and_columns_are_grouped(sheet: Worksheet) -> None:
    sheet.add_dimension_group_rows(0, 2)
    sheet.add_dimension_group_columns(1, 3)
    rows, columns = sheet.list_dimension_group_rows(), sheet.list_dimension_group_columns()
    assert rows == [{"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}, "depth": 1}]
    assert columns == [{"range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 3}, "depth": 1}]
    assert grid(sheet)["rowGroupControlAfter"] is True
    told = sheet.delete_dimension_group_rows(0, 2)
    assert told["replies"] == [{"deleteDimensionGroup": {}}]
    sheet.delete_dimension_group_columns(1, 3)
    assert (sheet.list_dimension_group_rows(), sheet.list_dimension_group_columns()) == ([], [])


def test_groups_lie_in_groups(sheet: Worksheet) -> None:
    sheet.add_dimension_group_rows(0, 6)
    told = sheet.add_dimension_group_rows(2, 4)
    depths = [
        (one["range"]["startIndex"], one["depth"]) for one in told["replies"][0]["addDimensionGroup"]["dimensionGroups"]
    ]
    assert depths == [(0, 1), (2, 2)]


def test_ranges_are_copied_and_cut(sheet: Worksheet) -> None:
    sheet.update([["A1"], ["A2"]], "A1")
    sheet.format("A1", {"textFormat": {"bold": True}})
    sheet.copy_range("A1:A2", "B1:B2")
    sheet.copy_range("A1:A2", "D1", PasteType.values, PasteOrientation.transpose)
    assert sheet.get() == [["A1", "A1", "", "A1", "A2"], ["A2", "A2"]]
    sheet.cut_range("A1:A2", "C1")
    assert sheet.get("A1:C2") == [["", "A1", "A1"], ["", "A2", "A2"]]
