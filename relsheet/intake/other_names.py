"""A tab that says what else customers are called: one row per other name, or one per customer with all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.cells import Cells
from relsheet.intake.names import Called, Directory, split_names
from relsheet.intake.placements import Placement

#: What such a tab has, and what it may have beside it.
NEEDED, ALLOWED = frozenset({"name", "alias"}), frozenset({"id", "notes"})
#: A tab with more columns says more of the customers than their names (convention).
MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class OtherNames:
    """Customers as they are called on the list, each with another name, and the cell that says so."""

    cells: Cells

    def pairs(self) -> Iterator[tuple[int, str, str]]:
        """Index of the row, the customer as written, one other name."""
        for index, (name, alias) in enumerate(zip(self.cells.column("name"), self.cells.column("alias"), strict=True)):
            for other in split_names(alias) if name is not None else ():
                yield index, name, other


def says_other_names(placement: Placement) -> bool:
    """Whether a tab read as customers has their names and other names, and hardly anything else."""
    headers = sum(map(bool, placement.block.texts))
    return placement.fields >= NEEDED and headers <= MOST_COLUMNS and placement.matched >= headers - 1


def with_other_names(called: Sequence[Called], tabs: Sequence[OtherNames]) -> tuple[list[Called], list[Problem]]:
    """The customers with what those tabs call them, and the rows that name nobody on the list."""
    directory = Directory(called)
    rows = {key: row for row, key in directory.keys.items()}
    added: dict[int, list[str]] = {}
    problems = []
    for tab in tabs:
        for index, name, other in tab.pairs():
            key = directory.meant(name).key
            if key is not None:
                added.setdefault(rows[key], []).append(other)
            else:
                where = tab.cells.table.origin(index, "name")
                problems.append(problem("unknown-customer", where, Severity.WARNING, name=name, count=1))
        table = tab.cells.table
        problems.append(problem("other-names", table.grid.tab, Severity.NOTE, count=len(table.numbers)))
    return [replace(one, aliases=(*one.aliases, *added.get(one.row, ()))) for one in called], problems
