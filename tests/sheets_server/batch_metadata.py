"""batchUpdate requests on developer metadata."""

from copy import deepcopy

from tests.sheets_server.batch import handles, put_fields
from tests.sheets_server.book import Book
from tests.sheets_server.refusals import Json, bad

MOST_METADATA = 30_000  # characters per location
VISIBILITY = ("DOCUMENT", "PROJECT")


@handles("createDeveloperMetadata")
def _create_metadata(book: Book, request: Json) -> Json:
    entry = deepcopy(request["developerMetadata"])
    if not entry.get("metadataKey"):
        raise bad("developerMetadata.metadataKey must be specified.")
    if entry.get("visibility") not in VISIBILITY:
        raise bad("developerMetadata.visibility must be specified.")
    entry["location"] = _location(book, entry.get("location", {}))
    entry.setdefault("metadataId", book.new_id())
    if any(other["metadataId"] == entry["metadataId"] for other in book.metadata):
        raise bad(f"Developer metadata with ID {entry['metadataId']} already exists.")
    size = sum(
        len(other["metadataKey"]) + len(other.get("metadataValue", ""))
        for other in [*book.metadata, entry]
        if other["location"] == entry["location"]
    )
    if size > MOST_METADATA:
        raise bad("Developer metadata at this location is over the limit of 30000 characters.")
    book.metadata.append(entry)
    return {"developerMetadata": entry}


def _location(book: Book, given: Json) -> Json:
    if "locationType" in given:
        raise bad("developerMetadata.location.locationType is read-only.")
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in given:
        return {"locationType": "SHEET", "sheetId": book.tab(given["sheetId"]).id}
    span = given.get("dimensionRange")
    if span is None:
        raise bad("developerMetadata.location must be specified.")
    tab = book.tab(span.get("sheetId"))
    start = span.get("startIndex", 0)
    if span.get("endIndex") != start + 1:
        raise bad("developerMetadata.location.dimensionRange must represent a single row or column.")
    if start >= tab.count(span["dimension"]):
        raise bad("developerMetadata.location.dimensionRange is outside the sheet.")
    kind = "ROW" if span["dimension"] == "ROWS" else "COLUMN"
    return {
        "locationType": kind,
        "dimensionRange": {
            "sheetId": tab.id,
            "dimension": span["dimension"],
            "startIndex": start,
            "endIndex": start + 1,
        },
    }


def _selected(book: Book, data_filter: Json) -> list[Json]:
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None:
        raise bad("dataFilter.developerMetadataLookup must be set.")
    return list(book.matching(lookup))


@handles("updateDeveloperMetadata")
def _update_metadata(book: Book, request: Json) -> Json:
    found = [entry for data_filter in request.get("dataFilters", []) for entry in _selected(book, data_filter)]
    given = deepcopy(request["developerMetadata"])
    if "location" in given:
        given["location"] = _location(book, given["location"])
    for entry in found:
        put_fields(entry, given, request.get("fields", ""))
    return {"developerMetadata": found} if found else {}


@handles("deleteDeveloperMetadata")
def _delete_metadata(book: Book, request: Json) -> Json:
    gone = _selected(book, request["dataFilter"])
    book.metadata = [entry for entry in book.metadata if entry not in gone]
    return {"deletedDeveloperMetadata": gone} if gone else {}
