"""A page of ours as a one-sheet .xlsx, drawn with XlsxWriter: the sheet is then grafted into the user's workbook."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import xlsxwriter

from relsheet.opc.cell import CellWriter
from relsheet.sheets.charts import add_chart, with_explicit_defaults
from relsheet.sheets.drawing_rows import dimension, hyperlinks, sheet_data, spread
from relsheet.sheets.edits import PLAIN, Canvas, CanvasCell, CanvasRange, DropDown, Style
from relsheet.sheets.formats import shown_as

#: XlsxWriter otherwise writes the time of day into docProps, and two runs would differ.
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  a fixed mark, not a moment
A4 = 9  # ECMA-376-1 §18.3.1.63, paperSize
MARGINS_INCHES = {"left": 0.4, "right": 0.4, "top": 0.4, "bottom": 0.5}
#: Sample cells stand in the last row of the sheet, and leave it again with XlsxWriter's own rows.
SAMPLE_ROW = 1_048_576
SHEET = "xl/worksheets/sheet1.xml"
SAMPLE = re.compile(rb'<c r="[A-Z]+%d"(?: s="(\d+)")?/>' % SAMPLE_ROW)
DIMENSION = re.compile(rb"<dimension [^>]*/>")
#: What the schema puts next behind the links (§18.3.1.99).
AFTER_LINKS = re.compile(rb"<(?:printOptions|pageMargins)\b")
SHEET_DATA = re.compile(rb"<sheetData>.*</sheetData>|<sheetData/>", re.DOTALL)


def draw(canvas: Canvas, title: str, *, date1904: bool = False) -> bytes:
    """The page as an .xlsx of one sheet named ``title``; the same canvas gives the same bytes.

    Strings stand inline in the sheet, so that it can be grafted without a string table; text is written as text
    whatever it begins with. A drop-down's choices may be 255 characters long together, Excel's limit.
    ``date1904``: dates are counted as in the workbook that the page goes into.
    """
    cells = spread(canvas.cells)
    looks = _Looks()
    samples = looks.samples_of(cells)

    def with_cells(sheet: bytes) -> bytes:
        numbers = [0, *(int(number or 0) for number in SAMPLE.findall(sheet))]
        rows = sheet_data(canvas, cells, [numbers[sample] for sample in samples], CellWriter(b"", date1904=date1904))
        sheet = SHEET_DATA.sub(lambda _: rows, DIMENSION.sub(dimension(cells), sheet))
        return AFTER_LINKS.sub(lambda found: hyperlinks(canvas.cells) + found[0], sheet, count=1)

    return _finished(_frame(canvas, title, looks), with_cells)


def _frame(canvas: Canvas, title: str, looks: "_Looks") -> bytes:
    """All of the page but its cells: formats, widths, merges, charts, drop-downs, print set-up."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})  # no temporary file: a full disk is none of its business
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(title)
    _lay_out(sheet, canvas)
    for chart in canvas.charts:
        add_chart(book, sheet, chart, canvas)
    for drop_down in canvas.drop_downs:
        _add_drop_down(sheet, drop_down)
    _set_up_print(sheet, canvas)
    for column, properties in enumerate(looks.properties()):
        sheet.write_blank(SAMPLE_ROW - 1, column, None, book.add_format(properties))
    book.close()
    return target.getvalue()


def _finished(package: bytes, with_cells: Callable[[bytes], bytes]) -> bytes:
    """The package with the cells in its sheet, and with charts that leave nothing to be guessed."""
    target = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(target, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == SHEET:
                content = with_cells(content)
            elif member.filename.startswith("xl/charts/chart"):
                content = with_explicit_defaults(content)
            # With the member's own date: the same page gives the same bytes. It is taken apart again at once.
            new.writestr(member, content, ZIP_STORED)
    return target.getvalue()


class _Looks:
    """The different looks of a page: XlsxWriter formats one sample cell of each, and so numbers them.

    The first is that of a cell without any format, which needs no sample.
    """

    def __init__(self) -> None:
        self._samples: dict[tuple[Style, str | None], int] = {(PLAIN, None): 0}

    def samples_of(self, cells: Iterable[CanvasCell]) -> list[int]:
        """The place of each cell's look among the samples."""
        known: dict[tuple[int, type], int] = {}  # by identity: to hash a style costs more than to write a cell
        found = []
        for cell in cells:
            style, kind = cell.style, type(cell.value)
            sample = known.get((id(style), kind))
            if sample is None:
                look = (style, style.number_format or shown_as(cell.value))
                sample = known[id(style), kind] = self._samples.setdefault(look, len(self._samples))
            found.append(sample)
        return found

    def properties(self) -> list[dict[str, object]]:
        """What XlsxWriter is to make of each sample, in order."""
        return [_properties(style, number_format) for style, number_format in list(self._samples)[1:]]


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
    # Not merge_range(), which would write the cells too.
    sheet.merge.extend(
        [cell.row - 1, cell.column - 1, cell.row + cell.down - 2, cell.column + cell.across - 2]
        for cell in canvas.cells
        if cell.across > 1 or cell.down > 1
    )
    if not canvas.grid_lines:
        sheet.hide_gridlines(2)
    if canvas.freeze_rows:
        sheet.freeze_panes(canvas.freeze_rows, 0)
    if canvas.filter_range:
        sheet.autofilter(*_bounds(canvas.filter_range))


def _bounds(area: CanvasRange) -> tuple[int, int, int, int]:
    """The range as XlsxWriter counts it, from nought."""
    return area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1


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
    sheet.center_horizontally()
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
