"""batchUpdate requests on the spreadsheet and its tabs: add, delete, duplicate, rename, move, hide, colour."""

from copy import deepcopy
from typing import Any

from tests.sheets_server.answers import properties
from tests.sheets_server.batch import handles, masked, put_fields
from tests.sheets_server.book import Book
from tests.sheets_server.colors import as_kept, named_twice
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.tab import Tab

COLORS = ("tabColor", "tabColorStyle")


@handles("updateSpreadsheetProperties")
def _spreadsheet_properties(book: Book, request: Json) -> Json:
    put_fields(book.properties, request["properties"], request.get("fields", ""))
    return {}


@handles("addSheet")
def _add_sheet(book: Book, request: Json) -> Json:
    tab = book.add_tab(request.get("properties", {}))
    return {"properties": properties(book, tab)}


@handles("deleteSheet")
def _delete_sheet(book: Book, request: Json) -> Json:
    book.remove_tab(book.tab(request.get("sheetId"), "sheet"))
    return {}


@handles("duplicateSheet")
def _duplicate_sheet(book: Book, request: Json) -> Json:
    source = book.tab(request.get("sourceSheetId"), "sheet")
    title = request.get("newSheetName") or f"Copy of {source.title}"
    given = {key: value for key, value in source.properties.items() if key not in ("sheetId", "title", "index")}
    given |= {"title": title, "index": request.get("insertSheetIndex", 0)}
    if "newSheetId" in request:
        given["sheetId"] = request["newSheetId"]
    tab = book.add_tab(deepcopy(given))
    copy_into(source, tab)
    return {"properties": properties(book, tab)}


def copy_into(source: Tab, target: Tab) -> None:
    """Cells, sizes and what hangs on the tab."""
    target.rows = [[cell.copy() if cell else None for cell in row] for row in source.rows]
    target.sizes, target.looks_up = deepcopy(source.sizes), source.looks_up
    target.hanging = _renumbered(deepcopy(source.hanging), source.id, target.id)


def _renumbered(part: Any, old: int, new: int) -> Any:
    if isinstance(part, list):
        return [_renumbered(item, old, new) for item in part]
    if isinstance(part, dict):
        return {
            key: new if key == "sheetId" and value == old else _renumbered(value, old, new)
            for key, value in part.items()
        }
    return part


@handles("updateSheetProperties")
def _sheet_properties(book: Book, request: Json) -> Json:
    given, fields = request["properties"], request.get("fields", "")
    tab = book.tab(given.get("sheetId"), "sheet")
    paths = masked(fields)
    title = given.get("title")
    if title is not None and any(other.title.casefold() == title.casefold() for other in book.tabs if other is not tab):
        raise bad(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if (
        given.get("hidden")
        and ["hidden"] in paths
        and all(other.properties.get("hidden") for other in book.tabs if other is not tab)
    ):
        raise bad("You can't hide all the sheets in a document.")
    size = {key: value for key, value in tab.properties["gridProperties"].items() if key in ("rowCount", "columnCount")}
    put_fields(tab.properties, {key: value for key, value in given.items() if key != "sheetId"}, fields)
    tab.properties["gridProperties"] = size | tab.properties["gridProperties"]
    tab.resize("ROWS", tab.row_count)
    tab.resize("COLUMNS", tab.column_count)
    tab.properties.update(as_kept({key: tab.properties[key] for key in COLORS if key in tab.properties}))
    named_twice(tab.properties, "tabColor")
    if "index" in tab.properties:
        _reorder(book, tab, tab.properties.pop("index"))
    return {}


def _reorder(book: Book, tab: Tab, index: int) -> None:
    """Google counts the place as it is before the tab is taken out."""
    here = book.tabs.index(tab)
    book.tabs.remove(tab)
    book.tabs.insert(index if index <= here else index - 1, tab)
