"""People edit while we write: no value beside a wrong customer, and no cell of theirs changed, whatever they do."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relsheet.errors import NotWritten
from relsheet.sheets.edits import Edit, OwnCell, PlaceColumn, PutPage, Style
from relsheet.sheets.google_places import COLUMN
from relsheet.sheets.gsheets import GoogleBackend
from relsheet.sheets.workbook import Value, Workbook
from tests.sheets.google_server import running_server
from tests.sheets_server.batch import batch_update
from tests.sheets_server.book import Book
from tests.sheets_server.faults import Kind
from tests.sheets_server.loading import load_rows

FULL = bool(os.environ.get("RELSHEET_FULL"))
ROWS = 500 if FULL else 60
HEADER = Style(bold=True)
BAD = Style(fill="F4B183")
HUMAN = ["编号", "客户名称", "销售额"]
#: A run makes at most so many calls.
CALLS = range(7) if FULL else range(2, 5)


def sheet_rows() -> list[list[Value]]:
    """A banner, the header, and customers in no order."""
    dice = random.Random(7)
    numbers = dice.sample(range(10_000), ROWS)
    return [["客户档案", None, None], list(HUMAN), *([f"C{n:05}", f"客户{n}", dice.randrange(9999)] for n in numbers)]


def request(**body: Any) -> Callable[[Book], None]:
    """An edit made of one request on the first tab."""

    def edit(book: Book) -> None:
        batch_update(book, [body])

    return edit


def span(axis: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": axis, "startIndex": start, "endIndex": end}


def sort(book: Book) -> None:
    """Sort all rows by name, as a click on the column does."""
    area = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": ROWS + 2}
    specs = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    batch_update(book, [{"sortRange": {"range": area, "sortSpecs": specs}}])


def type_keys(book: Book) -> None:
    """Give three customers other numbers."""
    for row in (3, 7, ROWS):
        book.put("客户", row, 1, f"NEW{row}")


def add_customers(book: Book) -> None:
    """Insert rows in the middle and fill them."""
    batch_update(book, [{"insertDimension": {"range": span("ROWS", 30, 33)}}])
    for row in range(31, 34):
        book.put("客户", row, 1, f"N{row}")


def double_key(book: Book) -> None:
    """Paste a customer's number over another's."""
    found = book.tabs[0].cell(10, 0).value
    book.put("客户", 40, 1, found)


def tear(book: Book) -> None:
    """Select the columns of the users' own and sort them: ours stay behind."""
    area = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": ROWS + 2, "startColumnIndex": 0, "endColumnIndex": 3}
    specs = [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}]
    batch_update(book, [{"sortRange": {"range": area, "sortSpecs": specs}}])


def our_columns(book: Book) -> list[dict[str, Any]]:
    """Where our columns stand; none in the twin."""
    return [entry["location"]["dimensionRange"] for entry in book.metadata if entry["metadataKey"] == COLUMN]


def rename_our_header(book: Book) -> None:
    for column in our_columns(book)[:1]:
        book.put("客户", 2, column["startIndex"] + 1, "mine ◆")


def delete_our_column(book: Book) -> None:
    batch_update(book, [{"deleteDimension": {"range": column}} for column in our_columns(book)[:1]])


def move_our_column(book: Book) -> None:
    moves = [{"source": column, "destinationIndex": 9} for column in our_columns(book)[:1]]
    batch_update(book, [{"moveDimension": move} for move in moves])


