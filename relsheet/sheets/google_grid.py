"""One tab of a Google Sheet: columns as the API gives them, and the number formats that tell dates from numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property

import msgspec

from relsheet.serials import DAY_SECONDS, EPOCH, moment_at, serial_day
from relsheet.sheets.workbook import Fault, Value

#: A value of the API: UNFORMATTED_VALUE with SERIAL_NUMBER.
Raw = str | float | int | bool | None
#: What the API gives for a cell that shows nothing.
BLANK = ("", None)
NUMBERS = frozenset((int, float))
ERRORS = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "Loading..."}
)
ZEROS = re.compile(r'"?(0{2,})"?')
MOMENTS = ("DATE", "DATE_TIME", "TIME")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a number is to be read: a type of the API (DATE, DATE_TIME, TIME) or a pattern of zeros; else plain."""

    kind: str = ""
    pattern: str = ""

    def value(self, number: float) -> Value:
        """The number as what it means."""
        if self.kind not in MOMENTS:
            return number
        if self.kind == "TIME":
            return _span(number, self.pattern)
        try:
            moment = moment_at(number)
        except OverflowError:
            return number
        return moment.date() if self.kind == "DATE" and moment.time() == time() else moment

    def padded(self, number: Raw) -> str | None:
        """The text as shown where the pattern is of zeros only (00123); None otherwise."""
        found = ZEROS.fullmatch(self.pattern)
        if not found or isinstance(number, bool | str) or number is None or number != int(number) or number < 0:
            return None
        return f"{int(number):0{len(found[1])}d}"


PLAIN = NumberFormat()


@cache
def number_format(kind: str, pattern: str) -> NumberFormat:
    """A format of the API, as far as it changes what a number means: money and per cent are plain numbers."""
    return NumberFormat(kind, pattern) if kind in MOMENTS or ZEROS.fullmatch(pattern) else PLAIN


def _span(number: float, pattern: str) -> Value:
    whole = timedelta(seconds=round(number * DAY_SECONDS))
    return whole if "[" in pattern or not 0 <= number < 1 else (EPOCH + whole).time()


def serial(value: Value) -> Raw:
    """A value as the API takes it: moments as days since 1899-12-30."""
    if isinstance(value, datetime):
        return _whole((value.replace(tzinfo=None) - EPOCH) / timedelta(days=1))
    if isinstance(value, date):
        return serial_day(value)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / DAY_SECONDS
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value


def _whole(number: float) -> float:
    return int(number) if number == int(number) else round(number, 9)


@dataclass(frozen=True)
class ColumnFormat:
    """The formats of one column's numbers: one for all, and those of single rows; of a column that was looked at by an
    earlier run, those of single numbers."""

    common: NumberFormat = PLAIN
    rows: Mapping[int, NumberFormat] = field(default_factory=dict)
    numbers: Mapping[float, NumberFormat] = field(default_factory=dict)

    def of(self, row: int, number: float) -> NumberFormat:
        """The format of that number in that row."""
        return self.rows.get(row) or self.numbers.get(number, self.common)


PLAIN_COLUMN = ColumnFormat()


