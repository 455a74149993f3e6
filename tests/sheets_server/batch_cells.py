"""batchUpdate requests on cells: fill, repeat, copy, cut, sort, find, merge, validate."""

import re
from copy import deepcopy
from typing import Any

from tests.sheets_server.batch import colors, handles, masked, put_fields
from tests.sheets_server.book import Book
from tests.sheets_server.cells import Cell
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
    look = deepcopy(look)
    colors(look, "backgroundColor")
    if "textFormat" in look:
        colors(look["textFormat"], "foregroundColor")
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


def _area(book: Book, area: Json) -> tuple[Tab, Json]:
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
        tab, area = _area(book, request["range"])
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
    tab, area = _area(book, request["range"])
    for place in tab.cells(area):
        dress(tab.cell(*place), request.get("cell", {}), request.get("fields", ""), book.look_up(tab))
        tab.drop(*place)
    return {}


@handles("updateBorders")
def _update_borders(book: Book, request: Json) -> Json:
    tab, area = _area(book, request["range"])
    sides = {side: request[side] for side in ("top", "bottom", "left", "right") if side in request}
    for place in tab.cells(area):
        cell = tab.cell(*place)
        cell.format = (cell.format or {}) | {"borders": (cell.format or {}).get("borders", {}) | sides}
    return {}


@handles("setDataValidation")
def _set_validation(book: Book, request: Json) -> Json:
    tab, area = _area(book, request["range"])
    for place in tab.cells(area):
        if "rule" in request or tab.find(*place):
            tab.cell(*place).validation = request.get("rule")
            tab.drop(*place)
    return {}


@handles("sortRange")
def _sort_range(book: Book, request: Json) -> Json:
    tab, area = _area(book, request["range"])
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


def _copied(book: Book, source: Json) -> tuple[Tab, Json, list[list[Cell | None]]]:
    tab, area = _area(book, source)
    rows = range(area["startRowIndex"], area["endRowIndex"])
    columns = range(area["startColumnIndex"], area["endColumnIndex"])
    found = [[cell.copy() if (cell := tab.find(row, column)) else None for column in columns] for row in rows]
    return tab, area, found


def _paste(target: Tab, row: int, column: int, cell: Cell | None, kind: str) -> None:
    here = target.cell(row, column)
    source = cell or Cell()
    if kind in ("PASTE_NORMAL", "PASTE_FORMULA", "PASTE_NO_BORDERS"):
        here.value, here.formula = source.value, source.formula
    if kind == "PASTE_VALUES":
        here.value, here.formula = source.value, None
    if kind in ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_NO_BORDERS"):
        here.format = source.format
    target.drop(row, column)


@handles("copyPaste")
def _copy_paste(book: Book, request: Json) -> Json:
    _, _, cells = _copied(book, request["source"])
    target, top, left, bottom, right = book.closed(request["destination"])
    height, width = len(cells), len(cells[0])
    bottom, right = max(bottom, top + height), max(right, left + width)
    for row in range(top, top + (bottom - top) // height * height):
        for column in range(left, left + (right - left) // width * width):
            _paste(
                target,
                row,
                column,
                cells[(row - top) % height][(column - left) % width],
                request.get("pasteType", "PASTE_NORMAL"),
            )
    return {}


@handles("cutPaste")
def _cut_paste(book: Book, request: Json) -> Json:
    source, area, cells = _copied(book, request["source"])
    for place in source.cells(area):
        if source.find(*place):
            source.cell(*place).empty()
            source.drop(*place)
    start = request["destination"]
    target = book.tab(start.get("sheetId"))
    for row, line in enumerate(cells, start.get("rowIndex", 0)):
        for column, cell in enumerate(line, start.get("columnIndex", 0)):
            _paste(target, row, column, cell, request.get("pasteType", "PASTE_NORMAL"))
    return {}


def _overlap(one: Json, other: Json) -> bool:
    return (
        one["startRowIndex"] < other["endRowIndex"]
        and other["startRowIndex"] < one["endRowIndex"]
        and one["startColumnIndex"] < other["endColumnIndex"]
        and other["startColumnIndex"] < one["endColumnIndex"]
    )


@handles("mergeCells")
def _merge_cells(book: Book, request: Json) -> Json:
    tab, area = _area(book, request["range"])
    merges = [merge for merge in tab.hanging.get("merges", []) if not _overlap(merge, area)]
    kind = request.get("mergeType", "MERGE_ALL")
    pieces = [area]
    if kind == "MERGE_ROWS":
        pieces = [
            area | {"startRowIndex": row, "endRowIndex": row + 1}
            for row in range(area["startRowIndex"], area["endRowIndex"])
        ]
    elif kind == "MERGE_COLUMNS":
        pieces = [
            area | {"startColumnIndex": at, "endColumnIndex": at + 1}
            for at in range(area["startColumnIndex"], area["endColumnIndex"])
        ]
    for piece in pieces:
        for place in tab.cells(piece):
            if place != (piece["startRowIndex"], piece["startColumnIndex"]) and tab.find(*place):
                tab.cell(*place).empty()
    tab.hanging["merges"] = merges + pieces
    return {}


@handles("unmergeCells")
def _unmerge_cells(book: Book, request: Json) -> Json:
    tab, area = _area(book, request["range"])
    tab.hanging["merges"] = [merge for merge in tab.hanging.get("merges", []) if not _overlap(merge, area)]
    return {}


@handles("deleteRange")
def _delete_range(book: Book, request: Json) -> Json:
    tab, area = _area(book, request["range"])
    rows, columns = (
        slice(area["startRowIndex"], area["endRowIndex"]),
        slice(area["startColumnIndex"], area["endColumnIndex"]),
    )
    if request.get("shiftDimension") == "ROWS":
        for column in range(columns.start, columns.stop):
            line = [tab.find(row, column) for row in range(len(tab.rows))]
            del line[rows]
            _put_line(tab, [(row, column) for row in range(len(tab.rows))], line)
    else:
        for row in range(rows.start, min(rows.stop, len(tab.rows))):
            line = [tab.find(row, column) for column in range(len(tab.rows[row]))]
            del line[columns]
            _put_line(tab, [(row, column) for column in range(len(tab.rows[row]))], line)
    return {}


@handles("insertRange")
def _insert_range(book: Book, request: Json) -> Json:
    tab, area = _area(book, request["range"])
    rows, columns = (
        range(area["startRowIndex"], area["endRowIndex"]),
        range(area["startColumnIndex"], area["endColumnIndex"]),
    )
    if request.get("shiftDimension") == "ROWS":
        for column in columns:
            line = [tab.find(row, column) for row in range(len(tab.rows))]
            line[rows.start : rows.start] = [None] * len(rows)
            _put_line(tab, [(row, column) for row in range(len(line))], line)
    else:
        for row in rows:
            line = [tab.find(row, column) for column in range(len(tab.rows[row]))] if row < len(tab.rows) else []
            line[columns.start : columns.start] = [None] * len(columns)
            _put_line(tab, [(row, column) for column in range(len(line))], line)
    return {}


def _put_line(tab: Tab, places: list[tuple[int, int]], line: list[Cell | None]) -> None:
    for number, place in enumerate(places):
        cell = line[number] if number < len(line) else None
        if cell is not None or tab.find(*place) is not None:
            tab.cell(*place)
            tab.rows[place[0]][place[1]] = cell
