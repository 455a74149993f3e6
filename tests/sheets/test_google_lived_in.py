"""What people do in a scored Google Sheet: the next run takes nothing of theirs for ours, nor ours for theirs."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from relsheet import api
from relsheet.errors import NotWritten
from relsheet.sheets.workbook import Value
from tests.sheets.google_server import running_server
from tests.sheets_server.batch import batch_update
from tests.sheets_server.book import Book
from tests.sheets_server.faults import Kind
from tests.sheets_server.loading import enter, load_rows

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
HEADERS = ["ID", "Customer", "Owner", "Last visit"]
OURS = ["Next step ◆", "By ◆", "Why ◆"]
#: The columns of ours, from 1, and the row below the last customer.
STEP, BY, WHY, BELOW = 5, 6, 7, 10


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """Eight customers, scored."""
    server, _ = running_server()
    server.faults.reset()
    monkeypatch.setenv("RELSHEET_SHEETS_API", server.url)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(server.key_file(tmp_path)))
    customers = [[f"C{number}", f"Firm {number}", "Ann", date(2026, number, 3)] for number in range(1, 9)]
    visits = [[date(2026, number, 3), f"C{number}", "talked"] for number in range(1, 9)]
    tabs: dict[str, list[list[Value]]] = {
        "Customers": [[*HEADERS], *customers],
        "Visits": [["Date", "Customer ID", "Notes"], *visits],
    }
    book = load_rows(server.store, tabs)
    score(book)
    yield book
    assert (server.mismatches, server.complaints) == ([], [])


def score(book: Book, days: int = 0) -> api.Outcome:
    return api.score(f"gsheet:{book.id}", NOW + timedelta(days=days))


def columns(book: Book, tab: str = "Customers") -> dict[str, list[Any]]:
    """Header -> the values below it."""
    found = book.titled(tab)
    assert found is not None
    rows, width = found.used()
    lines = [[cell.value if (cell := found.find(row, at)) else None for at in range(width)] for row in range(rows)]
    return {str(header): [line[at] for line in lines[1:]] for at, header in enumerate(lines[0])}


def assert_settled(book: Book, days: int = 0) -> None:
    """One more run finds nothing to write."""
    assert not score(book, days).receipt.written


def paste_phones(book: Book) -> None:
    enter(book, "Customers", 1, STEP, "Phone")
    for row in range(2, 10):
        enter(book, "Customers", row, STEP, f"555-01{row:02d}")


PHONES = [f"555-01{row:02d}" for row in range(2, 10)]


def test_a_column_of_the_users_that_was_pasted_over_ours_stays(sheet: Book) -> None:
    before = columns(sheet)
    assert [*before] == HEADERS + OURS
    paste_phones(sheet)
    score(sheet)
    after = columns(sheet)
    assert [*after] == [*HEADERS, "Phone", "By ◆", "Why ◆", "Next step ◆"]
    assert after["Phone"] == PHONES
    assert after["Next step ◆"] == before["Next step ◆"]
    assert_settled(sheet)
    api.remove(f"gsheet:{sheet.id}")
    assert [*columns(sheet)] == [*HEADERS, "Phone"]


def test_a_run_that_is_taken_back_leaves_what_was_pasted_over_a_column_of_ours(sheet: Book) -> None:
    paste_phones(sheet)
    before = columns(sheet)
    score(sheet)
    api.undo(f"gsheet:{sheet.id}")
    assert columns(sheet) == before
    score(sheet)
    assert columns(sheet)["Phone"] == PHONES


def test_what_was_pasted_over_ours_stays_where_everything_is_taken_out_at_once(sheet: Book) -> None:
    paste_phones(sheet)
    api.remove(f"gsheet:{sheet.id}")
    after = columns(sheet)
    assert ([*after], after["Phone"]) == ([*HEADERS, "Phone"], PHONES)
    assert score(sheet).receipt.written
    assert [*columns(sheet)] == [*HEADERS, "Phone", *OURS]


@pytest.mark.parametrize("days", [0, 80])
def test_columns_of_ours_that_were_only_renamed_are_filled_again_where_they_are(sheet: Book, days: int) -> None:
    for column, header in zip((STEP, BY, WHY), ("To do", "Until", "Reasons"), strict=True):
        enter(sheet, "Customers", 1, column, header)
    enter(sheet, "Customers", 5, STEP, "something typed")
    score(sheet, days)
    after = columns(sheet)
    assert [*after] == [*HEADERS, "To do", "Until", "Reasons"]
    assert "something typed" not in after["To do"]
    assert_settled(sheet, days)


def test_a_header_of_ours_that_was_deleted_comes_back(sheet: Book) -> None:
    before = columns(sheet)
    enter(sheet, "Customers", 1, STEP, None)
    score(sheet)
    assert columns(sheet) == before
    assert_settled(sheet)


def test_headers_of_ours_that_are_all_deleted_come_back(sheet: Book) -> None:
    before = columns(sheet)
    for column in (STEP, BY, WHY):
        enter(sheet, "Customers", 1, column, None)
    score(sheet)
    assert columns(sheet) == before
    assert_settled(sheet)


@pytest.mark.parametrize("call", range(5), ids=lambda call: f"before_call_{call}")
def test_columns_inserted_while_we_read_make_none_of_ours_the_users(sheet: Book, call: int) -> None:
    """Between our two reads: what then stands under our marks is not ours, and nobody has pasted anything."""
    server, _ = running_server()
    server.faults.reset()
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 4}
    insert = {"insertDimension": {"range": span}}
    server.faults.at(call, Kind.EDIT, edit=lambda: batch_update(sheet, [insert]))
    with suppress(NotWritten):
        score(sheet, 80)
    server.faults.reset()
    score(sheet, 80)
    headers = [header for header in told(sheet, "Customers")[0] if header is not None]
    assert headers == [*HEADERS, *OURS]


def add_totals(book: Book) -> None:
    """A label and a sum below the customers, in columns of ours."""
    enter(book, "Customers", BELOW + 1, STEP, "Calls to make:")
    tab = book.titled("Customers")
    assert tab is not None
    tab.cell(BELOW, BY - 1).enter_typed("=SUM(F2:F9)", book.look_up(tab))


def totals(book: Book) -> tuple[Any, Any]:
    tab = book.titled("Customers")
    assert tab is not None
    rows = [row for row in range(tab.used()[0]) if (cell := tab.find(row, STEP - 1)) and cell.value == "Calls to make:"]
    found = tab.find(rows[0], BY - 1) if len(rows) == 1 else None
    return len(rows), found and found.formula


@pytest.mark.parametrize("days", [0, 80])
def test_totals_below_our_columns_stay(sheet: Book, days: int) -> None:
    add_totals(sheet)
    score(sheet, days)
    assert totals(sheet) == (1, "=SUM(F2:F9)")
    assert_settled(sheet, days)


@pytest.mark.parametrize("call", range(2, 5), ids=lambda call: f"before_call_{call}")
def test_totals_stay_while_somebody_sorts_or_inserts(sheet: Book, call: int) -> None:
    add_totals(sheet)
    server, _ = running_server()
    server.faults.reset()

    def sort() -> None:
        tab = sheet.titled("Customers")
        assert tab is not None
        area = {"sheetId": tab.id, "startRowIndex": 1, "endRowIndex": 9}
        span = {"sheetId": tab.id, "dimension": "ROWS", "startIndex": 3, "endIndex": 5}
        order = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
        batch_update(sheet, [{"sortRange": {"range": area, "sortSpecs": order}}, {"insertDimension": {"range": span}}])

    server.faults.at(call, Kind.EDIT, edit=sort)
    score(sheet, 80)
    server.faults.reset()
    count, formula = totals(sheet)
    assert (count, str(formula).startswith("=SUM(")) == (1, True)


def test_what_stands_below_above_and_in_our_columns_stays_when_they_are_taken_out(sheet: Book) -> None:
    batch_update(sheet, [{"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "endIndex": 1}}}])
    enter(sheet, "Customers", 1, BY, "as of Friday")
    add_totals(sheet)
    enter(sheet, "Customers", 4, WHY, "ask his sister")
    receipt = api.remove(f"gsheet:{sheet.id}")
    tab = sheet.titled("Customers")
    assert tab is not None
    rows, width = tab.used()
    left = {
        (row + 1, at + 1): cell.value
        for row in range(rows)
        for at in range(4, width)
        if (cell := tab.find(row, at)) and cell.value is not None and not cell.formula
    }
    assert left == {(1, BY): "as of Friday", (BELOW + 1, STEP): "Calls to make:", (4, WHY): "ask his sister"}
    assert [code for code, _ in receipt.warnings] == ["warning.google_column_stays"] * 3
    assert [entry for entry in sheet.metadata if entry["metadataKey"] == "relsheet.column"] == []
    assert not api.remove(f"gsheet:{sheet.id}").written
    score(sheet)
    found = [cell.value for at in range(20) if (cell := tab.find(1, at)) and cell.value]
    assert found == [*HEADERS, *OURS], "the next run makes its columns beside them"


def test_what_somebody_wrote_into_our_cells_is_set_right_and_told(sheet: Book) -> None:
    enter(sheet, "Customers", 4, WHY, "ask his sister")
    outcome = score(sheet)
    assert "ask his sister" not in columns(sheet)["Why ◆"]
    ((code, values),) = outcome.receipt.warnings
    assert code == "warning.typed_over"
    assert dict(values) == {"count": 1, "cells": "Customers!G4 (ask his sister)"}
    assert score(sheet, 80).receipt.warnings == (), "what we wrote ourselves is no such thing"
    api.undo(f"gsheet:{sheet.id}")


def test_a_page_of_ours_that_was_renamed_and_filled_anew_is_the_users(sheet: Book) -> None:
    tab = sheet.titled("Summary ◆")
    assert tab is not None
    wiped = {"updateCells": {"range": {"sheetId": tab.id}, "fields": "userEnteredValue"}}
    renamed = {"updateSheetProperties": {"properties": {"sheetId": tab.id, "title": "Report"}, "fields": "title"}}
    batch_update(sheet, [wiped, renamed])
    enter(sheet, "Report", 1, 1, "Month")
    score(sheet, 30)
    assert "Summary ◆" in [found.title for found in sheet.tabs]
    assert tab.cell(0, 0).value == "Month"
    assert_settled(sheet, 30)
    api.remove(f"gsheet:{sheet.id}")
    assert [found.title for found in sheet.tabs if found.title not in ("Customers", "Visits")] == ["Report"]


def duplicate(book: Book, title: str, *, with_metadata: bool) -> None:
    """A copy of a tab, as people keep one of last month's. Whether Google copies metadata too is not documented."""
    tab = book.titled(title)
    assert tab is not None
    batch_update(book, [{"duplicateSheet": {"sourceSheetId": tab.id, "insertSheetIndex": 0, "newSheetId": 4711}}])
    if with_metadata:
        for entry in list(book.metadata):
            location = entry["location"]
            if location.get("sheetId") == tab.id:
                moved = location | {"sheetId": 4711}
            elif location.get("dimensionRange", {}).get("sheetId") == tab.id:
                moved = location | {"dimensionRange": location["dimensionRange"] | {"sheetId": 4711}}
            else:
                continue
            book.metadata.append(entry | {"metadataId": book.new_id(), "location": moved})


