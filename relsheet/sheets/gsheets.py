"""A Google Sheet as a source: read in two calls, written in one or two, beside the right rows whoever edits too."""

import re
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from gspread.urls import SPREADSHEET_URL, SPREADSHEET_VALUES_URL

from relsheet.errors import NotWritten, RemoteFailure, UsageError
from relsheet.opc.address import letters
from relsheet.sheets.contract import (
    CellChange,
    DropColumn,
    DropPage,
    Edit,
    PlaceColumn,
    PutPage,
    Receipt,
    SpliceRows,
    Workbook,
)
from relsheet.sheets.google_aligned import Warn, write_values
from relsheet.sheets.google_columns import drop_columns, place_columns
from relsheet.sheets.google_credentials import Login, log_in
from relsheet.sheets.google_http import PATIENCE, GoogleClient, Patience, Refused
from relsheet.sheets.google_places import FIRST_RUN, FORMATS, RUN, Mark, by_number, drop, new_number, put
from relsheet.sheets.google_planning import Plan
from relsheet.sheets.google_reading import Reading, Sheet, read
from relsheet.sheets.google_tabs import after_rows_out, drop_pages, put_pages, splice_rows
from relsheet.sheets.own import marked
from relsheet.sheets.state import state_folder

Json = dict[str, Any]
ID = re.compile(r"(?:gsheet:|.*/spreadsheets/(?:u/\d+/)?d/)([\w-]{3,})", re.IGNORECASE)
OTHER_RUN_SECONDS = 30


def id_in(source: str) -> str:
    """The id of the spreadsheet that an address or ``gsheet:ID`` names."""
    found = ID.match(source)
    if found is None:
        raise UsageError("google_no_id", source)
    return found[1]


