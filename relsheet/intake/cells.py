"""A table's cells as values, with a problem for each cell that could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.blind_spots import look_again
from relsheet.intake.fields import Field
from relsheet.intake.neighbours import leaves_order_open, read_as_neighbours
from relsheet.intake.settings import ValuesSettings
from relsheet.intake.tables import Table, field_of
from relsheet.intake.values import CellFault, ColumnContext, ColumnNote, ColumnValues, read_column
from relsheet.intake.values.column import as_shown
from relsheet.sheets.workbook import Value


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parsers must know of the whole run."""

    zone: tzinfo
    settings: ValuesSettings
    date_1904: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """The records of a table, column by column; None where nothing usable is recorded."""

    table: Table
    values: Mapping[str, Sequence[Any]]
    unreadable: Mapping[int, tuple[str, ...]]  # index -> the fields whose cell could not be read
    unknown: Mapping[int, tuple[str, ...]]  # index -> the fields whose cell holds a word that we do not know
    currencies: Mapping[str, Mapping[int, str]]  # field -> index -> ISO code
    problems: tuple[Problem, ...]

    def __len__(self) -> int:
        return len(self.table.numbers)

    def column(self, field: str) -> Sequence[Any]:
        """One value per record; all None where the tab has no such column."""
        found = self.values.get(field)
        return found if found is not None else [None] * len(self)

    def unread(self, index: int) -> tuple[str, ...]:
        """The fields of that record in which something stands that we cannot read: they are no blanks."""
        return (*self.unreadable.get(index, ()), *self.unknown.get(index, ()))

    def written(self, index: int, field: str) -> str:
        """What stands in that cell, be it a word for "not known"; empty where it is blank."""
        return as_shown(self.table.cells[field][index]).strip()


def read_cells(table: Table, reading: Reading) -> Cells:
    """Every mapped column through its parser."""
    look = look_again(table)
    unreadable = dict(look.faulty)
    problems = list(look.problems)
    values: dict[str, Sequence[Any]] = {}
    unknown: dict[int, tuple[str, ...]] = {}
    currencies: dict[str, Mapping[int, str]] = {}
    for name in table.columns:
        raw, context = _as_shown(table.cells[name], look.shown.get(name, {})), _context(table, name, reading)
        read = read_column(field_of(table.role, name), raw, context)
        if leaves_order_open(read):
            read = read_as_neighbours(table, name, raw, read, context)
        values[name] = read.values
        if read.currencies:
            currencies[name] = read.currencies
        for fault in read.faults:
            if fault.severity is not Severity.NOTE:
                unreadable[fault.index] = (*unreadable.get(fault.index, ()), name)
        for index in read.unknown:
            unknown[index] = (*unknown.get(index, ()), name)
        problems.extend(_problems(table, name, read))
    return Cells(table, values, unreadable, unknown, currencies, tuple(problems))


def read_as(cells: Cells, name: str, field: Field, reading: Reading) -> Sequence[Any]:
    """A column read a second time as something else, where its text says two things; faults are not told twice."""
    if name not in cells.table.columns:
        return [None] * len(cells)
    return read_column(field, cells.table.cells[name], _context(cells.table, name, reading)).values


def _context(table: Table, name: str, reading: Reading) -> ColumnContext:
    header = table.columns[name]
    return ColumnContext(reading.zone, header.unit, header.date_order, reading.date_1904, header.text, reading.settings)


def _as_shown(raw: Sequence[Value], shown: Mapping[int, str]) -> Sequence[Value]:
    if not shown:
        return raw
    return [shown.get(index, value) for index, value in enumerate(raw)]


def _problems(table: Table, name: str, read: ColumnValues) -> list[Problem]:
    said: list[CellFault | ColumnNote] = [*read.faults, *read.notes]
    return [problem(one.code, table.origin(one.index, name), one.severity, **dict(one.values)) for one in said]