def told(book: Book, title: str) -> list[tuple[Any, ...]]:
    """All values of a tab."""
    tab = book.titled(title)
    assert tab is not None
    rows, width = tab.used()
    return [tuple(cell.value if (cell := tab.find(row, at)) else None for at in range(width)) for row in range(rows)]


@pytest.mark.parametrize("with_metadata", [False, True], ids=["bare", "with_metadata"])
@pytest.mark.parametrize("title", ["Summary ◆", "To do ◆"])
def test_a_copy_of_a_page_of_ours_is_the_users(sheet: Book, title: str, *, with_metadata: bool) -> None:
    duplicate(sheet, title, with_metadata=with_metadata)
    copied = told(sheet, f"Copy of {title}")
    score(sheet, 80)
    assert told(sheet, f"Copy of {title}") == copied
    assert told(sheet, title) != copied
    api.remove(f"gsheet:{sheet.id}")
    assert told(sheet, f"Copy of {title}") == copied


@pytest.mark.parametrize("with_metadata", [False, True], ids=["bare", "with_metadata"])
def test_the_columns_of_a_copied_tab_are_not_mistaken_for_ours(sheet: Book, *, with_metadata: bool) -> None:
    duplicate(sheet, "Customers", with_metadata=with_metadata)
    score(sheet, 80)
    for title in ("Customers", "Copy of Customers"):
        headers = [header for header in told(sheet, title)[0] if header is not None]
        assert len(set(headers)) == len(headers), headers
        assert headers[:4] == HEADERS
    assert_settled(sheet, 80)
    api.remove(f"gsheet:{sheet.id}")
    assert told(sheet, "Customers")[0] == tuple(HEADERS)
    assert told(sheet, "Copy of Customers")[0][:4] == tuple(HEADERS)


