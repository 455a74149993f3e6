"""The tabs of a Google Sheet and all that hangs on them but cells, as one call tells it."""

from dataclasses import dataclass
from typing import Any

from gspread.urls import SPREADSHEET_URL

from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.google_places import TAKEN, Mark, marks_in

Json = dict[str, Any]
FIELDS = (
    "properties(title,timeZone),developerMetadata,"
    "sheets(properties(sheetId,title,hidden,sheetType,gridProperties(rowCount,columnCount)),developerMetadata,merges,"
    "basicFilter,conditionalFormats,charts.chartId,data.columnMetadata.developerMetadata)"
)


@dataclass(frozen=True)
class Sheet:
    """One tab of the structure."""

    id: int
    title: str
    hidden: bool
    rows: int
    columns: int
    marks: tuple[Mark, ...] = ()  # on the tab and on its columns
    rules: tuple[Json, ...] = ()  # conditional formats
    charts: tuple[int, ...] = ()
    basic_filter: Json | None = None
    merges: tuple[tuple[int, int, int, int], ...] = ()

    def mark(self, key: str, name: str | None = None, column: int | None = None) -> Mark | None:
        """Our entry of that kind on this tab."""
        found = (mark for mark in self.marks if mark.key == key and (name is None or mark.name == name))
        return next((mark for mark in found if column is None or mark.column == column), None)


@dataclass(frozen=True)
class Structure:
    """What the call tells, and the checksum of its answer."""

    checksum: int
    sheets: tuple[Sheet, ...]
    marks: tuple[Mark, ...]  # on the spreadsheet as a whole
    taken: tuple[Mark, ...]  # on tabs of copies that a run which was cut off left behind
    time_zone: str | None


def read_structure(client: GoogleClient) -> Structure:
    """The structure as it stands; tabs that hold no cells (a chart alone) are left out."""
    answer = client.request("get", SPREADSHEET_URL % client.id, params={"fields": FIELDS})
    told: Json = answer.json()
    tabs = [_sheet(tab) for tab in told.get("sheets", []) if tab["properties"].get("sheetType", "GRID") == "GRID"]
    return Structure(
        client.checksum,
        tuple(sheet for sheet in tabs if sheet.mark(TAKEN) is None),
        tuple(marks_in(told.get("developerMetadata", []))),
        tuple(mark for sheet in tabs if (mark := sheet.mark(TAKEN)) is not None),
        told.get("properties", {}).get("timeZone"),
    )


def _sheet(found: Json) -> Sheet:
    properties, marks = found["properties"], list(found.get("developerMetadata", []))
    for data in found.get("data", []):
        for column in data.get("columnMetadata", []):
            marks += column.get("developerMetadata", [])
    grid = properties.get("gridProperties", {})
    return Sheet(
        id=properties.get("sheetId", 0),
        title=properties["title"],
        hidden=properties.get("hidden", False),
        rows=grid.get("rowCount", 1),
        columns=grid.get("columnCount", 1),
        marks=tuple(marks_in(marks)),
        rules=tuple(found.get("conditionalFormats", [])),
        charts=tuple(chart["chartId"] for chart in found.get("charts", [])),
        basic_filter=found.get("basicFilter"),
        merges=tuple(
            (m.get("startRowIndex", 0) + 1, m.get("startColumnIndex", 0) + 1, m["endRowIndex"], m["endColumnIndex"])
            for m in found.get("merges", [])
        ),
    )
