"""Our columns beside the user's: placed at the right, filled again where they are, and taken out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from relsheet.errors import NotWritten
from relsheet.opc.address import LAST_COLUMN, Area, absolute_area, letters
from relsheet.opc.cell import FoundCell
from relsheet.opc.references import named_by_formulas
from relsheet.opc.sheet import ColumnLook, SheetPart
from relsheet.opc.table import Table, joined, parted, tables_of
from relsheet.sheets.editing import Editing
from relsheet.sheets.edits import CellChange, OwnCell, PlaceColumn
from relsheet.sheets.own import MARK, UNNAMED, column_name, record
from relsheet.sheets.theirs import Handwriting, first_few
from relsheet.sheets.workbook import OwnColumn, Value

#: Columns of formatted blanks at the right of the last value that we step over; beyond it they are a painted canvas.
BLANKS_STEPPED_OVER = 20
#: So many rows below the header are looked through for a cell whose font and alignment ours take over.
ROWS_LOOKED_AT = 5
FILTER_NAME = "_xlnm._FilterDatabase"

Changes = dict[int, dict[int, bytes | None]]
Place = tuple[int, int]  # row, column


def place_columns(editing: Editing, tab: str, wished: Sequence[PlaceColumn]) -> None:
    """Put all columns of one tab in one pass over its rows."""
    sheet = editing.sheet(tab)
    beside = _neighbours(editing, sheet, wished[0])
    placed = [(edit, *_place(editing, sheet, edit)) for edit in wished]
    columns = frozenset(column for _, column, _ in placed)
    there = sheet.rows.cells(columns) if min(columns) <= sheet.extent.last_styled_column else {}
    found = _without_theirs(editing, there, {column: edit for edit, column, _ in placed})
    writer = editing.writer(sheet)
    changes: Changes = defaultdict(dict)
    for edit, column, header in placed:
        wanted = _wanted(edit, header, {row for row, at in found if at == column})
        for cell in wanted:
            row, value = cell.row, cell.value
            had = found.get((row, column))
            if (had is None and value is None) or (had is not None and row == edit.header_row and header is None):
                continue
            made = None
            if value is not None:
                number = editing.format_of(cell.style, value, beside.header if row == edit.header_row else beside.cell)
                made = writer.cell(row, column, value, number)
                if had is not None and (made == had.raw or editing.same(had, value, number)):
                    continue
            changes[row][column] = made
            editing.changes.append(CellChange(tab, row, column, editing.written(had), value))
    if changes:
        sheet.splice(changes)
        sheet.widen(Area(min(changes), min(columns), max(changes), max(columns)))


class Neighbours(NamedTuple):
    """The cell formats of the user's column that ours stand beside: of its header and of the first cell below it."""

    header: int | None
    cell: int | None


def _neighbours(editing: Editing, sheet: SheetPart, edit: PlaceColumn) -> Neighbours:
    """What our cells are to look at home beside; None where there is nothing to go by."""
    below = edit.header_row + ROWS_LOOKED_AT
    rows = [sheet.rows.cells_in(row) for row in sheet.rows.index if edit.header_row <= row.number <= below]
    ours = _taken(editing, edit.tab)
    head = next((grid.head(edit.header_row) for grid in editing.read.grids if grid.tab == edit.tab), ())
    headers = head[edit.header_row - 1] if len(head) >= edit.header_row else ()
    used = [at for at, header in enumerate(headers, 1) if header is not None and at not in ours]
    # A column that a table could not give back still has our header.
    theirs = [at for at in used if not str(headers[at - 1]).endswith(MARK)]
    before_ours = [at for at in theirs if at < min(ours, default=LAST_COLUMN)]
    column = max(before_ours or theirs, default=0)
    looks = [row[column].style for row in rows if column in row]
    return Neighbours(looks[0] if looks else None, looks[1] if len(looks) > 1 else None)


