"""The headers of a tab: the row as it is written, and which column holds which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from relsheet.errors import Problem
from relsheet.intake.values.column import DateOrder, Unit
from relsheet.records import Origin


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header row of a tab: ``cells`` are (1-based column, header as written); two halves are joined by JOINT."""

    tab: str
    row: int
    cells: Sequence[tuple[int, str]]

    def place(self, column: int) -> Origin:
        """The header cell of that column."""
        return Origin(self.tab, self.row, column)


@dataclass(frozen=True, slots=True)
class MappedHeader:
    """A column that holds a field: the header as written, and what it says about the cells below."""

    column: int
    text: str
    unit: Unit | None = None
    date_order: DateOrder | None = None


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Field -> column, the columns that mean nothing to us, and what was unclear."""

    columns: Mapping[str, MappedHeader]
    unmapped: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
