"""What each edit does to a workbook in memory: the plainest reading of the contract."""

from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from relsheet.sheets.edits import (
    PLAIN,
    Canvas,
    CellChange,
    DropColumn,
    DropPage,
    Edit,
    PlaceColumn,
    PutPage,
    SpliceRows,
    Style,
)
from relsheet.sheets.workbook import OwnColumn, Value

T = TypeVar("T")


@dataclass
class Tab:
    """A tab that can be written: cells by (row, column)."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    styles: dict[tuple[int, int], Style] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Value, style: Style = PLAIN) -> None:
        """Fill a cell, or empty it; its look is replaced too."""
        self.cells.pop((row, column), None)
        self.styles.pop((row, column), None)
        if value is not None:
            self.cells[row, column] = value
        if style != PLAIN:
            self.styles[row, column] = style

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def remove_row(self, gone: int) -> None:
        """Take the row out; what is below moves up."""
        self.cells = _moved_up(self.cells, gone)
        self.styles = _moved_up(self.styles, gone)

    def rows(self) -> list[list[Value]]:
        """All values from A1 on, each row in full width."""
        width = range(1, self.last_column + 1)
        return [[self.cells.get((row, column)) for column in width] for row in range(1, self.last_row + 1)]


def _moved_up(cells: dict[tuple[int, int], T], gone: int) -> dict[tuple[int, int], T]:
    return {(row - (row > gone), column): kept for (row, column), kept in cells.items() if row != gone}


@dataclass
class State:
    """All of the workbook: a write works on a copy of it, so that it is done wholly or not at all."""

    tabs: list[Tab]
    columns: dict[str, OwnColumn] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)  # key -> tab
    canvases: dict[str, Canvas] = field(default_factory=dict)

    def tab(self, name: str) -> Tab:
        """The tab of that name."""
        return next(tab for tab in self.tabs if tab.name == name)

    def apply(self, edit: Edit) -> None:
        """Do what one edit wishes, here and now."""
        match edit:
            case PlaceColumn():
                self._place_column(edit)
            case DropColumn():
                self._drop_column(edit.key)
            case PutPage():
                self._put_page(edit)
            case SpliceRows():
                self._splice_rows(edit)
            case DropPage():
                self._drop_page(edit.key)

    def _place_column(self, edit: PlaceColumn) -> None:
        own = self.columns.get(edit.key)
        if own is None:
            tab = self.tab(edit.tab)
            own = OwnColumn(edit.key, edit.tab, edit.header_row, tab.last_column + 1)
            self.columns[edit.key] = own
            tab.put(own.header_row, own.column, edit.header, edit.header_style)
        tab = self.tab(own.tab)
        wished = {cell.row: cell for cell in edit.cells}
        for row in range(own.header_row + 1, max([tab.last_row, *wished]) + 1):
            cell = wished.get(row)
            tab.put(row, own.column, cell.value if cell else None, cell.style if cell else PLAIN)

    def _drop_column(self, key: str) -> None:
        own = self.columns.pop(key, None)
        if own is not None:
            tab = self.tab(own.tab)
            for row in range(own.header_row, tab.last_row + 1):
                tab.put(row, own.column, None)

    def _put_page(self, edit: PutPage) -> None:
        if edit.key in self.pages:
            page = self.tab(self.pages[edit.key])
            page.cells, page.styles = {}, {}
        else:
            page = Tab(self._free_name(edit.title), edit.hidden)
            self.tabs.insert(0 if edit.at_front else len(self.tabs), page)
            self.pages[edit.key] = page.name
        self.canvases[edit.key] = edit.canvas
        for cell in edit.canvas.cells:
            page.put(cell.row, cell.column, cell.value, cell.style)

    def _free_name(self, title: str) -> str:
        taken = {tab.name.casefold() for tab in self.tabs}
        numbered = (f"{title} ({number})" if number > 1 else title for number in count(1))
        return next(name for name in numbered if name.casefold() not in taken)

    def _splice_rows(self, edit: SpliceRows) -> None:
        page = self.tab(self.pages[edit.key])
        for row, column, value, style in edit.changed:
            page.put(row, column, value, style)
        below = page.last_row + 1
        for row, cells in enumerate(edit.appended, below):
            for column, value, style in cells:
                page.put(row, column, value, style)
        for gone in sorted(edit.removed, reverse=True):
            page.remove_row(gone)

    def _drop_page(self, key: str) -> None:
        name = self.pages.pop(key, None)
        self.canvases.pop(key, None)
        self.tabs = [tab for tab in self.tabs if tab.name != name]


def differences(before: State, after: State) -> tuple[CellChange, ...]:
    """The cells whose value or look is not the same, tab by tab and row by row; blank ones are still blank."""
    old = {(tab.name, *at): cell for tab in before.tabs for at, cell in _looks(tab).items()}
    new = {(tab.name, *at): cell for tab in after.tabs for at, cell in _looks(tab).items()}
    nothing: tuple[Value, Style] = (None, PLAIN)
    return tuple(
        CellChange(*at, old.get(at, nothing)[0], new.get(at, nothing)[0])
        for at in sorted(old.keys() | new.keys())
        if _differ(old.get(at, nothing), new.get(at, nothing))
    )


def _looks(tab: Tab) -> dict[tuple[int, int], tuple[Value, Style]]:
    used = tab.cells.keys() | tab.styles.keys()
    return {at: (tab.cells.get(at), tab.styles.get(at, PLAIN)) for at in used}


def _differ(old: tuple[Value, Style], new: tuple[Value, Style]) -> bool:
    """True and 1 are equal to Python, and two different cells to a user."""
    if old[0] is None and new[0] is None:
        return False
    return old != new or type(old[0]) is not type(new[0])
