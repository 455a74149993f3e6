"""The demo workbooks as values in memory, so that a test can take tabs and columns out and read what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from relsheet.intake.reader import read_book
from relsheet.policy import Policy
from relsheet.records import Book, Role
from relsheet.rules.assessment import Assessment
from relsheet.rules.boards import BOARDS, SummarySettings
from relsheet.rules.columns import CUSTOMER_COLUMNS, WHY, ColumnsSettings
from relsheet.rules.score import assess
from relsheet.sheets.memory import MemoryGrid
from relsheet.sheets.workbook import Value, Workbook
from relsheet.sheets.xlsx import XlsxBackend
from relsheet.texts import texts_in

NAMES = ("crm-en", "crm-zh", "thin-zh")
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 9, tzinfo=ZONE)
USUAL = tuple(key for key, column in CUSTOMER_COLUMNS.items() if column.usual)
ALL_ON = Policy(
    {
        "columns": ColumnsSettings(customers=(*CUSTOMER_COLUMNS, WHY)),
        "summary": SummarySettings(blocks=tuple(BOARDS)),
    }
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A tab, or one column of it, that can be taken out. Prints as "visits.notes"."""

    role: Role
    tab: str
    field: str = ""
    column: int = 0

    def __str__(self) -> str:
        return f"{self.role}.{self.field}" if self.field else f"the tab of {self.role}"


@dataclass(frozen=True)
class Demo:
    """One demo workbook: the values of its tabs, and what was read of them."""

    tabs: Mapping[str, Sequence[Sequence[Value]]]
    book: Book

    def pieces(self) -> tuple[Piece, ...]:
        """Everything that can be missing: each tab but the customers', each column but their names."""
        found = [Piece(tab.role, tab.tab) for tab in self.book.tabs if tab.role is not Role.CUSTOMERS]
        for tab in self.book.tabs:
            columns = (Piece(tab.role, tab.tab, field, column) for field, column in tab.columns.items())
            found += (piece for piece in columns if (piece.role, piece.field) != (Role.CUSTOMERS, "name"))
        return tuple(found)

    def without(self, *pieces: Piece) -> Book:
        """What is read once these are gone; a column's cells are emptied with its header."""
        gone = {piece.tab for piece in pieces if not piece.field}
        empty = {(piece.tab, piece.column) for piece in pieces if piece.field}

        def left(tab: str, rows: Sequence[Sequence[Value]]) -> Sequence[Sequence[Value]]:
            columns = {column for name, column in empty if name == tab}
            if not columns:
                return rows
            return [[None if place in columns else value for place, value in enumerate(row, 1)] for row in rows]

        tabs = {name: left(name, rows) for name, rows in self.tabs.items() if name not in gone}
        return read(tabs, self.book)


def read(tabs: Mapping[str, Sequence[Sequence[Value]]], like: Book | None = None) -> Book:
    """The records of these tabs, in the language of that book."""
    grids = tuple(MemoryGrid(name, rows) for name, rows in tabs.items())
    return read_book(Workbook("demo", grids, ""), Policy({}), ZONE, like.language if like else None)


def demo(path: Path) -> Demo:
    """The workbook of that path."""
    grids = XlsxBackend(path).read().grids
    tabs = {grid.tab: grid.head(grid.last_row) for grid in grids}
    return Demo(tabs, read(tabs))


def assessed(book: Book, policy: Policy = ALL_ON) -> Assessment:
    """With every column and block on."""
    return assess(book, policy, NOW, texts_in(book.language))
