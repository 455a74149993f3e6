"""spreadsheets.batchUpdate: every request in order, all of them or none."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

from tests.sheets_server.answers import properties
from tests.sheets_server.book import Book
from tests.sheets_server.refusals import Json, Refusal, bad
from tests.sheets_server.shifting import deleted, inserted, moved
from tests.sheets_server.tab import Tab

Handler = Callable[[Book, Json], Json]
HANDLERS: dict[str, Handler] = {}


def handles(name: str) -> Callable[[Handler], Handler]:
    """Mark the function that does requests of that name."""

    def keep(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return keep


def batch_update(book: Book, requests: list[Json]) -> list[Json]:
    """The replies; Refusal (and nothing changed) if one request cannot be done."""
    if not requests:
        raise bad("Must specify at least one request.")
    before = book.snapshot()
    try:
        return [_done(book, number, request) for number, request in enumerate(requests)]
    except BaseException:
        book.restore(before)
        raise
    finally:
        for tab in book.tabs:
            tab.copies_cells = False


def _done(book: Book, number: int, request: Json) -> Json:
    names = [name for name, value in request.items() if value is not None]
    if len(names) != 1:
        raise bad(f"Invalid requests[{number}]: exactly one request must be set.")
    name = names[0]
    if name not in HANDLERS:
        raise Refusal(501, f"requests[{number}].{name}: this local server does not know it.")
    try:
        reply = HANDLERS[name](book, request[name])
    except Refusal as err:
        if err.message.startswith("Invalid requests["):
            raise bad(f"Invalid requests[{number}]" + err.message.partition("]")[2]) from err
        raise Refusal(err.code, f"Invalid requests[{number}].{name}: {err.message}") from err
    except KeyError as err:
        raise bad(f"Invalid requests[{number}].{name}: {err.args[0]} is missing.") from err
    return {name: reply} if reply else {}


@cache
def masked(fields: str) -> list[list[str]]:
    """The paths of an update mask."""
    if not fields:
        raise bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    paths, depth, part = [], [], ""
    for letter in fields.replace("/", ".") + ",":
        if letter == "(":
            depth.append(part)
            part = ""
        elif letter in ",)":
            if part:
                paths.append(".".join([*depth, part]).split("."))
            part = ""
            if letter == ")":
                depth.pop()
        else:
            part += letter
    return paths


def put_fields(target: Json, source: Json, fields: str) -> None:
    """Take the fields that the mask names from source; one that it lacks is taken out."""
    for path in masked(fields):
        if path == ["*"]:
            target.update(source)
            continue
        here, there = target, source
        for step in path[:-1]:
            here = here.setdefault(step, {})
            there = there.get(step) or {}
        if path[-1] in there:
            here[path[-1]] = there[path[-1]]
        else:
            here.pop(path[-1], None)


# tabs


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
    book.remove_tab(book.tab(request.get("sheetId")))
    return {}


@handles("duplicateSheet")
def _duplicate_sheet(book: Book, request: Json) -> Json:
    source = book.tab(request.get("sourceSheetId"))
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
    target.sizes = deepcopy(source.sizes)
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
    tab = book.tab(given.get("sheetId"))
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
    colors(tab.properties, "tabColor")
    if "index" in tab.properties:
        _reorder(book, tab, tab.properties.pop("index"))
    return {}


def _reorder(book: Book, tab: Tab, index: int) -> None:
    """Google counts the place as it is before the tab is taken out."""
    here = book.tabs.index(tab)
    book.tabs.remove(tab)
    book.tabs.insert(index if index <= here else index - 1, tab)


def colors(part: Json, name: str) -> None:
    """Google answers a colour under both of its names."""
    style = f"{name}Style"
    if style in part and "rgbColor" in part[style]:
        part[name] = part[style]["rgbColor"]
    elif name in part:
        part[style] = {"rgbColor": part[name]}


# rows and columns


@handles("insertDimension")
def _insert_dimension(book: Book, request: Json) -> Json:
    span = request["range"]
    tab, axis = book.tab(span.get("sheetId")), span["dimension"]
    at, count = span.get("startIndex", 0), span["endIndex"] - span.get("startIndex", 0)
    if at > tab.count(axis) or count < 1:
        raise bad(f"range.startIndex[{at}] is outside the sheet.")
    if request.get("inheritFromBefore") and at == 0:
        raise bad("inheritFromBefore cannot be true if inserting at index 0.")
    tab.insert(axis, at, count, like_before=bool(request.get("inheritFromBefore")))
    book.shift(tab, axis, inserted(at, count))
    return {}


@handles("appendDimension")
def _append_dimension(book: Book, request: Json) -> Json:
    tab, axis = book.tab(request.get("sheetId")), request["dimension"]
    tab.resize(axis, tab.count(axis) + request["length"])
    return {}


@handles("deleteDimension")
def _delete_dimension(book: Book, request: Json) -> Json:
    span = request["range"]
    tab, axis = book.tab(span.get("sheetId")), span["dimension"]
    first, last = span.get("startIndex", 0), span.get("endIndex", tab.count(axis))
    if first >= tab.count(axis):
        raise bad(
            f"Cannot delete a {axis.lower()[:-1]} that doesn't exist. Tried to delete index {first} "
            f"but there are only {tab.count(axis)}."
        )
    tab.delete(axis, first, min(last, tab.count(axis)))
    book.shift(tab, axis, deleted(first, last))
    return {}


@handles("moveDimension")
def _move_dimension(book: Book, request: Json) -> Json:
    span, to = request["source"], request["destinationIndex"]
    tab, axis = book.tab(span.get("sheetId")), span["dimension"]
    first, last = span.get("startIndex", 0), span["endIndex"]
    if first <= to <= last:
        return {}
    tab.move(axis, first, last, to)
    book.shift(tab, axis, moved(first, last, to))
    return {}


@handles("updateDimensionProperties")
def _dimension_properties(book: Book, request: Json) -> Json:
    span = request["range"]
    tab, axis = book.tab(span.get("sheetId")), span["dimension"]
    for at in range(span.get("startIndex", 0), span.get("endIndex", tab.count(axis))):
        put_fields(tab.sizes[axis].setdefault(at, {}), request["properties"], request.get("fields", ""))
    return {}


@handles("autoResizeDimensions")
def _auto_resize(book: Book, request: Json) -> Json:
    span = request["dimensions"]
    tab, axis = book.tab(span.get("sheetId")), span["dimension"]
    for at in range(span.get("startIndex", 0), span.get("endIndex", tab.count(axis))):
        places = (
            ((row, at) for row in range(len(tab.rows)))
            if axis == "COLUMNS"
            else ((at, column) for column in range(tab.column_count))
        )
        longest = max((len(cell.shown()) for place in places if (cell := tab.find(*place))), default=0)
        tab.sizes[axis].setdefault(at, {})["pixelSize"] = 7 * longest + 10 if axis == "COLUMNS" and longest else 21
    return {}


@handles("addDimensionGroup")
def _add_group(book: Book, request: Json) -> Json:
    groups = _groups(book, request["range"])
    groups.append({"range": request["range"], "depth": 1})
    return {"dimensionGroups": groups}


@handles("deleteDimensionGroup")
def _delete_group(book: Book, request: Json) -> Json:
    groups = _groups(book, request["range"])
    left = [group for group in groups if group["range"] != request["range"]]
    if len(left) == len(groups):
        raise bad("No group over this range.")
    groups[:] = left
    return {"dimensionGroups": left}


def _groups(book: Book, span: Json) -> list[Json]:
    tab = book.tab(span.get("sheetId"))
    found: list[Json] = tab.hanging.setdefault("rowGroups" if span["dimension"] == "ROWS" else "columnGroups", [])
    return found
