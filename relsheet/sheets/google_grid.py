"""One tab of a Google Sheet: rows as the API gives them, and the number formats that tell dates from numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property

from relsheet.sheets.contract import Fault, Value

#: A value of the API: UNFORMATTED_VALUE with SERIAL_NUMBER.
Raw = str | float | int | bool | None
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 -- cells know no zone
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
            moment = EPOCH + timedelta(seconds=round(number * 86400))
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
    whole = timedelta(seconds=round(number * 86400))
    return whole if "[" in pattern or not 0 <= number < 1 else (datetime.min + whole).time()  # noqa: DTZ901


def serial(value: Value) -> Raw:
    """A value as the API takes it: moments as days since 1899-12-30."""
    if isinstance(value, datetime):
        return _whole((value.replace(tzinfo=None) - EPOCH) / timedelta(days=1))
    if isinstance(value, date):
        return (value - EPOCH.date()).days
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
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
    """A tab as it was read. ``raw`` are its rows from the first on, cut where the rest is empty."""

    tab: str
    hidden: bool
    sheet_id: int
    raw: Sequence[Sequence[Raw]]
    formats: Mapping[int, ColumnFormat] = field(default_factory=dict)
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()

    @cached_property
    def last_row(self) -> int:
        return max((number for number, row in enumerate(self.raw, 1) if any(value != "" for value in row)), default=0)

    @cached_property
    def last_column(self) -> int:
        return max((len(row) for row in self.raw), default=0)

    def head(self, rows: int) -> Sequence[Sequence[Value]]:
        """The first rows in full width."""
        width = range(1, self.last_column + 1)
        return [[self.value(row, column) for column in width] for row in range(1, min(rows, self.last_row) + 1)]

    def rows(self, first_row: int, columns: Sequence[int]) -> Iterator[tuple[int, Sequence[Value]]]:
        """(row number, values of those columns), wholly empty rows left out."""
        numbers, found = self.columns(first_row, columns)
        used = (any(value != "" for value in self.raw[number - 1]) for number in numbers)
        for number, is_used, values in zip(numbers, used, zip(*found, strict=True) if found else (), strict=False):
            if is_used:
                yield number, values

    def columns(self, first_row: int, columns: Sequence[int]) -> tuple[Sequence[int], list[list[Value]]]:
        """The same cells column by column."""
        numbers = range(first_row, self.last_row + 1)
        return numbers, [self._column(column, numbers) for column in columns]

    def release(self) -> None:
        """Nothing to let go of: what was read is needed again when our columns are written."""

    def _column(self, column: int, numbers: range) -> list[Value]:
        place, formats = column - 1, self.formats.get(column, PLAIN_COLUMN)
        rows = self.raw[numbers.start - 1 : numbers.stop - 1]
        found = [row[place] if place < len(row) else None for row in rows]
        return [_value(raw, formats, row) for row, raw in enumerate(found, numbers.start)]

    def raw_at(self, row: int, column: int) -> Raw:
        """The cell as the API gave it; None if it is empty."""
        values = self.raw[row - 1] if 0 < row <= len(self.raw) else ()
        found = values[column - 1] if 0 < column <= len(values) else None
        return None if found == "" else found

    def value(self, row: int, column: int) -> Value:
        """The cell's value; None for an empty cell and an error."""
        return _value(self.raw_at(row, column), self.formats.get(column, PLAIN_COLUMN), row)

    def faults(self, columns: Sequence[int]) -> Mapping[tuple[int, int], tuple[Fault, str]]:
        """Error cells: the API gives them as their text."""
        return {
            (number, column): (Fault.ERROR, found)
            for number, row in enumerate(self.raw, 1)
            for column in columns
            if column <= len(row) and isinstance(found := row[column - 1], str) and found in ERRORS
        }

    def padded_numbers(self, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
        """Numbers whose format pads them with zeros."""
        looked_at = {column: self.formats[column] for column in columns if column in self.formats}
        return {
            (number, column): shown
            for column, formats in looked_at.items()
            for number, row in enumerate(self.raw, 1)
            if column <= len(row)
            and isinstance(found := row[column - 1], int | float)
            and (shown := formats.of(number, found).padded(found)) is not None
        }


def _value(raw: Raw, formats: ColumnFormat, row: int) -> Value:
    if raw is None or raw == "" or (isinstance(raw, str) and raw in ERRORS):
        return None
    if isinstance(raw, str | bool) or (formats is PLAIN_COLUMN):
        return raw
    return formats.of(row, raw).value(raw)
