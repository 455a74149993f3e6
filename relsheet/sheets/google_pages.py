"""A page of ours as requests: values, formats, merges, sizes, links, lists to choose from, charts."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from relsheet.opc.address import letters
from relsheet.sheets.edits import PLAIN, Canvas, CanvasCell, CanvasRange, Chart, ChartKind, Link, Series
from relsheet.sheets.formats import shown_as
from relsheet.sheets.google_grid import serial
from relsheet.sheets.google_looks import cell_format, color

Json = dict[str, Any]
PIXELS_PER_CHARACTER, PIXELS_PER_POINT = 7.5, 96 / 72
#: A page of ours is laid out in digits of Calibri 11 (7 pixels, and 5 for the edges of a column). Google shows it in
#: Arial, which is so much wider: the page grows by that, so that every text still stands on as many lines as planned.
DIGIT_PIXELS, EDGE_PIXELS, WIDER = 7, 5, 1.16
DEFAULT_ROW_PIXELS = 21
SPARE_ROWS = 1000
CELL_FIELDS = "userEnteredValue,userEnteredFormat"
CHART_TYPES = {
    ChartKind.STACKED_BAR: "BAR",
    ChartKind.BAR: "BAR",
    ChartKind.COLUMN: "COLUMN",
    ChartKind.STACKED_COLUMN: "COLUMN",
    ChartKind.LINE: "LINE",
}
#: One stacked bar alone fills its chart.
STACKED = {ChartKind.STACKED_BAR: "PERCENT_STACKED", ChartKind.STACKED_COLUMN: "STACKED"}


def size_of(canvas: Canvas) -> tuple[int, int]:
    """(rows, columns) that the page needs."""
    rows = max((cell.row + cell.down - 1 for cell in canvas.cells), default=1)
    columns = max((cell.column + cell.across - 1 for cell in canvas.cells), default=1)
    return max([rows, *canvas.row_heights]), max([columns, *canvas.column_widths])


def signature(canvas: Canvas) -> str:
    """What the page looks like without its values: as long as it stays the same, only values need to be written."""
    looks = [
        (cell.row, cell.column, cell.style, shown_as(cell.value), cell.link, cell.across, cell.down)
        for cell in canvas.cells
        if cell.style != PLAIN or cell.link or cell.across > 1 or cell.down > 1 or shown_as(cell.value)
    ]
    rest = (
        sorted(canvas.column_widths.items()), sorted(canvas.row_heights.items()), canvas.charts, canvas.drop_downs,
        canvas.freeze_rows, canvas.filter_range, canvas.grid_lines, canvas.hidden_columns, canvas.hidden_rows,
    )  # fmt: skip
    return hashlib.blake2b(repr((looks, rest)).encode(), digest_size=12).hexdigest()


def wiped(sheet_id: int, charts: tuple[int, ...]) -> list[Json]:
    """Requests that take everything off a page of ours."""
    whole = {"sheetId": sheet_id}
    sized = {
        "range": whole | {"dimension": "ROWS"},
        "properties": {"pixelSize": DEFAULT_ROW_PIXELS},
        "fields": "pixelSize",
    }
    return [
        *({"deleteEmbeddedObject": {"objectId": chart}} for chart in charts),
        {"unmergeCells": {"range": whole}},
        {"updateCells": {"range": whole, "fields": "*"}},
        {"updateDimensionProperties": sized},
    ]


def drawn(sheet_id: int, canvas: Canvas, ids: Mapping[str, int]) -> list[Json]:
    """Requests that draw the page on an empty tab; ``ids`` are the numbers of the tabs that links point to."""
    merged = [cell for cell in canvas.cells if cell.across > 1 or cell.down > 1]
    filters = [canvas.filter_range] if canvas.filter_range is not None else []
    return [
        {"updateCells": {"start": _at(sheet_id, 1, 1), "rows": _rows(canvas, ids), "fields": CELL_FIELDS}},
        *({"mergeCells": {"range": _area(sheet_id, _whole(cell)), "mergeType": "MERGE_ALL"}} for cell in merged),
        *_sizes(sheet_id, "COLUMNS", {each: _pixels(width) for each, width in canvas.column_widths.items()}),
        *_sizes(sheet_id, "ROWS", {each: round(high * PIXELS_PER_POINT) for each, high in canvas.row_heights.items()}),
        *_hidden(sheet_id, canvas),
        *(
            {"setDataValidation": {"range": _area(sheet_id, down.cells), "rule": _choices(down.choices)}}
            for down in canvas.drop_downs
        ),
        *({"setBasicFilter": {"filter": {"range": _area(sheet_id, area)}}} for area in filters),
        *({"addChart": {"chart": _chart(sheet_id, chart)}} for chart in canvas.charts),
    ]


def _rows(canvas: Canvas, ids: Mapping[str, int]) -> list[Json]:
    cells: dict[int, dict[int, Json]] = defaultdict(dict)
    for cell in canvas.cells:
        look = cell_format(cell.style, cell.value)
        for row in range(cell.row, cell.row + cell.down):
            for column in range(cell.column, cell.column + cell.across):
                cells[row][column] = {"userEnteredFormat": look} if look else {}
        cells[cell.row][cell.column] = _cell(cell, look, ids)
    last = max(cells, default=0)
    rows = ((max(cells[row], default=0), cells[row]) for row in range(1, last + 1))
    return [{"values": [found.get(column, {}) for column in range(1, width + 1)]} for width, found in rows]


def _cell(cell: CanvasCell, look: Json, ids: Mapping[str, int]) -> Json:
    found: Json = {}
    if cell.link is not None and cell.link.tab in ids:
        look = look | {"textFormat": look.get("textFormat", {}) | {"link": {"uri": _uri(cell.link, ids)}}}
    if (value := extended(cell.value)) is not None:
        found["userEnteredValue"] = value
    if look:
        found["userEnteredFormat"] = look
    return found


def extended(value: Any) -> Json | None:
    """A value as an ExtendedValue: a text stays a text whatever it begins with; None for an empty cell."""
    raw = serial(value)
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool):
        return {"boolValue": raw}
    return {"stringValue": raw} if isinstance(raw, str) else {"numberValue": raw}


def _uri(link: Link, ids: Mapping[str, int]) -> str:
    return f"#gid={ids[link.tab]}&range={letters(link.column)}{link.row}"


def _pixels(width: float) -> int:
    """How wide a column of that many digits must be here."""
    return round((width * DIGIT_PIXELS + EDGE_PIXELS) * WIDER)


def _sizes(sheet_id: int, axis: str, pixels: Mapping[int, int]) -> Iterator[Json]:
    """One request per run of neighbours of one size."""
    runs = groupby(enumerate(sorted(pixels.items())), key=lambda item: (item[1][0] - item[0], item[1][1]))
    for (_, size), run in runs:
        numbers = [number for _, (number, _) in run]
        span = {"sheetId": sheet_id, "dimension": axis, "startIndex": numbers[0] - 1, "endIndex": numbers[-1]}
        yield {"updateDimensionProperties": {"range": span, "properties": {"pixelSize": size}, "fields": "pixelSize"}}


def _hidden(sheet_id: int, canvas: Canvas) -> Iterator[Json]:
    for axis, numbers in (("COLUMNS", canvas.hidden_columns), ("ROWS", canvas.hidden_rows)):
        for number in numbers:
            span = {"sheetId": sheet_id, "dimension": axis, "startIndex": number - 1, "endIndex": number}
            yield {
                "updateDimensionProperties": {
                    "range": span,
                    "properties": {"hiddenByUser": True},
                    "fields": "hiddenByUser",
                }
            }


def _choices(choices: tuple[str, ...]) -> Json:
    values = [{"userEnteredValue": choice} for choice in choices]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True, "strict": False}


def _chart(sheet_id: int, chart: Chart) -> Json:
    anchor = {
        "anchorCell": _at(sheet_id, chart.row, chart.column),
        "widthPixels": round(chart.width * WIDER),
        "heightPixels": chart.height,
    }
    kinds = {series.kind for series in chart.series}
    mixed = len(kinds) > 1 and ChartKind.LINE in kinds
    basic: Json = {
        "chartType": "COMBO" if mixed else CHART_TYPES[chart.kind],
        "legendPosition": "BOTTOM_LEGEND" if chart.legend else "NO_LEGEND",
        "headerCount": 1,
        "domains": [{"domain": _source(sheet_id, chart.series[0].categories)}] if chart.series else [],
        "series": [_series(sheet_id, series, chart.kind, mixed=mixed) for series in chart.series],
    }
    if chart.kind in STACKED:
        basic["stackedType"] = STACKED[chart.kind]
    if mixed:
        whole = {"viewWindowMode": "EXPLICIT", "viewWindowMin": 0, "viewWindowMax": 1}
        basic["axis"] = [{"position": "RIGHT_AXIS", "viewWindowOptions": whole}]
    spec: Json = {"altText": chart.alt_text, "basicChart": basic} | ({"title": chart.title} if chart.title else {})
    return {"spec": spec, "position": {"overlayPosition": anchor}}


def _series(sheet_id: int, series: Series, kind: ChartKind, *, mixed: bool) -> Json:
    is_second = mixed and series.kind is ChartKind.LINE
    across = kind in (ChartKind.BAR, ChartKind.STACKED_BAR)
    found: Json = {
        "series": _source(sheet_id, series.values),
        "targetAxis": "RIGHT_AXIS" if is_second else "BOTTOM_AXIS" if across else "LEFT_AXIS",
        "colorStyle": color(series.color),
    }
    if mixed:
        found["type"] = CHART_TYPES[series.kind]
    if series.kind is ChartKind.LINE:
        found["lineStyle"] = {"type": "MEDIUM_DASHED" if series.dashed else "SOLID", "width": 2}
    if series.labels:
        found["dataLabel"] = {"type": "DATA", "textFormat": {"foregroundColorStyle": color(series.label_color)}}
    if series.point_colors:
        found["styleOverrides"] = [
            {"index": at, "colorStyle": color(point)} for at, point in enumerate(series.point_colors)
        ]
    return found


def _source(sheet_id: int, cells: CanvasRange) -> Json:
    """A chart's source with the row of names above it."""
    named = CanvasRange(cells.first_row - 1, cells.first_column, cells.last_row, cells.last_column)
    return {"sourceRange": {"sources": [_area(sheet_id, named)]}}


def _whole(cell: CanvasCell) -> CanvasRange:
    return CanvasRange(cell.row, cell.column, cell.row + cell.down - 1, cell.column + cell.across - 1)


def _at(sheet_id: int, row: int, column: int) -> Json:
    return {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": column - 1}


def _area(sheet_id: int, cells: CanvasRange) -> Json:
    return {
        "sheetId": sheet_id,
        "startRowIndex": cells.first_row - 1,
        "endRowIndex": cells.last_row,
        "startColumnIndex": cells.first_column - 1,
        "endColumnIndex": cells.last_column,
    }
