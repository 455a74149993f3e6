"""What every backend must do alike: the same story told to memory, to an .xlsx file and to a Google Sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

import openpyxl
import pytest

from relsheet.errors import NotWritten
from relsheet.sheets.contract import Backend
from relsheet.sheets.edits import (
    Canvas,
    CanvasCell,
    DropColumn,
    DropPage,
    Edit,
    OwnCell,
    PlaceColumn,
    PutPage,
    SpliceRows,
    Style,
)
from relsheet.sheets.google_credentials import Login
from relsheet.sheets.gsheets import GoogleBackend
from relsheet.sheets.memory import MemoryBackend
from relsheet.sheets.sources import backend_for
from relsheet.sheets.workbook import Value, Workbook
from tests.sheets.google_server import running_server
from tests.sheets_server.loading import enter, load_rows
from tests.sheets_server.server import SheetsServer

TABS: dict[str, list[list[Value]]] = {
    "客户": [
        ["Our customers", None, None],
        [],
        ["Name", "Revenue", "Since"],
        ["Müller GmbH", 1200.5, date(2024, 3, 5)],
        ["李雷商行", None, None],
        ["'=1+1", 0, None],
    ],
    "Notes": [["free text"]],
}
HEADER = Style(bold=True)
BAD = Style(fill="F4B183")


class Book(Protocol):
    """A workbook that a backend serves, and the user who edits it between two runs."""

    @property
    def backend(self) -> Backend: ...

    def type_in(self, tab: str, row: int, column: int, value: Value) -> None: ...


@dataclass
class InMemory:
    backend: MemoryBackend

    def type_in(self, tab: str, row: int, column: int, value: Value) -> None:
        self.backend.type_in(tab, row, column, value)


@dataclass
class InFile:
    """An .xlsx that the user edits with another program."""

    path: Path

    @property
    def backend(self) -> Backend:
        return backend_for(str(self.path), None, None)

    def type_in(self, tab: str, row: int, column: int, value: Value) -> None:
        book = openpyxl.load_workbook(self.path)
        book[tab].cell(row, column).value = value
        book.save(self.path)


def in_memory(_: Path, tabs: Mapping[str, Sequence[Sequence[Value]]]) -> Book:
    return InMemory(MemoryBackend(tabs))


def in_file(folder: Path, tabs: Mapping[str, Sequence[Sequence[Value]]]) -> Book:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tabs.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(folder / "crm.xlsx")
    return InFile(folder / "crm.xlsx")


@dataclass
class InGoogle:
    """A Google Sheet on the local server, served by gspread and google-auth as they are, over HTTP."""

    server: SheetsServer
    id: str
    login: Login

    @property
    def backend(self) -> Backend:
        return GoogleBackend(f"gsheet:{self.id}", login=self.login)

    def type_in(self, tab: str, row: int, column: int, value: Value) -> None:
        enter(self.server.store.books[self.id], tab, row, column, value)


def in_google(_: Path, tabs: Mapping[str, Sequence[Sequence[Value]]]) -> Book:
    server, login = running_server()
    return InGoogle(server, load_rows(server.store, tabs).id, login)


@pytest.fixture(params=[in_memory, in_file, in_google], ids=["memory", "xlsx", "google"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Book]:
    return lambda tabs=TABS: request.param(tmp_path, tabs)


def cells(workbook: Workbook, tab: str) -> dict[tuple[int, int], Value]:
    """The filled cells of a tab by (row, column)."""
    grid = workbook.grid(tab)
    width = list(range(1, grid.last_column + 1))
    return {
        (row, column): value
        for row, values in grid.rows(1, width)
        for column, value in zip(width, values, strict=True)
        if value is not None
    }


def users_cells() -> dict[tuple[int, int], Value]:
    rows = enumerate(TABS["客户"], 1)
    return {(row, at): value for row, values in rows for at, value in enumerate(values, 1) if value is not None}


def column(*values: Value, key: str = "customers.abc", header: str = "ABC ◆") -> PlaceColumn:
    placed = tuple(OwnCell(row, value, BAD) for row, value in enumerate(values, 4))
    return PlaceColumn(key, "客户", 3, header, HEADER, 12, placed)


def page(*rows: Sequence[Value], key: str = "summary", title: str = "Summary ◆") -> PutPage:
    placed = tuple(
        CanvasCell(row, at, value) for row, values in enumerate(rows, 1) for at, value in enumerate(values, 1)
    )
    return PutPage(key, title, Canvas(placed, {1: 20}, {}))


def run(book: Book, *edits: Edit) -> Workbook:
    """Write the edits and read again."""
    assert book.backend.write(book.backend.read(), edits).written
    return book.backend.read()


def test_values_stand_at_their_addresses(make: Callable[..., Book]) -> None:
    workbook = make().backend.read()
    assert [grid.tab for grid in workbook.grids] == ["客户", "Notes"]
    assert cells(workbook, "客户") == users_cells()
    grid = workbook.grid("客户")
    assert (grid.last_row, grid.last_column, grid.hidden) == (6, 3, False)
    head = [["Our customers", None, None], [None] * 3, ["Name", "Revenue", "Since"]]
    assert [list(row) for row in grid.head(3)] == head
    assert [(row, list(values)) for row, values in grid.rows(6, [2, 1, 9])] == [(6, [0, "'=1+1", None])]
    with pytest.raises(KeyError):
        workbook.grid("nowhere")


def test_a_column_stands_at_the_right_and_is_found_again(make: Callable[..., Book]) -> None:
    workbook = run(make(), column("A", "=B", date(2026, 11, 22)))
    (own,) = workbook.own_columns
    assert (own.key, own.tab, own.header_row, own.column) == ("customers.abc", "客户", 3, 4)
    ours = {(3, 4): "ABC ◆", (4, 4): "A", (5, 4): "=B", (6, 4): date(2026, 11, 22)}
    assert cells(workbook, "客户") == users_cells() | ours
    assert cells(workbook, "Notes") == {(1, 1): "free text"}


def test_columns_stand_in_the_order_of_their_edits(make: Callable[..., Book]) -> None:
    workbook = run(make(), column("A"), column("T1", key="customers.tier", header="Tier ◆"))
    assert [(own.key, own.column) for own in workbook.own_columns] == [("customers.abc", 4), ("customers.tier", 5)]


def test_a_second_run_changes_nothing(make: Callable[..., Book]) -> None:
    book, edits = make(), (column("A", None, 3), page(["Summary", 2026], [True, 0.5]))
    run(book, *edits)
    workbook = book.backend.read()
    assert book.backend.preview(workbook, edits) == ()
    assert not book.backend.write(workbook, edits).written
    assert book.backend.read().fingerprint == workbook.fingerprint


def test_only_the_cell_that_changed_is_written(make: Callable[..., Book]) -> None:
    book = make()
    workbook = run(book, column("A", "B", "C"))
    (change,) = book.backend.preview(workbook, [column("A", "A", "C")])
    assert (change.tab, change.row, change.column, change.before, change.after) == ("客户", 5, 4, "B", "A")
    assert book.backend.write(workbook, [column("A", "A", "C")]).cells_written == 1


def test_cells_that_are_no_longer_listed_are_emptied(make: Callable[..., Book]) -> None:
    book = make()
    run(book, column("A", "B", "C"))
    assert {at: value for at, value in cells(run(book, column("A")), "客户").items() if at[1] == 4} == {
        (3, 4): "ABC ◆",
        (4, 4): "A",
    }


def test_a_preview_writes_nothing(make: Callable[..., Book]) -> None:
    book = make()
    workbook = book.backend.read()
    assert len(book.backend.preview(workbook, [column("A")])) == 2
    assert book.backend.read().fingerprint == workbook.fingerprint


def test_a_header_that_the_user_renamed_stays(make: Callable[..., Book]) -> None:
    book = make()
    run(book, column("A"))
    book.type_in("客户", 3, 4, "My class")
    found = cells(run(book, column("B")), "客户")
    assert (found[3, 4], found[4, 4]) == ("My class", "B")
    assert (3, 5) not in found


def test_what_the_user_typed_into_our_cell_is_set_right(make: Callable[..., Book]) -> None:
    book = make()
    run(book, column("A"))
    book.type_in("客户", 4, 4, "typed over")
    assert cells(run(book, column("A")), "客户")[4, 4] == "A"


def test_a_source_that_changed_since_it_was_read_is_not_written(make: Callable[..., Book]) -> None:
    book = make()
    workbook = book.backend.read()
    book.type_in("客户", 5, 2, 99)
    with pytest.raises(NotWritten) as refused:
        book.backend.write(workbook, [column("A")])
    assert refused.value.code == "changed_since_read"
    assert cells(book.backend.read(), "客户") == users_cells() | {(5, 2): 99}


def test_a_page_is_made_and_replaced_wholly(make: Callable[..., Book]) -> None:
    book = make()
    workbook = run(book, page(["old", "gone"], ["gone too"]))
    assert [(tab.key, tab.tab) for tab in workbook.own_tabs] == [("summary", "Summary ◆")]
    workbook = run(book, page(["new"]))
    assert cells(workbook, "Summary ◆") == {(1, 1): "new"}
    assert [grid.tab for grid in workbook.grids] == ["客户", "Notes", "Summary ◆"]


def test_a_page_may_stand_first_or_be_hidden(make: Callable[..., Book]) -> None:
    front = replace(page(["x"]), at_front=True)
    hidden = replace(page(["y"], key="history", title="_relsheet"), hidden=True)
    workbook = run(make(), front, hidden)
    assert [(grid.tab, grid.hidden) for grid in workbook.grids] == [
        ("Summary ◆", False),
        ("客户", False),
        ("Notes", False),
        ("_relsheet", True),
    ]


def test_a_tab_of_the_users_of_that_name_is_not_touched(make: Callable[..., Book]) -> None:
    book = make(TABS | {"summary ◆": [["mine"]]})
    workbook = run(book, page(["ours"]))
    (own,) = workbook.own_tabs
    assert own.tab.casefold() != "summary ◆"
    assert cells(workbook, "summary ◆") == {(1, 1): "mine"}
    assert cells(workbook, own.tab) == {(1, 1): "ours"}


def test_rows_are_spliced_beside_what_the_user_wrote(make: Callable[..., Book]) -> None:
    book = make()
    todo = page(["Id", "Done", "Note"], ["a"], ["b"], ["c"], key="todo", title="To do ◆")
    run(book, todo)
    book.type_in("To do ◆", 4, 3, "call on Friday")
    splice = SpliceRows(
        "todo", changed=((2, 2, "yes", BAD),), appended=(((1, "d", Style()), (2, "no", Style())),), removed=(3,)
    )
    assert cells(run(book, splice), "To do ◆") == {
        (1, 1): "Id",
        (1, 2): "Done",
        (1, 3): "Note",
        (2, 1): "a",
        (2, 2): "yes",
        (3, 1): "c",
        (3, 3): "call on Friday",
        (4, 1): "d",
        (4, 2): "no",
    }


def test_a_cell_that_only_waits_for_a_word_of_the_users_is_no_change(make: Callable[..., Book]) -> None:
    book = make()
    run(book, page(["Id", "Note"], ["a", None], key="todo", title="To do ◆"))
    fresh = ((1, "b", Style()), (2, None, Style(wrap=True)))
    receipt = book.backend.write(book.backend.read(), [SpliceRows("todo", appended=(fresh,))])
    assert [(change.row, change.column, change.after) for change in receipt.changes] == [(3, 1, "b")]


def test_everything_of_ours_can_be_taken_out_again(make: Callable[..., Book]) -> None:
    book = make()
    run(book, column("A", "B"), page(["x"]))
    workbook = run(book, DropColumn("customers.abc"), DropPage("summary"))
    assert (workbook.own_columns, workbook.own_tabs) == ((), ())
    assert {grid.tab: cells(workbook, grid.tab) for grid in workbook.grids} == {
        "客户": users_cells(),
        "Notes": {(1, 1): "free text"},
    }


def test_taking_out_what_is_not_there_changes_nothing(make: Callable[..., Book]) -> None:
    book = make()
    workbook = book.backend.read()
    assert not book.backend.write(workbook, [DropColumn("customers.abc"), DropPage("summary")]).written
