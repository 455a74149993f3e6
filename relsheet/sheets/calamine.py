"""Tabs as python-calamine reads them: quickly, one row at a time, at their true addresses.

What calamine does not tell (error cells, formulas nobody recalculated, number formats) is looked up in the sheet's XML
by ``sheets.second_look``, and only when asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from io import BytesIO
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

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
from relsheet.sheets.second_look import Package, SecondLook
from relsheet.sheets.workbook import Fault, Texts, Value

#: calamine keeps a tab as a full rectangle of 32 bytes a cell: a stray cell in XFD1048576 would end the process.
MOST_CELLS = 40_000_000
#: A rectangle beyond this must be filled: a cell takes some 20 bytes of XML.
MOST_EMPTY_CELLS = 16_000_000
BYTES_OF_A_CELL = 8
PORTION = 256  # rows at a time: few enough to stay within reach of the processor
#: After so many rows a column of texts that are still mostly new is one of ids or notes (10,000 customers have come
#: again by then): to look for equal ones in it would cost more than it saves.
PATIENCE, MOSTLY_NEW = 16_384, 0.75
OtherBook = Callable[[], CalamineWorkbook | None]
Look = SecondLook | OldLook


def open_grids(
    source: Path | bytes,
    *,
    otherwise: Callable[[], bytes | None] = lambda: None,
    most_cells: int = MOST_CELLS,
) -> tuple["CalamineGrid", ...]:
    """The tabs of a workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) in their order, none of them loaded yet.

    Chart sheets are no tabs. ``otherwise`` gives the workbook in another form for tabs that cannot be read in this one;
    ``most_cells`` is the largest tab, blank cells included.
    Raises CalamineError as it comes: ``sheets.sources`` knows what the file really is.
    """
    book = CalamineWorkbook.from_object(BytesIO(source) if isinstance(source, bytes) else source)
    package = Package.open(source) or OldFormat(source)

    @cache
    def other_book() -> CalamineWorkbook | None:
        other = otherwise()
        return None if other is None else CalamineWorkbook.from_object(BytesIO(other))

    return tuple(
        CalamineGrid(book, sheet, package.look(sheet.name), other_book, most_cells)
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    )


class CalamineGrid:
    """One tab, loaded when first asked for its cells, and let go of by ``release``."""

    def __init__(
        self, book: CalamineWorkbook, sheet: SheetMetadata, look: Look | None, other: OtherBook, most_cells: int
    ) -> None:
        self._book, self._other_book = book, other
        self._tab = sheet.name
        self._hidden = sheet.visible is not SheetVisibleEnum.Visible
        self._look, self._most_cells = look, most_cells
        self._sheet: CalamineSheet | None = None
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
        if len(self._head) < min(rows, self.last_row):
            sheet = self._loaded()
            margin: list[Value] = [None] * (sheet.start or (0, 0))[1]
            self._head = [margin + [_blank_as_none(value) for value in row] for row in islice(sheet.iter_rows(), rows)]
        return self._head[:rows]

    def rows(self, first_row: int, columns: Sequence[int]) -> Iterator[tuple[int, Sequence[Value]]]:
        """(row number, values of those columns); columns right of the last used one are empty."""
        sheet = self._loaded()
        if sheet.start is None:
            return
        first, width = sheet.start[1] + 1, sheet.width
        for number, row in enumerate(islice(sheet.iter_rows(), first_row - 1, None), first_row):
            yield number, [_blank_as_none(row[c - first]) if 0 <= c - first < width else None for c in columns]

    def columns(self, first_row: int, columns: Sequence[int]) -> tuple[Sequence[int], list[list[Value]]]:
        """The same cells column by column; equal texts are one object, since a long log has few different ones."""
        sheet = self._loaded()
        first, end = (sheet.start or (0, 0))[1] + 1, self.last_column
        inside = {column: place for place, column in enumerate(sorted(c for c in columns if first <= c <= end))}
        found = [_Column() for _ in inside]
        rows = islice(sheet.iter_rows(), first_row - 1, None)
        picked = _picked(rows, [column - first for column in inside], sheet.width)
        while portion := list(islice(picked, PORTION)):
            for column, values in zip(found, zip(*portion, strict=True), strict=True):
                column.add(values)
        numbers = range(first_row, max(self.last_row + 1, first_row))
        blank: list[Value] = [None] * len(numbers)
        return numbers, [found[inside[column]].filled() if column in inside else blank for column in columns]

    def faults(self, columns: Sequence[int]) -> Mapping[tuple[int, int], tuple[Fault, str]]:
        return self._look.faults(columns) if self._look else {}

    def padded_numbers(self, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
        return self._look.padded_numbers(columns) if self._look else {}

    @property
    def hidden_rows(self) -> frozenset[int]:
        return self._look.hidden_rows() if self._look else frozenset()

    def release(self) -> None:
        """Let go of the cells; the head, the merges and the size are kept."""
        if self._sheet is not None:
            self._merges, self._last = list(self.merges), self._corner()
        self._sheet = None

    def _corner(self) -> tuple[int, int]:
        """The last used row and column (calamine's total_height leaves out the blank rows on top)."""
        if self._last is None:
            end = self._loaded().end
            self._last = (end[0] + 1, end[1] + 1) if end else (0, 0)
        return self._last

    def load(self) -> None:
        """Load the cells before anybody asks for them; what is wrong with the tab is said to whoever asks."""
        with suppress(UnreadableInput):
            self._loaded()

    def _loaded(self) -> CalamineSheet:
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

    def _sheet_of_book(self) -> CalamineSheet:
        try:
            return self._book.get_sheet_by_name(self._tab)
        except CalamineError as err:
            return self._loaded_otherwise(err)

    def _refuse_if_too_wide(self) -> None:
        if not isinstance(self._look, SecondLook):
            return
        most = min(self._most_cells, max(MOST_EMPTY_CELLS, self._look.size // BYTES_OF_A_CELL))
        cells = self._look.spanned_cells(most)
        if cells > most:
            raise UnreadableInput("too_wide_tab", self._tab, cells=f"{cells:,}")

    def _loaded_otherwise(self, err: CalamineError) -> CalamineSheet:
        try:
            book = self._other_book()
            if book is not None:
                return book.get_sheet_by_name(self._tab)
        except (CalamineError, UnreadableInput):
            pass
        raise UnreadableInput("broken_tab", self._tab, detail=str(err)) from err


class _Kept(dict[str, str | None]):
    """Each text as the one object that it was first, None for a blank."""

    def __missing__(self, text: str) -> str | None:
        self[text] = kept = text or None
        return kept


class _Column:
    """A column in the making; equal texts are kept as one object as long as enough of them come again."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._kept: _Kept | None = _Kept()
        self._only_texts = True

    def add(self, values: Sequence[Any]) -> None:
        texts = (self._only_texts or self._kept is not None) and _are_texts(values)
        self._only_texts = self._only_texts and texts
        if self._kept is None or not texts:  # (True would be 1 as a key)
            self._values.extend(values)
            if type(values[0]) is not str:
                self._kept = None
            return
        before = len(self._kept)
        self._values.extend(map(self._kept.__getitem__, values))
        if len(self._values) > PATIENCE and len(self._kept) - before > MOSTLY_NEW * len(values):
            self._kept = None

    def filled(self) -> list[Value]:
        """The values, with None for empty cells."""
        if self._only_texts and self._kept is not None:
            return Texts(self._values, list(self._kept.values()))
        if self._only_texts:
            texts = [text or None for text in self._values]
            return Texts(texts, texts)
        return [_blank_as_none(value) for value in self._values] if "" in self._values else self._values


def _are_texts(values: Iterable[Any]) -> bool:
    """Whether all are texts: to join them is the quickest way to know."""
    try:
        "".join(values)
    except TypeError:
        return False
    return True


def _picked(rows: Iterator[list[Any]], places: Sequence[int], width: int) -> Iterator[Sequence[Any]]:
    """Those places of each row, in their order."""
    if len(places) == width:
        return rows
    if len(places) == 1:
        return ([row[places[0]]] for row in rows)
    return map(itemgetter(*places), rows) if places else iter(())


def _blank_as_none(value: object) -> Value:
    return None if value == "" else cast(Value, value)
