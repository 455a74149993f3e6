"""What each method of the Sheets API answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.sheets_server import values
from tests.sheets_server.answers import properties, spreadsheet
from tests.sheets_server.batch import batch_update
from tests.sheets_server.batch_tabs import copy_into
from tests.sheets_server.book import Book
from tests.sheets_server.refusals import Json, Refusal

if TYPE_CHECKING:
    from tests.sheets_server.server import SheetsServer


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    verb: str
    path: str
    query: dict[str, list[str]]
    body: Any
    headers: Any

    @property
    def flat(self) -> dict[str, str]:
        return {name: found[-1] for name, found in self.query.items()}


@dataclass(frozen=True)
class Call:
    """One request to the API that was answered: what, how many bytes (uncompressed), how long the server took, and for
    which ranges it asked in its address."""

    method: str
    status: int
    received: int
    sent: int
    seconds: float
    ranges: tuple[str, ...] = ()


def _bool(asked: Asked, name: str) -> bool:
    return asked.flat.get(name, "false").lower() == "true"


def _book(server: "SheetsServer", given: dict[str, str]) -> Book:
    return server.store.find(given["id"])


def _get(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    book = _book(server, given)
    areas = [book.area(text) for text in asked.query.get("ranges", [])]
    return spreadsheet(book, areas, mask, grid_data=bool(mask) or _bool(asked, "includeGridData"))


def _get_by_filter(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    book = _book(server, given)
    areas = [area for data_filter in asked.body.get("dataFilters", []) for area in book.areas(data_filter)]
    return spreadsheet(book, areas, mask, grid_data=bool(mask) or bool(asked.body.get("includeGridData")))


def _create(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    body = asked.body or {}
    book = server.store.create(body.get("properties"), body.get("sheets"))
    return spreadsheet(book, None, mask, grid_data=False)


def _batch_update(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    book = _book(server, given)
    body = asked.body or {}
    replies = batch_update(book, body.get("requests", []))
    answer: Json = {"spreadsheetId": book.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        areas = [book.area(text) for text in body.get("responseRanges", [])]
        inner = mask.get("updatedSpreadsheet", {})
        grid_data = bool(body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = spreadsheet(book, areas, inner, grid_data=grid_data)
    return answer


def _search(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    book = _book(server, given)
    found: dict[int, Json] = {}
    for data_filter in asked.body.get("dataFilters", []):
        for entry in book.matching(data_filter.get("developerMetadataLookup", {})):
            matched = found.setdefault(entry["metadataId"], {"developerMetadata": entry, "dataFilters": []})
            matched["dataFilters"].append(data_filter)
    return {"matchedDeveloperMetadata": list(found.values())} if found else {}


def _metadata(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    for entry in _book(server, given).metadata:
        if entry["metadataId"] == int(given["number"]):
            return entry
    raise Refusal(404, f"No developer metadata with ID: {given['number']}")


def _copy_to(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    source = _book(server, given).tab(int(given["number"]))
    target = server.store.find(asked.body["destinationSpreadsheetId"])
    title, count = f"Copy of {source.title}", 1
    while target.titled(title):
        title, count = f"Copy of {source.title} {count}", count + 1
    kept_properties = {key: value for key, value in source.properties.items() if key not in ("sheetId", "title")}
    tab = target.add_tab(kept_properties | {"title": title})
    copy_into(source, tab)
    return properties(target, tab)


def _clear_ranges(book: Book, areas: list[Json]) -> list[str]:
    return [values.clear(book, area) for area in areas]


def _batch_clear(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    book = _book(server, given)
    if "dataFilters" in asked.body:
        areas = [area for data_filter in asked.body["dataFilters"] for area in book.areas(data_filter)]
    else:
        areas = [book.area(text) for text in asked.body.get("ranges", [])]
    return {"spreadsheetId": book.id, "clearedRanges": _clear_ranges(book, areas)}


def _clear(server: "SheetsServer", given: dict[str, str], asked: Asked, mask: Any) -> Json:
    book = _book(server, given)
    return {"spreadsheetId": book.id, "clearedRange": values.clear(book, book.area(given["range"]))}


METHODS: dict[str, Callable[["SheetsServer", dict[str, str], Asked, Any], Json]] = {
    "create": _create,
    "get": _get,
    "getByDataFilter": _get_by_filter,
    "batchUpdate": _batch_update,
    "developerMetadata.search": _search,
    "developerMetadata.get": _metadata,
    "sheets.copyTo": _copy_to,
    "values.get": lambda s, g, a, m: values.value_range(_book(s, g), _book(s, g).area(g["range"]), a.flat),
    "values.batchGet": lambda s, g, a, m: values.batch_get(_book(s, g), a.query.get("ranges", []), a.flat),
    "values.batchGetByDataFilter": lambda s, g, a, m: values.batch_get_by_filter(_book(s, g), a.body),
    "values.update": lambda s, g, a, m: values.update(_book(s, g), g["range"], a.body or {}, a.flat),
    "values.batchUpdate": lambda s, g, a, m: values.batch_update(_book(s, g), a.body),
    "values.batchUpdateByDataFilter": lambda s, g, a, m: values.batch_update_by_filter(_book(s, g), a.body),
    "values.append": lambda s, g, a, m: values.append(_book(s, g), g["range"], a.body or {}, a.flat),
    "values.clear": _clear,
    "values.batchClear": _batch_clear,
    "values.batchClearByDataFilter": _batch_clear,
}
