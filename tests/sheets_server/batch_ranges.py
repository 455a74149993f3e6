"""batchUpdate requests on whole ranges: copy, cut, merge, insert, delete."""

from tests.sheets_server.batch import handles
from tests.sheets_server.batch_cells import written_area
from tests.sheets_server.book import Book
from tests.sheets_server.cells import Cell
from tests.sheets_server.references import copied_formula
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.tab import Tab


def _copied(book: Book, source: Json) -> tuple[Tab, Json, list[list[Cell | None]]]:
    tab, area = written_area(book, source)
    rows = range(area["startRowIndex"], area["endRowIndex"])
    columns = range(area["startColumnIndex"], area["endColumnIndex"])
    found = [[cell.copy() if (cell := tab.find(row, column)) else None for column in columns] for row in rows]
    return tab, area, found


def _paste(target: Tab, row: int, column: int, cell: Cell | None, kind: str) -> None:
    here = target.cell(row, column)
    source = cell or Cell()
    if kind in ("PASTE_NORMAL", "PASTE_FORMULA", "PASTE_NO_BORDERS"):
        here.value, here.formula = source.value, source.formula
        target.looks_up = target.looks_up or here.formula is not None
    if kind == "PASTE_VALUES":
        here.value, here.formula = source.value, None
    if kind in ("PASTE_NORMAL", "PASTE_FORMAT"):
        here.format = source.format
    if kind == "PASTE_NO_BORDERS":
        here.format = {key: look for key, look in (source.format or {}).items() if key != "borders"} or None
    if kind == "PASTE_DATA_VALIDATION":
        here.validation = source.validation
    target.drop(row, column)


@handles("copyPaste")
def _copy_paste(book: Book, request: Json) -> Json:
    _, area, cells = _copied(book, request["source"])
    if request.get("pasteOrientation") == "TRANSPOSE":
        cells = [list(column) for column in zip(*cells, strict=True)]
    target, top, left, bottom, right = book.closed(request["destination"])
    height, width = len(cells), len(cells[0])
    bottom, right = max(bottom, top + height), max(right, left + width)
    for row in range(top, top + (bottom - top) // height * height):
        for column in range(left, left + (right - left) // width * width):
            down, across = (row - top) % height, (column - left) % width
            cell = cells[down][across]
            if cell is not None and cell.formula:
                cell = cell.copy()
                moved = row - down - area["startRowIndex"], column - across - area["startColumnIndex"]
                cell.formula = copied_formula(str(cell.formula), *moved)
            _paste(target, row, column, cell, request.get("pasteType", "PASTE_NORMAL"))
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
    return bool(
        one["startRowIndex"] < other["endRowIndex"]
        and other["startRowIndex"] < one["endRowIndex"]
        and one["startColumnIndex"] < other["endColumnIndex"]
        and other["startColumnIndex"] < one["endColumnIndex"]
    )


def _apart(tab: Tab, area: Json) -> list[Json]:
    """The tab's merges outside of the range; 400 for one that is half in it."""
    merges: list[Json] = tab.hanging.get("merges", [])
    for merge in merges:
        if _overlap(merge, area) and not _within(merge, area):
            raise bad("You must select all cells in a merged range to merge or unmerge them.")
    return [merge for merge in merges if not _overlap(merge, area)]


def _within(one: Json, other: Json) -> bool:
    starts, ends = ("startRowIndex", "startColumnIndex"), ("endRowIndex", "endColumnIndex")
    return all(other[key] <= one[key] for key in starts) and all(one[key] <= other[key] for key in ends)


@handles("mergeCells")
def _merge_cells(book: Book, request: Json) -> Json:
    tab, area = written_area(book, request["range"])
    merges = _apart(tab, area)
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
    tab, area = written_area(book, request["range"])
    tab.hanging["merges"] = _apart(tab, area)
    return {}


@handles("deleteRange")
def _delete_range(book: Book, request: Json) -> Json:
    tab, area = written_area(book, request["range"])
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
    tab, area = written_area(book, request["range"])
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
