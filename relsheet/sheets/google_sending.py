"""How values travel to a Google Sheet: by filters that find our columns wherever they are, or in place beside the
structure. Both ways the answer shows the keys of the rows as they stood when all was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL

from relsheet.opc.address import letters
from relsheet.sheets.google_grid import Raw
from relsheet.sheets.google_http import GoogleClient, Refused
from relsheet.sheets.google_pages import extended
from relsheet.sheets.google_places import Mark, by_number, hold, quoted

Json = dict[str, Any]
#: Number of an entry of developer metadata -> the column as it stood when all was written.
Seen = Mapping[int, Sequence[Raw]]
ECHO = "replies,updatedSpreadsheet.sheets(properties.sheetId,data(startColumn,rowData.values.effectiveValue))"
#: What the values of cells would call an error, as far as its type tells.
ERRORS = {"DIVIDE_BY_ZERO": "#DIV/0!", "N_A": "#N/A", "NULL_VALUE": "#NULL!", "LOADING": "Loading..."}


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """Values of a marked column by row; other rows are left alone, None empties."""

    mark: Mark
    values: Mapping[int, Raw]


@dataclass(frozen=True, slots=True)
class PageCells:
    """Values of a page of ours by (row, column); other cells are left alone, None empties."""

    sheet_id: int
    values: Mapping[tuple[int, int], Raw]


@dataclass(frozen=True, slots=True)
class Keys:
    """A column whose cells tell the rows apart; what stands in it is to be shown by the answer."""

    tab: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Sending:
    """What goes out in one call."""

    columns: tuple[ColumnCells, ...] = ()
    keys: tuple[Keys, ...] = ()
    pages: tuple[PageCells, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells are written."""
        return sum(len(column.values) for column in self.columns) + sum(len(page.values) for page in self.pages)

    @property
    def marks(self) -> list[Mark]:
        """All that must be where it was read when the cells are written in place."""
        return [part.mark for part in self.columns] + [key.mark for key in self.keys]


def send(client: GoogleClient, sending: Sending) -> Seen:
    """Write it all; Refused if neither way is open, and then nothing was written.

    The filters come first, since they find columns that somebody has moved.
    """
    try:
        return _by_filters(client, sending)
    except Refused as refusal:
        try:
            return seen_in(batch_with_echo(client, in_place(sending), sending.keys), sending.keys)
        except Refused:
            raise refusal from None


def clear(client: GoogleClient, marks: Sequence[Mark]) -> None:
    """Empty these columns of ours, their headers too."""
    try:
        client.by_filter("batchClear", {"dataFilters": [by_number(mark.number) for mark in marks]})
    except Refused:
        cleared = [{"updateCells": {"range": _whole(mark), "fields": "userEnteredValue"}} for mark in marks]
        held = [request for mark in marks for request in hold(mark)]
        client.batch_update(client.id, {"requests": [*held, *cleared]})


def _by_filters(client: GoogleClient, sending: Sending) -> Seen:
    entries = [_column_entry(part.mark, part.values) for part in sending.columns]
    body = {
        "valueInputOption": "RAW",
        "data": [*map(_page_entry, sending.pages), *entries, *(_column_entry(key.mark, {}) for key in sending.keys)],
        "includeValuesInResponse": True,
        "responseValueRenderOption": "UNFORMATTED_VALUE",
        "responseDateTimeRenderOption": "SERIAL_NUMBER",
    }
    found: dict[int, Sequence[Raw]] = {}
    for answer in client.by_filter("batchUpdate", body).get("responses", []):
        lookup = answer.get("dataFilter", {}).get("developerMetadataLookup", {})
        if "metadataId" in lookup:
            lines = answer.get("updatedData", {}).get("values", [])
            found[int(lookup["metadataId"])] = lines[0] if lines else []
    return found


