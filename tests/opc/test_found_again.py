"""What a user does to a scored workbook in LibreOffice before he scores it again: ours is where he left it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from relsheet.cli import commands
from relsheet.sheets.workbook import Value, Workbook
from relsheet.sheets.xlsx import XlsxBackend
from tests.office import need_bridge, steered

WORKBOOK = Path(__file__).parent.parent / "workbooks" / "openpyxl-en.xlsx"
#: The customers tab as ``tab``; its header row and our columns in it are told, counted from nought.
TAB = "tab, row, first = book.Sheets.getByName('Customers'), int(wished[0]), int(wished[1])\n"
MOVED = """
tab.Columns.insertByIndex(0, 1)
place = CellAddress()
place.Sheet, place.Column, place.Row = tab.RangeAddress.Sheet, 0, 0
tab.moveRange(place, tab.Columns.getByIndex(first + 1).RangeAddress)
"""
SORTED = """
field = TableSortField()
field.Field, field.IsAscending = 0, False
fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
area = tab.getCellRangeByPosition(0, row, first + 5, row + 13)
area.sort((PropertyValue("SortFields", 0, fields, 0), PropertyValue("ContainsHeader", 0, True, 0)))
"""


def run(command: str, path: Path, *options: str) -> str:
    done = CliRunner().invoke(commands, [command, str(path), *options])
    assert done.exit_code == 0, done.output
    return done.output


def score(path: Path) -> Workbook:
    run("score", path, "--yes", "--as-of", "2026-11-20", "--lang", "en")
    return XlsxBackend(path).read()


def ours(workbook: Workbook, tab: str = "Customers") -> dict[str, int]:
    return {own.key: own.column for own in workbook.own_columns if own.tab == tab}


def cells(workbook: Workbook, tab: str = "Customers") -> list[list[Value]]:
    return [list(row) for row in workbook.grid(tab).head(60)]


@pytest.mark.parametrize(
    "done",
    [
        pytest.param("", id="saved"),
        pytest.param("tab.getCellByPosition(first, row).String = 'My word'", id="renamed our header"),
        pytest.param("tab.Columns.insertByIndex(0, 2)", id="inserted columns before"),
        pytest.param(MOVED, id="moved our column to the front"),
        pytest.param(SORTED, id="sorted the rows"),
        pytest.param("tab.Columns.removeByIndex(first, 1)", id="deleted one of ours"),
        pytest.param("book.Sheets.removeByName('Summary ◆')", id="deleted the Summary"),
        pytest.param("tab.Name = 'People & co'", id="renamed the customers tab"),
        pytest.param("book.Sheets.copyByName('Customers', 'Copy', 9)", id="copied the customers tab"),
        pytest.param("tab.getCellByPosition(first + 9, row).String = 'ABC ◆'", id="wrote our header himself"),
    ],
)
def test_a_workbook_that_a_user_worked_on(done: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_bridge()
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    path = tmp_path / "crm.xlsx"
    shutil.copy(WORKBOOK, path)
    scored = score(path)
    first = min(ours(scored).values())
    header = next(own.header_row for own in scored.own_columns if own.tab == "Customers")
    path.write_bytes(steered(path, TAB + done, str(header - 1), str(first - 1)).read_bytes())
    tab = "People & co" if "People" in done else "Customers"
    left = XlsxBackend(path).read()
    again = score(path)
    assert ours(again, tab).keys() == ours(scored).keys()
    kept = ours(left, tab)
    assert {key: column for key, column in ours(again, tab).items() if key in kept} == kept
    assert {own.key for own in again.own_tabs} == {own.key for own in scored.own_tabs}
    theirs = [
        [value for at, value in enumerate(row, 1) if at not in ours(again, tab).values()] for row in cells(again, tab)
    ]
    before = [[value for at, value in enumerate(row, 1) if at not in kept.values()] for row in cells(left, tab)]
    assert [[v for v in row if v is not None] for row in theirs] == [
        [v for v in row if v is not None] for row in before
    ]
    run("score", path, "--yes", "--as-of", "2026-11-20", "--lang", "en")
    assert [grid.tab for grid in XlsxBackend(path).read().grids] == [grid.tab for grid in again.grids]
    run("remove", path)
    clean = XlsxBackend(path).read()
    assert not ours(clean, tab)
    assert not clean.own_tabs
