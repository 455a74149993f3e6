"""The customers tab as records, and the directory that tells who is meant elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.cells import Cells, Reading, read_as
from relsheet.intake.fields import Field, Kind
from relsheet.intake.names import Called, Directory, doubles, split_names
from relsheet.intake.other_names import OtherNames, with_other_names
from relsheet.records import Customer, MappedTab, Origin
from relsheet.records.making import records_of

#: What the config and the headers call otherwise than the record does.
RENAMED = {"abc_class": "own_class", "tier": "own_tier"}
#: The columns whose currency is the customer's, the first that names one.
OF_CURRENCY = ("revenue", "margin", "wallet")
MAIN_SUPPLIER = Field("supplier_rank", Kind.MARK, "main_supplier")


@dataclass(frozen=True, slots=True)
class CustomerList:
    """The customers of all their tabs; those who share an id with another are left out of them."""

    customers: tuple[Customer, ...]
    directory: Directory
    tabs: tuple[MappedTab, ...]
    problems: tuple[Problem, ...]


def read_customers(tables: Sequence[Cells], reading: Reading, other_names: Sequence[OtherNames] = ()) -> CustomerList:
    """One record per row that has a name; ``other_names`` are tabs that say what else customers are called.

    Two rows with one id are an error and neither has results: whose visits and orders these are, nobody can tell.
    """
    problems = [found for cells in tables for found in cells.problems]
    rows: list[Row] = []
    called: list[Called] = []
    for cells in tables:
        columns = zip(cells.column("name"), cells.column("id"), cells.column("alias"), strict=True)
        for index, (name, id_, alias) in enumerate(columns):
            if name is not None:
                called.append(Called(len(rows), name, id_, tuple(split_names(alias))))
                rows.append(Row(cells, index))
            elif "name" not in cells.unreadable.get(index, ()):
                problems.append(_nameless(cells, index))
    if other_names:
        called, unclear = with_other_names(called, other_names)
        problems.extend(unclear)
    directory = Directory(called)
    kept = [(row, one) for row, one in zip(rows, called, strict=True) if not directory.left_out(one)]
    customers: list[Customer] = []
    tabs = []
    for cells in tables:
        mine = [(row.place, one) for row, one in kept if row.cells is cells]
        customers.extend(_records(cells, mine, directory, reading))
        tabs.append(cells.table.mapped_tab(len(mine)))
    problems.extend(_doubled(directory, called, rows))
    return CustomerList(tuple(customers), directory, tuple(tabs), tuple(problems))


def _nameless(cells: Cells, index: int) -> Problem:
    """A row without a name; a word for "not known" in its place (TBC, 待定) is the user's own, and no fault."""
    where, written = cells.table.origin(index, "name"), cells.written(index, "name")
    return problem("name-not-known", where, Severity.WARNING, value=written) if written else problem("no-name", where)


class Row(Struct, frozen=True, gc=False):
    """One row of one table."""

    cells: Cells
    place: int

    def where(self, field: str) -> Origin:
        """The cell of that field."""
        return self.cells.table.origin(self.place, field)


def _records(
    cells: Cells, rows: Sequence[tuple[int, Called]], directory: Directory, reading: Reading
) -> list[Customer]:
    """The customers of one table, from the rows that are kept."""
    called = [one for _, one in rows]
    kept = [index for index, _ in rows]

    def picked(values: Sequence[Any]) -> Sequence[Any]:
        return values if len(kept) == len(values) else [values[index] for index in kept]

    currencies = next((cells.currencies[name] for name in OF_CURRENCY if name in cells.currencies), {})
    unreadable = [tuple(RENAMED.get(name, name) for name in cells.unread(index)) for index in kept]
    columns = {RENAMED.get(name, name): picked(values) for name, values in cells.values.items() if name != "alias"}
    columns |= {
        "key": [directory.keys[one.row] for one in called],
        "aliases": [one.aliases for one in called],
        "origin": [cells.table.origin(index, "name") for index in kept],
        "is_main_supplier": picked(read_as(cells, "supplier_rank", MAIN_SUPPLIER, reading)),
        "currency": [currencies.get(index) for index in kept],
        "unreadable": unreadable,
    }
    return list(records_of(Customer, columns))


def _doubled(directory: Directory, called: Sequence[Called], rows: Sequence[Row]) -> Iterator[Problem]:
    def told(same: Sequence[Called], field: str) -> dict[str, str]:
        places = [rows[one.row].where(field) for one in same]
        one_tab = len({place.tab for place in places}) == 1
        cells = ", ".join(str(place).rpartition("!")[2] if one_tab else str(place) for place in places)
        return {"cells": cells, "names": ", ".join(dict.fromkeys(one.name for one in same))}

    for same in directory.doubled:
        yield problem("doubled-id", rows[same[0].row].where("id"), id=same[0].id, **told(same, "id"))
    for same in doubles([one for one in called if not directory.left_out(one)]):
        yield problem("doubled-name", rows[same[0].row].where("name"), Severity.WARNING, **told(same, "name"))
