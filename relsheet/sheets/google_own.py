"""Which of our marks on a Google Sheet still hold: people paste over our columns, rename and refill our tabs, copy
tabs, cut and paste columns, which leaves the mark behind."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from relsheet.ledger import as_left, is_strange
from relsheet.sheets.google_formats import own_formats
from relsheet.sheets.google_grid import GoogleGrid
from relsheet.sheets.google_places import CELLS, COLUMN, LAYOUT, NEWLINE, TAB, Mark, drop, hold, put
from relsheet.sheets.google_sheet import Sheet
from relsheet.sheets.own import HEAD_ROWS, MARK, free_key, left_in, still_ours, was_pasted_over
from relsheet.sheets.workbook import OwnColumn, OwnTab

Json = dict[str, Any]
#: The marks on a page of ours.
OF_PAGES = (TAB, LAYOUT, CELLS)


@dataclass(frozen=True)
class Own:
    """What is ours. ``mending`` are the requests that bring the marks in line with it; they go with the next write."""

    sheets: tuple[Sheet, ...]  # with the marks that hold
    columns: tuple[OwnColumn, ...]
    tabs: tuple[OwnTab, ...]
    left: Mapping[str, frozenset[str]]  # key of a column -> traces of what the last run left in it
    headers: Mapping[int, int]  # number of a mark -> row of the column's header; none where the column is empty
    mending: tuple[Json, ...]


def own_in(sheets: Sequence[Sheet], grids: Sequence[GoogleGrid]) -> Own:
    """What of the marked columns and tabs is still ours."""
    shown = [replace(grid, formats=own_formats(sheet)) for sheet, grid in zip(sheets, grids, strict=True)]
    tabs = still_ours([*_marked_tabs(sheets)], {grid.tab: grid for grid in shown})
    finding = _Finding(
        left=left_in(tabs, shown),
        taken={mark.name for sheet in sheets for mark in sheet.marks if mark.key == COLUMN and not mark.is_copied},
    )
    ours = {own.tab for own in tabs}
    kept = [finding.look_at(sheet, grid, page=sheet.title in ours) for sheet, grid in zip(sheets, shown, strict=True)]
    return Own(tuple(kept), tuple(finding.columns), tabs, finding.left, finding.headers, tuple(finding.mending))


def _marked_tabs(sheets: Sequence[Sheet]) -> Iterator[OwnTab]:
    for sheet in sheets:
        mark = sheet.mark(TAB)
        if mark is not None and not mark.is_copied:
            yield OwnTab(mark.name, sheet.title)


@dataclass
class _Finding:
    """What is found, tab by tab."""

    left: Mapping[str, frozenset[str]]
    taken: set[str]  # keys of columns
    columns: list[OwnColumn] = field(default_factory=list)
    headers: dict[int, int] = field(default_factory=dict)
    mending: list[Json] = field(default_factory=list)

    def look_at(self, sheet: Sheet, grid: GoogleGrid, *, page: bool) -> Sheet:
        """The tab with the marks that hold; ``page``: it is a page of ours."""
        kept = []
        rows = _header_rows(sheet, grid, self.left)
        for mark in sheet.marks:
            if mark.key == COLUMN:
                holds = self._column(sheet, grid, mark, rows)
            else:
                holds = mark if page or mark.key not in OF_PAGES else None
            if holds is None:
                self.mending += _taken_off(mark)
            else:
                kept.append(holds)
        return replace(sheet, marks=tuple(kept))

    def _column(self, sheet: Sheet, grid: GoogleGrid, mark: Mark, rows: Mapping[int, int]) -> Mark | None:
        """The mark as it holds now; None where the column is the user's. It is ours as long as our sign stands over it,
        and without that as long as it holds what we left there."""
        if mark.is_copied:
            mark = replace(mark, value=NEWLINE.join((free_key(mark.name, self.taken), *mark.value.split(NEWLINE)[1:])))
            self.taken.add(mark.name)
        row = rows.get(mark.number)
        if row is None:
            moved = self._pasted_elsewhere(sheet, grid, mark, max(rows.values(), default=1))
            if moved is None:
                return mark
            self.mending += [*_taken_off(mark), put(moved[0])]
            mark, row = moved
        assert mark.column is not None
        own = OwnColumn(mark.name, sheet.title, row, mark.column, mark.is_copied)
        if not str(grid.raw_at(row, mark.column)).endswith(MARK) and was_pasted_over(own, grid, self.left):
            return None
        self.columns.append(own)
        self.headers[mark.number] = row
        return mark

    def _pasted_elsewhere(self, sheet: Sheet, grid: GoogleGrid, mark: Mark, header: int) -> tuple[Mark, int] | None:
        """The place where the column stands now, with its header, where somebody cut it out and pasted it: what we left
        in it tells. ``header`` is the row in which other columns of ours have theirs."""
        known, left = {other.column for other in sheet.marks}, self.left.get(mark.name, frozenset())
        for column in range(1, grid.last_column + 1):
            if column not in known:
                cells = grid.raw_column(column)
                row = cells.index(mark.header) + 1 if mark.header in cells[:HEAD_ROWS] else header
                _, (values,) = grid.columns(row + 1, [column])
                if as_left(values, left):
                    return replace(mark, column=column), row
        return None


def _taken_off(mark: Mark) -> list[Json]:
    """Requests that take an entry out if it is still where it was read: a column that somebody inserted between our two
    reads lets another one stand under it."""
    return [*(hold(mark) if mark.column is not None else ()), drop(mark)]


def _header_rows(sheet: Sheet, grid: GoogleGrid, left: Mapping[str, frozenset[str]]) -> dict[int, int]:
    """Number of a mark -> row of the header, none for an empty column: where it stands as we wrote it, else in the row
    of the others, else above the first cell that is ours."""
    filled = {
        mark.number: (mark, cells) for mark in sheet.marks
        if mark.key == COLUMN and mark.column is not None and (cells := grid.raw_column(mark.column))
    }  # fmt: skip
    rows = {number: cells.index(mark.header) + 1 for number, (mark, cells) in filled.items() if mark.header in cells}
    found = rows or {
        number: _above_ours(grid, mark, left.get(mark.name, frozenset())) for number, (mark, _) in filled.items()
    }
    common = Counter(found.values()).most_common(1)
    return dict.fromkeys(filled, common[0][0]) | rows if common else {}


def _above_ours(grid: GoogleGrid, mark: Mark, left: frozenset[str]) -> int:
    """The row of the last filled cell above the first one that is ours, else the row above that one; where nothing
    tells which are ours, that of the first filled one."""
    column = mark.column or 1
    filled = [row for row, found in enumerate(grid.raw_column(column), 1) if found is not None]
    strange = {row for row in filled if is_strange(grid.value(row, column), left)}
    ours = next((row for row in filled if left and row not in strange), None)
    if ours is None:
        return filled[0]
    return max((row for row in strange if row < ours), default=max(ours - 1, 1))
