"""Cells that look blank and are not: errors, formulas nobody recalculated, links to other workbooks, ids with zeros.

The look costs time, so it is taken at every mapped column of a table of usual size, and of a long one only at those
columns without which a row is lost, and only if they have blanks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.fields import REQUIRED, Kind
from relsheet.intake.tables import Table, field_of
from relsheet.intake.values.blanks import any_empty
from relsheet.records import Origin
from relsheet.sheets.workbook import Fault

#: Up to so many mapped cells all of them are looked at (convention).
USUAL_CELLS = 300_000


@dataclass(frozen=True, slots=True)
class BlindSpots:
    """What was found: the shown text of padded numbers, the cells without a usable value, and what to tell."""

    shown: Mapping[str, Mapping[int, str]]  # field -> index -> text
    faulty: Mapping[int, tuple[str, ...]]  # index -> fields
    problems: tuple[Problem, ...]


def look_again(table: Table) -> BlindSpots:
    """The second look at a table's records."""
    faults = table.grid.faults(_suspects(table))
    ids = _numbers_for_ids(table)
    padded = table.grid.padded_numbers(list(ids)) if ids else {}
    if not faults and not padded:
        return BlindSpots({}, {}, ())
    place = {row: index for index, row in enumerate(table.numbers)}
    by_column = {header.column: field for field, header in table.columns.items()}
    found: dict[Fault, dict[str, list[tuple[int, str]]]] = {fault: {} for fault in Fault}
    for (row, column), (fault, text) in faults.items():
        if row in place:
            found[fault].setdefault(by_column[column], []).append((place[row], text))
    shown: dict[str, dict[int, str]] = {}
    for (row, column), text in padded.items():
        if row in place:
            shown.setdefault(ids[column], {})[place[row]] = text
    faulty: dict[int, tuple[str, ...]] = {}
    for fault in (Fault.ERROR, Fault.NO_CACHE):
        for field, cells in found[fault].items():
            for index, _ in cells:
                faulty[index] = (*faulty.get(index, ()), field)
    return BlindSpots(shown, faulty, tuple(_problems(table, found)))


def _suspects(table: Table) -> list[int]:
    if len(table.numbers) * len(table.columns) <= USUAL_CELLS:
        return [header.column for header in table.columns.values()]
    return [
        header.column
        for field, header in table.columns.items()
        if field in (*REQUIRED[table.role], "id") and any_empty(table.cells[field])
    ]


def _numbers_for_ids(table: Table) -> dict[int, str]:
    """Column -> field, of the columns that hold ids and have numbers in them."""
    return {
        table.columns[field].column: field
        for field, values in table.cells.items()
        if (field == "customer" or field_of(table.role, field).kind in (Kind.ID, Kind.PHONE))
        and not {float, int}.isdisjoint(map(type, values))  # calamine has whole numbers of an .xls as int
    }


def _problems(table: Table, found: Mapping[Fault, Mapping[str, Sequence[tuple[int, str]]]]) -> Iterator[Problem]:
    """Each error cell by itself; formulas without a value and links once per column, with their number."""
    for field, cells in found[Fault.ERROR].items():
        for index, text in cells:
            yield problem("error-cell", table.origin(index, field), error=text)
    for code, fault, severity in (
        ("not-calculated", Fault.NO_CACHE, Severity.ERROR),
        ("other-workbook", Fault.EXTERNAL, Severity.NOTE),
    ):
        for field, cells in found[fault].items():
            where = _first(table, field, cells)
            yield problem(code, where, severity, count=len(cells), header=table.columns[field].text)


def _first(table: Table, field: str, cells: Sequence[tuple[int, str]]) -> Origin:
    return table.origin(min(index for index, _ in cells), field)
