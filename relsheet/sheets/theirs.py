"""What people wrote into our columns, told by what the last run noted of its own values."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from relsheet.errors import Warn
from relsheet.ledger import PAGE, is_strange, traces
from relsheet.opc.address import letters
from relsheet.sheets.edits import CellChange, Edit, PutPage
from relsheet.sheets.own import HISTORY, MARK, Left, left_in, left_of
from relsheet.sheets.workbook import Grid, Value, Workbook

#: So many cells are named, each with so many characters of what stood in it.
MOST_NAMED, MOST_SHOWN = 5, 40


@dataclass(frozen=True)
class Handwriting:
    """What people wrote into our columns of one tab; ``columns`` are all of ours there."""

    grid: Grid
    columns: Set[int]
    left: Left

    def rows(self, key: str, cells: Iterable[tuple[int, Value]]) -> set[int]:
        """The rows in which somebody wrote something of his own into that column, of its (row, value).

        Where nothing tells what we left, since somebody deleted the hidden history, his is what stands beside nothing
        else of his.
        """
        filled = [(row, value) for row, value in cells if value not in (None, "")]
        left = left_of(key, self.left)
        if left is None:
            return {row for row, _ in filled} - self._rows_in_use if filled else set()
        return {row for row, value in filled if is_strange(value, left)}

    @cached_property
    def _rows_in_use(self) -> set[int]:
        beside = [column for column in range(1, self.grid.last_column + 1) if column not in self.columns]
        return {row for row, values in self.grid.rows(1, beside) if any(value not in (None, "") for value in values)}


def typed_over(workbook: Workbook, changes: Iterable[CellChange]) -> Warn | None:
    """What to say of cells of ours in which somebody had written, and which a run has set right."""
    keys = {(own.tab, own.column): own.key for own in workbook.own_columns}
    pages = {own.tab: PAGE + own.key for own in workbook.own_tabs}
    ours = [
        (key, change)
        for change in changes
        if (key := keys.get((change.tab, change.column)) or pages.get(change.tab)) is not None
        and change.before is not None
        and not str(change.before).endswith(MARK)  # a header of ours
        and (change.after is not None or change.tab not in pages)  # a row of To do that is done; the history keeps it
    ]
    if not ours:
        return None
    if left := left_in(workbook.own_tabs, workbook.grids):
        code = "warning.typed_over"
        over = [change for key, change in ours if is_strange(change.before, left_of(key, left))]
    else:
        code = "warning.nothing_told"
        over = [change for _, change in ours if is_strange(change.before, traces([change.after]))]
    return (code, _count_and_cells(over)) if over else None


def notes_gone(workbook: Workbook, edits: Iterable[Edit]) -> Warn | None:
    """What to say of cells that somebody filled on a page of ours, which a run has made anew."""
    tabs = {own.key: own.tab for own in workbook.own_tabs if own.key != HISTORY}
    pages = [edit.key for edit in edits if isinstance(edit, PutPage) and edit.key in tabs]
    left = left_in(workbook.own_tabs, workbook.grids) if pages else {}
    gone = [
        CellChange(grid.tab, row, column, value, None)
        for key in pages
        for grid in [workbook.grid(tabs[key])]
        for row, values in grid.rows(1, range(1, grid.last_column + 1))
        for column, value in enumerate(values, 1)
        if is_strange(value, left.get(PAGE + key))
    ]
    return ("warning.page_notes", _count_and_cells(gone)) if gone else None


def _count_and_cells(changes: Sequence[CellChange]) -> tuple[tuple[str, object], ...]:
    return ("count", len(changes)), ("cells", first_few([*map(_named, changes)]))


def taken_untold(workbook: Workbook) -> Warn | None:
    """What to say where our columns were taken out and nothing told what people had written into them."""
    told = left_in(workbook.own_tabs, workbook.grids)
    return ("warning.nothing_told_of_notes", ()) if workbook.own_columns and not told else None


def first_few(names: Sequence[str]) -> str:
    """The names as a list, cut where it would be too long to read."""
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])


def _named(change: CellChange) -> str:
    return f"{change.tab}!{letters(change.column)}{change.row} ({_short(change.before)})"


def _short(value: Value) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
