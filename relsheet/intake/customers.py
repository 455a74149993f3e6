"""The customers tab as records, and the directory that tells who is meant elsewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.cells import Cells, Reading, read_as
from relsheet.intake.fields import Field, Kind
from relsheet.intake.names import Called, Directory, doubles
from relsheet.records import Customer, MappedTab

#: What the config and the headers call otherwise than the record does.
RENAMED = {"abc_class": "own_class", "tier": "own_tier"}
#: Read by the reader itself.
NOT_COPIED = frozenset({"name", "id", "alias"})
MAIN_SUPPLIER = Field("supplier_rank", Kind.MARK, "main_supplier")

_BETWEEN_NAMES = re.compile(r"[,，、;；|\n]+")


@dataclass(frozen=True, slots=True)
class CustomerList:
    """The customers of all their tabs; those who share an id with another are left out of them."""

    customers: tuple[Customer, ...]
    directory: Directory
    tabs: tuple[MappedTab, ...]
    problems: tuple[Problem, ...]


def read_customers(tables: Sequence[Cells], reading: Reading) -> CustomerList:
    """One record per row that has a name.

    Two rows with one id are an error and neither has results: whose visits and orders these are, nobody can tell.
    """
    called: list[Called] = []
    rows: list[tuple[Cells, int]] = []
    problems = [found for cells in tables for found in cells.problems]
    for cells in tables:
        for index, (name, id_, alias) in enumerate(
            zip(cells.column("name"), cells.column("id"), cells.column("alias"), strict=True)
        ):
            if name is None:
                if "name" not in cells.unreadable.get(index, ()):
                    problems.append(problem("no-name", cells.table.origin(index, "name")))
                continue
            called.append(Called(len(rows), name, id_, tuple(_split(alias))))
            rows.append((cells, index))
    directory = Directory(called)
    records = {id(cells): _Records(cells, reading) for cells in tables}
    customers = tuple(
        records[id(cells)].customer(index, one, directory.keys[one.row])
        for one, (cells, index) in zip(called, rows, strict=True)
        if not directory.left_out(one)
    )
    problems.extend(_doubled(directory, called, rows))
    kept = {id(cells): 0 for cells in tables}
    for one, (cells, _) in zip(called, rows, strict=True):
        kept[id(cells)] += not directory.left_out(one)
    tabs = tuple(cells.table.mapped_tab(kept[id(cells)]) for cells in tables)
    return CustomerList(customers, directory, tabs, tuple(problems))


class _Records:
    """Makes the customers of one table."""

    def __init__(self, cells: Cells, reading: Reading) -> None:
        self._cells = cells
        self._fields = tuple(RENAMED.get(name, name) for name in cells.values if name not in NOT_COPIED)
        columns = [values for name, values in cells.values.items() if name not in NOT_COPIED]
        self._rows = list(zip(*columns, strict=True)) if columns else [()] * len(cells)
        self._main = read_as(cells, "supplier_rank", MAIN_SUPPLIER, reading)
        self._currencies: Mapping[int, str] = next(
            (cells.currencies[name] for name in ("revenue", "margin", "wallet") if name in cells.currencies), {}
        )

    def customer(self, index: int, called: Called, key: str) -> Customer:
        return Customer(
            key=key,
            name=called.name,
            id=called.id,
            aliases=called.aliases,
            origin=self._cells.table.origin(index, "name"),
            is_main_supplier=self._main[index],
            currency=self._currencies.get(index),
            unreadable=tuple(RENAMED.get(name, name) for name in self._cells.unreadable.get(index, ())),
            **dict(zip(self._fields, self._rows[index], strict=True)),
        )


def _split(alias: str | None) -> list[str]:
    return [name for part in _BETWEEN_NAMES.split(alias or "") if (name := part.strip())]


def _doubled(directory: Directory, called: Sequence[Called], rows: Sequence[tuple[Cells, int]]) -> Iterator[Problem]:
    def where(one: Called, field: str) -> str:
        cells, index = rows[one.row]
        return str(cells.table.origin(index, field))

    for same in directory.doubled:
        cells = ", ".join(where(one, "id") for one in same)
        names = ", ".join(one.name for one in same)
        yield problem("doubled-id", where(same[0], "id"), id=same[0].id, cells=cells, names=names)
    for same in doubles([one for one in called if not directory.left_out(one)]):
        cells = ", ".join(where(one, "name") for one in same)
        names = ", ".join(one.name for one in same)
        yield problem("doubled-name", where(same[0], "name"), Severity.WARNING, cells=cells, names=names)
