"""A workbook as a Google Sheet of the local server: what "File, import" does in the browser, as far as values go."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from tests.sheets_server.book import Book
from tests.sheets_server.formats import EPOCH
from tests.sheets_server.formulas import Failure
from tests.sheets_server.refusals import Json
from tests.sheets_server.store import Store
from tests.sheets_server.typing_in import whole

DAY: Json = {"type": "DATE", "pattern": "yyyy-mm-dd"}
MOMENT: Json = {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}
CLOCK: Json = {"type": "TIME", "pattern": "hh:mm"}
ERRORS = {
    "#N/A": "N_A",
    "#REF!": "REF",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
}


def load_rows(store: Store, tabs: Mapping[str, Sequence[Sequence[Any]]], **properties: str) -> Book:
    """A new spreadsheet with these tabs; numbers, texts and moments as Google keeps them."""
    book = store.create(
        {"title": "CRM", "timeZone": "Asia/Shanghai"} | properties, [{"properties": {"title": name}} for name in tabs]
    )
    for tab, rows in zip(book.tabs, tabs.values(), strict=True):
        tab.resize("ROWS", max(1000, len(rows) + 10))
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if value is not None:
                    enter(book, tab.title, row + 1, column + 1, value)
    return book


def enter(book: Book, tab: str, row: int, column: int, value: Any, number_format: str | None = None) -> None:
    """One cell as a person enters it."""
    kept, look = stored(value)
    if number_format and isinstance(kept, int | float) and look is None and number_format != "General":
        look = {"type": "PERCENT" if "%" in number_format else "NUMBER", "pattern": number_format}
    book.put(tab, row, column, kept, look)


def stored(value: Any) -> tuple[Any, Json | None]:
    """(value, number format) as Google keeps it."""
    if isinstance(value, datetime):
        days = (value.date() - EPOCH).days
        if value.time() == time():
            return days, DAY
        return days + (value.hour * 3600 + value.minute * 60 + value.second) / 86400, MOMENT
    if isinstance(value, date):
        return (value - EPOCH).days, DAY
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400, CLOCK
    if isinstance(value, timedelta):
        return value.total_seconds() / 86400, {"type": "TIME", "pattern": "[h]:mm"}
    if isinstance(value, str) and value in ERRORS:
        return Failure(ERRORS[value], value, "As imported."), None
    return whole(value), None


def load_workbook(store: Store, path: Path, **properties: str) -> Book:
    """A new spreadsheet with the values, number formats, merges and hidden tabs of an .xlsx."""
    source = openpyxl.load_workbook(path, data_only=True)
    book = store.create(
        {"title": path.stem, "timeZone": "Asia/Shanghai"} | properties,
        [{"properties": {"title": name}} for name in source.sheetnames],
    )
    for tab, sheet in zip(book.tabs, source.worksheets, strict=True):
        tab.resize("ROWS", max(1000, sheet.max_row + 10))
        tab.resize("COLUMNS", max(26, sheet.max_column + 1))
        if sheet.sheet_state != "visible":
            tab.properties["hidden"] = True
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    enter(book, tab.title, cell.row, cell.column, cell.value, cell.number_format)
        merges = [_merge(tab.id, merged) for merged in sheet.merged_cells.ranges]
        if merges:
            tab.hanging["merges"] = merges
    return book


def _merge(sheet: int, merged: Any) -> Json:
    return {
        "sheetId": sheet,
        "startRowIndex": merged.min_row - 1,
        "endRowIndex": merged.max_row,
        "startColumnIndex": merged.min_col - 1,
        "endColumnIndex": merged.max_col,
    }
