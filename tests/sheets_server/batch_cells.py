"""batchUpdate requests on cells: fill, repeat, copy, cut, sort, find, merge, validate."""

import re
from copy import deepcopy
from typing import Any

from tests.sheets_server.batch import handles, masked, put_fields, told
from tests.sheets_server.book import Book
from tests.sheets_server.cells import Cell
from tests.sheets_server.colors import as_kept, named_twice
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.tab import Tab


def dress(cell: Cell, given: Json, fields: str, look_up: Any) -> None:
    """Take the fields that the mask names from a CellData; what it lacks is cleared."""
    paths = [path[0] for path in masked(fields)]
    everything = "*" in paths
    if everything or "userEnteredValue" in paths:
        _enter(cell, given.get("userEnteredValue"), look_up)
    if everything or "note" in paths:
        cell.note = given.get("note") or None
    if everything or "dataValidation" in paths:
        cell.validation = given.get("dataValidation")
    if (everything or ["userEnteredFormat"] in masked(fields)) and not given.get("userEnteredFormat"):
        cell.format = None
    elif everything or "userEnteredFormat" in paths:
        kept = {"userEnteredFormat": deepcopy(cell.format) or {}}
        put_fields(
            kept,
            given,
            "userEnteredFormat"
            if everything
            else ",".join(".".join(path) for path in masked(fields) if path[0] == "userEnteredFormat"),
        )
        cell.format = mirrored(kept.get("userEnteredFormat") or {}) or None


def mirrored(look: Json) -> Json:
    """The format with colours under both of their names, and without what is empty."""
    look = as_kept(look)
    named_twice(look, "backgroundColor")
    if "textFormat" in look:
        named_twice(look["textFormat"], "foregroundColor")
    return {key: value for key, value in look.items() if value not in (None, {})}


def _enter(cell: Cell, value: Json | None, look_up: Any) -> None:
    if not value:
        cell.empty()
    elif "formulaValue" in value:
        cell.enter_typed(value["formulaValue"], look_up)
    elif "errorValue" in value:
        raise bad("errorValue is read-only.")
    else:
        cell.enter_raw(next(iter(value.values())))


def written_area(book: Book, area: Json) -> tuple[Tab, Json]:
    """(tab, the range with all four ends); 400 where it reaches over the grid."""
    tab, top, left, bottom, right = book.closed(area)
    if area.get("endRowIndex", bottom) > tab.row_count or area.get("endColumnIndex", right) > tab.column_count:
        raise bad("Attempting to write outside the sheet's bounds.")
    return tab, {
        "sheetId": tab.id,
        "startRowIndex": top,
        "startColumnIndex": left,
        "endRowIndex": bottom,
        "endColumnIndex": right,
    }


@handles("updateCells")
def _update_cells(book: Book, request: Json) -> Json:
    fields, rows = request.get("fields", ""), request.get("rows", [])
    masked(fields)
    if "start" in request:
        start = request["start"]
        tab = book.tab(start.get("sheetId"))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        places = {(top + row, left + at) for row, line in enumerate(rows) for at in range(len(line.get("values", [])))}
    else:
        tab, area = written_area(book, request["range"])
        top, left = area["startRowIndex"], area["startColumnIndex"]
        places = set(tab.cells(area))
    given = {
        (top + row, left + at): cell for row, line in enumerate(rows) for at, cell in enumerate(line.get("values", []))
    }
    if given.keys() - places:
        raise bad("Requested writing outside of the range.")
    look_up = book.look_up(tab)
    for place in sorted(places):
        if place in given or tab.find(*place) is not None:
            dress(tab.cell(*place), given.get(place, {}), fields, look_up)
            tab.drop(*place)
    return {}


@handles("appendCells")
def _append_cells(book: Book, request: Json) -> Json:
    tab = book.tab(request.get("sheetId"))
    top = tab.used()[0]
    rows = request.get("rows", [])
    tab.resize("ROWS", max(tab.row_count, top + len(rows)))
    for row, line in enumerate(rows, top):
        for column, given in enumerate(line.get("values", [])):
            tab.resize("COLUMNS", max(tab.column_count, column + 1))
            dress(tab.cell(row, column), given, request.get("fields", ""), book.look_up(tab))
            tab.drop(row, column)
    return {}


@handles("repeatCell")
def _repeat_cell(book: Book, request: Json) -> Json:
    tab, area = written_area(book, request["range"])
    for place in tab.cells(area):
        dress(tab.cell(*place), request.get("cell", {}), request.get("fields", ""), book.look_up(tab))
        tab.drop(*place)
    return {}


@handles("updateBorders")
def _update_borders(book: Book, request: Json) -> Json:
    tab, area = written_area(book, request["range"])
    sides = {side: request[side] for side in ("top", "bottom", "left", "right") if side in request}
    for place in tab.cells(area):
        cell = tab.cell(*place)
        cell.format = (cell.format or {}) | {"borders": (cell.format or {}).get("borders", {}) | sides}
    return {}


@handles("setDataValidation")
def _set_validation(book: Book, request: Json) -> Json:
    tab, area = written_area(book, request["range"])
    for place in tab.cells(area):
        if "rule" in request or tab.find(*place):
            tab.cell(*place).validation = told(request.get("rule"))
            tab.drop(*place)
    return {}


@handles("sortRange")
def _sort_range(book: Book, request: Json) -> Json:
    tab, area = written_area(book, request["range"])
    tab.sort(area, request.get("sortSpecs", []))
    return {}


@handles("findReplace")
def _find_replace(book: Book, request: Json) -> Json:
    tabs = book.tabs if request.get("allSheets") else [book.tab((request.get("range") or request).get("sheetId"))]
    pattern = request["find"] if request.get("searchByRegex") else re.escape(request["find"])
    pattern = f"^(?:{pattern})$" if request.get("matchEntireCell") else pattern
    search = re.compile(pattern, 0 if request.get("matchCase") else re.IGNORECASE)
    count = rows = 0
    for tab in tabs:
        hit_rows = set()
        for row, column in tab.cells(request.get("range", {"sheetId": tab.id})):
            cell = tab.find(row, column)
            if cell is not None and isinstance(cell.value, str) and not cell.formula:
                text, hits = search.subn(request.get("replacement", ""), cell.value)
                if hits:
                    tab.cell(row, column).enter_raw(text)
                    count += hits
                    hit_rows.add(row)
        rows += len(hit_rows)
    return (
        {"occurrencesChanged": count, "valuesChanged": count, "rowsChanged": rows, "sheetsChanged": 1 if count else 0}
        if count
        else {}
    )
