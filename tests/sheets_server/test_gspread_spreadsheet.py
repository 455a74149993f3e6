"""gspread's Spreadsheet on the local server: tabs, properties, and the values methods by range."""

from typing import Any

import gspread
import pytest
from gspread import Spreadsheet
from gspread.exceptions import APIError, WorksheetNotFound


def test_tabs_are_found_by_place_number_and_title(book: Spreadsheet) -> None:
    second = book.add_worksheet("finances", 10, 5)
    assert [tab.title for tab in book] == [tab.title for tab in book.worksheets()] == ["Sheet1", "finances"]
    for first in (book.sheet1, book.get_worksheet(0), book.get_worksheet_by_id(0), book.get_worksheet_by_id("0")):
        assert (first.id, first.title) == (0, "Sheet1")
    assert book.worksheet("finances").id == book.get_worksheet(1).id == second.id
    assert (second.row_count, second.col_count, second.index) == (10, 5, 1)
    assert second.url == f"{book.url}#gid={second.id}"


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(lambda book: book.worksheet("nothing"), id="by title"),
        pytest.param(lambda book: book.get_worksheet(5), id="by place"),
        pytest.param(lambda book: book.get_worksheet_by_id(5), id="by number"),
    ],
)
def test_a_tab_that_is_not_there_is_not_found(book: Spreadsheet, asked: Any) -> None:
    with pytest.raises(WorksheetNotFound):
        asked(book)


def test_hidden_tabs_can_be_left_out(book: Spreadsheet) -> None:
    book.add_worksheet("finances", 100, 100)
    hidden = book.add_worksheet("secret", 100, 100)
    hidden.hide()
    assert len(book.worksheets()) == 3
    assert [tab.title for tab in book.worksheets(exclude_hidden=True)] == ["Sheet1", "finances"]


