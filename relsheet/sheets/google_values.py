"""The values of all tabs of a Google Sheet in as few calls as keep each answer small.

A tab so long that it would fill an answer alone is read in two parts, left and right. The second call asks once more
for a column of the first that tells the rows apart: where it is not as it was, somebody sorted between the two.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from operator import lt
from typing import Any

import msgspec
from gspread.urls import SPREADSHEET_VALUES_BATCH_URL

from relsheet.opc.address import letters
from relsheet.sheets.google_grid import BLANK, Raw
from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.google_places import quoted
from relsheet.sheets.google_sheet import Sheet

Json = dict[str, Any]
#: Cells of the grid that one call asks for, blank ones too: as people fill their tabs, a third of it is filled.
CELLS_PER_CALL = 1_400_000
#: Bytes that one answer may have, and those that a filled cell takes on the average.
BYTES_PER_CALL, BYTES_PER_CELL = 7_000_000, 16
#: Rows above the header and a few more: these need not be told apart.
TOP_ROWS = 10


class RowsMoved(Exception):
    """Somebody moved rows between two calls that read parts of the same tab."""


@dataclass(frozen=True, slots=True)
class Part:
    """The columns of a tab from ``first`` to ``last`` (None: to its end) that one call reads. ``again``: only to see
    whether they are as they were."""

    sheet: Sheet
    first: int = 1
    last: int | None = None
    again: bool = False

    @property
    def range(self) -> str:
        """Its cells in A1 notation."""
        if self.first == 1 and self.last is None:
            return quoted(self.sheet.title)
        return f"{quoted(self.sheet.title)}!{letters(self.first)}:{letters(self.last or self.sheet.columns)}"


@dataclass(slots=True)
class Values:
    """The columns of a tab as the API gives them, each cut where the rest is empty."""

    columns: list[Sequence[Raw]] = field(default_factory=list)

    def add(self, first: int, columns: Sequence[list[Raw]]) -> None:
        """Put in columns, from that one on."""
        self.columns += [[]] * (first - 1 - len(self.columns))
        self.columns += map(_cut, columns)

    def telling(self) -> int | None:
        """The first column whose cells all differ from each other; None if there is none."""
        last = max(map(len, self.columns), default=0)
        for number, cells in enumerate(self.columns, 1):
            if len(cells) == last and all_differ(cells[TOP_ROWS:]):
                return number
        return None


def read_values(client: GoogleClient, sheets: Sequence[Sheet]) -> tuple[Mapping[int, Values], list[int]]:
    """(number of a tab -> its values; the checksums of the answers). RowsMoved where the parts of a tab do not fit."""
    found, checksums = {sheet.id: Values() for sheet in sheets}, []
    for parts in _calls(sheets):
        plan = [asked for part in parts for asked in _asked(part, found[part.sheet.id])]
        params: Json = {
            "ranges": [asked.range for asked in plan],
            "majorDimension": "COLUMNS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        answer = client.request("get", SPREADSHEET_VALUES_BATCH_URL % client.id, params=params)
        checksums.append(client.checksum)
        for asked, told in zip(plan, parsed(answer.content)["valueRanges"], strict=True):
            _keep(found, asked, told.get("values", []))
    return found, checksums


def _calls(sheets: Sequence[Sheet]) -> list[list[Part]]:
    """What each call reads: the largest tabs first, the last call all that is left."""
    left = [Part(sheet) for sheet in sorted(sheets, key=_cells, reverse=True)]
    calls: list[list[Part]] = []
    for _ in range(-(-sum(map(_cells, sheets)) // CELLS_PER_CALL) - 1):
        room = BYTES_PER_CALL
        calls.append([])
        while left and (columns := room // (left[0].sheet.rows * BYTES_PER_CELL)):
            part = left.pop(0)
            last = part.first + columns - 1
            if last < part.sheet.columns:
                left.insert(0, replace(part, first=last + 1))
                part = replace(part, last=last)
            calls[-1].append(part)
            room -= columns * part.sheet.rows * BYTES_PER_CELL
    return [call for call in [*calls, left] if call]


def _cells(sheet: Sheet) -> int:
    return sheet.rows * sheet.columns


def _asked(part: Part, found: Values) -> list[Part]:
    """What is asked for: before the right part of a tab a column of its left that tells the rows apart. Where none does
    the tab is read as a whole: the answer is longer then, and right."""
    if part.first == 1:
        return [part]
    telling = found.telling()
    return [Part(part.sheet)] if telling is None else [Part(part.sheet, telling, telling, again=True), part]


def _keep(found: dict[int, Values], asked: Part, columns: Sequence[list[Raw]]) -> None:
    if asked.first == 1 and not asked.again:
        found[asked.sheet.id] = Values()
    kept = found[asked.sheet.id]
    if not asked.again:
        kept.add(asked.first, columns)
        return
    if [*map(_cut, columns)] != [kept.columns[asked.first - 1]]:
        raise RowsMoved


def parsed(answer: bytes) -> Json:
    """An answer as Python values: with msgspec's parser, which takes two thirds of the time of Python's own. That one
    reads a broken emoji too."""
    try:
        found: Json = msgspec.json.decode(answer)
    except msgspec.DecodeError:
        found = json.loads(answer)
    return found


def all_differ(cells: Sequence[Raw]) -> bool:
    """Whether no value comes twice. Ids that were counted up, from row to row, take half the time."""
    with suppress(TypeError):
        if all(map(lt, cells, cells[1:])):  # type: ignore[arg-type]  # a TypeError says that texts and numbers are mixed
            return True
    return len(set(cells)) == len(cells)


def _cut(cells: list[Raw]) -> list[Raw]:
    while cells and cells[-1] in BLANK:
        cells.pop()
    return cells