class GoogleBackend:
    """One Google Sheet."""

    def __init__(
        self, source: str, key_file: Path | None = None, patience: Patience = PATIENCE, login: Login | None = None
    ) -> None:
        self._source, self._id = source, id_in(source)
        self._login = login or log_in(key_file)
        self._client = GoogleClient(self._login, self._id, patience)
        self._reading: Reading | None = None

    @property
    def calls(self) -> int:
        """The calls to Google so far."""
        return self._client.calls

    def read(self) -> Workbook:
        """The spreadsheet as it stands."""
        self._client.begin()
        self._reading = self._read()
        return self._reading.workbook

    def preview(self, workbook: Workbook, edits: Sequence[Edit]) -> tuple[CellChange, ...]:
        """The cells that ``write`` would change; no call is needed for what was read here."""
        return tuple(_planned(self._as_read(workbook), edits).changes)

    def write(self, workbook: Workbook, edits: Sequence[Edit]) -> Receipt:
        """Write columns and pages: first what must come and go, all of it or nothing, then the values."""
        with _alone(self._id):
            self._client.begin()
            reading = self._as_read(workbook)
            plan = _planned(reading, edits)
            warnings: list[Warn] = [*self._login.warnings, *plan.warnings]
            if plan.is_empty:
                return Receipt(written=False, warnings=tuple(warnings), calls=self.calls)
            self._reading = None  # from here on it is not as it was read
            self._restructure(reading, plan)
            warnings += self._fill(plan)
            if not any(isinstance(edit, PlaceColumn | PutPage | SpliceRows) for edit in edits):
                self._forget(reading)
        return Receipt(written=True, changes=tuple(plan.changes), warnings=tuple(warnings), calls=self.calls)

    def _read(self) -> Reading:
        try:
            reading = read(self._client, self._source)
        except Refused as err:
            raise RemoteFailure("google_refused", said=str(err)) from None
        if any(mark.key == RUN for mark in reading.marks):
            return reading
        columns, tabs = marked(reading.workbook.grids)
        return replace(reading, workbook=replace(reading.workbook, own_columns=columns, own_tabs=tabs))

    def _as_read(self, workbook: Workbook) -> Reading:
        """The reading that the workbook came from; read again where that was another's, or before our last write."""
        if self._reading is None or self._reading.workbook.fingerprint != workbook.fingerprint:
            self._client.begin()
            self._reading = self._read()
            if self._reading.workbook.fingerprint != workbook.fingerprint:
                raise NotWritten("changed_since_read", self._source)
        return self._reading

    def _restructure(self, reading: Reading, plan: Plan) -> None:
        """All that must come and go, in one batch that is done once and wholly, also when its answer is lost."""
        if not plan.structure:
            return
        token = secrets.token_hex(8)
        last = reading.run
        number = FIRST_RUN if last is None else last.number + 1
        requests = ([drop(last)] if last is not None else []) + [put(Mark(number, RUN, token))]
        requests += _learnt(reading)
        try:
            answer = self._client.batch_update(self._id, {"requests": [*requests, *plan.structure]})
        except Refused as err:
            self._came_through(number, token, str(err))
            return
        self._put_back_rules(plan, answer.get("replies", [])[len(requests) :])

    def _came_through(self, number: int, token: str, said: str) -> None:
        """Whether the batch that was refused had been done already by a request whose answer was lost; else raise."""
        body = {"dataFilters": [by_number(number)]}
        answer = self._client.request("post", f"{SPREADSHEET_URL % self._id}/developerMetadata:search", json=body)
        found = [one["developerMetadata"] for one in answer.json().get("matchedDeveloperMetadata", [])]
        if any(entry.get("metadataValue") == token for entry in found):
            return
        if found:
            raise NotWritten("google_other_run", self._source)
        raise NotWritten("google_changed", self._source, said=said)

    def _put_back_rules(self, plan: Plan, replies: Sequence[Json]) -> None:
        """Rules are dropped by their place in a list: one of the user's that stood there by then is put back."""
        dropped = [
            reply["deleteConditionalFormatRule"]["rule"] for reply in replies if "deleteConditionalFormatRule" in reply
        ]
        out = sorted(plan.rules_out, key=lambda rule: (rule[0], -rule[1]))
        wrong = [
            {"addConditionalFormatRule": {"rule": rule, "index": index}}
            for (_, index, meant), rule in zip(out, dropped, strict=False)
            if rule.get("booleanRule") != meant.get("booleanRule")
        ]
        if wrong:
            self._client.batch_update(self._id, {"requests": list(reversed(wrong))})

    def _fill(self, plan: Plan) -> list[Warn]:
        """The values, and before them the rows that go."""
        try:
            for sheet, key_column, rows in plan.rows_out:
                if self._take_out(plan, sheet, key_column, rows):
                    plan.tabs = [after_rows_out(tab, rows) if tab.title == sheet.title else tab for tab in plan.tabs]
            return write_values(self._client, plan.tabs, plan.pages)
        except Refused as err:
            raise NotWritten("google_changed", self._source, said=str(err)) from None
        except RemoteFailure as err:
            if not plan.structure and err.code not in ("google_unreachable", "google_quota"):
                raise  # refused at once: nothing was written
            raise RemoteFailure("google_half_done", self._source, why=err.values.get("reason", err.code)) from None

    def _take_out(self, plan: Plan, sheet: Sheet, key_column: int, rows: Sequence[int]) -> bool:
        """Take rows out if the keys still stand as read; else they stay until the next run."""
        grid = plan.reading.grid(sheet.title)
        name = sheet.title.replace("'", "''")
        area = f"'{name}'!{letters(key_column)}1:{letters(key_column)}"
        params: Json = {"majorDimension": "COLUMNS", "valueRenderOption": "UNFORMATTED_VALUE"}
        answer = self._client.request("get", SPREADSHEET_VALUES_URL % (self._id, area), params=params)
        now = (answer.json().get("values") or [[]])[0]
        read_keys = [grid.raw_at(row, key_column) for row in range(1, max(rows) + 1)]
        if [key if key != "" else None for key in now[: max(rows)]] != read_keys:
            return False
        requests = [
            {
                "deleteDimension": {
                    "range": {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
                }
            }
            for row in sorted(rows, reverse=True)
        ]
        self._client.batch_update(self._id, {"requests": requests})
        return True

    def _forget(self, reading: Reading) -> None:
        """Take the last traces out, where nothing of ours is left to be found again."""
        found = [mark.number for mark in reading.marks if mark.key == FORMATS]
        found.append(FIRST_RUN if reading.run is None else reading.run.number + 1)
        requests = [{"deleteDeveloperMetadata": {"dataFilter": by_number(number)}} for number in found]
        self._client.batch_update(self._id, {"requests": requests})


def _planned(reading: Reading, edits: Sequence[Edit]) -> Plan:
    plan = Plan(reading)
    columns: dict[str, list[PlaceColumn]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, PlaceColumn):
            columns[edit.tab].append(edit)
    for tab, wished in columns.items():
        place_columns(plan, tab, wished)
    for edit in edits:
        if isinstance(edit, SpliceRows):
            splice_rows(plan, edit)
    put_pages(plan, [edit for edit in edits if isinstance(edit, PutPage)])
    drop_pages(plan, [edit for edit in edits if isinstance(edit, DropPage)])
    drop_columns(plan, [edit.key for edit in edits if isinstance(edit, DropColumn)])
    return plan


def _learnt(reading: Reading) -> list[Json]:
    """Requests that remember the number formats that were looked up."""
    if reading.learnt is None:
        return []
    old = [drop(mark) for mark in reading.marks if mark.key == FORMATS]
    return [*old, put(Mark(new_number(), FORMATS, reading.learnt))]


@contextmanager
def _alone(id: str) -> Iterator[None]:
    """No other run of ours on this machine writes into the same sheet meanwhile."""
    lock = FileLock(state_folder("locks") / f"google-{id}.lock")
    try:
        lock.acquire(timeout=OTHER_RUN_SECONDS)
    except Timeout as err:
        raise NotWritten("other_run", id) from err
    try:
        yield
    finally:
        lock.release()
