"""Rows of a tab that users write into (To do): cells changed, rows added below, rows taken out."""

from collections import defaultdict

from relsheet.errors import NotWritten
from relsheet.opc.address import Area
from relsheet.opc.calcchain import drop_calc_chain
from relsheet.opc.formula import without_rows
from relsheet.opc.removal import has_formulas, move_hanging_parts, remove_rows
from relsheet.opc.sheet import SheetPart
from relsheet.opc.table import lengthened, tables_of
from relsheet.sheets.editing import Editing
from relsheet.sheets.edits import CellChange, SpliceRows
from relsheet.sheets.placing import Changes, set_filter


def splice_rows(editing: Editing, edit: SpliceRows) -> None:
    """Do all that the edit asks for; row numbers in it are those before anything is removed."""
    own = editing.tabs.get(edit.key)
    if own is None:
        raise NotWritten("no_tab", edit.key)
    sheet = editing.sheet(own.tab)
    editing.splices[own.tab] = edit
    last_row = max(sheet.extent.last_row, *edit.removed, 1)
    changes = _changed(editing, sheet, edit, own.tab)
    _append(editing, edit, own.tab, last_row, changes)
    if changes:
        sheet.splice(changes)
        columns = [column for row in changes.values() for column in row]
        sheet.widen(Area(min(changes), min(columns), max(changes), max(columns)))
    if edit.appended:
        _lengthen(editing, sheet, own.tab, last_row, len(edit.appended))
    if edit.removed:
        _remove(editing, sheet, own.tab, edit)


def _changed(editing: Editing, sheet: SheetPart, edit: SpliceRows, tab: str) -> Changes:
    found = sheet.rows.cells(frozenset(column for _, column, _, _ in edit.changed))
    writer = editing.writer(sheet)
    changes: Changes = defaultdict(dict)
    for row, column, value, style in edit.changed:
        had, look = found.get((row, column)), editing.format_of(style, value)
        if had is not None and editing.same(had, value, look):
            continue
        changes[row][column] = writer.cell(row, column, value, look)
        editing.changes.append(CellChange(tab, row, column, editing.before(had), value))
    return changes


def _append(editing: Editing, edit: SpliceRows, tab: str, last_row: int, changes: Changes) -> None:
    writer = editing.writer(editing.sheet(tab))
    shift = len(set(edit.removed))
    for row, cells in enumerate(edit.appended, last_row + 1):
        for column, value, style in cells:
            changes[row][column] = writer.cell(row, column, value, editing.format_of(style, value))
            if value is not None:
                editing.changes.append(CellChange(tab, row - shift, column, None, value))


def _lengthen(editing: Editing, sheet: SheetPart, tab: str, last_row: int, by: int) -> None:
    """Filter, tables, validations and formats that reached the last row reach the new ones too."""
    cells = sheet.filter_area
    if cells is not None and cells.last_row == last_row:
        set_filter(editing, sheet, tab, cells._replace(last_row=last_row + by))
    sheet.lengthen_ranges(last_row, by)
    for table in tables_of(editing.package, editing.listed(tab).part):
        if table.cells.last_row == last_row and not table.totals_rows:
            lengthened(editing.package, table, by)


def _remove(editing: Editing, sheet: SheetPart, tab: str, edit: SpliceRows) -> None:
    removed = sorted(set(edit.removed))
    grid = editing.read.grid(tab)
    columns = range(1, grid.last_column + 1)
    for row, values in grid.rows(1, columns):
        if row in removed:
            filled = ((column, value) for column, value in enumerate(values, 1) if value not in (None, ""))
            editing.changes += [CellChange(tab, row, column, value, None) for column, value in filled]
    if has_formulas(sheet):
        drop_calc_chain(editing.part)
    remove_rows(sheet, removed, tab)
    move_hanging_parts(editing.package, editing.listed(tab).part, removed)
    for name in editing.part.names:
        text = without_rows(name.text, removed, tab, on_tab=False)
        if text != name.text and not name.name.startswith("_relsheet."):
            editing.part.set_name(name.name, text, name.scope)
