"""Our pages in a Google Sheet: made, drawn anew, refilled with values only, spliced where users write into them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from relsheet.errors import NotWritten
from relsheet.sheets.edits import CellChange, DropPage, PutPage, SpliceRows, Style
from relsheet.sheets.google_aligned import ColumnValues, TabValues
from relsheet.sheets.google_columns import same
from relsheet.sheets.google_grid import GoogleGrid, Raw, serial
from relsheet.sheets.google_looks import cell_format, number_format
from relsheet.sheets.google_pages import SPARE_ROWS, drawn, extended, signature, size_of, wiped
from relsheet.sheets.google_places import CELLS, LAYOUT, TAB, Mark, drop, hold, new_number, put, told
from relsheet.sheets.google_planning import Plan
from relsheet.sheets.google_reading import layout_of
from relsheet.sheets.google_rows_out import rows_out, take_out
from relsheet.sheets.google_sending import PageCells
from relsheet.sheets.google_sheet import Sheet
from relsheet.sheets.workbook import Value

Json = dict[str, Any]


def put_pages(plan: Plan, pages: Sequence[PutPage]) -> None:
    """Plan all pages; links between them follow the tabs that they really are."""
    ids = {sheet.title: sheet.id for sheet in plan.reading.sheets}
    titles = {sheet.title.casefold() for sheet in plan.reading.sheets}
    homes: list[tuple[PutPage, Sheet | None, int]] = []
    for page in pages:
        sheet = _own(plan, page)
        number = sheet.id if sheet is not None else new_number()
        ids[page.title] = number
        homes.append((page, sheet, number))
    front = 0
    for page, sheet, number in homes:
        if sheet is not None:
            _refill(plan, page, sheet, ids)
            continue
        title = _free(page.title, titles)
        titles.add(title.casefold())
        _make(plan, page, number, title, ids, front if page.at_front else None)
        front += page.at_front


def _own(plan: Plan, page: PutPage) -> Sheet | None:
    return next((sheet for sheet in plan.reading.sheets if sheet.mark(TAB, page.key) is not None), None)


def _free(title: str, taken: set[str]) -> str:
    numbered = (f"{title} {number}" if number > 1 else title for number in count(1))
    return next(name for name in numbered if name.casefold() not in taken)


def _make(plan: Plan, page: PutPage, number: int, title: str, ids: Mapping[str, int], index: int | None) -> None:
    plan.pages_after[page.key] = _wanted(page)
    plan.drawn.add(page.key)
    rows, columns = size_of(page.canvas)
    grid: Json = {"rowCount": rows + SPARE_ROWS, "columnCount": max(columns, 26)}
    if page.canvas.freeze_rows:
        grid["frozenRowCount"] = page.canvas.freeze_rows
    if not page.canvas.grid_lines:
        grid["hideGridlines"] = True
    properties = {"sheetId": number, "title": title, "hidden": page.hidden, "gridProperties": grid}
    if index is not None:
        properties["index"] = index
    plan.requests.append({"addSheet": {"properties": properties}})
    plan.requests += drawn(number, page.canvas, ids)
    plan.requests += [
        put(Mark(new_number(), TAB, told(page.key, number), number)),
        put(Mark(new_number(), LAYOUT, signature(page.canvas), number)),
    ]
    if page.canvas.filter_range is not None:
        filtered = range(1, page.canvas.filter_range.last_column + 1)
        plan.requests += [put(Mark(new_number(), CELLS, _told(page, at, number), number, at)) for at in filtered]


def _told(page: PutPage, column: int, number: int) -> str:
    """What the entry on a column of a page says: which it is, and the format of its numbers."""
    formats = [
        number_format(cell.style, cell.value)
        for cell in page.canvas.cells
        if cell.column == column and isinstance(serial(cell.value), int | float)
    ]
    found = formats[0] if formats and all(one == formats[0] for one in formats) else None
    return told(f"{page.key}.{column}", number, format=f"{found['type']} {found['pattern']}" if found else "")


def _refill(plan: Plan, page: PutPage, sheet: Sheet, ids: Mapping[str, int]) -> None:
    """Only values where the page looks as before; else all of it anew."""
    grid, sign = plan.reading.grid(sheet.title), signature(page.canvas)
    wanted = plan.pages_after[page.key] = _wanted(page)
    changed = _changed(grid, wanted)
    rows, columns = size_of(page.canvas)
    if sign == layout_of(sheet) and rows <= sheet.rows and columns <= sheet.columns:
        if changed:
            plan.pages.append(PageCells(sheet.id, changed))
        return
    plan.drawn.add(page.key)
    size = {"rowCount": max(rows + SPARE_ROWS, sheet.rows), "columnCount": max(columns, sheet.columns)}
    properties = {"sheetId": sheet.id, "gridProperties": size}
    fields = "gridProperties(rowCount,columnCount)"
    plan.requests.append({"updateSheetProperties": {"properties": properties, "fields": fields}})
    plan.requests += [*wiped(sheet.id, sheet.charts), *drawn(sheet.id, page.canvas, ids)]
    marks = [mark for mark in (sheet.mark(TAB, page.key), sheet.mark(LAYOUT)) if mark is not None]
    plan.requests += [drop(mark) for mark in marks]
    plan.requests += [
        put(Mark(new_number(), TAB, told(page.key, sheet.id), sheet.id)),
        put(Mark(new_number(), LAYOUT, sign, sheet.id)),
    ]


def _wanted(page: PutPage) -> dict[tuple[int, int], Raw]:
    return {(cell.row, cell.column): serial(cell.value) for cell in page.canvas.cells if cell.value not in (None, "")}


def cells_of(grid: GoogleGrid) -> dict[tuple[int, int], Raw]:
    """Every filled cell of a tab by (row, column)."""
    return {
        (row, column): value
        for column in range(1, grid.last_column + 1)
        for row, value in enumerate(grid.raw_column(column), 1)
        if value is not None
    }


def _changed(grid: GoogleGrid, wanted: Mapping[tuple[int, int], Raw]) -> dict[tuple[int, int], Raw]:
    """The cells that become others."""
    had = cells_of(grid)
    changed: dict[tuple[int, int], Raw] = {}
    for place in sorted(had.keys() | wanted.keys()):
        if not same(had.get(place), wanted.get(place)):
            changed[place] = wanted.get(place)
    return changed


def drop_pages(plan: Plan, drops: Sequence[DropPage]) -> None:
    """Take pages out; one that is not there is no fault."""
    for edit in drops:
        for sheet in plan.reading.sheets:
            if sheet.mark(TAB, edit.key) is not None:
                plan.requests.append({"deleteSheet": {"sheetId": sheet.id}})


def splice_rows(plan: Plan, edit: SpliceRows) -> None:
    """Cells changed beside their row's key; rows added below; rows taken out if they are where they were read."""
    sheet = next((sheet for sheet in plan.reading.sheets if sheet.mark(TAB, edit.key) is not None), None)
    if sheet is None:
        raise NotWritten("no_tab", edit.key)
    grid = plan.reading.grid(sheet.title)
    first = sheet.mark(CELLS, f"{edit.key}.1")
    key_column = first.column if first is not None and first.column is not None else 1
    _change(plan, sheet, grid, edit, key_column)
    if edit.appended:
        _append(plan, sheet, grid, edit)
    if edit.removed:
        _remove(plan, sheet, key_column, sorted(set(edit.removed)))
    plan.pages_after[edit.key] = _spliced(grid, edit)


