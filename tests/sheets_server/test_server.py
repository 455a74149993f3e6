"""The local server beside what gspread asks: refusals, ranges, colours, formulas that move."""

from typing import Any

import pytest
from gspread import Spreadsheet
from gspread.exceptions import APIError

from tests.sheets_server.a1 import corners, quoted, written
from tests.sheets_server.colors import as_kept
from tests.sheets_server.references import copied_formula, shifted_formula
from tests.sheets_server.server import SheetsServer
from tests.sheets_server.shifting import deleted, inserted


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"requests": [{"addShet": {}}]}, "Unknown name \"addShet\" at 'requests[0]': Cannot find field."),
        ({"requests": []}, "Must specify at least one request."),
        ({"requests": [{"deleteSheet": {"sheetId": 99}}]}, "No sheet with id: 99"),
        ({"requests": [{"repeatCell": {"range": {"sheetId": 99}, "fields": "*"}}]}, "No grid with id: 99"),
        ({"requests": [{"addSheet": {"properties": {"hidden": "yes"}}}]}, "Invalid value at"),
        ({"requests": [{"addSheet": {}}, {"addSheet": {}, "deleteSheet": {}}]}, "exactly one request must be set"),
    ],
    ids=["unknown field", "nothing asked", "no such tab", "no cells of it either", "wrong type", "two in one"],
)
def test_a_refused_batch_changes_nothing(
    book: Spreadsheet, sheets_server: SheetsServer, body: dict[str, Any], said: str
) -> None:
    before = book.fetch_sheet_metadata()
    with pytest.raises(APIError) as refused:
        book.batch_update(body)
    assert refused.value.code == 400
    assert said in str(refused.value)
    assert book.fetch_sheet_metadata() == before
    sheets_server.complaints.clear()


@pytest.mark.parametrize(
    ("path", "query", "body"),
    [
        pytest.param("/drive/v3/files", "?colour=red", None, id="an unknown parameter of Drive"),
        pytest.param("/drive/v3/files", "", {"nam": "x"}, id="an unknown field of a file"),
        pytest.param("/drive/v3/files", "?fields=files(nam)", None, id="an unknown name in a mask"),
        pytest.param("/drive/v3/files", "?pageSize=many", None, id="a word for a number"),
        pytest.param("/v4/spreadsheets", "", {"propertis": {}}, id="an unknown field of a spreadsheet"),
    ],
)
def test_what_no_schema_knows_is_refused_and_noted(
    book: Spreadsheet, sheets_server: SheetsServer, path: str, query: str, body: dict[str, Any] | None
) -> None:
    verb = "get" if body is None else "post"
    with pytest.raises(APIError) as refused:
        book.client.request(verb, sheets_server.url + path + query, json=body)
    assert refused.value.code == 400
    assert len(sheets_server.complaints) == 1
    sheets_server.complaints.clear()


@pytest.mark.parametrize("name", ["mergeCells", "unmergeCells"])
def test_half_a_merge_is_left_alone(book: Spreadsheet, name: str) -> None:
    book.sheet1.merge_cells("A1:B2")
    half = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    with pytest.raises(APIError, match="You must select all cells in a merged range to merge or unmerge them"):
        book.batch_update({"requests": [{name: {"range": half}}]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("B2", (1, 1, 2, 2)),
        ("A:C", (None, 0, None, 3)),
        ("3:5", (2, None, 5, None)),
        ("B2:D", (1, 1, None, 4)),
        ("D4:A1", (0, 0, 4, 4)),
        ("rows", None),
    ],
)
def test_ranges_in_a1(text: str, found: object) -> None:
    assert corners(text) == found


def test_tab_names_are_quoted_as_google_does() -> None:
    titles = ("Customers", "My tab", "D3", "it's")
    assert [quoted(title) for title in titles] == ["Customers", "'My tab'", "'D3'", "'it''s'"]
    assert written("汇总", 0, 0, 2, 3) == "汇总!A1:C2"


def test_a_colour_that_google_told_comes_back_the_same() -> None:
    told = [as_kept({"red": step / 255, "green": 1}) for step in range(256)]
    assert told == as_kept(told)
    assert told[0] == {"green": 1}
    assert len({color.get("red", 0) for color in told}) == 256


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        pytest.param("=A1+B3", "=A1+B5", id="below"),
        pytest.param("=$B$3", "=$B$5", id="held fast"),
        pytest.param("=SUM(A1:A3)", "=SUM(A1:A5)", id="a range grows"),
        pytest.param('=HYPERLINK("#range=A3", "A3")', '=HYPERLINK("#range=A3", "A3")', id="texts stay"),
        pytest.param("=Other!A3", "=Other!A3", id="another tab's"),
    ],
)
def test_formulas_when_two_rows_come_before_the_third(formula: str, after: str) -> None:
    assert shifted_formula(formula, "ROWS", inserted(2, 2)) == after
    assert shifted_formula(after, "ROWS", deleted(2, 4)) == formula
    assert shifted_formula(formula, "COLUMNS", inserted(5, 1)) == formula


@pytest.mark.parametrize(
    ("formula", "after"),
    [("=A1+B$2", "=B3+C$2"), ("=$A1:B2", "=$A3:C4"), ("=A1", "=B3")],
    ids=["a row held fast", "a column held fast", "both move"],
)
def test_a_formula_two_rows_down_and_one_column_on(formula: str, after: str) -> None:
    assert copied_formula(formula, 2, 1) == after
    assert copied_formula("=A1", -1, 0) == "=#REF!"
