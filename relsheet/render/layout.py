"""Blocks as pieces of a page: headings, tiles, tables; the calm part of the Summary."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from relsheet.pages.blocks import (
    Block,
    Heading,
    Page,
    Paragraph,
    Pareto,
    SideBySide,
    StackedBar,
    Table,
    TableCell,
    Tile,
    Tiles,
)
from relsheet.records import Origin
from relsheet.render.charts import draw_pareto, draw_stacked_bar
from relsheet.render.measure import lines_of
from relsheet.render.palette import LINK, MUTED, RULE, TEXT, TILE_FILL, TONE_FILLS, tone_text
from relsheet.render.sketch import (
    CHARACTER_PIXELS,
    COLUMNS,
    FIGURES_COLUMN,
    GROUP_COLUMNS,
    GROUPS,
    Area,
    Piece,
    Sketch,
    below,
    beside,
    stacked,
)
from relsheet.sheets.edits import Align, Canvas, Link, Style
from relsheet.sheets.workbook import Value
from relsheet.texts import Texts

WHOLE = Area()
SMALL, NORMAL, SECTION, FIGURE, TITLE = 9.0, 10.0, 12.0, 20.0, 18.0
DEFAULT_SIZE = 11.0  # the font that column widths are counted in
LINE, ROW_EDGE = 1.36, 5.0  # a line's height in sizes; points above and below
CELL_EDGE_PIXELS = 16  # an indent included
TITLE_STYLE = Style(bold=True, size=TITLE, color=TEXT, middle=True)
SECTION_STYLE = Style(bold=True, size=SECTION, color=TEXT, middle=True)
NOTE_STYLE = Style(size=SMALL, color=MUTED, wrap=True, top=True)
FOOTER = "&L&8{name}&R&8&P / &N"


def canvas_of(page: Page, texts: Texts) -> Canvas:
    """The page on cells, ready to be drawn by any kind of spreadsheet."""
    return stacked(_pieces(page, texts), FOOTER.format(name=page.title))


def _pieces(page: Page, texts: Texts) -> Iterator[Piece]:
    figures_column = FIGURES_COLUMN
    for block in page.blocks:
        piece = _piece(block, texts, figures_column)
        figures_column = max((cell.column + 2 for cell in piece.figures), default=figures_column)
        yield piece


def _piece(block: Block, texts: Texts, figures_column: int) -> Piece:
    match block:
        case Heading():
            return _title(block)
        case Paragraph():
            return _paragraph(block)
        case Tiles():
            return _tiles(block)
        case Table():
            return _table(block, WHOLE)
        case SideBySide():
            left, right = _two_areas(block.left_share)
            return beside(_table(block.left, left), _table(block.right, right))
        case StackedBar():
            return _charted(block, draw_stacked_bar(block, texts, figures_column) if block.slices else None)
        case Pareto():
            return _charted(block, draw_pareto(block, texts, figures_column) if block.bars else None)


def _two_areas(left_share: float) -> tuple[Area, Area]:
    """Two areas with a gap column between them."""
    left = GROUP_COLUMNS * min(GROUPS - 1, max(1, round(left_share * GROUPS)))
    return Area(1, left - 1), Area(left + 1, COLUMNS)


def _title(heading: Heading) -> Piece:
    sketch = Sketch()
    sketch.put(sketch.row(30), WHOLE, heading.text, TITLE_STYLE)
    if heading.note:
        _put_text(sketch, WHOLE, heading.note, NOTE_STYLE)
    return sketch.piece()


def _paragraph(block: Paragraph) -> Piece:
    sketch = Sketch()
    style = Style(size=NORMAL, color=tone_text(block.tone), fill=TONE_FILLS.get(block.tone), wrap=True, middle=True)
    _put_text(sketch, WHOLE, block.text, style)
    return sketch.piece()


def _tiles(block: Tiles) -> Piece:
    """Label, large figure and change, on a quiet ground that a tone fills."""
    sketch = Sketch()
    rows = [sketch.row(points) for points in (20, 32, 20)]
    for number, tile in enumerate(block.tiles):
        area = Area(number * GROUP_COLUMNS + 1, (number + 1) * GROUP_COLUMNS - 1)
        for row, (value, style) in zip(rows, _tile_lines(tile), strict=True):
            sketch.put(row, area, value, style)
    return sketch.piece()


def _tile_lines(tile: Tile) -> tuple[tuple[Value, Style], ...]:
    ground = Style(size=SMALL, fill=TONE_FILLS.get(tile.tone, TILE_FILL), align=Align.LEFT, indent=1)
    figure, number_format = _figure(tile)
    return (
        (tile.label, replace(ground, color=TEXT, middle=True)),
        (
            figure,
            replace(
                ground, bold=True, size=FIGURE, color=tone_text(tile.tone), middle=True, number_format=number_format
            ),
        ),
        (tile.change or "", replace(ground, color=TEXT if tile.tone in TONE_FILLS else MUTED, top=True)),
    )


def _figure(tile: Tile) -> tuple[Value, str | None]:
    """A figure as the number it is where it can be: Excel puts a green corner on a number that stands as text."""
    if tile.number is not None and tile.value == f"{tile.number:,}":
        return tile.number, "#,##0"
    if tile.number is not None and tile.value == f"{tile.number:.0%}":
        return tile.number, "0%"
    return tile.value, None


def _charted(block: StackedBar | Pareto, drawing: Piece | None) -> Piece:
    """The heading with its chart below, or with what to enter to get one."""
    sketch = Sketch()
    _put_heading(sketch, block.heading, WHOLE)
    if drawing is None:
        _put_text(sketch, WHOLE, block.empty_text, NOTE_STYLE)
        return sketch.piece()
    return below(sketch.piece(), drawing)


def _table(table: Table, area: Area) -> Piece:
    sketch = Sketch()
    _put_heading(sketch, table.heading, area)
    if not table.rows:
        _put_text(sketch, area, table.empty_text, NOTE_STYLE)
        return sketch.piece()
    areas = area.split([column.weight for column in table.columns])
    row = sketch.row(18)
    sides = [_side(number, column.numeric) for number, column in enumerate(table.columns)]
    for column, place, side in zip(table.columns, areas, sides, strict=True):
        sketch.put(row, place, column.header, replace(side, size=SMALL, color=MUTED, border_bottom=MUTED, wrap=False))
    for cells in table.rows:
        row = sketch.row(
            max(_points(_text(cell.value), place, NORMAL) for cell, place in zip(cells, areas, strict=True))
        )
        for cell, side, place in zip(cells, sides, areas, strict=True):
            sketch.put(row, place, cell.value, _cell_style(cell, side), _link(cell.link))
    return sketch.piece()


def _side(number: int, numeric: bool) -> Style:
    """Where the texts of a column stand: numbers at its right; words at its left, off the column before it."""
    if numeric:
        return Style(align=Align.RIGHT, middle=True, wrap=True)
    return Style(align=Align.LEFT, middle=True, wrap=True, indent=1 if number else 0)


def _cell_style(cell: TableCell, side: Style) -> Style:
    return replace(
        side,
        bold=cell.bold,
        size=NORMAL,
        color=LINK if cell.link else tone_text(cell.tone),
        fill=TONE_FILLS.get(cell.tone),
        number_format=cell.number_format,
        border_bottom=RULE,
    )


def _put_heading(sketch: Sketch, heading: Heading, area: Area) -> None:
    sketch.put(sketch.row(22), area, heading.text, SECTION_STYLE)
    if heading.note:
        _put_text(sketch, area, heading.note, NOTE_STYLE)


def _put_text(sketch: Sketch, area: Area, text: str, style: Style) -> None:
    sketch.put(sketch.row(_points(text, area, style.size or NORMAL)), area, text, style)


def _points(text: str, area: Area, size: float) -> float:
    """How high a row must be to show the text in that area."""
    digits = (area.pixels - CELL_EDGE_PIXELS) / (CHARACTER_PIXELS * size / DEFAULT_SIZE)
    return round(lines_of(text, digits) * size * LINE + ROW_EDGE, 1)


def _text(value: Value) -> str:
    """A value as wide as the cell will show it."""
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else str(value)


def _link(origin: Origin | None) -> Link | None:
    return Link(origin.tab, origin.row, origin.column) if origin else None
