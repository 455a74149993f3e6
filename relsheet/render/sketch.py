"""Pieces of a page of ours on a grid of narrow columns, and how they are put one below the other on A4 pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from relsheet.sheets.edits import PLAIN, Canvas, CanvasCell, CanvasRange, Chart, Link, Style
from relsheet.sheets.workbook import Value

#: Six groups of six narrow columns with gaps between them, 888 pixels wide together: six tiles, or any table.
GROUPS, GROUP_COLUMNS = 6, 7
COLUMN_PIXELS, GAP_PIXELS = 23, 12
COLUMNS = GROUPS * GROUP_COLUMNS - 1  # no gap at the right edge
#: A column of w characters is 7 w + 5 pixels wide in the default font.
CHARACTER_PIXELS, EDGE_PIXELS = 7, 5
PIXELS_PER_POINT = 4 / 3
#: What fits on landscape A4 at PRINT_SCALE, in points. The scale leaves room in width for fonts whose digits are wider
#: than Calibri's (SimSun, DejaVu): columns are counted in digits of the workbook's own font.
PAGE_POINTS, PRINT_SCALE = 612.0, 83
SPACE_POINTS = 14.0
#: Where the figures begin that charts draw from: right of the page, outside of what is printed.
FIGURES_COLUMN = COLUMNS + 4
FIGURE_STYLE = Style(size=8, color="9CA3AF")


@dataclass(frozen=True, slots=True)
class Area:
    """A run of the page's columns, both ends included."""

    first: int = 1
    last: int = COLUMNS

    @property
    def pixels(self) -> int:
        return sum(column_pixels(column) for column in range(self.first, self.last + 1))

    def split(self, weights: Sequence[float]) -> list["Area"]:
        """Neighbouring areas whose widths come nearest to the weights; each has at least one column."""
        areas, first, wished = [], self.first, 0.0
        for number, weight in enumerate(weights, start=1):
            wished += weight / sum(weights) * self.pixels
            latest = self.last - (len(weights) - number)
            ends = range(first, latest + 1)
            last = latest if number == len(weights) else min(ends, key=lambda end: self._distance(end, wished))
            areas.append(Area(first, last))
            first = last + 1
        return areas

    def _distance(self, end: int, wished: float) -> float:
        return abs(Area(self.first, end).pixels - wished)


def column_pixels(column: int) -> int:
    """The width of one of the page's columns: the last of a group is a gap."""
    return GAP_PIXELS if column % GROUP_COLUMNS == 0 else COLUMN_PIXELS


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as drawn, its rows counted from 1; ``figures`` stand where they are, beside the page."""

    cells: tuple[CanvasCell, ...]
    heights: tuple[float, ...]  # points
    charts: tuple[Chart, ...] = ()
    figures: tuple[CanvasCell, ...] = ()

    @property
    def points(self) -> float:
        return sum(self.heights)


@dataclass(slots=True)
class Sketch:
    """A piece in the making."""

    cells: list[CanvasCell] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    def row(self, points: float) -> int:
        """One more row of that height; its number."""
        self.heights.append(points)
        return len(self.heights)

    def put(self, row: int, area: Area, value: Value, style: Style = PLAIN, link: Link | None = None) -> None:
        """A value across an area of that row."""
        across = area.last - area.first + 1
        self.cells.append(CanvasCell(row, area.first, value, style, link, across))

    def piece(self, charts: tuple[Chart, ...] = (), figures: tuple[CanvasCell, ...] = ()) -> Piece:
        return Piece(tuple(self.cells), tuple(self.heights), charts, figures)


def below(upper: Piece, lower: Piece) -> Piece:
    """Two pieces that stay together, one below the other."""
    rows = len(upper.heights)
    return Piece(
        upper.cells + tuple(cell._replace(row=cell.row + rows) for cell in lower.cells),
        upper.heights + lower.heights,
        upper.charts + tuple(replace(chart, row=chart.row + rows) for chart in lower.charts),
        upper.figures + lower.figures,
    )


def beside(left: Piece, right: Piece) -> Piece:
    """Two pieces in the same rows: each row is as high as the higher one."""
    rows = max(len(left.heights), len(right.heights))
    heights = tuple(max(_height(left, row), _height(right, row)) for row in range(rows))
    return Piece(left.cells + right.cells, heights, left.charts + right.charts, left.figures + right.figures)


def _height(piece: Piece, row: int) -> float:
    return piece.heights[row] if row < len(piece.heights) else 0.0


def stacked(pieces: Iterable[Piece], footer: str) -> Canvas:
    """The pieces one below the other as a page of landscape A4 sheets; no piece that fits on one sheet is cut."""
    cells: list[CanvasCell] = []
    charts: list[Chart] = []
    heights: list[float] = []
    breaks: list[int] = []
    used = 0.0
    for piece in pieces:
        space = SPACE_POINTS if heights else 0.0
        if used and used + space + piece.points > PAGE_POINTS:
            breaks.append(len(heights) + 1)
            used = space = 0.0
        if space:
            heights.append(space)
        above = len(heights)
        cells += [cell._replace(row=cell.row + above) for cell in piece.cells]
        cells += piece.figures
        charts += [replace(chart, row=chart.row + above) for chart in piece.charts]
        heights += piece.heights
        used = (used + space + piece.points) % PAGE_POINTS
    return Canvas(
        cells=tuple(cells),
        column_widths=_column_widths(),
        row_heights=dict(enumerate(heights, start=1)),
        charts=tuple(charts),
        page_breaks=tuple(breaks),
        print_area=CanvasRange(1, 1, max(len(heights), 1), COLUMNS),
        print_scale=PRINT_SCALE,
        print_footer=footer,
    )


def _column_widths() -> Mapping[int, float]:
    return {
        column: round((column_pixels(column) - EDGE_PIXELS) / CHARACTER_PIXELS, 2) for column in range(1, COLUMNS + 1)
    }
