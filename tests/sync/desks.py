"""What people work at: a workbook or a Google Sheet of the local server, and what they have entered there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

import openpyxl
from python_calamine import CalamineWorkbook

from tests.sheets_server.book import Book
from tests.sheets_server.loading import enter
from tests.sync.office import COMPLAINTS, CUSTOMERS

#: By tab, row and column.
Cells = dict[tuple[str, int, int], object]


def tabs_of(name: str) -> Mapping[str, Sequence[Sequence[object]]]:
    """The tabs of a new source, whose complaints bear its name."""
    head, *rows = COMPLAINTS
    own = [[f"{name}-{number}", *values] for number, (_, *values) in enumerate(rows, 1)]
    return {"Customers": CUSTOMERS, "Complaints": [head, *own]}


def entered(name: str) -> Cells:
    """The cells of a new source."""
    return {
        (tab, row, column): value
        for tab, rows in tabs_of(name).items()
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
        if value is not None
    }


class Desk(Protocol):
    """``cells`` are what its people have entered, ``complaints`` the rows of that tab."""

    name: str
    cells: Cells
    complaints: int

    def put(self, changes: Mapping[tuple[str, int, int], object]) -> None:
        """Enter these cells, as a person does."""

    def found(self) -> Cells | None:
        """Every cell that is not ours; None where that cannot be or need not be asked."""


@dataclass
class BookDesk:
    """One workbook, until when somebody has it open or it is broken."""

    path: Path
    cells: Cells = field(default_factory=dict)
    complaints: int = len(COMPLAINTS)
    open_until: datetime | None = None
    broken_until: datetime | None = None
    seen: int = 0  # the time of the file that was looked at last

    def __post_init__(self) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Customers"
        book.create_sheet("Complaints")
        book.save(self.path)
        self.cells = entered(self.name)
        self.put(self.cells)

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def lock(self) -> Path:
        return self.path.with_name(f"~${self.path.name}")

    def put(self, changes: Mapping[tuple[str, int, int], object]) -> None:
        book = openpyxl.load_workbook(self.path)
        for (tab, row, column), value in changes.items():
            book[tab].cell(row, column).value = value
        book.save(self.path)

    def found(self) -> Cells | None:
        """A file that was not touched since is believed."""
        touched = self.path.stat().st_mtime_ns
        if self.broken_until is not None or touched == self.seen:
            return None
        self.seen = touched
        book = CalamineWorkbook.from_path(str(self.path))
        return {
            (tab, row, column): value
            for tab in book.sheet_names
            if not is_ours(tab)
            for lines in [book.get_sheet_by_name(tab).to_python(skip_empty_area=False)]
            for row, line in enumerate(lines, 1)
            for column, value in enumerate(line, 1)
            if value != "" and not is_ours(lines[0][column - 1])
        }

    def break_until(self, moment: datetime) -> None:
        """Somebody saves something else over it; the good one is kept elsewhere."""
        self.path.with_suffix(".good").write_bytes(self.path.read_bytes())
        self.path.write_bytes(b"%PDF-1.7 saved over by mistake\n" * 9)
        self.broken_until = moment

    def mend(self) -> None:
        if self.broken_until is not None:
            self.path.write_bytes(self.path.with_suffix(".good").read_bytes())
            self.broken_until = None

    def close(self) -> None:
        self.lock.unlink(missing_ok=True)
        self.open_until = None


@dataclass
class SheetDesk:
    """One Google Sheet, whose people need no lock to edit at the same time."""

    name: str
    book: Book
    cells: Cells = field(default_factory=dict)
    complaints: int = len(COMPLAINTS)

    def __post_init__(self) -> None:
        self.cells = entered(self.name)

    def put(self, changes: Mapping[tuple[str, int, int], object]) -> None:
        for (tab, row, column), value in changes.items():
            enter(self.book, tab, row, column, value)

    def found(self) -> Cells | None:
        cells: Cells = {}
        for tab in self.book.tabs:
            if is_ours(tab.title):
                continue
            ours = {column for column, cell in enumerate(tab.rows[0]) if cell is not None and is_ours(cell.value)}
            cells |= {
                (tab.title, row, column + 1): cell.value
                for row, line in enumerate(tab.rows, 1)
                for column, cell in enumerate(line)
                if cell is not None and cell.value is not None and column not in ours
            }
        return cells


def is_ours(title: object) -> bool:
    """Whether a tab or a column is one that relsheet has made."""
    return str(title).endswith("◆") or str(title).startswith("_relsheet")
