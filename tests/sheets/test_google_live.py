"""On real Google, where somebody lends a sheet for it: what the local server can only be believed to do as Google does.

RELSHEET_LIVE_SHEET is the address of an empty spreadsheet that may be overwritten, shared with the credentials that are
in force as an editor. Everything that the test makes is taken out again.
"""

import os
from collections.abc import Iterator

import pytest
from gspread.urls import SPREADSHEET_URL

from relsheet.errors import NotWritten
from relsheet.sheets.edits import OwnCell, PlaceColumn, PutPage, Style
from relsheet.sheets.gsheets import GoogleBackend
from tests.sheets.test_contract import BAD, cells, page

ADDRESS = os.environ.get("RELSHEET_LIVE_SHEET", "")
pytestmark = pytest.mark.skipif(not ADDRESS, reason="RELSHEET_LIVE_SHEET names no sheet on real Google")
TAB = "relsheet live test"
ROWS = [["No", "Name", "Since"], ["00042", "=1+1", 45000], ["00007", "b", 45001], ["00001", "c", 45002]]


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleBackend]:
    monkeypatch.delenv("RELSHEET_SHEETS_API", raising=False)
    backend = GoogleBackend(ADDRESS)
    batch(backend, {"addSheet": {"properties": {"title": TAB, "sheetId": 7070}}})
    body = {"valueInputOption": "RAW", "data": [{"range": f"'{TAB}'!A1", "values": ROWS}]}
    backend._client.request("post", f"{SPREADSHEET_URL % backend._id}/values:batchUpdate", json=body)
    yield backend
    batch(backend, {"deleteSheet": {"sheetId": 7070}})


def batch(backend: GoogleBackend, *requests: dict[str, object]) -> None:
    backend._client.begin()
    backend._client.batch_update(backend._id, {"requests": list(requests)})


def column(*values: str) -> PlaceColumn:
    placed = tuple(OwnCell(row, value, BAD) for row, value in enumerate(values, 2))
    return PlaceColumn("customers.abc", TAB, 1, "ABC ◆", Style(bold=True), 10, placed)


def summary(*words: str) -> PutPage:
    return page(list(words), title="relsheet live summary ◆")


def take_out(backend: GoogleBackend) -> None:
    from relsheet.sheets.edits import DropColumn, DropPage

    workbook = backend.read()
    backend.write(workbook, [DropColumn("customers.abc"), DropPage("summary")])


def test_texts_stay_texts_and_a_second_run_changes_nothing(live: GoogleBackend) -> None:
    wishes = [column("=A", "00123", "c"), summary("as of", "=1+1")]
    try:
        assert live.write(live.read(), wishes).written
        shown = cells(live.read(), TAB)
        assert [shown[row, 4] for row in range(1, 5)] == ["ABC ◆", "=A", "00123", "c"]
        assert shown[2, 1] == "00042"
        assert not live.write(live.read(), wishes).written
    finally:
        take_out(live)
    assert max(at for _, at in cells(live.read(), TAB)) == 3


def test_values_find_their_rows_after_a_sort_between_reading_and_writing(live: GoogleBackend) -> None:
    try:
        live.write(live.read(), [column("42", "7", "1"), summary("v1")])
        workbook = live.read()
        area = {"sheetId": 7070, "startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 4}
        batch(live, {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}})
        live.write(workbook, [column("now 42", "now 7", "now 1"), summary("v2")])
        shown = cells(live.read(), TAB)
        assert [(shown[row, 1], shown[row, 4]) for row in range(2, 5)] == [
            ("00001", "now 1"),
            ("00007", "now 7"),
            ("00042", "now 42"),
        ]
    finally:
        take_out(live)


def test_a_column_that_moved_is_found_and_a_second_run_from_the_same_state_is_refused(live: GoogleBackend) -> None:
    other = GoogleBackend(ADDRESS)
    try:
        first, second = live.read(), other.read()
        live.write(first, [column("a", "b", "c"), summary("v1")])
        with pytest.raises(NotWritten):
            other.write(second, [column("a", "b", "c"), summary("v1")])
        span = {"sheetId": 7070, "dimension": "COLUMNS", "startIndex": 3, "endIndex": 4}
        batch(live, {"moveDimension": {"source": span, "destinationIndex": 0}})
        live.write(live.read(), [column("d", "e", "f"), summary("v1")])
        assert [cells(live.read(), TAB)[row, 1] for row in range(1, 5)] == ["ABC ◆", "d", "e", "f"]
    finally:
        take_out(live)
