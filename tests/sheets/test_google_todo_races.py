"""People sort, insert and write in To do while finished rows leave it: none of their rows and notes is lost."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from relsheet.errors import NotWritten, RemoteFailure
from relsheet.sheets.edits import (
    Canvas,
    CanvasCell,
    CanvasRange,
    Edit,
    OwnCell,
    PlaceColumn,
    PutPage,
    SpliceRows,
    Style,
)
from relsheet.sheets.google_http import PATIENCE, Patience
from relsheet.sheets.gsheets import GoogleBackend
from relsheet.sheets.workbook import Workbook
from tests.sheets.google_server import running_server
from tests.sheets_server.batch import batch_update
from tests.sheets_server.book import Book
from tests.sheets_server.faults import Kind
from tests.sheets_server.loading import load_rows

TODO = "To do ◆"
HEADERS = ["id", "what", "done", "note"]
IDS = [f"a{number:02}" for number in random.Random(5).sample(range(100), 30)]
FINISHED, LATER = {IDS[2], IDS[3], IDS[11], IDS[29]}, ["z1", "z2"]
#: So many calls a run makes at most.
CALLS = range(6)


def backend(book: Book, patience: Patience = PATIENCE) -> GoogleBackend:
    return GoogleBackend(f"gsheet:{book.id}", patience=patience, login=running_server()[1])


def first(book: Book) -> None:
    """To do as the first run makes it; then somebody writes notes."""
    rows = [HEADERS, *([id, f"what {id}", None, None] for id in IDS)]
    cells = tuple(
        CanvasCell(row, at, value) for row, line in enumerate(rows, 1) for at, value in enumerate(line, 1) if value
    )
    canvas = Canvas(cells, {1: 8.0}, {}, filter_range=CanvasRange(1, 1, len(rows), 4))
    served = backend(book)
    served.write(served.read(), [names("v1"), PutPage("todo", TODO, canvas)])
    for row, id in enumerate(IDS, 2):
        book.put(TODO, row, 4, f"note {id}")


def names(version: str) -> PlaceColumn:
    cells = tuple(OwnCell(row, version) for row in (2, 3))
    return PlaceColumn("customers.abc", "客户", 1, "ABC ◆", Style(), 8, cells)


def wishes(workbook: Workbook) -> list[Edit]:
    """The finished rows out, two in, and a new word in all others."""
    grid = workbook.grid(TODO)
    at = [str(value) for value in next(row for row in grid.head(5) if "id" in row)]
    id_column, what = at.index("id") + 1, at.index("what") + 1
    ids = {row: str(values[0]) for row, values in grid.rows(1, [id_column]) if str(values[0]) in {*IDS, *LATER}}
    changed = tuple((row, what, f"now {id}", Style()) for row, id in ids.items() if id not in FINISHED)
    new = tuple(((id_column, id, Style()), (what, f"now {id}", Style())) for id in LATER if id not in set(ids.values()))
    removed = tuple(row for row, id in ids.items() if id in FINISHED)
    return [names("v2"), SpliceRows("todo", changed, new, removed)]


def run(book: Book) -> str:
    served = backend(book)
    try:
        workbook = served.read()
        return "done" if served.write(workbook, wishes(workbook)).written else "nothing"
    except NotWritten as err:
        return err.code


def on_todo(**body: Any) -> Callable[[Book], None]:
    """An edit made of one request on To do."""

    def edit(book: Book) -> None:
        id = next(tab.id for tab in book.tabs if tab.title == TODO)
        (name, request), text = next(iter(body.items())), "sheetId"
        span = next(part for part in (request.get("range"), request.get("source")) if part)
        batch_update(book, [{name: request | {("range" if "range" in request else "source"): span | {text: id}}}])

    return edit


def span(axis: str, start: int, end: int) -> dict[str, Any]:
    return {"dimension": axis, "startIndex": start, "endIndex": end}


def own_row(book: Book) -> None:
    """Somebody inserts a row of his own near the top."""
    on_todo(insertDimension={"range": span("ROWS", 3, 4)})(book)
    book.put(TODO, 4, 4, "my own row")


def row_of(book: Book, id: str) -> int:
    return 2 + [row["id"] for row in todo(book)].index(id)


def note(book: Book) -> None:
    column = list(todo(book)[0]).index("done") + 1
    book.put(TODO, row_of(book, IDS[6]), column, "yes")


def delete_row(book: Book) -> None:
    row = row_of(book, IDS[13])
    on_todo(deleteDimension={"range": span("ROWS", row - 1, row)})(book)


SPECS = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
EDITS: dict[str, Callable[[Book], None]] = {
    "sort": on_todo(sortRange={"range": {"startRowIndex": 1, "endRowIndex": 31}, "sortSpecs": SPECS}),
    "own_row": own_row,
    "note": note,
    "move_rows": on_todo(moveDimension={"source": span("ROWS", 4, 9), "destinationIndex": 20}),
    "insert_column": on_todo(insertDimension={"range": span("COLUMNS", 1, 2)}),
    "move_column": on_todo(moveDimension={"source": span("COLUMNS", 3, 4), "destinationIndex": 0}),
    "delete_row": delete_row,
}


def todo(book: Book) -> list[dict[str, Any]]:
    """The rows of To do by header."""
    tab = book.titled(TODO)
    assert tab is not None
    rows, columns = tab.used()
    lines = [[cell.value if (cell := tab.find(row, at)) else None for at in range(columns)] for row in range(rows)]
    return [{str(name): value for name, value in zip(lines[0], line, strict=True) if name} for line in lines[1:]]


def notes(book: Book, *, but: set[str]) -> list[tuple[Any, ...]]:
    """What people wrote, beside the id of its row."""
    rows = [row for row in todo(book) if row["id"] not in but]
    return sorted(((row["id"], row["done"], row["note"]) for row in rows), key=str)


@pytest.mark.parametrize("edit", EDITS, ids=str)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"before_call_{call}")
def test_no_row_or_note_is_lost(edit: str, call: int) -> None:
    server, _ = running_server()
    server.faults.reset()
    book, twin = (load_rows(server.store, {"客户": [["Name"], ["x"], ["y"]]}) for _ in range(2))
    first(book)
    first(twin)
    server.faults.reset()

    def now() -> None:
        EDITS[edit](book)
        EDITS[edit](twin)

    server.faults.at(call, Kind.EDIT, edit=now)
    outcome = run(book)
    server.faults.reset()
    mine = FINISHED | set(LATER)
    assert notes(book, but=mine) == notes(twin, but=mine), outcome
    wrong = [row for row in todo(book) if row["what"] and row["what"] not in (f"what {row['id']}", f"now {row['id']}")]
    assert wrong == []
    assert [tab.title for tab in book.tabs] == [tab.title for tab in twin.tabs], "no copies are left behind"
    for _ in range(2):
        run(book)
    assert notes(book, but=mine) == notes(twin, but=mine)
    there = [row["id"] for row in todo(book)]
    assert not FINISHED & set(there)
    assert sorted(id for id in there if id in LATER) == LATER
    assert (server.mismatches, server.complaints) == ([], [])


@pytest.mark.parametrize("kind", [Kind.HTML_503, Kind.LOST], ids=str)
def test_a_run_that_is_cut_off_leaves_rows_that_the_next_one_puts_right(kind: Kind) -> None:
    """Somebody sorted when the rows were deleted, and then the way to Google broke for good."""
    server, _ = running_server()
    server.faults.reset()
    book, twin = (load_rows(server.store, {"客户": [["Name"], ["x"], ["y"]]}) for _ in range(2))
    first(book)
    first(twin)
    served = backend(book, Patience(attempts=2, first_pause=0.0))
    workbook = served.read()
    server.faults.reset()

    def sort() -> None:
        EDITS["sort"](book)
        EDITS["sort"](twin)

    server.faults.at(0, Kind.EDIT, edit=sort)
    for call in range(1, 40):
        server.faults.at(call, kind)
    with pytest.raises(RemoteFailure):
        served.write(workbook, wishes(workbook))
    server.faults.reset()
    for _ in range(2):
        run(book)
    mine = FINISHED | set(LATER)
    assert notes(book, but=mine) == notes(twin, but=mine)
    assert not FINISHED & {row["id"] for row in todo(book)}