def _without_theirs(
    editing: Editing, found: Mapping[Place, FoundCell], wished: Mapping[int, PlaceColumn]
) -> Mapping[Place, FoundCell]:
    """The cells of our columns that are ours, or that ours replace: beside rows that we write nothing to, formulas,
    what we certainly did not write, and what stands in line with them (totals and their label) are the user's."""
    header = next(iter(wished.values())).header_row
    listed = {header, *(cell.row for edit in wished.values() for cell in edit.cells)}
    others = {place: had for place, had in found.items() if place[0] > header and place[0] not in listed}
    theirs = {row for (row, _), had in others.items() if had.is_formula}
    if others:
        written = _handwriting(editing, next(iter(wished.values())).tab)
        theirs = theirs.union(*(written.rows(edit.key, _shown(editing, others, at)) for at, edit in wished.items()))
    return {place: had for place, had in found.items() if place[0] not in theirs}


def _wanted(edit: PlaceColumn, header: str | None, rows_with_cells: set[int]) -> list[OwnCell]:
    """Every cell of the column from its header down: those asked for, and blanks where something of ours is left."""
    cells = {row: OwnCell(row, None) for row in rows_with_cells if row > edit.header_row}
    cells |= {cell.row: cell for cell in edit.cells}
    if header is not None:
        cells[edit.header_row] = OwnCell(edit.header_row, header, edit.header_style)
    return [cells[row] for row in sorted(cells)]


def _place(editing: Editing, sheet: SheetPart, edit: PlaceColumn) -> tuple[int, str | None]:
    """(the edit's column, the header to write there: None where the user's wording of it stays)."""
    own = editing.columns.get(edit.key) or editing.columns.get(UNNAMED + edit.header.strip())
    if own is not None and own.tab == edit.tab:
        editing.columns[edit.key] = OwnColumn(edit.key, own.tab, own.header_row, own.column)
        record(editing.part, editing.columns[edit.key])
        return own.column, None if _has_header(editing, edit, own) else edit.header
    column, header = _new_column(editing, sheet, edit)
    editing.columns[edit.key] = OwnColumn(edit.key, edit.tab, edit.header_row, column)
    record(editing.part, editing.columns[edit.key])
    sheet.set_width(ColumnLook(column, edit.width))
    return column, header


def _has_header(editing: Editing, edit: PlaceColumn, own: OwnColumn) -> bool:
    """Whether something still stands over the column: nobody deleted its header."""
    header = editing.read.grid(edit.tab).head(edit.header_row)[edit.header_row - 1 :]
    return any(value not in (None, "") for row in header for value in row[own.column - 1 : own.column])


def _new_column(editing: Editing, sheet: SheetPart, edit: PlaceColumn) -> tuple[int, str]:
    """The first free column, as part of the table or filter whose header row this is."""
    part = editing.listed(edit.tab).part
    tables = tables_of(editing.package, part)
    column = max(_first_free(sheet, tables), 1 + max(_taken(editing, edit.tab), default=0))
    if column > LAST_COLUMN:
        raise NotWritten("no_column_left", edit.tab)
    header = edit.header
    around = [table for table in tables if table.header_row == edit.header_row]
    if len(around) == 1 and around[0].cells.last_column + 1 == column and around[0].may_grow:
        header = joined(editing.package, around[0], edit.header)
    elif around:
        editing.warn("warning.apart_from_table", tab=edit.tab)
    _join_filter(editing, sheet, edit, column)
    return column, header


def _join_filter(editing: Editing, sheet: SheetPart, edit: PlaceColumn, column: int) -> None:
    cells = sheet.filter_area
    if cells is None or cells.first_row != edit.header_row:
        return
    if cells.last_column + 1 != column:
        editing.warn("warning.apart_from_filter", tab=edit.tab)
        return
    set_filter(editing, sheet, edit.tab, cells._replace(last_column=column))


def set_filter(editing: Editing, sheet: SheetPart, tab: str, cells: Area) -> None:
    """The sheet's filter, and the hidden name that Excel keeps of it."""
    sheet.set_filter(cells)
    position = editing.listed(tab).position
    if any(name.name == FILTER_NAME and name.scope == position for name in editing.part.names):
        editing.part.set_name(FILTER_NAME, absolute_area(tab, cells), position)


