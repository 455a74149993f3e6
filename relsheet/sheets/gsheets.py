"""A Google Sheet as a source: read in two calls, written in one or two, beside the right rows whoever edits too."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from relsheet.errors import NotWritten, RemoteFailure, UsageError, Warn
from relsheet.sheets.edits import (
    CellChange,
    DropColumn,
    DropPage,
    Edit,
    PlaceColumn,
    PutPage,
    Receipt,
    SpliceRows,
    columns_by_tab,
)
from relsheet.sheets.google_columns import place_columns
from relsheet.sheets.google_credentials import Login, log_in
from relsheet.sheets.google_dropping import drop_columns
from relsheet.sheets.google_http import PATIENCE, GoogleClient, Patience, Refused
from relsheet.sheets.google_places import put
from relsheet.sheets.google_planning import Plan
from relsheet.sheets.google_reading import Reading, read
from relsheet.sheets.google_tabs import drop_pages, put_pages, splice_rows
from relsheet.sheets.google_undo import forget, keep, kept_in, way_back
from relsheet.sheets.google_unmarked import marks_for_those_that_go, refuse_misplaced, told_by_itself
from relsheet.sheets.google_writing import carry_out, forget_all, settle_what_was_cut_off
from relsheet.sheets.locks import OTHER_RUN_SECONDS
from relsheet.sheets.replace import replace_file
from relsheet.sheets.state import state_folder
from relsheet.sheets.workbook import Workbook

ID = re.compile(r"(?:gsheet:|.*/spreadsheets/(?:u/\d+/)?d/)([\w-]{3,})", re.IGNORECASE)


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
            reading = self._marked(self._as_read(workbook), edits)
            settle_what_was_cut_off(self._client, reading)
            takes_all_out = not any(isinstance(edit, PlaceColumn | PutPage | SpliceRows) for edit in edits)
            plan = _planned(replace(reading, learnt=None) if takes_all_out else reading, edits)
            warnings: list[Warn] = [*self._login.warnings, *plan.warnings]
            if plan.is_empty:
                return Receipt(written=False, warnings=tuple(warnings), calls=self.calls)
            self._reading = None  # from here on it is not as it was read
            with self._kept_for_undo(plan, edits):
                warnings += carry_out(self._client, plan)
            if takes_all_out:
                forget_all(self._client, reading)
        return Receipt(written=True, changes=tuple(plan.changes), warnings=tuple(warnings), calls=self.calls)

    def undo(self, *, force: bool = False) -> None:
        """Put our cells back as they were before our last write from this computer.

        NotWritten ``google_undo_nothing``; ``google_undo_edited`` where somebody wrote into our cells since, unless
        ``force``.
        """
        with _alone(self._id):
            self._client.begin()
            reading, kept = self._read(), kept_in(self._record)
            if kept is None:
                raise NotWritten("google_undo_nothing", self._source)
            plan = way_back(reading, kept, force=force)
            if not plan.is_empty:
                carry_out(self._client, plan)
            if kept.made_all:
                forget_all(self._client, reading)
            self._reading = None
            forget(self._record, kept)

    @property
    def _record(self) -> Path:
        return state_folder("google") / f"{self._id}.json"

    @contextmanager
    def _kept_for_undo(self, plan: Plan, edits: Sequence[Edit]) -> Iterator[None]:
        """Around a write: what it changes is kept first, and forgotten again where it wrote nothing."""
        old = self._record.read_bytes() if self._record.exists() else None
        keep(self._record, plan, edits)
        try:
            yield
        except NotWritten:
            if old is None:
                self._record.unlink(missing_ok=True)
            else:
                replace_file(self._record, old)
            raise

    def _read(self) -> Reading:
        try:
            reading = read(self._client, self._source)
        except Refused as err:
            raise RemoteFailure("google_refused", said=str(err)) from None
        return reading if reading.run is not None else told_by_itself(reading)

    def _marked(self, reading: Reading, edits: Sequence[Edit]) -> Reading:
        """The reading with an entry on each column that is to be taken out: a column that only its ◆ tells is marked
        now, and all is read again."""
        marks = marks_for_those_that_go(reading, edits)
        if not marks:
            return reading
        self._reading = None
        self._client.batch_update(self._id, {"requests": [*map(put, marks)]})
        again = self._read()
        refuse_misplaced(self._client, again, marks)
        return again

    def _as_read(self, workbook: Workbook) -> Reading:
        """The reading that the workbook came from; read again where that was another's, or before our last write."""
        if self._reading is None or self._reading.workbook.fingerprint != workbook.fingerprint:
            self._client.begin()
            self._reading = self._read()
            if self._reading.workbook.fingerprint != workbook.fingerprint:
                raise NotWritten("changed_since_read", self._source)
        return self._reading


def _planned(reading: Reading, edits: Sequence[Edit]) -> Plan:
    plan = Plan(reading)
    for tab, wished in columns_by_tab(edits).items():
        place_columns(plan, tab, wished)
    for edit in edits:
        if isinstance(edit, SpliceRows):
            splice_rows(plan, edit)
    put_pages(plan, [edit for edit in edits if isinstance(edit, PutPage)])
    drop_pages(plan, [edit for edit in edits if isinstance(edit, DropPage)])
    drop_columns(plan, [edit.key for edit in edits if isinstance(edit, DropColumn)])
    return plan


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
