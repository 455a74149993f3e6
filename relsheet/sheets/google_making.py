"""How a column of ours looks on a Google Sheet: made where there is none yet, and its numbers in their format."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from relsheet.sheets.edits import PLAIN, CellChange, OwnCell, PlaceColumn, Style
from relsheet.sheets.google_grid import Raw, serial
from relsheet.sheets.google_looks import cell_format, number_format
from relsheet.sheets.google_pages import PIXELS_PER_CHARACTER, extended
from relsheet.sheets.google_places import Mark, columns_of, drop, hold, put, told
from relsheet.sheets.google_planning import Plan
from relsheet.sheets.google_sheet import Sheet

Json = dict[str, Any]


@dataclass(frozen=True)
class Placed:
    """An edit and where its column is, or will be."""

    edit: PlaceColumn
    mark: Mark
    is_new: bool
    header_row: int
    header: Raw  # what stands, or will stand, in the header cell


def make(plan: Plan, sheet: Sheet, fresh: Sequence[Placed]) -> None:
    """Insert the new columns: what is inserted is empty whatever anybody does meanwhile."""
    if not fresh:
        return
    first = fresh[0].mark.column or 1
    span = columns_of(sheet.id, first, len(fresh))
    at_the_end = first - 1 >= sheet.columns
    plan.requests.append({"insertDimension": {"range": span, "inheritFromBefore": at_the_end}})
    for one in fresh:
        plan.requests += _new_column(sheet, one)
        plan.changes.append(CellChange(sheet.title, one.header_row, one.mark.column or 1, None, one.edit.header))
    _join_filter(plan, sheet, fresh)


def _new_column(sheet: Sheet, one: Placed) -> list[Json]:
    column, edit = one.mark.column or 1, one.edit
    header: Json = {"userEnteredFormat": cell_format(edit.header_style, edit.header)}
    header["userEnteredValue"] = extended(edit.header)
    return [
        {
            "updateDimensionProperties": {
                "range": columns_of(sheet.id, column),
                "properties": {"pixelSize": round(edit.width * PIXELS_PER_CHARACTER)},
                "fields": "pixelSize",
            }
        },
        {
            "updateCells": {
                "start": {"sheetId": sheet.id, "rowIndex": edit.header_row - 1, "columnIndex": column - 1},
                "rows": [{"values": [header]}],
                "fields": "userEnteredValue,userEnteredFormat",
            }
        },
        *_base_look(sheet, one),
        put(one.mark),
    ]


def _base_look(sheet: Sheet, one: Placed) -> list[Json]:
    """What all cells of the column have in common: alignment, wrapping, number format."""
    styles = [cell.style for cell in one.edit.cells]
    common = max(set(styles), key=styles.count) if styles else PLAIN
    bare = Style(align=common.align, top=common.top, middle=common.middle, wrap=common.wrap)
    look = cell_format(bare, None)
    if (found := _number_format(one.edit.cells)) is not None:
        look["numberFormat"] = found
    if not look:
        return []
    return [
        {
            "repeatCell": {
                "range": below(sheet, one.mark, one.header_row),
                "cell": {"userEnteredFormat": look},
                "fields": "userEnteredFormat",
            }
        }
    ]


def _join_filter(plan: Plan, sheet: Sheet, fresh: Sequence[Placed]) -> None:
    """A filter that reached the column at our left reaches us too: sorting by it then moves our cells along."""
    found = sheet.basic_filter
    if found is None:
        return
    area, first = found["range"], fresh[0].mark.column or 1
    if area.get("endColumnIndex") == first - 1 and area.get("startRowIndex", 0) == fresh[0].edit.header_row - 1:
        wider = found | {"range": area | {"endColumnIndex": first - 1 + len(fresh)}}
        plan.requests.append({"setBasicFilter": {"filter": wider}})
    else:
        plan.warnings.append(("warning.apart_from_filter", (("tab", sheet.title),)))


def formatted(plan: Plan, sheet: Sheet, edit: PlaceColumn, mark: Mark, header_row: int) -> Mark:
    """The mark, with the number format that the column gets as soon as there is a number to show."""
    found = _number_format(edit.cells)
    wanted = _shown(found)
    if found is None or mark.format == wanted:
        return mark
    fresh = replace(mark, value=told(mark.name, sheet.id, mark.header or edit.header, wanted))
    look = {"userEnteredFormat": {"numberFormat": found}}
    area = below(sheet, mark, header_row)
    plan.requests += [
        *hold(mark),
        drop(mark),
        put(fresh),
        {"repeatCell": {"range": area, "cell": look, "fields": "userEnteredFormat.numberFormat"}},
    ]
    return fresh


def value_of(edit: PlaceColumn, sheet: Sheet) -> str:
    """What the entry on the column says: its key, its header, and the format of its numbers if they have one."""
    return told(edit.key, sheet.id, edit.header, _shown(_number_format(edit.cells)))


def _shown(found: Json | None) -> str:
    return f"{found['type']} {found['pattern']}" if found else ""


def _number_format(cells: Sequence[OwnCell]) -> Json | None:
    """The one format of all numbers, days and moments; of days and moments together that of the moments."""
    numbers = (number_format(cell.style, cell.value) for cell in cells if isinstance(serial(cell.value), int | float))
    kinds = {_shown(found): found for found in numbers}
    if len(kinds) > 1 and all(kind.startswith("DATE") for kind in kinds):
        return next(found for kind, found in kinds.items() if not kind.startswith("DATE "))
    return kinds.popitem()[1] if len(kinds) == 1 else None


def below(sheet: Sheet, mark: Mark, header_row: int) -> Json:
    """The column's cells below its header, as a range of the API."""
    column = mark.column or 1
    return {
        "sheetId": sheet.id,
        "startRowIndex": header_row,
        "startColumnIndex": column - 1,
        "endColumnIndex": column,
    }