def drop_columns(editing: Editing, tab: str, keys: Sequence[str]) -> None:
    """Take columns of ours out of one tab: cells, width, name, place in table and filter. None of the user's moves."""
    sheet, part = editing.sheet(tab), editing.listed(tab).part
    dropped = sorted((editing.columns.pop(key) for key in keys), key=lambda own: own.column, reverse=True)
    found = sheet.rows.cells(frozenset(own.column for own in dropped))
    typed = {place for own in dropped for place in _typed_in(editing, own, found)}
    changes: Changes = defaultdict(dict)
    for own in dropped:
        table = _table_around(editing, part, own)
        kept = None if table is None else _part_table(editing, table, own)
        theirs = _theirs_below(table, kept, found)
        for (row, column), had in found.items():
            if column == own.column and row >= own.header_row and row not in theirs and (row, column) not in typed:
                changes[row][column] = None
                editing.changes.append(CellChange(tab, row, column, editing.before(had), None))
        editing.part.drop_name(column_name(own.key))
        if kept is not None:
            changes[own.header_row][own.column] = editing.writer(sheet).cell(own.header_row, own.column, kept, 0)
            editing.warn("warning.table_column_stays", tab=tab, name=kept)
        _take_out_of_filter(editing, sheet, own)
    if typed:
        cells = [f"{letters(column)}{row}" for row, column in sorted(typed)]
        editing.warn("warning.typed_stays", tab=tab, cells=first_few(cells))
    sheet.drop_widths(own.column for own in dropped)
    if changes:
        sheet.splice(changes)
        sheet.narrow()


def _take_out_of_filter(editing: Editing, sheet: SheetPart, own: OwnColumn) -> None:
    cells = sheet.filter_area
    if cells is not None and cells.last_column == own.column > cells.first_column:
        set_filter(editing, sheet, own.tab, cells._replace(last_column=own.column - 1))


def _typed_in(editing: Editing, own: OwnColumn, found: Mapping[Place, FoundCell]) -> list[Place]:
    """The cells of that column of ours which hold what we certainly did not write."""
    below = {place: had for place, had in found.items() if place[0] > own.header_row}
    rows = _handwriting(editing, own.tab).rows(own.key, _shown(editing, below, own.column))
    return [(row, own.column) for row in rows]


def _handwriting(editing: Editing, tab: str) -> Handwriting:
    return Handwriting(editing.read.grid(tab), editing.read.columns_on(tab), editing.left)


def _shown(editing: Editing, found: Mapping[Place, FoundCell], column: int) -> list[tuple[int, Value]]:
    """(row, value) of the cells in that column."""
    return [(row, editing.before(had)) for (row, at), had in found.items() if at == column]


def _theirs_below(table: Table | None, kept: str | None, found: Mapping[Place, FoundCell]) -> set[int]:
    """The rows in which the user computes something in our columns. In a table it is the column's, and goes with it;
    what a column that stays says in the row of totals stays too."""
    inside = range(table.cells.first_row, table.cells.last_row + 1) if table is not None else range(0)
    totals = inside[len(inside) - table.totals_rows :] if table is not None and kept is not None else range(0)
    return {row for (row, _), had in found.items() if row in totals or (had.is_formula and row not in inside)}


def _table_around(editing: Editing, part: str, own: OwnColumn) -> Table | None:
    """The table that the column belongs to."""
    for table in tables_of(editing.package, part):
        if table.header_row == own.header_row and table.cells.first_column <= own.column <= table.cells.last_column:
            return table
    return None


def _part_table(editing: Editing, table: Table, own: OwnColumn) -> str | None:
    """Let the column go from its table; the name that must stay in the header cell, where it cannot: in the middle of
    a table, and where the user's formulas call it by its name."""
    at = own.column - table.cells.first_column
    if at >= len(table.columns):
        return None
    name = table.columns[at]
    if 0 < at == len(table.columns) - 1 and not named_by_formulas(editing.part, name):
        parted(editing.package, table)
        return None
    return name


def _taken(editing: Editing, tab: str) -> list[int]:
    return [own.column for own in editing.columns.values() if own.tab == tab]


def _first_free(sheet: SheetPart, tables: Sequence[Table]) -> int:
    """The column right of everything the user has: cells, merges, tables (the stated dimension may be wrong)."""
    extent = sheet.extent
    used = max((extent.last_column, *(m.last_column for m in sheet.merges), *(t.cells.last_column for t in tables)))
    if any(table.cells.last_column == used for table in tables):
        return used + 1
    blanks = extent.last_styled_column
    return max(used, blanks if blanks - used <= BLANKS_STEPPED_OVER else 0) + 1