def _spliced(grid: GoogleGrid, edit: SpliceRows) -> dict[tuple[int, int], Raw]:
    """The cells that the page will have."""
    had = cells_of(grid) | {(row, column): serial(value) for row, column, value, _ in edit.changed}
    gone = set(edit.removed)
    left = {(row - sum(out < row for out in gone), at): value for (row, at), value in had.items() if row not in gone}
    below = enumerate(edit.appended, grid.last_row - len(gone) + 1)
    return left | {(row, column): serial(value) for row, cells in below for column, value, _ in cells}


def _remove(plan: Plan, sheet: Sheet, key_column: int, rows: Sequence[int]) -> None:
    grid = plan.reading.grid(sheet.title)
    out = rows_out(sheet.id, sheet.columns, key_column, rows, [grid.raw_at(row, key_column) for row in rows])
    plan.rows_out.append(out)
    plan.requests += take_out(out)
    plan.tabs = [tab.without_rows(rows) if tab.title == sheet.title else tab for tab in plan.tabs]
    for row in rows:
        filled = ((column, grid.value(row, column)) for column in range(1, grid.last_column + 1))
        plan.changes += [
            CellChange(grid.tab, row, column, value, None) for column, value in filled if value is not None
        ]


def _change(plan: Plan, sheet: Sheet, grid: GoogleGrid, edit: SpliceRows, key_column: int) -> None:
    changed: dict[int, dict[int, Raw]] = defaultdict(dict)
    for row, column, value, _ in edit.changed:
        if not same(grid.raw_at(row, column), raw := serial(value)):
            changed[column][row] = raw
            plan.changes.append(CellChange(grid.tab, row, column, grid.value(row, column), value))
    if not changed:
        return
    keys = grid.keys(key_column)
    columns = []
    for column, cells in changed.items():
        mark = _cells_mark(plan, sheet, edit.key, column)
        there = dict(enumerate(grid.keys(column), 1))
        columns.append(ColumnValues(mark, grid.raw_at(1, column), there | cells, cells, of_ours=False))
    key = _cells_mark(plan, sheet, edit.key, key_column)
    keys += [
        next((serial(value) for column, value, _ in cells if column == key_column), None) for cells in edit.appended
    ]
    plan.tabs.append(TabValues(sheet.title, key, keys, 1, tuple(columns)))


