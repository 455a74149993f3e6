"""Tabs as python-calamine reads them: quickly, one row at a time, at their true addresses.

What calamine does not tell (error cells, formulas nobody recalculated, number formats) is looked up in the sheet's XML
by ``sheets.second_look``, and only when asked for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from threading import Lock

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from relsheet.errors import UnreadableInput
from relsheet.sheets.old_zeros import OldFormat, OldLook
from relsheet.sheets.second_look import LONG_TAB, Package, SecondLook
from relsheet.sheets.turning import blank_as_none, turned
from relsheet.sheets.workbook import Fault, Value

#: calamine keeps a tab as a full rectangle of 32 bytes a cell: a stray cell in XFD1048576 would end the process.
MOST_CELLS = 40_000_000
#: A rectangle beyond this must be filled: a cell takes some 20 bytes of XML.
MOST_EMPTY_CELLS = 16_000_000
BYTES_OF_A_CELL = 8
Look = SecondLook | OldLook


def open_grids(
    source: Path | bytes,
    *,
    otherwise: Callable[[], bytes | None] = lambda: None,
    brief: bytes | None = None,
    most_cells: int = MOST_CELLS,
) -> tuple["CalamineGrid", ...]:
    """The tabs of a workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) in their order, none of them loaded yet.

    Chart sheets are no tabs. ``otherwise`` gives the workbook in another form for tabs that cannot be read in this one,
    ``brief`` is the workbook with its long tabs cut off; ``most_cells`` is the largest tab, blank cells included.
    Raises CalamineError as it comes: ``sheets.sources`` knows what the file really is.
    """
    book = _opened(source)
    package = Package.open(source) or OldFormat(source)

    @cache
    def other_book() -> CalamineWorkbook | None:
        other = otherwise()
        return None if other is None else _opened(other)

    whole = _Book(lambda: book)
    read_from = _Source(whole, whole if brief is None else _Book(partial(_opened, brief)), other_book, most_cells)
    return tuple(
        CalamineGrid(read_from, sheet, package.look(sheet.name))
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    )


def _opened(source: Path | bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_object(BytesIO(source) if isinstance(source, bytes) else source)


class _Book:
    """A workbook, opened when its first tab is asked for. One of two threads that ask at once has to wait."""

    def __init__(self, opened: Callable[[], CalamineWorkbook]) -> None:
        self._opened = cache(opened)
        self._asked = Lock()

    def sheet(self, tab: str) -> CalamineSheet:
        """A tab, loaded; CalamineError as it comes."""
        with self._asked:
            return self._opened().get_sheet_by_name(tab)


@dataclass(frozen=True, slots=True)
class _Source:
    """What tabs are read from."""

    whole: _Book
    brief: _Book  # the long tabs are cut off: their heads and all other tabs need not wait until they are loaded
    other: Callable[[], CalamineWorkbook | None]
    most_cells: int


class CalamineGrid:
    """One tab, loaded when first asked for its cells, and let go of by ``release``."""

    def __init__(self, source: _Source, sheet: SheetMetadata, look: Look | None) -> None:
        self._source, self._look = source, look
        self._book = source.whole if self.bytes > LONG_TAB else source.brief
        self._loading = Lock()
        self._tab = sheet.name
        self._hidden = sheet.visible is not SheetVisibleEnum.Visible
        self._sheet: CalamineSheet | None = None
        self._let_go = False
        self._head: list[list[Value]] = []
        self._merges: list[tuple[int, int, int, int]] | None = None
        self._last: tuple[int, int] | None = None
        self._refused: UnreadableInput | None = None

    @property
    def tab(self) -> str:
        return self._tab

    @property
    def hidden(self) -> bool:
        return self._hidden

    @property
    def last_row(self) -> int:
        return self._corner()[0]

    @property
    def last_column(self) -> int:
        return self._corner()[1]

    @property
    def merges(self) -> Sequence[tuple[int, int, int, int]]:
        if self._merges is None:
            ranges = self._loaded().merged_cell_ranges or []
            self._merges = [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]
        return self._merges

    def head(self, rows: int) -> Sequence[Sequence[Value]]:
        """The first rows in full width from A1; kept, since roles, headers and records all ask for them."""
        if len(self._head) < rows and self._sheet is None and self._book is not self._source.brief:
            self._head = self._beginning()
        if len(self._head) < rows and len(self._head) < self.last_row:
            self._head = _top(self._loaded(), rows)
        return self._head[:rows]

    def rows(self, first_row: int, columns: Sequence[int]) -> Iterator[tuple[int, Sequence[Value]]]:
        """(row number, values of those columns); columns right of the last used one are empty."""
        sheet = self._loaded()
        if sheet.start is None:
            return
        first, width = sheet.start[1] + 1, sheet.width
        for number, row in enumerate(islice(sheet.iter_rows(), first_row - 1, None), first_row):
            yield number, [blank_as_none(row[c - first]) if 0 <= c - first < width else None for c in columns]

    def columns(self, first_row: int, columns: Sequence[int]) -> tuple[Sequence[int], list[list[Value]]]:
        """The same cells column by column; equal texts are one object, since a long log has few different ones."""
        sheet = self._loaded()
        first, end = (sheet.start or (0, 0))[1] + 1, self.last_column
        inside = {column: place for place, column in enumerate(sorted(c for c in columns if first <= c <= end))}
        rows = islice(sheet.iter_rows(), first_row - 1, None)
        found = turned(rows, [column - first for column in inside], sheet.width)
        numbers = range(first_row, max(self.last_row + 1, first_row))
        blank: list[Value] = [None] * len(numbers)
        return numbers, [found[inside[column]] if column in inside else blank for column in columns]

    def faults(self, columns: Sequence[int]) -> Mapping[tuple[int, int], tuple[Fault, str]]:
        return self._look.faults(columns) if self._look else {}

    def padded_numbers(self, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
        return self._look.padded_numbers(columns) if self._look else {}

    @property
    def bytes(self) -> int:
        """How much is to be read: the bytes of the tab's XML, 0 where there is none."""
        return self._look.size if isinstance(self._look, SecondLook) else 0

    @property
    def hidden_rows(self) -> frozenset[int]:
        return self._look.hidden_rows() if self._look else frozenset()

    def release(self) -> None:
        """Let go of the cells; the head, the merges and the size are kept."""
        if self._sheet is not None:
            self._merges, self._last = list(self.merges), self._corner()
        self._sheet, self._let_go = None, True

    def _corner(self) -> tuple[int, int]:
        """The last used row and column (calamine's total_height leaves out the blank rows on top)."""
        if self._last is None:
            end = self._loaded().end
            self._last = (end[0] + 1, end[1] + 1) if end else (0, 0)
        return self._last

    def load(self) -> None:
        """Load the cells before anybody asks for them; what is wrong with the tab is said to whoever asks."""
        if not self._let_go:
            with suppress(UnreadableInput):
                self._loaded()
        if self._let_go:  # by another thread, meanwhile
            self._sheet = None

    def _loaded(self) -> CalamineSheet:
        with self._loading:
            if self._refused is not None:
                raise self._refused
            if self._sheet is None:
                try:
                    self._refuse_if_too_wide()
                    self._sheet = self._sheet_of_book()
                except UnreadableInput as err:
                    self._refused = err
                    raise
            return self._sheet

    def _beginning(self) -> list[list[Value]]:
        """The first rows, as many as the brief workbook has of the tab."""
        try:
            return _top(self._source.brief.sheet(self._tab))
        except CalamineError:
            return []

    def _sheet_of_book(self) -> CalamineSheet:
        try:
            return self._book.sheet(self._tab)
        except CalamineError as err:
            return self._loaded_otherwise(err)

    def _refuse_if_too_wide(self) -> None:
        if not isinstance(self._look, SecondLook):
            return
        most = min(self._source.most_cells, max(MOST_EMPTY_CELLS, self._look.size // BYTES_OF_A_CELL))
        try:
            cells = self._look.spanned_cells(most)
        except UnreadableInput as err:
            raise UnreadableInput("broken_tab", self._tab, detail=str(err.__cause__)) from err
        if cells > most:
            raise UnreadableInput("too_wide_tab", self._tab, cells=f"{cells:,}")

    def _loaded_otherwise(self, err: CalamineError) -> CalamineSheet:
        try:
            book = self._source.other()
            if book is not None:
                return book.get_sheet_by_name(self._tab)
        except (CalamineError, UnreadableInput):
            pass
        raise UnreadableInput("broken_tab", self._tab, detail=str(err)) from err


def _top(sheet: CalamineSheet, rows: int | None = None) -> list[list[Value]]:
    """The first rows from A1 on, all where no number is given."""
    margin: list[Value] = [None] * (sheet.start or (0, 0))[1]
    return [margin + [blank_as_none(value) for value in row] for row in islice(sheet.iter_rows(), rows)]
