"""A spreadsheet in Google's words."""

from collections.abc import Sequence
from typing import Any

from tests.sheets_server.book import Book
from tests.sheets_server.cells import Cell, extended
from tests.sheets_server.fields import Mask, asks_for
from tests.sheets_server.formats import type_of
from tests.sheets_server.looks import DEFAULT_FORMAT, THEME
from tests.sheets_server.refusals import Json
from tests.sheets_server.tab import PIXELS, Tab
from tests.sheets_server.typing_in import whole

#: What a GridRange, a DimensionRange and a GridCoordinate may hold.
RANGE_KEYS = {"sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex", "dimension",
              "startIndex", "endIndex", "rowIndex", "columnIndex"}  # fmt: skip


def as_written(part: Any) -> Any:
    """The part of an answer without "sheetId": 0 in its ranges: Google leaves it out there, protobuf's default."""
    if isinstance(part, list):
        return [as_written(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("sheetId") == 0 and part.keys() <= RANGE_KEYS:
        return {name: value for name, value in part.items() if name != "sheetId"}
    return {name: as_written(value) for name, value in part.items()}


def spreadsheet(book: Book, areas: Sequence[Json] | None, mask: Mask, *, grid_data: bool) -> Json:
    """The Spreadsheet; ``areas`` limits it to their tabs and cells."""
    wanted = {area.get("sheetId", 0) for area in areas} if areas else None
    sheets = [
        sheet(book, tab, [area for area in areas or [] if area.get("sheetId", 0) == tab.id], mask, grid_data=grid_data)
        for tab in book.tabs
        if wanted is None or tab.id in wanted
    ]
    answer: Json = {
        "spreadsheetId": book.id,
        "properties": {**book.properties, "defaultFormat": DEFAULT_FORMAT, "spreadsheetTheme": THEME},
        "sheets": sheets,
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
    }
    if book.named_ranges:
        answer["namedRanges"] = as_written(book.named_ranges)
    own = [entry for entry in book.metadata if entry["location"]["locationType"] == "SPREADSHEET"]
    return answer | ({"developerMetadata": own} if own else {})


def properties(book: Book, tab: Tab) -> Json:
    """SheetProperties; what is false or zero is left out, as Google does."""
    grid = {key: value for key, value in tab.properties["gridProperties"].items() if value}
    kept = {
        key: value
        for key, value in tab.properties.items()
        if value is not False and key not in ("sheetId", "gridProperties")
    }
    return {"sheetId": tab.id, "title": tab.title, "index": book.tabs.index(tab)} | kept | {"gridProperties": grid}


def sheet(book: Book, tab: Tab, areas: Sequence[Json], mask: Mask, *, grid_data: bool) -> Json:
    """One Sheet."""
    answer: Json = {"properties": properties(book, tab)}
    answer |= {key: as_written(value) for key, value in tab.hanging.items() if value}
    own = [entry for entry in book.metadata if entry["location"].get("sheetId") == tab.id]
    if own:
        answer["developerMetadata"] = as_written(own)
    if grid_data and asks_for(mask, "sheets", "data"):
        inner = mask.get("sheets", {}).get("data", {}) if mask and "*" not in mask else {}
        answer["data"] = [_grid_data(book, tab, area, inner) for area in areas or [{"sheetId": tab.id}]]
    return answer


def _grid_data(book: Book, tab: Tab, area: Json, mask: Mask) -> Json:
    _, top, left, bottom, right = book.closed(area)
    answer: Json = {}
    if top:
        answer["startRow"] = top
    if left:
        answer["startColumn"] = left
    if asks_for(mask, "rowData"):
        inner = mask.get("rowData", {}).get("values", {})
        rows = [_row(tab, row, left, right, inner) for row in range(top, min(bottom, len(tab.rows)))]
        while rows and not rows[-1]:
            rows.pop()
        if rows:
            answer["rowData"] = rows
    for key, axis, first, last in (("rowMetadata", "ROWS", top, bottom), ("columnMetadata", "COLUMNS", left, right)):
        if asks_for(mask, key):
            answer[key] = [_dimension(book, tab, axis, at) for at in range(first, last)]
    return answer


def _dimension(book: Book, tab: Tab, axis: str, at: int) -> Json:
    found = {"pixelSize": PIXELS[axis]} | tab.sizes[axis].get(at, {})
    own = [
        entry
        for entry in book.metadata
        if (span := entry["location"].get("dimensionRange"))
        and span["sheetId"] == tab.id
        and span["dimension"] == axis
        and span["startIndex"] == at
    ]
    return {key: value for key, value in found.items() if value is not False} | (
        {"developerMetadata": as_written(own)} if own else {}
    )


def _row(tab: Tab, row: int, left: int, right: int, mask: Mask) -> Json:
    cells = tab.rows[row][left:right]
    while cells and (cells[-1] is None or cells[-1].is_bare):
        cells.pop()
    return {"values": [cell_data(cell, mask) if cell is not None else {} for cell in cells]} if cells else {}


def cell_data(cell: Cell, mask: Mask) -> Json:
    """CellData; only what the mask asks for is made."""
    answer: Json = {}
    if cell.value is not None or cell.formula:
        if asks_for(mask, "userEnteredValue"):
            answer["userEnteredValue"] = {"formulaValue": cell.formula} if cell.formula else extended(cell.value)
        if asks_for(mask, "effectiveValue") and cell.value is not None:
            answer["effectiveValue"] = extended(cell.value)
        if asks_for(mask, "formattedValue"):
            answer["formattedValue"] = cell.shown()
    link = (cell.format or {}).get("textFormat", {}).get("link", {}).get("uri")
    if link and asks_for(mask, "hyperlink"):
        answer["hyperlink"] = link
    if cell.format and asks_for(mask, "userEnteredFormat"):
        answer["userEnteredFormat"] = cell.format
    if (cell.format or cell.value is not None) and asks_for(mask, "effectiveFormat"):
        answer["effectiveFormat"] = effective(cell, mask.get("effectiveFormat", {}))
    if cell.note and asks_for(mask, "note"):
        answer["note"] = cell.note
    if cell.validation and asks_for(mask, "dataValidation"):
        answer["dataValidation"] = cell.validation
    return answer


def effective(cell: Cell, mask: Mask) -> Json:
    """The format as shown."""
    own = cell.format or {}
    if mask and set(mask) == {"numberFormat"}:
        return {"numberFormat": own["numberFormat"]} if type_of(cell.number_format) else {}
    right = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return DEFAULT_FORMAT | {"horizontalAlignment": "RIGHT" if right else "LEFT"} | own


def rows_of(book: Book, area: Json, option: str, moments: str, *, by_columns: bool) -> list[list[Any]]:
    """Values of a range, short rows and the last empty rows cut, as Google does."""
    tab, top, left, bottom, right = book.closed(area)
    if option == "UNFORMATTED_VALUE" and moments == "SERIAL_NUMBER":
        rows = [_raw(row[left:right]) for row in tab.rows[top:bottom]]
    else:
        rows = [
            [cell.rendered(option, moments) if cell else "" for cell in row[left:right]] for row in tab.rows[top:bottom]
        ]
    if by_columns:
        width = max(map(len, rows), default=0)
        rows = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _raw(cells: list[Cell | None]) -> list[Any]:
    values = [cell.value if cell is not None else "" for cell in cells]
    return [
        value
        if type(value) in (str, int)
        else whole(value)
        if type(value) in (float, bool)
        else ""
        if value is None
        else value.shown  # type: ignore[union-attr]
        for value in values
    ]
