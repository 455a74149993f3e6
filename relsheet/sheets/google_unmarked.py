"""A Google Sheet that holds what is ours without our metadata, as one made of a scored workbook: names and ◆ tell."""

from collections.abc import Sequence
from dataclasses import replace

from relsheet.errors import NotWritten
from relsheet.sheets.edits import DropColumn, Edit
from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.google_places import COLUMN, TAB, Mark, drop, new_number, put, told
from relsheet.sheets.google_reading import Reading
from relsheet.sheets.google_sheet import Sheet
from relsheet.sheets.own import UNNAMED, left_in, marked


def told_by_itself(reading: Reading) -> Reading:
    """The reading with what names and ◆ tell to be ours; pages of ours get their entry with the next write."""
    columns, tabs = marked(reading.workbook.grids)
    keys = {own.tab: own.key for own in tabs}
    sheets, mending = [], [*reading.mending]
    for sheet in reading.sheets:
        if sheet.title in keys and sheet.mark(TAB) is None:
            mark = Mark(new_number(), TAB, told(keys[sheet.title], sheet.id), sheet.id)
            mending.append(put(mark))
            sheets.append(replace(sheet, marks=(*sheet.marks, mark)))
        else:
            sheets.append(sheet)
    return replace(
        reading,
        workbook=replace(reading.workbook, own_columns=columns, own_tabs=tabs),
        sheets=tuple(sheets),
        left=left_in(tabs, reading.workbook.grids),
        mending=tuple(mending),
    )


def marks_for_those_that_go(reading: Reading, edits: Sequence[Edit]) -> list[Mark]:
    """An entry for each column that is to be taken out and that has none: by it alone we know it is still the same."""
    keys = {edit.key for edit in edits if isinstance(edit, DropColumn) and edit.key.startswith(UNNAMED)}
    marks = []
    for own in reading.workbook.own_columns:
        sheet = reading.sheet(own.tab)
        if own.key in keys and sheet is not None and sheet.mark(COLUMN, own.key, own.column) is None:
            header = str(reading.grid(own.tab).raw_at(own.header_row, own.column))
            marks.append(Mark(new_number(), COLUMN, told(own.key, sheet.id, header), sheet.id, own.column))
    return marks


def refuse_misplaced(client: GoogleClient, reading: Reading, marks: Sequence[Mark]) -> None:
    """NotWritten ``google_changed`` where one of these entries got onto another column, as somebody inserted one just
    then; all of them are taken out again."""
    found = {mark.number: (sheet, mark) for sheet in reading.sheets for mark in sheet.marks}
    if not all(mark.number in found and _is_over(reading, *found[mark.number]) for mark in marks):
        client.batch_update(client.id, {"requests": [*map(drop, marks)]})
        raise NotWritten("google_changed", reading.workbook.source, said="")


def _is_over(reading: Reading, sheet: Sheet, mark: Mark) -> bool:
    """Whether the header that the entry names stands in its column."""
    row = reading.headers.get(mark.number)
    return row is not None and str(reading.grid(sheet.title).raw_at(row, mark.column or 1)) == mark.header
