"""What a backend may be asked to write: columns, pages, rows; and its receipt.

What there may be 100,000 of in one run (cells, changes) are no frozen dataclasses, which take ten times as long to make
as a ``msgspec.Struct``. Cells of pages are kept by pydantic for the way back, which knows NamedTuples and not those.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from relsheet.errors import Warn
from relsheet.sheets.workbook import Value


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks; colours as RRGGBB, sizes in points. Equal styles are one format in the file."""

    bold: bool = False
    italic: bool = False
    size: float | None = None  # None: the workbook's own
    color: str | None = None
    fill: str | None = None
    align: Align | None = None
    top: bool = False  # vertical: top instead of bottom
    middle: bool = False
    wrap: bool = False
    number_format: str | None = None  # as in Excel: "yyyy-mm-dd", "0.0%"
    underline: bool = False
    border_bottom: str | None = None  # colour of a thin line
    border: str | None = None  # colour of a thin frame
    indent: int = 0


PLAIN = Style()


class OwnCell(Struct, frozen=True, gc=False):
    """One cell of ours beside a user's row. ``value`` None clears it."""

    row: int
    value: Value
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class PlaceColumn:
    """Put a column of ours at the right of the tab's last used column, or fill the one that is already there.

    Cells of the column between header and last used row that are not listed are emptied.
    """

    key: str
    tab: str
    header_row: int
    header: str
    header_style: Style
    width: float  # in characters, used when the column is new
    cells: tuple[OwnCell, ...]


@dataclass(frozen=True, slots=True)
class DropColumn:
    """Take a column of ours out again: its cells, its name and its place in a table."""

    key: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a cell of this workbook."""

    tab: str
    row: int
    column: int


class CanvasCell(NamedTuple):
    """One cell of a page of ours; ``across`` and ``down`` merge it over that many columns and rows."""

    row: int
    column: int
    value: Value
    style: Style = PLAIN
    link: Link | None = None
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class CanvasRange:
    """A run of cells on the same page, for a chart or a drop-down."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class ChartKind(StrEnum):
    STACKED_BAR = "stacked_bar"  # one horizontal bar made of the series
    BAR = "bar"
    COLUMN = "column"
    STACKED_COLUMN = "stacked_column"  # upright bars: each series has its own points, the others' are empty there
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart. LINE over a COLUMN or STACKED_COLUMN chart is drawn on the second axis (0 to 1)."""

    name: str
    categories: CanvasRange
    values: CanvasRange
    color: str
    kind: ChartKind
    labels: bool = False
    label_color: str = "000000"
    point_colors: tuple[str, ...] = ()
    dashed: bool = False  # a limit rather than a measurement


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart, anchored at a cell; sizes in pixels."""

    kind: ChartKind
    row: int
    column: int
    width: int
    height: int
    title: str | None
    alt_text: str
    series: tuple[Series, ...]
    legend: bool = False
    axis_format: str | None = None  # of the numbers on the axis of values
    second_axis_format: str | None = None


@dataclass(frozen=True, slots=True)
class DropDown:
    """A list to choose from, as a suggestion: other entries are allowed."""

    cells: CanvasRange
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A page of ours laid out on cells, free of any file format: XlsxWriter and Google requests draw the same one."""

    cells: tuple[CanvasCell, ...]
    column_widths: Mapping[int, float]  # 1-based column -> characters
    row_heights: Mapping[int, float]  # 1-based row -> points
    charts: tuple[Chart, ...] = ()
    drop_downs: tuple[DropDown, ...] = ()
    landscape: bool = True
    freeze_rows: int = 0
    repeat_rows: tuple[int, int] | None = None  # printed on each page
    page_breaks: tuple[int, ...] = ()  # rows before which a printed page ends
    filter_range: CanvasRange | None = None
    grid_lines: bool = False
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    print_footer: str | None = None
    print_area: CanvasRange | None = None  # the figures that charts draw from stand outside of it
    print_scale: int | None = None  # per cent; None: fit the width. Excel heeds page breaks only with a scale


@dataclass(frozen=True, slots=True)
class PutPage:
    """Make a page of ours, or replace it wholly where an earlier run left one.

    Another's tab of that name is not touched: ours then takes the next free name."""

    key: str
    title: str
    canvas: Canvas
    hidden: bool = False
    at_front: bool = False


@dataclass(frozen=True, slots=True)
class SpliceRows:
    """Change single cells of a tab of ours that users write into (To do), add rows below, take rows out.

    ``removed`` rows leave the tab and what is below moves up; values of users in other rows stay beside their row.
    """

    key: str
    changed: tuple[tuple[int, int, Value, Style], ...] = ()  # row, column, value, style
    appended: tuple[tuple[tuple[int, Value, Style], ...], ...] = ()  # per new row: column, value, style
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DropPage:
    """Take a page of ours out again."""

    key: str


Edit = PlaceColumn | DropColumn | PutPage | SpliceRows | DropPage


def columns_by_tab(edits: Iterable[Edit]) -> Mapping[str, Sequence[PlaceColumn]]:
    """Tab -> the columns that are to be placed in it, in their order."""
    found: dict[str, list[PlaceColumn]] = {}
    for edit in edits:
        if isinstance(edit, PlaceColumn):
            found.setdefault(edit.tab, []).append(edit)
    return found


class CellChange(Struct, frozen=True, gc=False):
    """One cell that a write changes: for ``--dry-run`` and the JSON answer."""

    tab: str
    row: int
    column: int
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a write did."""

    written: bool
    changes: tuple[CellChange, ...] = ()  # in the user's tabs and on To do; pages that are put wholly do not count
    backup: Path | None = None
    output: Path | None = None
    warnings: tuple[Warn, ...] = ()
    calls: int = 0  # to a remote service

    @property
    def cells_written(self) -> int:
        """How many cells the write changed."""
        return len(self.changes)