@dataclass(frozen=True)
class GoogleGrid:
    """A tab as it was read. ``raw`` are its columns as the API gave them, each cut where the rest is empty."""

    tab: str
    hidden: bool
    sheet_id: int
    raw: Sequence[Sequence[Raw]]
    formats: Mapping[int, ColumnFormat] = field(default_factory=dict)
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()

    @cached_property
    def last_row(self) -> int:
        return max(map(len, self.raw), default=0)

    @cached_property
    def last_column(self) -> int:
        return max((number for number, column in enumerate(self.raw, 1) if column), default=0)

    def head(self, rows: int) -> Sequence[Sequence[Value]]:
        """The first rows in full width."""
        numbers = range(1, min(rows, self.last_row) + 1)
        found = [self._column(column, numbers) for column in range(1, self.last_column + 1)]
        return [list(row) for row in zip(*found, strict=True)]

    def rows(self, first_row: int, columns: Sequence[int]) -> Iterator[tuple[int, Sequence[Value]]]:
        """(row number, values of those columns), wholly empty rows left out."""
        numbers, found = self.columns(first_row, columns)
        filled = {row for column in self.raw for row, value in enumerate(column, 1) if value not in BLANK}
        for number, values in zip(numbers, zip(*found, strict=True) if found else (), strict=False):
            if number in filled:
                yield number, values

    def columns(self, first_row: int, columns: Sequence[int]) -> tuple[Sequence[int], list[list[Value]]]:
        """The same cells column by column."""
        numbers = range(first_row, self.last_row + 1)
        return numbers, [self._column(column, numbers) for column in columns]

    def release(self) -> None:
        """Nothing to let go of: what was read is needed again when our columns are written."""

    def _column(self, column: int, numbers: range) -> list[Value]:
        cells = _blank_as_none(self._told(column)[numbers.start - 1 : numbers.stop - 1])
        formats = self.formats.get(column)
        found: Iterable[Value] = cells
        if formats is not None or not ERRORS.isdisjoint(cells):
            found = (_value(raw, formats or PLAIN_COLUMN, row) for row, raw in enumerate(cells, numbers.start))
        return [*found, *[None] * (len(numbers) - len(cells))]

    def _told(self, column: int) -> Sequence[Raw]:
        return self.raw[column - 1] if 0 < column <= len(self.raw) else ()

    def raw_column(self, column: int) -> Sequence[Raw]:
        """The cells of a column as the API gave them, from row 1 to its last filled one; a blank one is None."""
        return _blank_as_none(self._told(column))

    def raw_at(self, row: int, column: int) -> Raw:
        """The cell as the API gave it; None if it is blank."""
        cells = self._told(column)
        return (None if cells[row - 1] == "" else cells[row - 1]) if 0 < row <= len(cells) else None

    def holds_numbers(self, column: int) -> bool:
        """Whether any cell of a column is a number. Most columns are texts alone, which is told in the fewest steps by
        taking them for such."""
        try:
            msgspec.convert(self._told(column), list[str])
        except msgspec.ValidationError:
            return not NUMBERS.isdisjoint(map(type, self._told(column)))
        return False

    def keys(self, column: int) -> list[Raw]:
        """The cells of a column as the API gave them, one for every row of the tab."""
        cells = self.raw_column(column)
        return [*cells, *[None] * (self.last_row - len(cells))]

    def value(self, row: int, column: int) -> Value:
        """The cell's value; None for an empty cell and an error."""
        return _value(self.raw_at(row, column), self.formats.get(column, PLAIN_COLUMN), row)

    def faults(self, columns: Sequence[int]) -> Mapping[tuple[int, int], tuple[Fault, str]]:
        """Error cells: the API gives them as their text."""
        return {
            (row, column): (Fault.ERROR, found)
            for column in columns
            if not ERRORS.isdisjoint(self.raw_column(column))
            for row, found in enumerate(self.raw_column(column), 1)
            if isinstance(found, str) and found in ERRORS
        }

    def padded_numbers(self, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
        """Numbers whose format pads them with zeros."""
        return {
            (row, column): shown
            for column in columns
            if (formats := self.formats.get(column)) is not None
            for row, found in enumerate(self.raw_column(column), 1)
            if isinstance(found, int | float) and (shown := formats.of(row, found).padded(found)) is not None
        }


def _blank_as_none(cells: Sequence[Raw]) -> Sequence[Raw]:
    return [None if raw == "" else raw for raw in cells] if "" in cells else cells


def _value(raw: Raw, formats: ColumnFormat, row: int) -> Value:
    if raw is None or (isinstance(raw, str) and raw in ERRORS):
        return None
    if isinstance(raw, str | bool) or formats is PLAIN_COLUMN:
        return raw
    return formats.of(row, raw).value(raw)
