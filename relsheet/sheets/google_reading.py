"""A Google Sheet as it stands, in two calls: its structure, its values; a third for number formats not yet known."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from gspread.urls import SPREADSHEET_URL, SPREADSHEET_VALUES_BATCH_URL

from relsheet.opc.address import letters
from relsheet.sheets.google_grid import PLAIN, ColumnFormat, GoogleGrid, NumberFormat, Raw, number_format
from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.google_places import CELLS, COLUMN, FORMATS, LAYOUT, RUN, TAB, TAKEN, Mark, marks_in, quoted
from relsheet.sheets.workbook import OwnColumn, OwnTab, Workbook

Json = dict[str, Any]
STRUCTURE = (
    "properties(title,timeZone),developerMetadata,"
    "sheets(properties(sheetId,title,hidden,sheetType,gridProperties(rowCount,columnCount)),developerMetadata,merges,"
    "basicFilter,conditionalFormats,charts.chartId,data.columnMetadata.developerMetadata)"
)
FORMAT_FIELDS = (
    "sheets(properties.sheetId,data(startRow,startColumn,rowData.values.effectiveFormat.numberFormat(type,pattern)))"
)
#: Cells of the grid that one call asks for: the answer then stays below 8 MB with rows as people fill them.
CELLS_PER_CALL = 1_400_000
#: Cells whose formats one run looks at; in longer columns the first rows speak for all.
FORMATS_PER_CALL = 60_000
HEADER_ROWS = 10
NUMBERS = frozenset((int, float))
#: Numbers of a column whose format is another than that of the rest, as many as are remembered.
MOST_OTHERS = 40


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
class Reading:
    """All that was read: what the rest of relsheet sees, and what a write needs beside it."""

    workbook: Workbook
    sheets: tuple[Sheet, ...]
    marks: tuple[Mark, ...]  # on the spreadsheet as a whole
    learnt: str | None  # number formats to be remembered, where there are new ones
    taken: tuple[Mark, ...] = ()  # on tabs of copies that a run which was cut off left behind

    def sheet(self, title: str) -> Sheet | None:
        """The tab of that name."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def grid(self, title: str) -> GoogleGrid:
        """Its cells."""
        found = self.workbook.grid(title)
        assert isinstance(found, GoogleGrid)
        return found

    @property
    def run(self) -> Mark | None:
        """The entry of the last run that changed the structure."""
        return next((mark for mark in self.marks if mark.key == RUN), None)