def test_tabs_come_and_go_at_their_place(book: Spreadsheet) -> None:
    first = book.add_worksheet("first", 1, 1, index=0)
    copy = book.duplicate_sheet(0, insert_sheet_index=1, new_sheet_id=77, new_sheet_name="copy")
    assert [(tab.title, tab.id) for tab in book.worksheets()] == [("first", first.id), ("copy", 77), ("Sheet1", 0)]
    assert copy.index == 1
    book.reorder_worksheets(list(reversed(book.worksheets())))
    assert [tab.title for tab in book.worksheets()] == ["Sheet1", "copy", "first"]
    first.update_index(0)
    assert [tab.title for tab in book.worksheets()] == ["first", "Sheet1", "copy"]
    book.del_worksheet(first)
    book.del_worksheet_by_id(copy.id)
    assert [tab.title for tab in book.worksheets()] == ["Sheet1"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(
            lambda book: book.add_worksheet("SHEET1", 1, 1),
            'Invalid requests[0].addSheet: A sheet with the name "SHEET1" already exists. Please enter another name.',
            id="a name that is taken, in other letters",
        ),
        pytest.param(
            lambda book: book.del_worksheet(book.sheet1),
            "Invalid requests[0].deleteSheet: You can't remove all the sheets in a document.",
            id="the last tab removed",
        ),
        pytest.param(
            lambda book: book.sheet1.hide(),
            "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document.",
            id="the last tab hidden",
        ),
        pytest.param(
            lambda book: book.del_worksheet_by_id(5),
            "Invalid requests[0].deleteSheet: No sheet with id: 5",
            id="no such tab",
        ),
        pytest.param(
            lambda book: book.values_get("nothing!A1"), "Unable to parse range: nothing!A1", id="no such range"
        ),
        pytest.param(
            lambda book: book.values_get("A1001"),
            "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26",
            id="outside the grid",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_googles_words(book: Spreadsheet, asked: Any, said: str) -> None:
    before = book.fetch_sheet_metadata()
    with pytest.raises(APIError) as refused:
        asked(book)
    assert refused.value.error == {"code": 400, "message": said, "status": "INVALID_ARGUMENT"}
    assert book.fetch_sheet_metadata() == before


def test_properties_of_the_whole_change(book: Spreadsheet) -> None:
    book.update_title("🎊 Title #123")
    book.update_locale("fr_FR")
    book.update_timezone("Europe/Paris")
    kept = book.fetch_sheet_metadata()["properties"]
    assert (kept["title"], kept["locale"], kept["timeZone"]) == ("🎊 Title #123", "fr_FR", "Europe/Paris")
    assert (book.title, book.locale, book.timezone) == ("🎊 Title #123", "fr_FR", "Europe/Paris")


def test_values_by_range(book: Spreadsheet) -> None:
    book.add_worksheet("🌵 1", 10, 10)
    wrote = book.values_update(
        "🌵 1!A1", params={"valueInputOption": "RAW"}, body={"values": [["🍇", "🍉"], ["🍐", 2]]}
    )
    assert wrote == {"spreadsheetId": book.id, "updatedRange": "'🌵 1'!A1:B2", "updatedRows": 2,
                     "updatedColumns": 2, "updatedCells": 4}  # fmt: skip
    assert book.values_get("🌵 1") == {
        "range": "'🌵 1'!A1:J10", "majorDimension": "ROWS", "values": [["🍇", "🍉"], ["🍐", "2"]]
    }  # fmt: skip
    assert book.values_batch_get(["🌵 1!A:A", "🌵 1!D1"], params={"majorDimension": "COLUMNS"}) == {
        "spreadsheetId": book.id,
        "valueRanges": [
            {"range": "'🌵 1'!A1:A10", "majorDimension": "COLUMNS", "values": [["🍇", "🍐"]]},
            {"range": "'🌵 1'!D1", "majorDimension": "COLUMNS"},
        ],
    }
    assert book.values_clear("🌵 1!A1") == {"spreadsheetId": book.id, "clearedRange": "'🌵 1'!A1"}
    assert book.values_batch_clear(body={"ranges": ["🌵 1!B1:B2", "A:B"]}) == {
        "spreadsheetId": book.id, "clearedRanges": ["'🌵 1'!B1:B2", "Sheet1!A1:B1000"]
    }  # fmt: skip


def test_values_appended_and_written_in_one_batch(book: Spreadsheet) -> None:
    options: dict[str, Any] = {"valueInputOption": "RAW", "includeValuesInResponse": True}
    appended = book.values_append("A1", options, {"values": [["b", 2]]})
    assert appended == {
        "spreadsheetId": book.id,
        "updates": {
            "spreadsheetId": book.id, "updatedRange": "Sheet1!A1:B1", "updatedRows": 1, "updatedColumns": 2,
            "updatedCells": 2,
            "updatedData": {"range": "Sheet1!A1:B1", "majorDimension": "ROWS", "values": [["b", "2"]]},
        },
    }  # fmt: skip
    assert book.values_append("A1", options, {"values": [["c", 3]]})["tableRange"] == "Sheet1!A1:B1"
    written = book.values_batch_update(
        {
            "valueInputOption": "RAW",
            "data": [{"range": "D1", "values": [["q"]]}, {"range": "D2:E2", "values": [[1, 2]]}],
        }
    )
    assert {key: value for key, value in written.items() if key.startswith("total")} == {
        "totalUpdatedRows": 2, "totalUpdatedColumns": 3, "totalUpdatedCells": 3, "totalUpdatedSheets": 1
    }  # fmt: skip
    assert book.values_get("Sheet1")["values"] == [["b", "2", "", "q"], ["c", "3", "", "1", "2"]]


def test_a_tab_is_copied_into_another_spreadsheet(client: gspread.Client, book: Spreadsheet) -> None:
    other = client.create("other")
    book.sheet1.update([["x"]], "A1")
    told = book.sheet1.copy_to(other.id)
    assert (told["title"], told["index"], told["sheetType"]) == ("Copy of Sheet1", 1, "GRID")
    assert book.sheet1.copy_to(other.id)["title"] == "Copy of Sheet1 1"
    assert other.worksheet("Copy of Sheet1").get() == [["x"]]
    client.del_spreadsheet(other.id)


def test_a_batch_is_done_whole_or_not_at_all(book: Spreadsheet) -> None:
    with pytest.raises(APIError, match="No sheet with id: 9"):
        book.batch_update({"requests": [{"addSheet": {"properties": {"title": "x"}}}, {"deleteSheet": {"sheetId": 9}}]})
    assert [tab.title for tab in book.worksheets()] == ["Sheet1"]
    told = book.batch_update({"requests": [{"addSheet": {}}, {"findReplace": {"find": "q", "allSheets": True}}]})
    assert [list(reply) for reply in told["replies"]] == [["addSheet"], ["findReplace"]]
    assert told["replies"][1] == {"findReplace": {}}
