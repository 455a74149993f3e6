"""Columns of ours taken out of a Google Sheet: deleted, or only emptied where people wrote into them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from relsheet.opc.address import letters
from relsheet.sheets.edits import CellChange
from relsheet.sheets.google_aligned import ColumnValues, TabValues
from relsheet.sheets.google_columns import best_key_column, handwriting, key_mark, rules_on
from relsheet.sheets.google_grid import Raw
from relsheet.sheets.google_places import COLUMN, KEY, Mark, columns_of, drop, hold
from relsheet.sheets.google_planning import Plan
from relsheet.sheets.google_sheet import Sheet
from relsheet.sheets.theirs import first_few


def drop_columns(plan: Plan, keys: Sequence[str], sheet_id: int | None = None, *, with_theirs: bool = False) -> None:
    """Take columns of ours out, of one tab or of all, each only if it is still where it was read.

    What people wrote above, in or below our cells stays where it is (unless ``with_theirs``), and so does the column.
    """
    for sheet in plan.reading.sheets:
        ours = [mark for mark in sheet.marks if mark.key == COLUMN]
        gone = [mark for mark in ours if mark.name in keys and sheet_id in (None, sheet.id)]
        if not gone:
            continue
        stays = [not with_theirs and _empty(plan, sheet, mark) for mark in gone]
        out = [mark for mark, kept in zip(gone, stays, strict=True) if not kept]
        for mark in sorted(out, key=lambda mark: -(mark.column or 0)):
            _delete(plan, sheet, mark)
        key = sheet.mark(KEY) or next((tab.key for tab in plan.tabs if tab.title == sheet.title), None)
        if key is not None and len(gone) == len(ours):
            if any(stays):
                plan.afterwards.append(drop(key))
            else:
                plan.columns_out.insert(0, drop(key))


def _delete(plan: Plan, sheet: Sheet, mark: Mark) -> None:
    grid, column = plan.reading.grid(sheet.title), mark.column or 1
    plan.columns_out += [*hold(mark), {"deleteDimension": {"range": columns_of(sheet.id, column)}}]
    filled = (row for row in range(1, grid.last_row + 1) if grid.raw_at(row, column) is not None)
    plan.changes += [CellChange(sheet.title, row, column, grid.value(row, column), None) for row in filled]


def _empty(plan: Plan, sheet: Sheet, mark: Mark) -> bool:
    """Empty our cells alone where others stand in the column too; whether there are any."""
    grid, column = plan.reading.grid(sheet.title), mark.column or 1
    theirs = _theirs(plan, sheet, mark)
    if not theirs:
        return False
    ours: Mapping[int, Raw] = {
        row: None for row, found in enumerate(grid.raw_column(column), 1) if found is not None and row not in theirs
    }
    plan.changes += [CellChange(sheet.title, row, column, grid.value(row, column), None) for row in ours]
    plan.rules_out += [(sheet.id, index, dict(rule)) for index, rule in rules_on(sheet, mark)]
    _write(plan, sheet, ColumnValues(mark, None, theirs, ours, of_ours=False))
    plan.afterwards.append(drop(mark))
    cells = first_few([f"{letters(column)}{row}" for row in theirs])
    plan.warnings.append(
        ("warning.google_column_stays", (("tab", sheet.title), ("name", letters(column)), ("cells", cells)))
    )
    return True


def _theirs(plan: Plan, sheet: Sheet, mark: Mark) -> dict[int, Raw]:
    """What stands above our header, and below it what we certainly did not write."""
    header, column = plan.reading.headers.get(mark.number), mark.column or 1
    if header is None:
        return {}
    grid = plan.reading.grid(sheet.title)
    filled = {row: found for row, found in enumerate(grid.raw_column(column), 1) if found is not None}
    below = ((row, grid.value(row, column)) for row in filled if row > header)
    written = handwriting(plan, sheet.title).rows(mark.name, below)
    return {row: found for row, found in filled.items() if row < header or row in written}


def _write(plan: Plan, sheet: Sheet, column: ColumnValues) -> None:
    """Let the values go out with those of the same tab, if there are any."""
    for at, tab in enumerate(plan.tabs):
        if tab.title == sheet.title:
            plan.tabs[at] = replace(tab, columns=(*tab.columns, column))
            return
    grid = plan.reading.grid(sheet.title)
    own = {mark.column for mark in sheet.marks if mark.key == COLUMN}
    number = best_key_column(sheet, grid, own, set(column.changed))
    header = plan.reading.headers[column.mark.number]
    plan.tabs.append(TabValues(sheet.title, key_mark(plan, sheet, number), grid.keys(number), header, (column,)))
