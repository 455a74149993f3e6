"""A workbook that lives in memory: the backend of tests."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

from relsheet.errors import NotWritten
from relsheet.sheets.edits import PLAIN, Canvas, CellChange, DropPage, Edit, PutPage, Receipt, Style
from relsheet.sheets.memory_edits import State, Tab, differences
from relsheet.sheets.workbook import Fault, OwnTab, Value, Workbook

Rows = Sequence[Sequence[Value]]


@dataclass(frozen=True)
class MemoryGrid:
    """A tab from a list of rows, the first of them row 1; a second look finds ``fault_cells`` and ``padded``."""

    tab: str
    values: Rows
    hidden: bool = False
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()
    fault_cells: Mapping[tuple[int, int], tuple[Fault, str]] = field(default_factory=dict)
    padded: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @cached_property
    def last_row(self) -> int:
        return max((number for number, row in enumerate(self.values, 1) if any(map(_is_used, row))), default=0)

    @cached_property
    def last_column(self) -> int:
        return max((number for row in self.values for number, value in enumerate(row, 1) if _is_used(value)), default=0)

    def head(self, rows: int) -> Rows:
        width = self.last_column
        return [[*row[:width], *[None] * (width - len(row))] for row in self.values[: min(rows, self.last_row)]]

    def rows(self, first_row: int, columns: Sequence[int]) -> Iterator[tuple[int, Sequence[Value]]]:
        for number, row in enumerate(self.values, 1):
            if number >= first_row and any(map(_is_used, row)):
                yield number, [row[column - 1] if column <= len(row) else None for column in columns]

    def faults(self, columns: Sequence[int]) -> Mapping[tuple[int, int], tuple[Fault, str]]:
        return {at: fault for at, fault in self.fault_cells.items() if at[1] in columns}

    def padded_numbers(self, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
        return {at: shown for at, shown in self.padded.items() if at[1] in columns}


def _is_used(value: Value) -> bool:
    return value is not None


class MemoryBackend:
    """A workbook in memory, from tab names and their rows; what the user does between two runs is ``type_in``."""

    def __init__(self, tabs: Mapping[str, Rows]) -> None:
        self._state = State([])
        for name, rows in tabs.items():
            tab = Tab(name)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    tab.put(number, column, value)
            self._state.tabs.append(tab)

    def read(self) -> Workbook:
        return Workbook(
            source="memory",
            grids=tuple(MemoryGrid(tab.name, tab.rows(), tab.hidden) for tab in self._state.tabs),
            fingerprint=self._fingerprint(),
            own_columns=tuple(self._state.columns.values()),
            own_tabs=tuple(OwnTab(key, tab) for key, tab in self._state.pages.items()),
        )

    def preview(self, workbook: Workbook, edits: Sequence[Edit]) -> tuple[CellChange, ...]:
        """The cells whose value or look would change; a change of looks alone has the same value before and after."""
        return self._changes(self._after(edits), edits)

    def write(self, workbook: Workbook, edits: Sequence[Edit]) -> Receipt:
        if workbook.fingerprint != self._fingerprint():
            raise NotWritten("changed_since_read", workbook.source)
        after = self._after(edits)
        changes = self._changes(after, edits)
        written = bool(changes) or after != self._state
        self._state = after
        return Receipt(written, changes)

    def type_in(self, tab: str, row: int, column: int, value: Value) -> None:
        """What a user types into a cell, ours or his."""
        kept = self._state.tab(tab)
        kept.put(row, column, value, kept.styles.get((row, column), PLAIN))

    def style(self, tab: str, row: int, column: int) -> Style:
        """How a cell looks that we wrote."""
        return self._state.tab(tab).styles.get((row, column), PLAIN)

    def canvas(self, key: str) -> Canvas:
        """The page that was put under this key."""
        return self._state.canvases[key]

    def _after(self, edits: Sequence[Edit]) -> State:
        after = deepcopy(self._state)
        for edit in edits:
            after.apply(edit)
        return after

    def _changes(self, after: State, edits: Sequence[Edit]) -> tuple[CellChange, ...]:
        """The cells that differ; pages that come, are replaced or go as a whole are not looked into."""
        keys = {edit.key for edit in edits if isinstance(edit, PutPage | DropPage)}
        pages = {state.pages[key] for state in (self._state, after) for key in keys & state.pages.keys()}
        return tuple(change for change in differences(self._state, after) if change.tab not in pages)

    def _fingerprint(self) -> str:
        return hashlib.sha256(repr(self._state.tabs).encode()).hexdigest()
