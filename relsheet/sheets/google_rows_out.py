"""Finished rows leave the To do tab: copied aside and deleted in one step. Rows are deleted by their place, and
somebody may sort at that moment: a row that should have stayed is put back from the copy."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from relsheet.sheets.google_aligned import same_keys
from relsheet.sheets.google_grid import Raw
from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.google_places import TAKEN, Mark, new_number, put
from relsheet.sheets.google_sending import Keys, Seen

Json = dict[str, Any]
#: The hidden tab of the copies; it is there only from one call to the next.
TITLE = "_relsheet.rows"


@dataclass(frozen=True)
class RowsOut:
    """Rows that leave a tab (1-based, ascending) and their keys; ``copies`` is the tab they are copied to."""

    sheet_id: int
    columns: int  # of the whole tab: a row is copied with all that people wrote into it
    key_column: int
    rows: tuple[int, ...]
    keys: tuple[Raw, ...]
    copies: Mark

    @property
    def shown(self) -> Keys:
        """The keys of what was copied, as the answer is to show them."""
        return Keys(TITLE, Mark(self.copies.number, TAKEN, "", self.copies.sheet_id, self.key_column))


def rows_out(sheet_id: int, columns: int, key_column: int, rows: Sequence[int], keys: Sequence[Raw]) -> RowsOut:
    """The plan for rows that leave; the mark of the copies remembers what they are, for a run that is cut off."""
    told = {"sheet": sheet_id, "columns": columns, "key": key_column, "rows": list(rows), "keys": list(keys)}
    mark = Mark(new_number(), TAKEN, json.dumps(told, ensure_ascii=False), new_number())
    return RowsOut(sheet_id, columns, key_column, tuple(rows), tuple(keys), mark)


def remembered(mark: Mark) -> RowsOut:
    """What an earlier run copied aside and had no time to settle."""
    told = json.loads(mark.value)
    return RowsOut(told["sheet"], told["columns"], told["key"], tuple(told["rows"]), tuple(told["keys"]), mark)


def take_out(out: RowsOut) -> Iterator[Json]:
    """The requests that copy the rows aside and delete them."""
    grid = {"rowCount": len(out.rows), "columnCount": out.columns}
    tab = {"sheetId": out.copies.sheet_id, "title": TITLE, "hidden": True, "gridProperties": grid}
    yield {"addSheet": {"properties": tab}}
    yield put(out.copies)
    for copy, row, count in _runs(out.rows):
        yield _copied(out, out.sheet_id, row - 1, out.copies.sheet_id, copy, count)
    for _, row, count in reversed(list(_runs(out.rows))):
        yield {"deleteDimension": {"range": _rows(out.sheet_id, row, count)}}


def settle(client: GoogleClient, out: RowsOut, seen: Seen | None) -> None:
    """Forget the copies if they are of the right rows; else put all of them back where they were.

    Refused if the tab that they came from is gone.
    """
    copied = seen.get(out.copies.number) if seen is not None else None
    if copied is None:
        copied = _copied_keys(client, out)
    back = [] if same_keys(copied, out.keys) else list(_put_back(out))
    client.batch_update(client.id, {"requests": [*back, {"deleteSheet": {"sheetId": out.copies.sheet_id}}]})


def _copied_keys(client: GoogleClient, out: RowsOut) -> Sequence[Raw]:
    column = {
        "sheetId": out.copies.sheet_id,
        "startColumnIndex": out.key_column - 1,
        "endColumnIndex": out.key_column,
    }
    body = {
        "dataFilters": [{"gridRange": column}],
        "majorDimension": "COLUMNS",
        "valueRenderOption": "UNFORMATTED_VALUE",
    }
    found = client.by_filter("batchGet", body)["valueRanges"][0]["valueRange"].get("values", [])
    return found[0] if found else []


def _put_back(out: RowsOut) -> Iterator[Json]:
    for copy, row, count in _runs(out.rows):
        yield {"insertDimension": {"range": _rows(out.sheet_id, row, count), "inheritFromBefore": row > 1}}
        yield _copied(out, out.copies.sheet_id, copy, out.sheet_id, row - 1, count)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """(place among the copies from 0, first row, how many) of each run of neighbours."""
    for _, run in groupby(enumerate(rows), key=lambda item: item[1] - item[0]):
        found = list(run)
        yield found[0][0], found[0][1], len(found)


def _copied(out: RowsOut, source: int | None, start: int, target: int | None, to: int, count: int) -> Json:
    area = {"startColumnIndex": 0, "endColumnIndex": out.columns}
    here = area | {"sheetId": source, "startRowIndex": start, "endRowIndex": start + count}
    there = area | {"sheetId": target, "startRowIndex": to, "endRowIndex": to + count}
    return {"copyPaste": {"source": here, "destination": there, "pasteType": "PASTE_NORMAL"}}


def _rows(sheet_id: int, row: int, count: int) -> Json:
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row - 1 + count}
