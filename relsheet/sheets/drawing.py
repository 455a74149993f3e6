"""A page of ours as a one-sheet .xlsx, drawn with XlsxWriter: the sheet is then grafted into the user's workbook."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import Any

import xlsxwriter

from relsheet.sheets.charts import add_chart, with_explicit_defaults
from relsheet.sheets.contract import Canvas, CanvasCell, CanvasRange, DropDown, Link, Style, Value

#: XlsxWriter otherwise writes the time of day into docProps, and two runs would differ.
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  a fixed mark, not a moment
A4 = 9  # ECMA-376-1 §18.3.1.63, paperSize
MARGINS_INCHES = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
#: What a date or a span shows where its style asks for nothing else.
DEFAULT_FORMATS: tuple[tuple[type, str], ...] = (
    (datetime, "yyyy-mm-dd hh:mm"),
    (date, "yyyy-mm-dd"),
    (time, "hh:mm"),
    (timedelta, "[h]:mm"),
)


def draw(canvas: Canvas, title: str) -> bytes:
    """The page as an .xlsx of one sheet named ``title``; the same canvas gives the same bytes.

    Strings stand inline in the sheet (``constant_memory``), so that it can be grafted without a string table. Text is
    written as text whatever it begins with. A drop-down's choices may be 255 characters long together, Excel's limit.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "remove_timezone": True})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(title)
    _lay_out(sheet, canvas)
    _write_cells(sheet, canvas, _Formats(book))
    for chart in canvas.charts:
        add_chart(book, sheet, chart, canvas)
    for drop_down in canvas.drop_downs:
        _add_drop_down(sheet, drop_down)
    _set_up_print(sheet, canvas)
    book.close()
    return with_explicit_defaults(target.getvalue()) if canvas.charts else target.getvalue()


class _Formats:
    """One XlsxWriter format per style: equal styles are one format in the file."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Style, str | None], Any] = {}

    def of(self, style: Style, value: Value) -> Any:
        number_format = style.number_format or next(
            (shown for kind, shown in DEFAULT_FORMATS if isinstance(value, kind)), None
        )
        made = self._made.get((style, number_format))
        if made is None:
            made = self._book.add_format(_properties(style, number_format))
            self._made[style, number_format] = made
        return made


def _properties(style: Style, number_format: str | None) -> dict[str, object]:
    vertical = "top" if style.top else "vcenter" if style.middle else None
    wished: dict[str, object] = {
        "bold": style.bold,
        "italic": style.italic,
        "underline": style.underline,
        "text_wrap": style.wrap,
        "indent": style.indent,
        "font_size": style.size,
        "font_color": _rgb(style.color),
        "bg_color": _rgb(style.fill),
        "align": str(style.align) if style.align else None,
        "valign": vertical,
        "num_format": number_format,
    }
    if style.border:
        wished |= {"border": 1, "border_color": _rgb(style.border)}
    if style.border_bottom:
        wished |= {"bottom": 1, "bottom_color": _rgb(style.border_bottom)}
    return {name: value for name, value in wished.items() if value}


def _rgb(color: str | None) -> str | None:
    return f"#{color}" if color else None


def _lay_out(sheet: Any, canvas: Canvas) -> None:
    for column in sorted(canvas.column_widths.keys() | set(canvas.hidden_columns)):
        hidden = {"hidden": True} if column in canvas.hidden_columns else {}
        sheet.set_column(column - 1, column - 1, canvas.column_widths.get(column), None, hidden)
    for row in sorted(canvas.row_heights.keys() | set(canvas.hidden_rows)):
        sheet.set_row(row - 1, canvas.row_heights.get(row), None, {"hidden": row in canvas.hidden_rows})
    if not canvas.grid_lines:
        sheet.hide_gridlines(2)
    if canvas.freeze_rows:
        sheet.freeze_panes(canvas.freeze_rows, 0)
    if canvas.filter_range:
        sheet.autofilter(*_bounds(canvas.filter_range))


def _bounds(area: CanvasRange) -> tuple[int, int, int, int]:
    """The range as XlsxWriter counts it, from nought."""
    return area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1


def _write_cells(sheet: Any, canvas: Canvas, formats: _Formats) -> None:
    """Cells row by row, as ``constant_memory`` asks for; a row without any needs one for its height to be kept."""
    bare = (CanvasCell(row, 1, None) for row in canvas.row_heights.keys() | set(canvas.hidden_rows))
    cells = [part for cell in canvas.cells for part in _spread(cell)]
    written = {cell.row for cell in cells}
    cells += [cell for cell in bare if cell.row not in written]
    for _, row in groupby(sorted(cells, key=attrgetter("row", "column")), attrgetter("row")):
        for cell in row:
            _write_cell(sheet, cell, formats.of(cell.style, cell.value))
    # Not merge_range(): in constant_memory it skips what begins in a row that is already written.
    sheet.merge.extend(
        [cell.row - 1, cell.column - 1, cell.row + cell.down - 2, cell.column + cell.across - 2]
        for cell in canvas.cells
        if cell.across > 1 or cell.down > 1
    )


def _spread(cell: CanvasCell) -> Iterator[CanvasCell]:
    """The cell itself and the empty ones that it is merged over: these carry its fill and frame."""
    yield cell
    for row in range(cell.row, cell.row + cell.down):
        for column in range(cell.column, cell.column + cell.across):
            if (row, column) != (cell.row, cell.column):
                yield CanvasCell(row, column, None, cell.style)


def _write_cell(sheet: Any, cell: CanvasCell, shape: Any) -> None:
    at = (cell.row - 1, cell.column - 1)
    if cell.link is not None:
        # Writes a text, which the value then takes the place of; the link stays.
        sheet.write_url(*at, _target(cell.link), shape, str(cell.value))
    match cell.value:
        case None | "":
            sheet.write_blank(*at, None, shape)
        case str():
            sheet.write_string(*at, cell.value, shape)
        case bool():
            sheet.write_boolean(*at, cell.value, shape)
        case int() | float():
            sheet.write_number(*at, cell.value, shape)
        case _:
            sheet.write_datetime(*at, cell.value, shape)


def _target(link: Link) -> str:
    tab = link.tab.replace("'", "''")
    return f"internal:'{tab}'!{xlsxwriter.utility.xl_rowcol_to_cell(link.row - 1, link.column - 1)}"


def _add_drop_down(sheet: Any, drop_down: DropDown) -> None:
    sheet.data_validation(
        *_bounds(drop_down.cells),
        # A suggestion: whatever else the user types is his to decide, and nobody asks him twice.
        {"validate": "list", "source": list(drop_down.choices), "error_type": "information", "show_error": False},
    )


def _set_up_print(sheet: Any, canvas: Canvas) -> None:
    if canvas.landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(**MARGINS_INCHES)
    if canvas.print_scale:
        sheet.set_print_scale(canvas.print_scale)
    else:
        sheet.fit_to_pages(1, 0)
    if canvas.print_area:
        sheet.print_area(*_bounds(canvas.print_area))
    if canvas.page_breaks:
        sheet.set_h_pagebreaks([row - 1 for row in canvas.page_breaks])
    if canvas.repeat_rows:
        first, last = canvas.repeat_rows
        sheet.repeat_rows(first - 1, last - 1)
    if canvas.print_footer:
        sheet.set_footer(canvas.print_footer)
