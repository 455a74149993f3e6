"""The rows of a page as XML. XlsxWriter would need some ten times as long, and a To do tab may have 30,000 of them."""

from collections.abc import Iterable, Sequence
from html import escape
from operator import attrgetter

from relsheet.opc.address import letters
from relsheet.opc.cell import CellWriter
from relsheet.sheets.edits import Canvas, CanvasCell, Link


def spread(cells: Iterable[CanvasCell]) -> list[CanvasCell]:
    """All cells by row and column, with the empty ones that a merged cell covers: these carry its fill and frame."""
    found = list(cells)
    found += (
        CanvasCell(row, column, None, cell.style)
        for cell in [cell for cell in found if cell.across > 1 or cell.down > 1]
        for row in range(cell.row, cell.row + cell.down)
        for column in range(cell.column, cell.column + cell.across)
        if (row, column) != (cell.row, cell.column)
    )
    return sorted(found, key=attrgetter("row", "column"))


def sheet_data(canvas: Canvas, cells: Sequence[CanvasCell], formats: Sequence[int], writer: CellWriter) -> bytes:
    """``<sheetData>``: the cells (as ``spread`` gives them), each with the number of its format."""
    rows: dict[int, list[bytes]] = {row: [] for row in (*canvas.row_heights, *canvas.hidden_rows)}
    for (row, column, value, *_), number in zip(cells, formats, strict=True):
        if row not in rows:
            rows[row] = []
        rows[row].append(writer.cell(row, column, value, number))
    starts = _row_starts(canvas, rows)
    return b"<sheetData>%b</sheetData>" % b"".join(b"%b%b</row>" % (starts[row], b"".join(rows[row])) for row in starts)


def _row_starts(canvas: Canvas, rows: Iterable[int]) -> dict[int, bytes]:
    """Row -> its opening tag, from the first row on."""
    heights = {row: f' ht="{points:g}" customHeight="1"' for row, points in canvas.row_heights.items()}
    hidden = dict.fromkeys(canvas.hidden_rows, ' hidden="1"')
    return {row: f'<row r="{row}"{heights.get(row, "")}{hidden.get(row, "")}>'.encode() for row in sorted(rows)}


def dimension(cells: Sequence[CanvasCell]) -> bytes:
    """``<dimension>``: the range that the cells fill."""
    if not cells:
        return b'<dimension ref="A1"/>'
    columns = [cell.column for cell in cells]
    start, end = f"{letters(min(columns))}{cells[0].row}", f"{letters(max(columns))}{cells[-1].row}"
    return f'<dimension ref="{start}:{end}"/>'.encode()


def hyperlinks(cells: Iterable[CanvasCell]) -> bytes:
    """``<hyperlinks>`` to cells of this workbook; nothing where no cell has a link."""
    links = [
        f'<hyperlink ref="{letters(cell.column)}{cell.row}" location="{escape(_target(cell.link))}"/>'
        for cell in cells
        if cell.link is not None
    ]
    return f"<hyperlinks>{''.join(links)}</hyperlinks>".encode() if links else b""


def _target(link: Link) -> str:
    tab = link.tab.replace("'", "''")
    return f"'{tab}'!{letters(link.column)}{link.row}"
