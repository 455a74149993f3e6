"""What a tab looks like, by gspread: formats, colours, notes, merges, hiding."""

from typing import Any

import pytest
from gspread import Spreadsheet, Worksheet
from gspread.utils import MergeType


def told(sheet: Worksheet, fields: str, cells: str = "A1") -> Any:
    """The first cell's part of that name."""
    asked: dict[str, Any] = {"ranges": f"'{sheet.title}'!{cells}", "fields": f"sheets.data.rowData.values.{fields}"}
    return sheet.spreadsheet._spreadsheets_get(asked)["sheets"][0]["data"][0]["rowData"][0]["values"][0][fields]


def test_a_format_comes_back_with_colours_under_both_names(sheet: Worksheet) -> None:
    cyan, yellow = {"green": 1, "blue": 1}, {"red": 1, "green": 1, "blue": 0}
    sheet.format(
        "A2:B2",
        {"backgroundColor": cyan, "horizontalAlignment": "CENTER",
         "textFormat": {"foregroundColor": yellow, "fontSize": 12, "bold": True}},
    )  # fmt: skip
    assert told(sheet, "userEnteredFormat", "B2") == {
        "backgroundColor": cyan,
        "backgroundColorStyle": {"rgbColor": cyan},
        "horizontalAlignment": "CENTER",
        "textFormat": {
            "foregroundColor": {"red": 1, "green": 1},
            "foregroundColorStyle": {"rgbColor": {"red": 1, "green": 1}},
            "fontSize": 12,
            "bold": True,
        },
    }


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        pytest.param(1234.5, {"type": "NUMBER", "pattern": "#,##0.00"}, "1,234.50", id="a number"),
        pytest.param(0.256, {"type": "PERCENT", "pattern": "0.0%"}, "25.6%", id="percent"),
        pytest.param(7, {"type": "NUMBER", "pattern": "00000"}, "00007", id="zeros in front"),
        pytest.param(43831, {"type": "DATE"}, "2020-01-01", id="a day"),
        pytest.param(43831.75, {"type": "DATE_TIME", "pattern": "d mmm yyyy h:mm"}, "1 Jan 2020 18:00", id="a moment"),
        pytest.param(12, {"type": "CURRENCY", "pattern": '"€"#,##0'}, "€12", id="money"),
        pytest.param("text", {"type": "NUMBER", "pattern": "0.00"}, "text", id="a text stays"),
    ],
)
def test_number_formats_show(sheet: Worksheet, value: Any, number_format: dict[str, str], shown: str) -> None:
    sheet.update([[value]], "A1")
    sheet.format("A1", {"numberFormat": number_format})
    assert sheet.acell("A1").value == shown


def test_a_colour_is_taken_away_under_either_name(sheet: Worksheet) -> None:
    for cleared in ("backgroundColor", "backgroundColorStyle"):
        sheet.format("A1", {"backgroundColor": {"red": 1}, "wrapStrategy": "WRAP"})
        request = {"repeatCell": {"range": {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1}, "cell": {},
                                  "fields": f"userEnteredFormat.{cleared}"}}  # fmt: skip
        sheet.spreadsheet.batch_update({"requests": [request]})
        assert told(sheet, "userEnteredFormat") == {"wrapStrategy": "WRAP"}


def test_several_formats_at_once(sheet: Worksheet) -> None:
    sheet.update([[43831]], "A1")
    sheet.format(["A1", "B2"], {"numberFormat": {"type": "DATE"}})
    sheet.batch_format(
        [
            {"range": "A1:B1", "format": {"textFormat": {"bold": True}}},
            {"range": "C1", "format": {"wrapStrategy": "WRAP"}},
        ]
    )
    assert told(sheet, "userEnteredFormat") == {"numberFormat": {"type": "DATE"}, "textFormat": {"bold": True}}
    assert told(sheet, "userEnteredFormat", "C1") == {"wrapStrategy": "WRAP"}
    assert sheet.get() == [["2020-01-01"]]


def tab_color(book: Spreadsheet) -> Any:
    properties = book.fetch_sheet_metadata({"fields": "sheets.properties.tabColorStyle"})["sheets"][0]
    return properties.get("properties", {}).get("tabColorStyle", {}).get("rgbColor")


