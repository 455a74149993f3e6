"""Native charts of a page, drawn with XlsxWriter, with every default written out for programs that guess otherwise."""

from typing import Any

from lxml import etree

from relsheet.sheets.edits import Canvas, CanvasRange, Chart, ChartKind, Series
from relsheet.sheets.workbook import Value

TEXT = "404040"
AXIS = "BFBFBF"
GRID = "E7E6E6"
FONT_POINTS = 9
TITLE_POINTS = 11
#: Share of a bar's width that is left free beside it, in percent; one stacked bar alone fills its chart.
GAP = {ChartKind.STACKED_BAR: 30, ChartKind.BAR: 45, ChartKind.COLUMN: 45, ChartKind.STACKED_COLUMN: 45}
XLSXWRITER_TYPES = {
    ChartKind.STACKED_BAR: {"type": "bar", "subtype": "percent_stacked"},  # fills its width
    ChartKind.BAR: {"type": "bar"},
    ChartKind.COLUMN: {"type": "column"},
    ChartKind.STACKED_COLUMN: {"type": "column", "subtype": "stacked"},
    ChartKind.LINE: {"type": "line"},
}
#: A label of nought says nothing and would lie on its neighbour's.
NO_ZERO_LABELS = "#,##0;-#,##0;;"
NO_TICKS = {"major_tick_mark": "none", "minor_tick_mark": "none"}
MOVE_DO_NOT_SIZE = 2  # with the cells, XlsxWriter's object_position


def add_chart(book: Any, sheet: Any, chart: Chart, canvas: Canvas) -> None:
    """Draw the chart on the sheet; a LINE series over another kind of chart goes to the second axis."""
    values = {(cell.row, cell.column): cell.value for cell in canvas.cells}
    drawn = book.add_chart(XLSXWRITER_TYPES[chart.kind])
    over = book.add_chart(XLSXWRITER_TYPES[ChartKind.LINE]) if _lines_over(chart) else None
    for series in chart.series:
        wished = _series(sheet.get_name(), series, values)
        if over is not None and series.kind is ChartKind.LINE:
            over.add_series({**wished, "y2_axis": True})
        else:
            drawn.add_series(wished)
    _set_axes(drawn, chart)
    if over is not None:
        over.set_y2_axis(_share_axis(chart.second_axis_format))
        drawn.combine(over)
    _dress(drawn, chart)
    options = {"description": chart.alt_text, "object_position": MOVE_DO_NOT_SIZE}
    sheet.insert_chart(chart.row - 1, chart.column - 1, drawn, options)


def _lines_over(chart: Chart) -> bool:
    return chart.kind is not ChartKind.LINE and any(series.kind is ChartKind.LINE for series in chart.series)


def _dress(drawn: Any, chart: Chart) -> None:
    drawn.set_title({"name": chart.title, "name_font": _font(TITLE_POINTS)} if chart.title else {"none": True})
    drawn.set_legend({"position": "bottom", "font": _font()} if chart.legend else {"none": True})
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    drawn.set_plotarea({"fill": {"none": True}})
    drawn.show_hidden_data()  # a page may keep a chart's figures in hidden columns


def _series(tab: str, series: Series, values: dict[tuple[int, int], Value]) -> dict[str, object]:
    """The series with its values beside the reference: a viewer that does not calculate (a phone) shows these."""
    wished: dict[str, object] = {
        "name": series.name,
        "categories": _reference(tab, series.categories),
        "categories_data": _cached(series.categories, values),
        "values": _reference(tab, series.values),
        "values_data": _cached(series.values, values),
    }
    if series.kind is ChartKind.LINE:
        wished |= {"line": _stroke(series), "marker": {"type": "none"}}
    else:
        white_edge = {"color": "#FFFFFF", "width": 0.75}
        wished |= {"fill": {"color": f"#{series.color}"}, "border": white_edge, "gap": GAP[series.kind]}
    if series.point_colors:
        wished["points"] = [{"fill": {"color": f"#{color}"}} for color in series.point_colors]
    if series.labels:
        font = {"size": FONT_POINTS, "color": f"#{series.label_color}"}
        wished["data_labels"] = {"value": True, "font": font, "num_format": NO_ZERO_LABELS}
    return wished


