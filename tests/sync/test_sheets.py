"""A Google Sheet synced, on the local server: one call where nothing changed, and what goes wrong on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from relsheet import api
from relsheet.sync.journal import Deed
from tests.sheets.google_server import running_server
from tests.sheets_server.book import Book
from tests.sheets_server.faults import Kind
from tests.sheets_server.loading import enter, load_rows
from tests.sync.office import CUSTOMERS, Hands, config, synced


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    server, _ = running_server()
    monkeypatch.setenv("RELSHEET_SHEETS_API", server.url)
    monkeypatch.setenv("RELSHEET_CREDENTIALS", str(server.key_file(tmp_path)))
    server.faults.reset()
    yield load_rows(server.store, {"Customers": CUSTOMERS}, timeZone="Europe/London")
    server.faults.reset()


def job(folder: Path, sheet: Book) -> api.Options:
    return config(folder, f'[[job]]\nname = "sheet"\nsource = "gsheet:{sheet.id}"\n')


def calls() -> int:
    return running_server()[0].faults.calls


def test_an_unchanged_sheet_costs_one_call(sheet: Book, tmp_path: Path) -> None:
    options, hands = job(tmp_path, sheet), Hands()
    assert [synced(options, hands)[0].deed for _ in range(2)] == [Deed.SCORED, Deed.SCORED]
    before = calls()
    [entry] = synced(options, hands)
    assert (entry.deed, entry.calls) == (Deed.UNCHANGED, 1)
    assert calls() - before == 1


def test_an_edit_is_seen_also_one_made_while_it_was_scored(sheet: Book, tmp_path: Path) -> None:
    options, hands = job(tmp_path, sheet), Hands()
    synced(options, hands)
    server, _ = running_server()
    server.faults.reset()
    server.faults.at(1, Kind.EDIT, edit=lambda: enter(sheet, "Customers", 2, 4, 99_000))  # after the glance
    [entry] = synced(options, hands)
    assert entry.deed is Deed.SCORED
    assert [synced(options, hands)[0].deed for _ in range(3)][-1] is Deed.UNCHANGED
    enter(sheet, "Customers", 3, 4, 88_000)
    assert synced(options, hands)[0].deed is Deed.SCORED


def test_a_token_that_expires_on_the_way_is_renewed(sheet: Book, tmp_path: Path) -> None:
    options, hands = job(tmp_path, sheet), Hands()
    server, _ = running_server()
    server.faults.reset()
    server.faults.at(1, Kind.EXPIRED)
    assert synced(options, hands)[0].deed is Deed.SCORED


def test_without_credentials_it_is_exit_5_and_the_next_run_mends_it(
    sheet: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, hands = job(tmp_path, sheet), Hands()
    with monkeypatch.context() as patch:
        patch.setenv("RELSHEET_CREDENTIALS", str(tmp_path / "gone.json"))
        [entry] = synced(options, hands)
    assert (entry.deed, entry.exit_code) == (Deed.FAILED, 5)
    assert synced(options, hands)[0].deed is Deed.SCORED
