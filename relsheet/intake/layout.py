"""Where the header of a tab may be: each row near the top by itself, and each pair of rows read as one header."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from relsheet.intake.header_text import JOINT, OWN_MARK
from relsheet.sheets.workbook import Grid, Value

#: Titles, notes and blank rows may stand above the header; it is looked for in so many rows.
HEADER_ROWS = 30
#: So many rows below the header tell what the columns hold.
SAMPLE_ROWS = 60
#: A longer text is a note and no header (convention).
LONGEST_HEADER = 60
#: A plain number of this size in the lower half of a header is a year.
YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A possible header: one text per column, "" where there is none; two rows are joined by a line break."""

    first_row: int
    last_row: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TabTop:
    """The top of a tab without the columns of ours."""

    grid: Grid
    cells: tuple[tuple[Value, ...], ...]
    own: frozenset[int]  # 1-based columns of ours
    end_row: int | None = None  # the first row of another table below this one

    def above(self, row: int) -> "TabTop":
        """The tab as far as that row, which is another table's."""
        return replace(self, cells=self.cells[: row - 1], end_row=row)

    def samples(self, below_row: int, column: int) -> list[Value]:
        """The values of a column under a header row, empty cells left out."""
        values = [row[column - 1] if column <= len(row) else None for row in self.cells[below_row:]]
        return [value for value in values if value not in (None, "")]


def top_of(grid: Grid, own_columns: Collection[int]) -> TabTop:
    """What stands at the top of a tab; columns that an earlier run wrote, or marked ◆, are left out."""
    cells = grid.head(HEADER_ROWS + SAMPLE_ROWS)
    own = set(own_columns)
    for row in cells[:HEADER_ROWS]:
        own |= {place for place, value in enumerate(row, 1) if isinstance(value, str) and value.endswith(OWN_MARK)}
    width = max((len(row) for row in cells), default=0)
    kept = tuple(
        tuple(None if place in own else value for place, value in enumerate((*row, *[None] * (width - len(row))), 1))
        for row in cells
    )
    return TabTop(grid, kept, frozenset(own))


def header_blocks(top: TabTop) -> Iterator[HeaderBlock]:
    """Single rows first, then pairs, from the top down; a row of groups is no header without the row below it."""
    rows = [_header_texts(row) for row in top.cells[:HEADER_ROWS]]
    likely = [index for index, row in enumerate(rows) if any(row)]
    halves = [index for index in likely if index + 1 < len(rows) and _is_upper_half(rows[index], top.cells[index + 1])]
    for index in likely:
        if index not in halves:
            yield HeaderBlock(index + 1, index + 1, tuple(rows[index]))
    for index in likely:
        if index + 1 < len(rows) and any(rows[index + 1]):
            lower = _with_years(top.cells[index + 1]) if index in halves else rows[index + 1]
            yield HeaderBlock(index + 1, index + 2, tuple(_joined(rows[index], lower)))


def _is_upper_half(upper: Sequence[str], below: Sequence[Value]) -> bool:
    """Whether the row below only divides groups of this one: 2025 | 2026 below Sales, nothing below Customer.

    A record below a header fills most columns, and seldom one that has no header.
    """
    lower = _with_years(below)
    if any(value is not None and value != "" and not text for value, text in zip(below, lower, strict=True)):
        return False
    named = [bool(text) for text in upper]
    divided = sum(has and not name for has, name in zip(map(bool, lower), named, strict=True))
    left_open = sum(name and not text for text, name in zip(lower, named, strict=True))
    groups = sum(name and bool(text) for text, name in zip(lower, named, strict=True))
    return bool(divided and groups) and left_open >= 2


def _with_years(row: Sequence[Value]) -> list[str]:
    """The texts of a row of headers; a year is one too."""
    years = [str(int(value)) if isinstance(value, int | float) and value in YEARS else "" for value in row]
    return [text or year for text, year in zip(_header_texts(row), years, strict=True)]


def _header_texts(row: Sequence[Value]) -> list[str]:
    texts = [" ".join(value.split()) if isinstance(value, str) else "" for value in row]
    return [text if len(text) <= LONGEST_HEADER else "" for text in texts]


def _joined(upper: Sequence[str], lower: Sequence[str]) -> Iterator[str]:
    """A group's name spans the columns at its right (merged or left blank) as far as the lower row goes on."""
    group = ""
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else "")
        yield f"{group}{JOINT}{below}" if group and below else group or below