EDITS: dict[str, Callable[[Book], None]] = {
    "sort": sort,
    "sort_without_our_columns": tear,
    "rename_our_header": rename_our_header,
    "delete_our_column": delete_our_column,
    "move_our_column": move_our_column,
    "hide_rows": request(
        updateDimensionProperties={
            "range": span("ROWS", 5, 9),
            "properties": {"hiddenByUser": True},
            "fields": "hiddenByUser",
        }
    ),
    "filter": request(setBasicFilter={"filter": {"range": {"sheetId": 0, "startRowIndex": 1, "endColumnIndex": 3}}}),
    "duplicate_tab": request(duplicateSheet={"sourceSheetId": 0, "newSheetId": 4711, "newSheetName": "last month"}),
    "insert_rows": add_customers,
    "insert_row_on_top": request(insertDimension={"range": span("ROWS", 0, 1)}),
    "delete_rows": request(deleteDimension={"range": span("ROWS", 20, 25)}),
    "delete_banner": request(deleteDimension={"range": span("ROWS", 0, 1)}),
    "delete_last_rows": request(deleteDimension={"range": span("ROWS", ROWS - 8, ROWS + 2)}),
    "move_rows": request(moveDimension={"source": span("ROWS", 10, 20), "destinationIndex": ROWS - 20}),
    "move_key_column": request(moveDimension={"source": span("COLUMNS", 0, 1), "destinationIndex": 3}),
    "move_last_column": request(moveDimension={"source": span("COLUMNS", 2, 3), "destinationIndex": 0}),
    "insert_column": request(insertDimension={"range": span("COLUMNS", 1, 2)}),
    "insert_column_left": request(insertDimension={"range": span("COLUMNS", 0, 1)}),
    "delete_key_column": request(deleteDimension={"range": span("COLUMNS", 0, 1)}),
    "edit_keys": type_keys,
    "double_key": double_key,
}


def wishes(workbook: Workbook, version: str) -> list[Edit]:
    """Two columns whose values name their customer, and a page."""
    grid = workbook.grid("客户")
    head = [list(row) for row in grid.head(6)]
    at = next(row for row, values in enumerate(head, 1) if "编号" in values)
    column = head[at - 1].index("编号") + 1
    keys = {row: values[0] for row, values in grid.rows(at + 1, [column])}
    columns: list[Edit] = [
        PlaceColumn(
            f"customers.{name}", "客户", at, f"{name}◆", HEADER, 12,
            tuple(OwnCell(row, f"{version} {key}", BAD) for row, key in keys.items()),
        )
        for name in ("abc", "why")
    ]  # fmt: skip
    from tests.sheets.test_contract import page

    summary = page(["as of", version])
    assert isinstance(summary, PutPage)
    return [*columns, summary]


def run(book: Book, version: str) -> str:
    """What became of a whole run."""
    backend = GoogleBackend(f"gsheet:{book.id}", login=running_server()[1])
    try:
        workbook = backend.read()
        return "done" if backend.write(workbook, wishes(workbook, version)).written else "nothing"
    except NotWritten as err:
        return err.code
    except StopIteration:
        return "no key column"


def human(book: Book) -> list[list[Any]]:
    """The users' cells, row by row, in columns that are not ours."""
    tab = book.tabs[0] if book.tabs[0].title == "客户" else book.titled("客户")
    assert tab is not None
    ours = {at for row in range(4) for at in range(40) if (cell := tab.find(row, at)) and str(cell.value).endswith("◆")}
    marked = {
        entry["location"]["dimensionRange"]["startIndex"]
        for entry in book.metadata
        if entry["metadataKey"] == "relsheet.column" and entry["location"]["dimensionRange"]["sheetId"] == tab.id
    }
    rows, columns = tab.used()
    keep = [at for at in range(columns) if at not in ours | marked]
    found = [[(tab.find(row, at) or _Empty).value for at in keep] for row in range(rows)]
    for row in found:
        while row and row[-1] is None:
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


class _Empty:
    value = None


def misplaced(book: Book) -> list[str]:
    """Our values that stand beside another customer than theirs; a customer whose number was edited is told by name."""
    tab = book.titled("客户")
    assert tab is not None
    rows, columns = tab.used()
    wrong = []
    for row in range(rows):
        texts = [str(cell.value) for at in range(columns) if (cell := tab.find(row, at)) and cell.value is not None]
        ours = [text for text in texts if text.startswith(("v1 ", "v2 ", "v3 "))]
        keys = {text for text in texts if text.startswith(("C0", "N", "C"))}
        named = [text.removeprefix("客户") for text in texts if text.startswith("客户")]
        names = {f"C{int(number):05}" for number in named if number.isdigit()}
        wrong += [f"row {row + 1}: {text}" for text in ours if text.split()[1] not in keys | names]
    return wrong


