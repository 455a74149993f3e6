"""Our columns beside the user's: placed at the right of what he has, filled again wherever they are."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from relsheet.errors import NotWritten
from relsheet.sheets.edits import CellChange, PlaceColumn
from relsheet.sheets.google_aligned import ColumnValues, TabValues, unique
from relsheet.sheets.google_grid import GoogleGrid, Raw, serial
from relsheet.sheets.google_looks import cover, rules_for, rules_from
from relsheet.sheets.google_making import Placed, below, formatted, make, value_of
from relsheet.sheets.google_places import COLUMN, KEY, Mark, drop, hold, new_number, put
from relsheet.sheets.google_planning import Plan
from relsheet.sheets.google_sheet import Sheet
from relsheet.sheets.own import UNNAMED
from relsheet.sheets.theirs import Handwriting

Json = dict[str, Any]


def place_columns(plan: Plan, tab: str, edits: Sequence[PlaceColumn]) -> None:
    """Plan all columns of one tab."""
    sheet, grid = plan.sheet(tab), plan.reading.grid(tab)
    placed = _placed(plan, sheet, grid, edits)
    own = {mark.column for mark in sheet.marks if mark.key == COLUMN} | {one.mark.column for one in placed}
    rows = {cell.row for edit in edits for cell in edit.cells}
    key_column = best_key_column(sheet, grid, own, rows)
    make(plan, sheet, [one for one in placed if one.is_new])
    for one in placed:
        _colour(plan, sheet, one)
    keys = grid.keys(key_column)
    theirs = _theirs(plan, grid, placed, rows)
    columns = [_values(plan, grid, one, keys, theirs) for one in placed]
    key = key_mark(plan, sheet, key_column)
    plan.tabs.append(TabValues(tab, key, keys, placed[0].header_row, tuple(columns)))
    blank = sorted(rows - set(unique(keys).values()))
    if blank:
        shown = ", ".join(map(str, blank[:10])) + (" …" if len(blank) > 10 else "")
        plan.warnings.append(("warning.google_no_key", (("tab", tab), ("count", len(blank)), ("rows", shown))))


def _placed(plan: Plan, sheet: Sheet, grid: GoogleGrid, edits: Sequence[PlaceColumn]) -> list[Placed]:
    placed, free = [], grid.last_column + 1
    for edit in edits:
        mark = sheet.mark(COLUMN, edit.key)
        row = plan.reading.headers.get(mark.number) if mark is not None else None
        if mark is None:
            mark, row = _unmarked(plan, sheet, edit)
        elif mark.is_copied:
            mark = _marked_anew(plan, sheet, edit, mark)
        if mark is not None:
            assert mark.column is not None
            at = row or edit.header_row
            header = grid.raw_at(at, mark.column)
            mark = formatted(plan, sheet, edit, mark, at)
            placed.append(Placed(edit, mark, False, at, edit.header if header is None else header))
            continue
        fresh = Mark(new_number(), COLUMN, value_of(edit, sheet), sheet.id, free)
        placed.append(Placed(edit, fresh, True, edit.header_row, edit.header))
        free += 1
    return placed


def _unmarked(plan: Plan, sheet: Sheet, edit: PlaceColumn) -> tuple[Mark | None, int | None]:
    """A column that only its header tells, where the metadata were lost: marked again."""
    for own in plan.reading.workbook.own_columns:
        if own.tab == sheet.title and own.key == UNNAMED + edit.header.strip():
            mark = Mark(new_number(), COLUMN, value_of(edit, sheet), sheet.id, own.column)
            plan.requests.append(put(mark))
            return mark, own.header_row
    return None, None


def _marked_anew(plan: Plan, sheet: Sheet, edit: PlaceColumn, copied: Mark) -> Mark:
    """The mark on a column that came with a copied tab and is filled now: it is ours on this tab too."""
    mark = Mark(new_number(), COLUMN, value_of(edit, sheet), sheet.id, copied.column)
    plan.requests += [drop(copied), put(mark)]
    return mark


def _colour(plan: Plan, sheet: Sheet, one: Placed) -> None:
    """One set of rules per column, changed only when they would show something else."""
    wanted = rules_for(one.edit.cells)
    there = rules_on(sheet, one.mark)
    ours = [rule for rule in rules_from(rule for _, rule in there) if rule is not None]
    if cover(ours, one.edit.cells, wanted) and (not one.is_new or not wanted):
        return
    if not one.is_new:
        plan.requests += hold(one.mark)
        plan.rules_out += [(sheet.id, index, dict(rule)) for index, rule in there]
    plan.rules_in += [rule.request(below(sheet, one.mark, one.header_row), 0) for rule in reversed(wanted)]


def rules_on(sheet: Sheet, mark: Mark) -> list[tuple[int, Mapping[str, Any]]]:
    """(place in the tab's list, rule) of the rules on that column alone which are as we make them."""
    column = mark.column or 1
    there = [(index, rule) for index, rule in enumerate(sheet.rules) if _columns_of(rule) == (column - 1, column)]
    known = rules_from(rule for _, rule in there)
    return [found for found, rule in zip(there, known, strict=True) if rule is not None]


def _columns_of(rule: Mapping[str, Any]) -> tuple[int | None, int | None] | None:
    ranges = rule.get("ranges", [])
    return (ranges[0].get("startColumnIndex"), ranges[0].get("endColumnIndex")) if len(ranges) == 1 else None


def _theirs(plan: Plan, grid: GoogleGrid, placed: Sequence[Placed], rows: set[int]) -> set[int]:
    """The rows beside which we write nothing, and where people wrote into our columns: totals, remarks below."""
    written, theirs = handwriting(plan, grid.tab), set()
    for one in placed:
        if not one.is_new:
            column = one.mark.column or 1
            below = range(one.header_row + 1, len(grid.raw_column(column)) + 1)
            theirs |= written.rows(one.edit.key, ((row, grid.value(row, column)) for row in below if row not in rows))
    return theirs


def handwriting(plan: Plan, tab: str) -> Handwriting:
    """What people wrote into our columns of that tab."""
    return Handwriting(plan.reading.grid(tab), plan.reading.workbook.columns_on(tab), plan.reading.left)


def _values(plan: Plan, grid: GoogleGrid, one: Placed, keys: Sequence[Raw], theirs: set[int]) -> ColumnValues:
    """What the column should hold, and what of it is not there yet."""
    column, safe = one.mark.column or 1, set(unique(keys).values())
    wished = {cell.row: serial(cell.value) for cell in one.edit.cells if cell.row in safe}
    shown = {cell.row: cell.value for cell in one.edit.cells if cell.row in safe}
    there: dict[int, Raw] = {}
    above: dict[int, Raw] = {}
    if not one.is_new:
        filled = {row: found for row, found in enumerate(grid.raw_column(column), 1) if found is not None}
        there = {row: found for row, found in filled.items() if row > one.header_row}
        above = {row: found for row, found in filled.items() if row < one.header_row}
    changed: dict[int, Raw] = {}
    for row in sorted((wished.keys() | there.keys()) - theirs):
        if not same(there.get(row), wished.get(row)):
            changed[row] = wished.get(row)
            before = None if one.is_new else grid.value(row, column)
            plan.changes.append(CellChange(grid.tab, row, column, before, shown.get(row)))
    if not one.is_new and grid.raw_at(one.header_row, column) is None:
        changed[one.header_row] = one.header
        plan.changes.append(CellChange(grid.tab, one.header_row, column, None, str(one.header)))
    kept = {row: found for row, found in there.items() if row in theirs}
    return ColumnValues(one.mark, one.header, wished, changed, theirs=above | kept)


def same(had: Raw, wanted: Raw) -> bool:
    """Whether a cell holds that already; nothing and an empty text are the same, true and 1 are not."""
    had, wanted = (None if had == "" else had), (None if wanted == "" else wanted)
    if isinstance(had, bool) != isinstance(wanted, bool):
        return False
    if isinstance(had, float | int) and isinstance(wanted, float | int):
        return abs(had - wanted) < 1e-9 * max(1.0, abs(wanted))
    return had == wanted


def best_key_column(sheet: Sheet, grid: GoogleGrid, own: set[int | None], rows: set[int]) -> int:
    """The user's column that tells most rows apart, the leftmost of these; the marked one as long as it is as good."""
    marked = sheet.mark(KEY)
    first = [marked.column] if marked is not None and marked.column is not None else []
    found: dict[int, int] = {}
    for column in chain(first, range(1, grid.last_column + 1)):
        if column not in own and column not in found:
            found[column] = len(rows & set(unique(grid.keys(column)).values()))
            if found[column] == len(rows):
                return column
    if not found:
        raise NotWritten("no_tab", sheet.title)
    return max(found, key=lambda column: found[column])


def key_mark(plan: Plan, sheet: Sheet, column: int) -> Mark:
    """The entry on the key column; planned anew where it is elsewhere or not there."""
    marked = sheet.mark(KEY)
    if marked is not None and marked.column == column:
        return marked
    if marked is not None:
        plan.requests.append(drop(marked))
    fresh = Mark(new_number(), KEY, "", sheet.id, column)
    plan.requests.insert(0, put(fresh))  # before columns come and go
    return fresh
