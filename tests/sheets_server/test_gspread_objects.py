"""What hangs on a tab, by gspread: filters, names, protection, validation, whole copies; and that all was asked."""

import inspect
import re
from pathlib import Path
from typing import Any

import gspread
import pytest
from gspread import Spreadsheet, Worksheet
from gspread.exceptions import APIError
from gspread.utils import ValidationConditionType

from tests.sheets_server.tokens import EMAIL


def filter_range(book: Spreadsheet) -> Any:
    return book.fetch_sheet_metadata()["sheets"][0].get("basicFilter", {}).get("range")


def corners(top: int, left: int, bottom: int, right: int) -> dict[str, int]:
    return {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param((), corners(0, 0, 20, 20), id="the whole tab, its ends told"),
        pytest.param(("B1:C2",), corners(0, 1, 2, 3), id="letters"),
        pytest.param((1, 2, 2, 3), corners(0, 1, 2, 3), id="numbers"),
    ],
)
def test_a_basic_filter(book: Spreadsheet, sheet: Worksheet, asked: Any, found: dict[str, int]) -> None:
    sheet.resize(20, 20)
    sheet.set_basic_filter(*asked)
    assert filter_range(book) == found
    sheet.clear_basic_filter()
    assert filter_range(book) is None


def test_a_range_gets_a_name_and_loses_it(book: Spreadsheet, sheet: Worksheet) -> None:
    assert book.list_named_ranges() == []
    told = sheet.define_named_range("A1:B2", "Prices")["replies"][0]["addNamedRange"]["namedRange"]
    assert (told["name"], told["range"]) == ("Prices", corners(0, 0, 2, 2))
    assert book.list_named_ranges() == [told]
    assert book.fetch_sheet_metadata({"fields": "namedRanges"}) == {"namedRanges": [told]}
    sheet.update([[1, 2], [3, 4]], "Prices")
    assert sheet.get("Prices") == [["1", "2"], ["3", "4"]]
    assert [cell.value for cell in book.named_range("Prices")] == ["1", "2", "3", "4"]
    with pytest.raises(APIError, match="already exists"):
        sheet.define_named_range("C1", "prices")
    sheet.delete_named_range(told["namedRangeId"])
    assert book.fetch_sheet_metadata({"fields": "namedRanges"}) == {}
    with pytest.raises(APIError, match="No named range with ID"):
        sheet.delete_named_range("7")


def test_a_name_moves_with_its_rows(book: Spreadsheet, sheet: Worksheet) -> None:
    sheet.define_named_range("B2:C3", "Here")
    sheet.insert_rows([["x"]], 1)
    sheet.delete_columns(1)
    assert book.list_named_ranges()[0]["range"] == corners(2, 0, 4, 2)


def test_a_range_is_protected_and_free_again(book: Spreadsheet, sheet: Worksheet) -> None:
    second = book.add_worksheet("second", 5, 5)
    sheet.add_protected_range("A1:B1", ["otto@example.com"], description="heads")
    second.add_protected_range("A1", warning_only=True)
    (first,) = book.list_protected_ranges(sheet.id)
    assert first == {
        "protectedRangeId": first["protectedRangeId"],
        "range": corners(0, 0, 1, 2),
        "description": "heads",
        "requestingUserCanEdit": True,
        "editors": {"users": ["otto@example.com", EMAIL]},
    }
    (other,) = book.list_protected_ranges(second.id)
    assert other == {
        "protectedRangeId": other["protectedRangeId"],
        "range": {"sheetId": second.id} | corners(0, 0, 1, 1),
        "requestingUserCanEdit": True,
        "warningOnly": True,
    }
    sheet.delete_protected_range(first["protectedRangeId"])
    assert book.list_protected_ranges(sheet.id) == []
    with pytest.raises(APIError):
        sheet.delete_protected_range(first["protectedRangeId"])


def test_a_list_to_choose_from(book: Spreadsheet, sheet: Worksheet) -> None:
    sheet.add_validation("A1:A2", ValidationConditionType.one_of_list, ["a", "b"], "pick one", True, True)
    asked: dict[str, Any] = {"ranges": "Sheet1!A2", "fields": "sheets.data.rowData.values.dataValidation"}
    rule = book._spreadsheets_get(asked)["sheets"][0]["data"][0]["rowData"][0]["values"][0]["dataValidation"]
    assert rule == {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}, {"userEnteredValue": "b"}]},
        "inputMessage": "pick one",
        "strict": True,
        "showCustomUi": True,
    }


def test_only_what_a_rule_says_is_kept_of_it(book: Spreadsheet, sheet: Worksheet) -> None:
    sheet.add_validation("A1", ValidationConditionType.number_greater, ["10"])
    asked: dict[str, Any] = {"ranges": "Sheet1!A1", "fields": "sheets.data.rowData.values.dataValidation"}
    rule = book._spreadsheets_get(asked)["sheets"][0]["data"][0]["rowData"][0]["values"][0]["dataValidation"]
    assert rule == {"condition": {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "10"}]}}


def test_a_tab_is_duplicated_with_all_that_hangs_on_it(book: Spreadsheet, sheet: Worksheet) -> None:
    sheet.update([["x", "=A1"]], "A1", raw=False)
    sheet.merge_cells("C1:D1")
    sheet.freeze(1)
    sheet.update_note("A1", "note")
    copy = sheet.duplicate(insert_sheet_index=1, new_sheet_name="copy")
    assert (copy.title, copy.index, copy.frozen_row_count) == ("copy", 1, 1)
    assert (copy.get(), copy.get_note("A1")) == ([["x", "x"]], "note")
    merge = book.fetch_sheet_metadata()["sheets"][1]["merges"]
    assert merge == [{"sheetId": copy.id} | corners(0, 2, 1, 4)]
    assert sheet.duplicate().title == "Copy of Sheet1"


#: What asks nothing of the server.
WITHOUT_REQUEST = {"from_json", "expiry", "column_count"}


@pytest.mark.parametrize("kind", [gspread.Client, gspread.Spreadsheet, gspread.Worksheet])
def test_every_method_of_gspread_was_asked(kind: type) -> None:
    public = {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}
    texts = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_gspread_*.py"))
    assert public - WITHOUT_REQUEST - set(re.findall(r"\.(\w+)", texts)) == set()