@pytest.mark.parametrize(
    ("given", "kept", "hexadecimal"),
    [
        pytest.param("#ff007f", {"red": 1, "blue": 0.49803922}, "#FF007F", id="nothing for a part that is 0"),
        pytest.param(
            "#4285f4", {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275}, "#4285F4", id="all parts"
        ),
    ],
)
def test_a_tabs_colour_is_kept_in_eight_bits(
    book: Spreadsheet, sheet: Worksheet, given: str, kept: dict[str, float], hexadecimal: str
) -> None:
    assert (tab_color(book), sheet.get_tab_color()) == (None, None)
    sheet.update_tab_color(given)
    assert (tab_color(book), sheet.get_tab_color()) == (kept, hexadecimal)
    assert book.sheet1.tab_color == hexadecimal
    sheet.clear_tab_color()
    assert (tab_color(book), sheet.get_tab_color()) == (None, None)


def test_notes_come_and_go(sheet: Worksheet) -> None:
    assert (sheet.get_note("A1"), sheet.get_notes()) == ("", [[]])
    sheet.insert_note("A1", "one")
    assert sheet.get_note("A1") == "one"
    sheet.update_note("A1", "other")
    sheet.update_notes({"B2": "two", "D2": "four"})
    assert sheet.get_notes() == [["other"], ["", "two", "", "four"]]
    assert sheet.get_notes(grid_range="B2:C3", default_empty_value="-") == [["two"]]
    sheet.insert_notes({"A1": "again"})
    sheet.clear_note("B2")
    assert sheet.get_notes() == [["again"], ["", "", "", "four"]]
    sheet.clear_notes(["A1", "D2"])
    assert sheet.get_notes() == [[]]
    with pytest.raises(TypeError):
        sheet.insert_note("A1", 42)  # gspread refuses it itself


def merges(book: Spreadsheet) -> list[tuple[int, ...]]:
    found = book.fetch_sheet_metadata()["sheets"][0].get("merges", [])
    assert all("sheetId" not in merge for merge in found)  # 0 is left out, as on Google
    keys = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
    return [tuple(merge[key] for key in keys) for merge in found]


@pytest.mark.parametrize(
    ("kind", "left", "found"),
    [
        pytest.param(MergeType.merge_all, [["1"]], [(0, 0, 2, 2)], id="all"),
        pytest.param(MergeType.merge_rows, [["1"], ["3"]], [(0, 0, 1, 2), (1, 0, 2, 2)], id="row by row"),
        pytest.param(MergeType.merge_columns, [["1", "2"]], [(0, 0, 2, 1), (0, 1, 2, 2)], id="column by column"),
    ],
)
def test_merging_keeps_the_first_value(
    book: Spreadsheet, sheet: Worksheet, kind: MergeType, left: list[list[str]], found: list[tuple[int, ...]]
) -> None:
    sheet.update([["1", "2"], ["3", "4"]], "A1")
    sheet.merge_cells("A1:B2", merge_type=kind)
    assert (sheet.get(), merges(book)) == (left, found)
    sheet.merge_cells(1, 1, 2, 2)
    assert merges(book) == [(0, 0, 2, 2)]
    sheet.unmerge_cells("A1:B2")
    assert merges(book) == []


def test_merges_in_one_batch(book: Spreadsheet, sheet: Worksheet) -> None:
    sheet.batch_merge([{"range": "A1:B2"}, {"range": "C1:D2", "mergeType": MergeType.merge_rows}])
    assert merges(book) == [(0, 0, 2, 2), (0, 2, 1, 4), (1, 2, 2, 4)]


def test_a_tab_hides_and_shows_itself_and_its_lines(book: Spreadsheet) -> None:
    second = book.add_worksheet("second", 2, 2)
    assert (second.isSheetHidden, second.is_gridlines_hidden) == (False, False)
    second.hide()
    second.hide_gridlines()
    kept = book.fetch_sheet_metadata()["sheets"][1]["properties"]
    assert kept["hidden"] is second.isSheetHidden is True
    assert kept["gridProperties"] == {"rowCount": 2, "columnCount": 2, "hideGridlines": True}
    second.show()
    second.show_gridlines()
    kept = book.fetch_sheet_metadata()["sheets"][1]["properties"]
    assert "hidden" not in kept
    assert kept["gridProperties"] == {"rowCount": 2, "columnCount": 2}
