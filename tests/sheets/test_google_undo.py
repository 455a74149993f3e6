"""``undo`` on a Google Sheet: our cells as they were before the last run, whatever people did in their own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from relsheet import api
from relsheet.demo import make_demo
from relsheet.errors import NotWritten
from tests.sheets.google_server import running_server
from tests.sheets_server.book import Book
from tests.sheets_server.faults import Kind
from tests.sheets_server.loading import load_workbook
from tests.sheets_server.tab import Tab

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, on what it does not keep

MONDAY = datetime(2026, 11, 16, 1, tzinfo=UTC)
LATER = MONDAY + timedelta(days=9)


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    server, _ = running_server()
    server.faults.reset()
    monkeypatch.setenv("RELSHEET_SHEETS_API", server.url)
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(server.key_file(tmp_path)))
    yield load_workbook(server.store, next(path for path in make_demo(tmp_path) if path.name == "crm-en.xlsx"))
    assert (server.mismatches, server.complaints) == ([], [])


def values(book: Book) -> dict[str, Any]:
    """Every filled cell of every tab."""
    return {
        tab.title: {
            (row, at): cell.value
            for row, line in enumerate(tab.rows, 1)
            for at, cell in enumerate(line, 1)
            if cell is not None and cell.value is not None
        }
        for tab in book.tabs
    }


def looks(book: Book) -> dict[str, Any]:
    """What hangs on the tabs, and the formats of all cells that show something."""
    return {
        tab.title: (
            len(tab.hanging.get("charts", [])),
            tab.hanging.get("merges"),
            [cell.format for line in tab.rows for cell in line if cell is not None and cell.value is not None],
        )
        for tab in book.tabs
    }


def source(book: Book) -> str:
    return f"gsheet:{book.id}"


def test_the_first_run_undone_leaves_no_trace(sheet: Book) -> None:
    before, metadata = values(sheet), list(sheet.metadata)
    assert api.score(source(sheet), MONDAY).receipt.written
    api.undo(source(sheet))
    assert (values(sheet), sheet.metadata) == (before, metadata)
    with pytest.raises(NotWritten) as refused:
        api.undo(source(sheet))
    assert refused.value.code == "google_undo_nothing"


def test_a_later_run_undone_leaves_what_the_run_before_it_left(sheet: Book) -> None:
    api.score(source(sheet), MONDAY)
    before, looked = values(sheet), looks(sheet)
    assert api.score(source(sheet), LATER).receipt.written
    assert values(sheet) != before
    api.undo(source(sheet))
    assert values(sheet) == before
    assert looks(sheet)["Summary ◆"] == looked["Summary ◆"]
    assert api.score(source(sheet), LATER).receipt.written, "and the next run finds its way"


def ours(book: Book) -> tuple[Tab, list[int]]:
    """The customers tab, and our columns on it (from 0)."""
    spans = [
        entry["location"]["dimensionRange"]
        for entry in book.metadata
        if entry["metadataKey"] == "relsheet.column" and entry["metadataValue"].startswith("customers.")
    ]
    return book.tab(spans[0]["sheetId"]), sorted(span["startIndex"] for span in spans)


def by_customer(book: Book) -> dict[Any, list[Any]]:
    tab, columns = ours(book)
    found = ((tab.find(row, 0), [tab.find(row, at) for at in columns]) for row in range(tab.used()[0]))
    return {first.value: [cell and cell.value for cell in line] for first, line in found if first and first.value}


def test_people_may_have_sorted_and_written_into_their_own_columns(sheet: Book) -> None:
    api.score(source(sheet), MONDAY)
    before = by_customer(sheet)
    api.score(source(sheet), LATER)
    assert by_customer(sheet) != before
    tab, _ = ours(sheet)
    rows, columns = tab.used()
    area = {
        "sheetId": tab.id,
        "startRowIndex": 1,
        "endRowIndex": rows,
        "startColumnIndex": 0,
        "endColumnIndex": columns,
    }
    tab.sort(area, [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}])
    sheet.put(tab.title, 15, 3, "somebody else's word")
    api.undo(source(sheet))
    assert by_customer(sheet) == before
    assert tab.cell(14, 2).value == "somebody else's word"


@pytest.mark.parametrize("where", ["a column", "to do"])
def test_what_somebody_wrote_into_our_cells_is_not_thrown_away_unasked(sheet: Book, where: str) -> None:
    before = values(sheet)
    api.score(source(sheet), MONDAY)
    tab, columns = ours(sheet)
    if where == "a column":
        sheet.put(tab.title, 12, columns[0] + 1, "my word")
    else:
        sheet.put("To do ◆", 4, 12, "my word")
    with pytest.raises(NotWritten) as refused:
        api.undo(source(sheet))
    assert refused.value.code == "google_undo_edited"
    api.undo_by_force(source(sheet))
    assert values(sheet) == before


def test_a_run_that_wrote_nothing_leaves_the_one_before_it_to_be_undone(sheet: Book) -> None:
    before = values(sheet)
    api.score(source(sheet), MONDAY)
    server, _ = running_server()
    server.faults.reset()
    last = next(tab for tab in sheet.tabs if tab.title == "Summary ◆")
    drafted = api.draft(source(sheet), LATER)
    server.faults.at(server.faults.calls, Kind.EDIT, edit=lambda: sheet.remove_tab(last))
    with pytest.raises(NotWritten):
        api.write(drafted)
    server.faults.reset()
    api.undo(source(sheet))
    assert values(sheet) == before