@pytest.mark.parametrize("header", [None, "To do"], ids=["as it was", "under another header"])
def test_a_column_of_ours_that_was_cut_and_pasted_elsewhere_is_found_again(sheet: Book, header: str | None) -> None:
    """Cut and paste takes the cells along and leaves the metadata."""
    before = columns(sheet)
    if header is not None:
        enter(sheet, "Customers", 1, STEP, header)
    source = {"sheetId": 0, "startColumnIndex": STEP - 1, "endColumnIndex": STEP}
    there = {"sheetId": 0, "rowIndex": 0, "columnIndex": 9}
    batch_update(sheet, [{"cutPaste": {"source": source, "destination": there, "pasteType": "PASTE_NORMAL"}}])
    score(sheet, 80)
    found = [header for header in told(sheet, "Customers")[0] if header is not None]
    assert sorted(found) == sorted([*HEADERS, header or "Next step ◆", *OURS[1:]])
    assert columns(sheet)[header or "Next step ◆"] != before["Next step ◆"]
    assert_settled(sheet, 80)


def test_what_stands_above_our_headers_stays_even_where_we_must_give_up(sheet: Book) -> None:
    batch_update(sheet, [{"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "endIndex": 1}}}])
    enter(sheet, "Customers", 1, BY, "as of Friday")
    score(sheet)
    server, _ = running_server()
    server.faults.reset()
    key = next(
        entry["location"]["dimensionRange"] for entry in sheet.metadata if entry["metadataKey"] == "relsheet.key"
    )
    server.faults.at(2, Kind.EDIT, edit=lambda: batch_update(sheet, [{"deleteDimension": {"range": key}}]))
    with pytest.raises(NotWritten):
        score(sheet, 80)
    server.faults.reset()
    assert "as of Friday" in told(sheet, "Customers")[0]


EVERYDAY: dict[str, Callable[[Book], None]] = {
    "a remark in a cell of ours": lambda book: enter(book, "Customers", 4, WHY, "ask his sister"),
    "a number in a cell of ours": lambda book: enter(book, "Customers", 4, BY, 12),
    "a row below": lambda book: enter(book, "Customers", BELOW, 2, "Firm 9"),
    "a word far below": lambda book: enter(book, "Customers", 40, STEP, "see above"),
}


@pytest.mark.parametrize("edit", EVERYDAY, ids=str)
def test_after_any_of_these_the_second_run_writes_nothing(sheet: Book, edit: str) -> None:
    EVERYDAY[edit](sheet)
    score(sheet)
    assert_settled(sheet)


def test_undo_still_asks_before_it_throws_away_what_was_written_into_a_column_that_the_run_made(sheet: Book) -> None:
    api.remove(f"gsheet:{sheet.id}")
    score(sheet)
    enter(sheet, "Customers", BELOW + 1, STEP, "mine")
    api.undo(f"gsheet:{sheet.id}")
    assert [cell for row in told(sheet, "Customers")[1:] for cell in row[4:] if cell is not None] == ["mine"]
    score(sheet)
    enter(sheet, "Customers", 4, WHY, "mine too")
    with pytest.raises(NotWritten):
        api.undo(f"gsheet:{sheet.id}")


def forget_history(book: Book) -> None:
    tab = book.titled("_relsheet")
    assert tab is not None
    batch_update(book, [{"deleteSheet": {"sheetId": tab.id}}])


def remark(book: Book) -> None:
    """A note in a cell of ours, and one below them."""
    enter(book, "Customers", 4, WHY, "ask his sister")
    enter(book, "Customers", BELOW + 2, STEP, "as agreed")


def notes(book: Book) -> dict[tuple[int, int], Any]:
    """What stands in the columns of ours, but for the header."""
    lines = told(book, "Customers")
    return {
        (row, at): value
        for row, line in enumerate(lines[1:], 2)
        for at, value in enumerate(line, 1)
        if at >= STEP and value is not None
    }


def test_without_the_hidden_tab_a_note_below_stays_and_one_in_our_cells_is_named(sheet: Book) -> None:
    forget_history(sheet)
    remark(sheet)
    outcome = score(sheet)
    ((code, values),) = outcome.receipt.warnings
    assert code == "warning.nothing_told"
    assert dict(values) == {"count": 1, "cells": "Customers!G4 (ask his sister)"}
    for days in (0, 1, 80):
        assert score(sheet, days).receipt.warnings == ()
        assert notes(sheet)[BELOW + 2, STEP] == "as agreed"


def test_without_the_hidden_tab_a_note_below_stays_when_our_columns_are_taken_out(sheet: Book) -> None:
    forget_history(sheet)
    remark(sheet)
    receipt = api.remove(f"gsheet:{sheet.id}")
    assert notes(sheet) == {(BELOW + 2, STEP): "as agreed"}
    assert [code for code, _ in receipt.warnings] == [
        "warning.google_column_stays",
        "warning.nothing_told_of_notes",
    ]


def forget_metadata(book: Book) -> None:
    """As in a sheet that was made of the downloaded workbook."""
    book.metadata.clear()


def test_without_our_metadata_everything_of_ours_is_taken_out_and_notes_stay(sheet: Book) -> None:
    forget_metadata(sheet)
    remark(sheet)
    receipt = api.remove(f"gsheet:{sheet.id}")
    assert notes(sheet) == {(4, STEP + 1): "ask his sister", (BELOW + 2, STEP): "as agreed"}, "By has left between them"
    assert [code for code, _ in receipt.warnings] == ["warning.google_column_stays"] * 2
    assert [tab.title for tab in sheet.tabs] == ["Customers", "Visits"]
    assert [entry["metadataKey"] for entry in sheet.metadata] == []
    assert not api.remove(f"gsheet:{sheet.id}").written


def test_without_our_metadata_a_column_inserted_meanwhile_is_not_taken_out(sheet: Book) -> None:
    forget_metadata(sheet)
    before = told(sheet, "Customers")
    server, _ = running_server()

    def insert() -> None:
        span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 4, "endIndex": 5}
        batch_update(sheet, [{"insertDimension": {"range": span}}])
        enter(sheet, "Customers", 1, STEP, "Mine")
        enter(sheet, "Customers", 2, STEP, "precious")

    server.faults.reset()
    server.faults.at(2, Kind.EDIT, edit=insert)
    with pytest.raises(NotWritten):
        api.remove(f"gsheet:{sheet.id}")
    server.faults.reset()
    assert [row[:4] + row[5:] for row in told(sheet, "Customers")] == before
    assert [entry["metadataKey"] for entry in sheet.metadata] == []
    api.remove(f"gsheet:{sheet.id}")
    assert told(sheet, "Customers")[:2] == [(*HEADERS, "Mine"), (*before[1][:4], "precious")]


def test_without_our_metadata_what_was_written_into_to_do_stays(sheet: Book) -> None:
    forget_metadata(sheet)
    todo = told(sheet, "To do ◆")
    enter(sheet, "To do ◆", 3, 10, "spoke with Sepp")
    enter(sheet, "To do ◆", 3, 11, "a column of mine")
    score(sheet, 1)
    row = next(row for row in told(sheet, "To do ◆") if row[0] == todo[2][0])
    assert row[9:11] == ("spoke with Sepp", "a column of mine")
    assert [tab.title for tab in sheet.tabs] == ["Customers", "Visits", "Summary ◆", "To do ◆", "_relsheet"]
    assert_settled(sheet, 1)
    api.remove(f"gsheet:{sheet.id}")
    assert [tab.title for tab in sheet.tabs] == ["Customers", "Visits"]