def _column_entry(mark: Mark, values: Mapping[int, Raw]) -> Json:
    """The entry that writes these rows of a marked column and leaves the others alone."""
    line: list[Raw] = [None] * max(values, default=1)
    for row, value in values.items():
        line[row - 1] = "" if value is None else value
    return {"dataFilter": by_number(mark.number), "majorDimension": "COLUMNS", "values": [line]}


def _page_entry(page: PageCells) -> Json:
    """The entry that writes these cells of a page and leaves the others alone."""
    rows, columns = max(row for row, _ in page.values), max(column for _, column in page.values)
    lines: list[list[Raw]] = [[] for _ in range(rows)]
    for (row, column), value in sorted(page.values.items()):
        line = lines[row - 1]
        line.extend([None] * (column - 1 - len(line)))
        line.append("" if value is None else value)
    area = {
        "sheetId": page.sheet_id,
        "startRowIndex": 0,
        "startColumnIndex": 0,
        "endRowIndex": rows,
        "endColumnIndex": columns,
    }
    return {"dataFilter": {"gridRange": area}, "majorDimension": "ROWS", "values": lines}


def in_place(sending: Sending) -> list[Json]:
    """The same as requests on cells, which fail wherever one of our columns is not at its place any more."""
    requests = [request for mark in sending.marks for request in hold(mark)]
    for part in sending.columns:
        requests += _down(part.mark.sheet_id, part.mark.column or 1, part.values)
    for page in sending.pages:
        for column in sorted({column for _, column in page.values}):
            values = {row: value for (row, at), value in page.values.items() if at == column}
            requests += _down(page.sheet_id, column, values)
    return requests


def _down(sheet_id: int | None, column: int, values: Mapping[int, Raw]) -> Iterator[Json]:
    """One request per run of neighbouring rows."""
    for _, run in groupby(enumerate(sorted(values)), key=lambda item: item[1] - item[0]):
        rows = [row for _, row in run]
        cells = [extended(values[row]) for row in rows]
        lines = [{"values": [{"userEnteredValue": cell} if cell else {}]} for cell in cells]
        start = {"sheetId": sheet_id, "rowIndex": rows[0] - 1, "columnIndex": column - 1}
        yield {"updateCells": {"start": start, "rows": lines, "fields": "userEnteredValue"}}


def batch_with_echo(client: GoogleClient, requests: Sequence[Json], keys: Sequence[Keys]) -> Json:
    """The answer to a batch of requests, with the columns of keys as they stand after it."""
    body: Json = {"requests": list(requests)}
    if keys:
        ranges = [f"{quoted(key.tab)}!{letters(key.mark.column or 1)}:{letters(key.mark.column or 1)}" for key in keys]
        body |= {
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": ranges,
        }
    url = SPREADSHEET_BATCH_UPDATE_URL % client.id
    found: Json = client.request("post", url, params={"fields": ECHO}, json=body).json()
    return found


def seen_in(answer: Json, keys: Sequence[Keys]) -> Seen:
    """The columns of keys in such an answer."""
    numbers = {(key.mark.sheet_id, key.mark.column): key.mark.number for key in keys}
    found: dict[int, Sequence[Raw]] = {}
    for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", []):
        for data in sheet.get("data", []):
            place = (sheet["properties"].get("sheetId", 0), data.get("startColumn", 0) + 1)
            if place in numbers:
                found[numbers[place]] = [_shown(row) for row in data.get("rowData", [])]
    return found


def _shown(row: Json) -> Raw:
    value = (row.get("values") or [{}])[0].get("effectiveValue", {})
    if "errorValue" in value:
        kind = value["errorValue"].get("type", "")
        return ERRORS.get(kind, f"#{kind}?" if kind in ("NAME", "ERROR") else f"#{kind}!")
    return next(iter(value.values()), None)


def _whole(mark: Mark) -> Json:
    column = mark.column or 1
    return {"sheetId": mark.sheet_id, "startColumnIndex": column - 1, "endColumnIndex": column}