def _stroke(series: Series) -> dict[str, object]:
    stroke: dict[str, object] = {"color": f"#{series.color}", "width": 1.25 if series.dashed else 2}
    return stroke | {"dash_type": "dash"} if series.dashed else stroke


def _reference(tab: str, area: CanvasRange) -> list[object]:
    return [tab, area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1]


def _cached(area: CanvasRange, values: dict[tuple[int, int], Value]) -> list[Value]:
    rows = range(area.first_row, area.last_row + 1)
    return [values.get((row, column)) for row in rows for column in range(area.first_column, area.last_column + 1)]


def _set_axes(drawn: Any, chart: Chart) -> None:
    """Quiet axes. A single stacked bar needs none: its labels say all."""
    if chart.kind is ChartKind.STACKED_BAR:
        bare = {"visible": False, "major_gridlines": {"visible": False}}
        drawn.set_x_axis(bare)
        drawn.set_y_axis(bare)
        return
    grid = {"visible": True, "line": {"color": f"#{GRID}", "width": 0.75}}
    names = {**NO_TICKS, "num_font": _font(), "line": {"color": f"#{AXIS}"}}
    scale = {**NO_TICKS, "num_font": _font(), "line": {"none": True}, "major_gridlines": grid}
    scale["num_format"] = chart.axis_format or "#,##0"
    if chart.kind is ChartKind.BAR:
        # XlsxWriter's y axis of a bar chart is the upright one; reversed, the first row stands on top.
        drawn.set_y_axis({**names, "reverse": True})
        drawn.set_x_axis({**scale, "label_position": "high"})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(scale)


def _share_axis(number_format: str | None) -> dict[str, object]:
    whole = {"min": 0, "max": 1, "num_format": number_format or "0%"}
    return {**NO_TICKS, **whole, "num_font": _font(), "line": {"none": True}, "major_gridlines": {"visible": False}}


def _font(points: int = FONT_POINTS) -> dict[str, object]:
    return {"size": points, "color": f"#{TEXT}", "bold": False}


C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BEFORE_AXIS_DELETE = ("axId", "scaling")
BEFORE_LABEL_FLAGS = ("dLbl", "numFmt", "spPr", "txPr", "dLblPos")
LABEL_FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
#: (parent, child, value, the siblings that the schema puts before it). XlsxWriter leaves these out, which Excel 2007
#: takes for "no", but LibreOffice takes for "yes" in a workbook that a later Excel saved (docProps/app.xml,
#: AppVersion): deleted axes, labels with the series' name, a colour for every bar (its oox/.../chart, bMSO2007Doc).
EXPLICIT: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("chartSpace", "roundedCorners", "0", ("date1904", "lang")),
    ("chart", "autoTitleDeleted", "0", ("title",)),
    ("chart", "plotVisOnly", "0", ("title", "autoTitleDeleted", "plotArea", "legend")),
    ("title", "overlay", "0", ("tx", "layout")),
    ("legend", "overlay", "0", ("legendPos", "legendEntry", "layout")),
    ("barChart", "varyColors", "0", ("barDir", "grouping")),
    ("lineChart", "varyColors", "0", ("grouping",)),
    ("catAx", "delete", "0", BEFORE_AXIS_DELETE),
    ("valAx", "delete", "0", BEFORE_AXIS_DELETE),
    *(("dLbls", flag, "0", (*BEFORE_LABEL_FLAGS, *LABEL_FLAGS[:at])) for at, flag in enumerate(LABEL_FLAGS)),
)


def with_explicit_defaults(chart_xml: bytes) -> bytes:
    """The same chart, with every setting written out that some program would guess differently."""
    root = etree.fromstring(chart_xml)
    for parent, child, value, before in EXPLICIT:
        for element in root.iter(C + parent):
            _ensure(element, child, value, before)
    for series in root.iter(C + "ser"):
        if series.getparent().tag == C + "barChart":
            _ensure(series, "invertIfNegative", "0", ("idx", "order", "tx", "spPr"))
        else:
            series.append(etree.Element(C + "smooth", val="0"))
    spelt_out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return spelt_out


def _ensure(element: Any, child: str, value: str, before: tuple[str, ...]) -> None:
    if element.find(C + child) is not None:
        return
    names = {C + name for name in before}
    place = max((at + 1 for at, sibling in enumerate(element) if sibling.tag in names), default=0)
    element.insert(place, etree.Element(C + child, val=value))
