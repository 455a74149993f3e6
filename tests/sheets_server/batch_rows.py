"""batchUpdate requests on rows and columns: insert, append, delete, move, hide, size, group."""

from tests.sheets_server.batch import handles, put_fields
from tests.sheets_server.book import Book
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.shifting import deleted, inserted, moved


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
    _measure_depths(groups)
    grid = book.tab(request["range"].get("sheetId")).properties["gridProperties"]
    grid["rowGroupControlAfter" if request["range"]["dimension"] == "ROWS" else "columnGroupControlAfter"] = True
    return {"dimensionGroups": groups}


@handles("deleteDimensionGroup")
def _delete_group(book: Book, request: Json) -> Json:
    groups = _groups(book, request["range"])
    left = [group for group in groups if group["range"] != request["range"]]
    if len(left) == len(groups):
        raise bad("No group over this range.")
    groups[:] = left
    _measure_depths(groups)
    return {"dimensionGroups": left} if left else {}


def _measure_depths(groups: list[Json]) -> None:
    """A group within another one lies deeper."""
    spans = [(group["range"].get("startIndex", 0), group["range"]["endIndex"]) for group in groups]
    for group, (start, end) in zip(groups, spans, strict=True):
        around = [span for span in spans if span[0] <= start and end <= span[1]]
        group["depth"] = len(around)


def _groups(book: Book, span: Json) -> list[Json]:
    tab = book.tab(span.get("sheetId"))
    found: list[Json] = tab.hanging.setdefault("rowGroups" if span["dimension"] == "ROWS" else "columnGroups", [])
    return found