def prepared(*, second_run: bool) -> tuple[Book, Book]:
    """A sheet, and its twin in which only people edit."""
    server, _ = running_server()
    server.faults.reset()
    book, twin = load_rows(server.store, {"客户": sheet_rows()}), load_rows(server.store, {"客户": sheet_rows()})
    if second_run:
        assert run(book, "v1") == "done"
    return book, twin


@pytest.mark.parametrize("second_run", [False, True], ids=["first_run", "later_run"])
@pytest.mark.parametrize("edit", EDITS, ids=str)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"before_call_{call}")
def test_an_edit_before_any_call(edit: str, call: int, *, second_run: bool) -> None:
    book, twin = prepared(second_run=second_run)
    server, _ = running_server()
    server.faults.reset()
    happened: list[int] = []

    def now() -> None:
        EDITS[edit](book)
        EDITS[edit](twin)
        happened.append(1)

    server.faults.at(call, Kind.EDIT, edit=now)
    outcome = run(book, "v2")
    server.faults.reset()
    assert misplaced(book) == [], outcome
    assert human(book) == human(twin), outcome
    assert (server.mismatches, server.complaints) == ([], [])
    again = run(book, "v2")
    assert again in ("done", "nothing", "no key column"), "the next run finds its way"
    assert misplaced(book) == []
    assert human(book) == human(twin)


@pytest.mark.parametrize("second_run", [False, True], ids=["first_run", "later_run"])
@pytest.mark.parametrize("edit", EDITS, ids=str)
@pytest.mark.parametrize("call", [2, 3, 4], ids=lambda call: f"before_call_{call}")
def test_the_same_where_google_refuses_to_write_by_filters(edit: str, call: int, *, second_run: bool) -> None:
    server, _ = running_server()
    server.refuses |= {"values.batchUpdateByDataFilter", "values.batchClearByDataFilter"}
    try:
        test_an_edit_before_any_call(edit, call, second_run=second_run)
    finally:
        server.refuses.clear()


@pytest.mark.parametrize("second_run", [False, True], ids=["first_run", "later_run"])
@pytest.mark.parametrize("call", range(7), ids=lambda call: f"before_call_{call}")
def test_another_computer_runs_wholly_before_any_call(
    call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, second_run: bool
) -> None:
    """The local lock holds only runs of the same computer apart."""
    book, twin = prepared(second_run=second_run)
    server, _ = running_server()
    server.faults.reset()
    ended: list[str] = []

    def other_run() -> None:
        with monkeypatch.context() as patch:
            patch.setenv("RELSHEET_STATE_DIR", str(tmp_path))
            ended.append(run(book, "v2"))

    server.faults.at(call, Kind.MEANWHILE, edit=other_run)
    outcome = run(book, "v2")
    server.faults.reset()
    assert outcome in ("done", "nothing", "google_other_run", "google_changed")
    assert ended in ([], ["done"], ["nothing"], ["google_other_run"])
    assert_sound(book, twin)
    assert run(book, "v3") == "done"
    assert_sound(book, twin)


def assert_sound(book: Book, twin: Book) -> None:
    """One column of each kind, every value beside its customer, no cell of a person changed."""
    assert misplaced(book) == []
    assert human(book) == human(twin)
    marked = [entry["metadataValue"].split("\n")[0] for entry in book.metadata if entry["metadataKey"] == COLUMN]
    assert sorted(marked) == ["customers.abc", "customers.why"]
    assert [tab.title for tab in book.tabs].count("Summary ◆") == 1
