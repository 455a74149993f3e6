"""The number formats of a Google Sheet's columns, which tell dates from numbers: remembered ones cost nothing, for the
others there is one more call."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Any

from gspread.urls import SPREADSHEET_URL

from relsheet.opc.address import letters
from relsheet.sheets.google_grid import PLAIN, ColumnFormat, GoogleGrid, NumberFormat, Raw, number_format
from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.google_places import CELLS, COLUMN, TAB, quoted
from relsheet.sheets.google_sheet import Sheet

Json = dict[str, Any]
FORMAT_FIELDS = (
    "sheets(properties.sheetId,data(startRow,startColumn,rowData.values.effectiveFormat.numberFormat(type,pattern)))"
)
#: Cells whose formats one run looks at; in longer columns the first rows speak for all.
FORMATS_PER_CALL = 60_000
HEADER_ROWS = 10
#: Numbers of a column whose format is another than that of the rest, as many as are remembered.
MOST_OTHERS = 40
NEWLINE = "\n"


class Formats:
    """The number formats of columns that hold numbers: remembered ones, and for the others one more call."""

    def __init__(self, client: GoogleClient, sheets: Sequence[Sheet], grids: Sequence[GoogleGrid], known: str) -> None:
        self.found: dict[int, dict[int, ColumnFormat]] = {}
        self._known = _remembered(known)
        self._memory = dict(self._known)
        asked: list[tuple[GoogleGrid, list[int]]] = []
        for sheet, grid in zip(sheets, grids, strict=True):
            if sheet.mark(TAB) is not None and sheet.mark(CELLS) is None:
                continue  # a page of ours that nobody reads
            self.found[grid.sheet_id] = own_formats(sheet)
            unknown = [
                column
                for column in range(1, grid.last_column + 1)
                if column not in self.found[grid.sheet_id]
                and not self._recall(grid, column)
                and grid.holds_numbers(column)
            ]
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


def own_formats(sheet: Sheet) -> dict[int, ColumnFormat]:
    """The formats of columns that we made, as we gave them."""
    found = {}
    for mark in sheet.marks:
        if mark.key in (COLUMN, CELLS) and mark.column is not None and mark.format:
            found[mark.column] = ColumnFormat(_told(mark.format))
    return found


def _name(grid: GoogleGrid, column: int) -> str:
    """What a column is remembered by: its tab and the texts at its top, else its place."""
    top = range(1, min(grid.last_row, HEADER_ROWS) + 1)
    texts = [found for row in top if isinstance(found := grid.raw_at(row, column), str)]
    return f"{grid.sheet_id}." + (f"{zlib.crc32(NEWLINE.join(texts).encode()):x}" if texts else f"@{column}")