def _cells_mark(plan: Plan, sheet: Sheet, key: str, column: int) -> Mark:
    """The entry on that column of the page, planned where there is none."""
    found = next((mark for mark in sheet.marks if mark.key == CELLS and mark.column == column), None)
    if found is not None:
        return found
    fresh = Mark(new_number(), CELLS, told(f"{key}.{column}", sheet.id), sheet.id, column)
    plan.requests.insert(0, put(fresh))
    return fresh


def _append(plan: Plan, sheet: Sheet, grid: GoogleGrid, edit: SpliceRows) -> None:
    columns = sorted({column for cells in edit.appended for column, _, _ in cells})
    for column in columns:
        mark = next((mark for mark in sheet.marks if mark.key == CELLS and mark.column == column), None)
        plan.requests += hold(mark) if mark is not None else []
    rows = [{"values": _line(cells)} for cells in edit.appended]
    fields = "userEnteredValue,userEnteredFormat"
    plan.requests.append({"appendCells": {"sheetId": sheet.id, "rows": rows, "fields": fields}})
    below = grid.last_row - len(set(edit.removed))
    for row, cells in enumerate(edit.appended, below + 1):
        filled = ((column, value) for column, value, _ in cells if value is not None)
        plan.changes += [CellChange(grid.tab, row, column, None, value) for column, value in filled]
    found = sheet.basic_filter
    if found is not None and found["range"].get("endRowIndex") == grid.last_row:
        wider = found | {"range": found["range"] | {"endRowIndex": grid.last_row + len(edit.appended)}}
        plan.requests.append({"setBasicFilter": {"filter": wider}})


def _line(cells: Sequence[tuple[int, Value, Style]]) -> list[Json]:
    found: dict[int, Json] = {}
    for column, value, style in cells:
        both = {"userEnteredValue": extended(value), "userEnteredFormat": cell_format(style, value)}
        found[column] = {name: part for name, part in both.items() if part}
    return [found.get(column, {}) for column in range(1, max(found, default=0) + 1)]