def read(client: GoogleClient, source: str) -> Reading:
    """The spreadsheet as it stands."""
    structure = client.request("get", SPREADSHEET_URL % client.id, params={"fields": STRUCTURE})
    told: Json = structure.json()
    grids_told = [tab for tab in told.get("sheets", []) if tab["properties"].get("sheetType", "GRID") == "GRID"]
    taken = tuple(mark for tab in grids_told if (mark := _sheet(tab).mark(TAKEN)) is not None)
    sheets = tuple(sheet for tab in grids_told if (sheet := _sheet(tab)).mark(TAKEN) is None)
    seen = hashlib.sha256(structure.content)
    values: dict[int, Sequence[Sequence[Raw]]] = {}
    for group in _groups(sheets):
        params: Json = {
            "ranges": [quoted(sheet.title) for sheet in group],
            "majorDimension": "COLUMNS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        answer = client.request("get", SPREADSHEET_VALUES_BATCH_URL % client.id, params=params)
        seen.update(answer.content)
        for sheet, found in zip(group, answer.json()["valueRanges"], strict=True):
            values[sheet.id] = list(map(_blank_as_none, found.get("values", [])))
    grids = tuple(
        GoogleGrid(sheet.title, sheet.hidden, sheet.id, values[sheet.id], {}, sheet.merges) for sheet in sheets
    )
    marks = tuple(marks_in(told.get("developerMetadata", [])))
    known = next((mark.value for mark in marks if mark.key == FORMATS), "{}")
    formats = _Formats(client, sheets, grids, known)
    grids = tuple(replace(grid, formats=formats.found.get(grid.sheet_id, {})) for grid in grids)
    workbook = Workbook(
        source=source,
        grids=grids,
        fingerprint=seen.hexdigest(),
        own_columns=tuple(_own_columns(sheets, grids)),
        own_tabs=tuple(OwnTab(mark.name, sheet.title) for sheet in sheets if (mark := sheet.mark(TAB)) is not None),
        time_zone=told.get("properties", {}).get("timeZone"),
    )
    return Reading(workbook, sheets, marks, formats.learnt, taken)


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


def _groups(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    """The tabs in as few calls as keep each answer small, all of them about as large."""
    count = -(-sum(map(_cells, sheets)) // CELLS_PER_CALL)
    groups: list[list[Sheet]] = [[] for _ in range(min(count, len(sheets)))]
    for sheet in sorted(sheets, key=_cells, reverse=True):
        min(groups, key=lambda group: sum(map(_cells, group))).append(sheet)
    return groups


def _cells(sheet: Sheet) -> int:
    return sheet.rows * sheet.columns


def _blank_as_none(cells: list[Raw]) -> list[Raw]:
    """A column as the API gives it, with None where a cell is blank, and nothing after its last filled one."""
    found = [None if raw == "" else raw for raw in cells] if "" in cells else cells
    while found and found[-1] is None:
        found.pop()
    return found


def _own_columns(sheets: Iterable[Sheet], grids: Iterable[GoogleGrid]) -> Iterator[OwnColumn]:
    for sheet, grid in zip(sheets, grids, strict=True):
        for mark in sheet.marks:
            if mark.key == COLUMN and mark.column is not None:
                row = header_row(grid, mark)
                if row is not None:
                    yield OwnColumn(mark.name, sheet.title, row, mark.column)


def header_row(grid: GoogleGrid, mark: Mark) -> int | None:
    """The row of our header: where it stands as we wrote it, else the first filled cell; None in an empty column."""
    assert mark.column is not None
    cells = grid.raw_column(mark.column)
    if mark.header in cells:
        return cells.index(mark.header) + 1
    return next((row for row, found in enumerate(cells, 1) if found is not None), None)


def layout_of(sheet: Sheet) -> str:
    """The signature of the page as we drew it last."""
    mark = sheet.mark(LAYOUT)
    return mark.value if mark is not None else ""


class _Formats:
    """The number formats of columns that hold numbers: remembered ones, and for the others one more call."""

    def __init__(self, client: GoogleClient, sheets: Sequence[Sheet], grids: Sequence[GoogleGrid], known: str) -> None:
        self.found: dict[int, dict[int, ColumnFormat]] = {}
        self._known = _remembered(known)
        self._memory = dict(self._known)
        asked: list[tuple[GoogleGrid, list[int]]] = []
        for sheet, grid in zip(sheets, grids, strict=True):
            if sheet.mark(TAB) is not None and sheet.mark(CELLS) is None:
                continue  # a page of ours that nobody reads
            self.found[grid.sheet_id] = _own_formats(sheet)
            numeric = (column for column in _numeric(grid) if column not in self.found[grid.sheet_id])
            unknown = [column for column in numeric if not self._recall(grid, column)]
            if unknown:
                asked.append((grid, unknown))
        if asked:
            self._look(client, asked)
        grown = self._memory != self._known
        self.learnt = json.dumps(self._memory, separators=(",", ":"), ensure_ascii=False) if grown else None

    def _recall(self, grid: GoogleGrid, column: int) -> bool:
        told = self._memory.get(_name(grid, column))
        if told is None:
            return False
        common, *others = told
        numbers = {float(number): _told(text) for number, text in (other.split("=", 1) for other in others)}
        self.found.setdefault(grid.sheet_id, {})[column] = ColumnFormat(_told(common), {}, numbers)
        return True

    def _look(self, client: GoogleClient, asked: Sequence[tuple[GoogleGrid, list[int]]]) -> None:
        columns = sum(len(unknown) for _, unknown in asked)
        rows = max(FORMATS_PER_CALL // columns, 100)
        ranges = [
            f"{quoted(grid.tab)}!{letters(column)}1:{letters(column)}{max(1, min(grid.last_row, rows))}"
            for grid, unknown in asked
            for column in unknown
        ]
        answer = client.request("get", SPREADSHEET_URL % client.id, params={"ranges": ranges, "fields": FORMAT_FIELDS})
        by_id = {grid.sheet_id: grid for grid, _ in asked}
        for sheet in answer.json()["sheets"]:
            grid = by_id[sheet["properties"].get("sheetId", 0)]
            for data in sheet.get("data", []):
                self._learn(grid, data.get("startColumn", 0) + 1, data.get("rowData", []))

    def _learn(self, grid: GoogleGrid, column: int, rows: Sequence[Json]) -> None:
        formats = {
            row: _format(line)
            for row, line in enumerate(rows, 1)
            if isinstance(raw := grid.raw_at(row, column), int | float) and not isinstance(raw, bool)
        }
        ((common, _),) = Counter(formats.values()).most_common(1) or [(PLAIN, 0)]
        others = {row: found for row, found in formats.items() if found != common}
        self.found.setdefault(grid.sheet_id, {})[column] = ColumnFormat(common, others)
        self._remember(_name(grid, column), common, {(grid.raw_at(row, column), one) for row, one in others.items()})

    def _remember(self, name: str, common: NumberFormat, others: Set[tuple[Raw, NumberFormat]]) -> None:
        """Keep the formats by number, since rows move; not where others are many, or a number has two formats."""
        if name and len(others) <= MOST_OTHERS and len({number for number, _ in others}) == len(others):
            written = sorted(f"{number}={one.kind} {one.pattern}" for number, one in others)
            self._memory[name] = [f"{common.kind} {common.pattern}", *written]


def _remembered(text: str) -> dict[str, list[str]]:
    try:
        found: dict[str, list[str]] = json.loads(text)
    except ValueError:
        return {}
    return found


def _told(text: str) -> NumberFormat:
    kind, _, pattern = text.partition(" ")
    return number_format(kind, pattern)


def _format(line: Mapping[str, Any]) -> NumberFormat:
    values = line.get("values") or [{}]
    found = values[0].get("effectiveFormat", {}).get("numberFormat", {})
    return number_format(found.get("type", ""), found.get("pattern", ""))


def _own_formats(sheet: Sheet) -> dict[int, ColumnFormat]:
    """The formats of columns that we made, as we gave them."""
    found = {}
    for mark in sheet.marks:
        if mark.key in (COLUMN, CELLS) and mark.column is not None and mark.format:
            found[mark.column] = ColumnFormat(_told(mark.format))
    return found


def _numeric(grid: GoogleGrid) -> list[int]:
    """The columns that hold any number."""
    return [at for at, cells in enumerate(grid.raw, 1) if not NUMBERS.isdisjoint(map(type, cells))]


def _name(grid: GoogleGrid, column: int) -> str:
    """What a column is remembered by: its tab and the texts at its top, else its place."""
    top = range(1, min(grid.last_row, HEADER_ROWS) + 1)
    texts = [found for row in top if isinstance(found := grid.raw_at(row, column), str)]
    return f"{grid.sheet_id}." + (f"{zlib.crc32(NEWLINE.join(texts).encode()):x}" if texts else f"@{column}")


NEWLINE = "\n"
