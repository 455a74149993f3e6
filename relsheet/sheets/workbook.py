"""What a backend reads: a workbook, its tabs as grids of raw values, and what an earlier run of ours left in it.

Nothing here knows of customers or tiers; nothing above ``sheets`` knows of XML or HTTP.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar, cast, runtime_checkable

#: A cell's value as the file holds it; None is an empty cell. A plain ``date`` has no time of day.
Value = str | float | int | bool | date | datetime | time | timedelta | None
V = TypeVar("V")


class Texts(list[Value]):
    """A column of nothing but texts and blanks, with its different ones: whoever looks at these need not look at all.

    ``different`` has each at least once, in their order; a text that comes often is one object. Not to be changed.
    """

    __slots__ = ("different",)

    def __init__(self, values: Iterable[str | None], different: Sequence[str | None]) -> None:
        super().__init__(values)
        self.different = different


def different(values: Sequence[V]) -> Collection[V]:
    """Each value at least once, in their order: in that of a set, memory would be read at random."""
    return cast(Collection[V], values.different) if isinstance(values, Texts) else dict.fromkeys(values)


class Fault(StrEnum):
    """Why a cell has no usable value although it is not empty."""

    ERROR = "error"  # #REF!, #N/A and their like
    NO_CACHE = "no_cache"  # a formula that nobody recalculated
    EXTERNAL = "external"  # a formula on another workbook: the value may be stale


class Grid(Protocol):
    """The values of one tab. Rows and columns are 1-based, as the user sees them."""

    @property
    def tab(self) -> str: ...

    @property
    def hidden(self) -> bool: ...

    @property
    def last_row(self) -> int: ...

    @property
    def last_column(self) -> int: ...

    def head(self, rows: int) -> Sequence[Sequence[Value]]:
        """The first ``rows`` rows in full width, from A1, empty cells as None."""
        ...

    def rows(self, first_row: int, columns: Sequence[int]) -> Iterator[tuple[int, Sequence[Value]]]:
        """(row number, values of the columns asked for) from ``first_row`` on; wholly empty rows may be left out."""
        ...

    def faults(self, columns: Sequence[int]) -> Mapping[tuple[int, int], tuple[Fault, str]]:
        """(row, column) -> (fault, the text of the error or formula) in those columns: the second look."""
        ...

    def padded_numbers(self, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
        """(row, column) -> text as shown, for numbers with a format of zeros (00123): the second look for ids."""
        ...

    @property
    def merges(self) -> Sequence[tuple[int, int, int, int]]:
        """Merged ranges as (first row, first column, last row, last column)."""
        ...

    @property
    def hidden_rows(self) -> frozenset[int]: ...


@runtime_checkable
class Columnar(Protocol):
    """A grid that gives columns faster than rows, and that can let go of what it holds in memory."""

    def columns(self, first_row: int, columns: Sequence[int]) -> tuple[Sequence[int], list[list[Value]]]:
        """(the row numbers from ``first_row`` on, the values of each column asked for: Texts where it is one)."""
        ...

    def release(self) -> None:
        """Let go of the cells; whoever asks again has them loaded again."""
        ...


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column of ours that an earlier run left: ``key`` is role.column ("customers.abc")."""

    key: str
    tab: str
    header_row: int
    column: int
    copied: bool = False  # came with a tab that the user copied: his, unless this run fills it
    marked: bool = False  # only its mark tells of it: nothing that a run recorded


@dataclass(frozen=True, slots=True)
class OwnTab:
    """A tab of ours that an earlier run left: ``key`` is summary, todo or history."""

    key: str
    tab: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """A source as it was read."""

    source: str  # as the user named it
    grids: tuple[Grid, ...]  # in tab order
    fingerprint: str  # of what was read; a write refuses when it has changed
    own_columns: tuple[OwnColumn, ...] = ()
    own_tabs: tuple[OwnTab, ...] = ()
    time_zone: str | None = None  # IANA name, where the source has one
    date_1904: bool = False  # days that are bare numbers are counted from 1904

    def grid(self, tab: str) -> Grid:
        """The tab of that name; KeyError if there is none."""
        for grid in self.grids:
            if grid.tab == tab:
                return grid
        raise KeyError(tab)

    def columns_on(self, tab: str) -> frozenset[int]:
        """The columns of that tab that an earlier run left."""
        return frozenset(own.column for own in self.own_columns if own.tab == tab)
