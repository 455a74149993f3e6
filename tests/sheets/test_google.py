"""A Google Sheet end to end: few calls, the answer as from the workbook, leading zeros, what is said when it fails."""

import gzip
import io
import json
import logging
import stat
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3

from relsheet import api
from relsheet.demo import make_demo
from relsheet.errors import NotWritten, RelsheetError, RemoteFailure, UsageError
from relsheet.sheets import google_credentials, google_planning
from relsheet.sheets.edits import OwnCell, PlaceColumn, Style
from relsheet.sheets.google_http import BROKEN, Patience, api_address, unpacked
from relsheet.sheets.gsheets import GoogleBackend, id_in
from relsheet.texts import LANGUAGES, Language, texts_in
from tests.sheets.google_server import running_server
from tests.sheets.test_contract import BAD, cells, column, page
from tests.sheets_server.faults import Kind
from tests.sheets_server.loading import load_rows, load_workbook
from tests.sheets_server.server import SheetsServer

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
ANSWER = b'{"values": [["Name", ' + b"12" * 5000 + b"]]}"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SheetsServer]:
    running, _ = running_server()
    running.faults.reset()
    running.calls.clear()
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(running.key_file(tmp_path)))
    yield running
    assert (running.mismatches, running.complaints) == ([], [])


def methods(server: SheetsServer) -> list[str]:
    return [call.method.removeprefix("sheets.spreadsheets.") for call in server.calls]


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, on what it does not keep
@pytest.mark.parametrize("name", ["crm-en.xlsx", "thin-zh.xlsx"])
def test_google_answers_as_the_workbook_does(server: SheetsServer, tmp_path: Path, name: str) -> None:
    path = next(path for path in make_demo(tmp_path) if path.name == name)
    options = api.Options(settings=('calendar.time_zone="Asia/Shanghai"',))
    book = load_workbook(server.store, path)
    from_google = answer(api.draft(f"gsheet:{book.id}", NOW, options))
    from_file = answer(api.draft(str(path), NOW, options))
    for key in from_file:
        assert from_google[key] == from_file[key], key
    first = api.score(f"gsheet:{book.id}", NOW, options)
    assert first.receipt.written
    assert not api.score(f"gsheet:{book.id}", NOW, options).receipt.written, "a second run changes nothing"


def answer(draft: api.Draft) -> dict[str, Any]:
    """The JSON answer without what must differ: source and cells, and the changes that are listed by cell."""
    from relsheet.render.json import Deed, json_answer

    told = json.loads("".join(json_answer(draft.assessment, Deed("", written=False), draft.session.texts)))
    for part in (*told["customers"], *told["complaints"]):
        part.pop("cell")
    return dict(told)


def test_a_steady_run_is_two_reads_and_one_write(server: SheetsServer) -> None:
    book = load_rows(server.store, {"客户": [["Name", "Revenue"], *([f"c{n}", n] for n in range(50))]})
    backend = GoogleBackend(f"gsheet:{book.id}")
    backend.write(backend.read(), [at_rows("v1"), page(["as of", "v1"])])
    backend = GoogleBackend(f"gsheet:{book.id}")
    server.calls.clear()
    receipt = backend.write(backend.read(), [at_rows("v2"), page(["as of", "v2"])])
    assert methods(server) == ["get", "values.batchGet", "values.batchUpdateByDataFilter"]
    assert receipt.calls == 3
    assert cells(backend.read(), "Summary ◆") == {(1, 1): "as of", (1, 2): "v2"}


def test_a_page_that_looks_otherwise_costs_no_call_more(server: SheetsServer) -> None:
    """The values travel with the structure, and the answer shows the keys just as that to a write of values alone."""
    book = load_rows(server.store, {"客户": [["Name", "Revenue"], *([f"c{n}", n] for n in range(50))]})
    backend = GoogleBackend(f"gsheet:{book.id}")
    assert backend.write(backend.read(), [at_rows("v1"), page(["as of", "v1"])]).calls == 4
    assert methods(server) == ["get", "values.batchGet", "get", "batchUpdate"], "with the number formats of the first"
    backend = GoogleBackend(f"gsheet:{book.id}")
    server.calls.clear()
    summary = page(["as of", "v2"])
    wider = replace(summary, canvas=replace(summary.canvas, column_widths={1: 40.0}))
    assert backend.write(backend.read(), [at_rows("v2"), wider]).calls == 3
    assert methods(server) == ["get", "values.batchGet", "batchUpdate"]
    assert [cells(backend.read(), "客户")[row, 3] for row in (2, 3)] == ["B", "A"]


def test_very_many_values_follow_the_structure(server: SheetsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """As requests they would take ten times the memory; a first run may use one call more."""
    monkeypatch.setattr(google_planning, "CELLS_BESIDE_STRUCTURE", 49)
    book = load_rows(server.store, {"客户": [["Name", "Revenue"], *([f"c{n}", n] for n in range(50))]})
    backend = GoogleBackend(f"gsheet:{book.id}")
    backend.write(backend.read(), [at_rows("v1"), page(["x"])])
    assert methods(server)[-2:] == ["batchUpdate", "values.batchUpdateByDataFilter"]


def test_where_filters_are_refused_values_are_written_in_place(server: SheetsServer) -> None:
    book = load_rows(server.store, {"客户": [["Name", "Revenue"], *([f"c{n}", n] for n in range(50))]})
    backend = GoogleBackend(f"gsheet:{book.id}")
    backend.write(backend.read(), [at_rows("v1"), page(["as of", "v1"])])
    backend = GoogleBackend(f"gsheet:{book.id}")
    server.refuses.add("values.batchUpdateByDataFilter")
    server.calls.clear()
    try:
        assert backend.write(backend.read(), [at_rows("v2"), page(["as of", "v2"])]).written
    finally:
        server.refuses.clear()
    assert methods(server)[-1] == "batchUpdate"
    read = backend.read()
    assert [cells(read, "客户")[row, 3] for row in (2, 3)] == ["B", "A"]
    assert cells(read, "Summary ◆") == {(1, 1): "as of", (1, 2): "v2"}


def at_rows(value: str) -> Any:
    """The class of 50 customers; with another value all of them change theirs."""
    values = "AB" * 25 if value == "v1" else "BA" * 25
    placed = tuple(OwnCell(row, letter, BAD) for row, letter in enumerate(values, 2))
    return PlaceColumn("customers.abc", "客户", 1, "ABC ◆", Style(bold=True), 8, placed)


def test_leading_zeros_are_read_as_shown(server: SheetsServer) -> None:
    book = load_rows(server.store, {"客户": [["编号", "名称"], [123, "a"], [7, "b"], ["00042", "c"]]})
    for row in (2, 3):
        book.put("客户", row, 1, book.tabs[0].cell(row - 1, 0).value, {"type": "NUMBER", "pattern": "00000"})
    grid = GoogleBackend(f"gsheet:{book.id}").read().grid("客户")
    assert grid.padded_numbers([1, 2]) == {(2, 1): "00123", (3, 1): "00007"}


def test_error_cells_are_faults_and_no_values(server: SheetsServer) -> None:
    book = load_rows(server.store, {"客户": [["Name"], ["#REF!"], ["x"]]})
    grid = GoogleBackend(f"gsheet:{book.id}").read().grid("客户")
    assert [list(row) for row in grid.head(3)] == [["Name"], [None], ["x"]]
    assert list(grid.faults([1])) == [(2, 1)]


def test_rows_that_nothing_tells_apart_are_left_out_and_named(server: SheetsServer) -> None:
    book = load_rows(server.store, {"客户": [["t"], [], ["Name"], ["a"], ["b"], ["b"], [None]]})
    backend = GoogleBackend(f"gsheet:{book.id}")
    receipt = backend.write(backend.read(), [column("A", "B", "B", "C")])
    ours = {at: value for at, value in cells(backend.read(), "客户").items() if at[1] == 2}
    assert ours == {(3, 2): "ABC ◆", (4, 2): "A"}
    ((code, values),) = receipt.warnings
    assert code == "warning.google_no_key"
    assert dict(values)["rows"] == "5, 6, 7"


@pytest.mark.parametrize("call", range(4), ids=lambda call: f"before_call_{call}")
def test_a_tab_that_is_renamed_or_deleted_while_we_read_is_read_as_it_is_then(server: SheetsServer, call: int) -> None:
    tabs = {"客户": [["Name", "Since"], ["a", 46000]], "old": [["n"], [1]], "gone": [["x"], [2]]}
    book = load_rows(server.store, tabs)

    def edit() -> None:
        book.tabs[1].properties["title"] = "new"
        book.remove_tab(book.tabs[2])

    server.faults.at(call, Kind.EDIT, edit=edit)
    names = [grid.tab for grid in GoogleBackend(f"gsheet:{book.id}").read().grids]
    server.faults.reset()
    assert names in ([*tabs], ["客户", "new"])
    assert call == 3 or names == ["客户", "new"]


@pytest.mark.parametrize(
    ("method", "answers"),
    [
        pytest.param("get", [400], id="its structure, as of a file that is no Google Sheet"),
        pytest.param("values.batchGet", [200, 400, 200], id="its values, once we have seen that no tab has changed"),
    ],
)
def test_what_google_refuses_is_not_asked_for_again(server: SheetsServer, method: str, answers: list[int]) -> None:
    book = load_rows(server.store, {"客户": [["Name"], ["a"]]})
    server.refuses.add(method)
    try:
        refused("google_refused", book.id)
    finally:
        server.refuses.clear()
    assert [call.status for call in server.calls] == answers


def test_a_write_that_google_refuses_is_not_sent_again(server: SheetsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google_planning, "CELLS_BESIDE_STRUCTURE", 0)  # so that there is one way to write it
    book = load_rows(server.store, {"客户": [["Name"], ["a"]]})
    backend = GoogleBackend(f"gsheet:{book.id}")
    workbook = backend.read()
    server.calls.clear()
    server.refuses.add("batchUpdate")
    try:
        with pytest.raises(NotWritten) as caught:
            backend.write(workbook, [column("A")])
    finally:
        server.refuses.clear()
    assert caught.value.code == "google_changed"
    assert [call.status for call in server.calls] == [400, 200], "the write, and a look whether it had been done"


def test_the_time_zone_is_the_spreadsheets(server: SheetsServer) -> None:
    book = load_rows(server.store, {"客户": [["Name"]]}, timeZone="Europe/Berlin")
    assert GoogleBackend(f"gsheet:{book.id}").read().time_zone == "Europe/Berlin"


@pytest.mark.parametrize(
    "source",
    [
        "gsheet:1AbC_d-E",
        "https://docs.google.com/spreadsheets/d/1AbC_d-E/edit#gid=0",
        "https://docs.google.com/spreadsheets/u/0/d/1AbC_d-E/edit?usp=sharing",
    ],
)
def test_addresses_that_name_a_sheet(source: str) -> None:
    assert id_in(source) == "1AbC_d-E"


def refused(code: str, id: str, **patience: Any) -> RelsheetError:
    with pytest.raises(RemoteFailure) as caught:
        GoogleBackend(f"gsheet:{id}", patience=Patience(**patience)).read()
    assert caught.value.code == code
    return caught.value


def test_a_sheet_that_is_not_shared_names_whom_to_share_it_with(server: SheetsServer) -> None:
    server.store.private.add("private-sheet")
    for id in ("private-sheet", "no-such-sheet"):
        err = refused("google_not_shared", id)
        assert "robot@relsheet-test.iam.gserviceaccount.com" in str(err)
        assert err.exit_code == 5


def test_a_key_that_google_does_not_know(server: SheetsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SheetsServer() as other:
        told = json.loads(other.key_file(tmp_path).read_text()) | {"token_uri": f"{server.url}/token"}
        (tmp_path / "stranger.json").write_text(json.dumps(told))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "stranger.json"))
    refused("google_login", "any-sheet")


def test_a_login_in_netrc_does_not_stand_in_for_ours(
    server: SheetsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    book = load_rows(server.store, {"客户": [["Name"], ["a"]]})
    assert cells(GoogleBackend(f"gsheet:{book.id}").read(), "客户")[2, 1] == "a"


def test_the_proxy_is_that_of_the_environment(server: SheetsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    book, login = load_rows(server.store, {"客户": [["Name"], ["a"]]}), google_credentials.log_in()
    assert cells(GoogleBackend(f"gsheet:{book.id}", login=login).read(), "客户")[2, 1] == "a"  # it has its token now
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # where nobody answers
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(RemoteFailure) as unreachable:
        GoogleBackend(f"gsheet:{book.id}", login=login, patience=Patience(first_pause=0.0, attempts=1)).read()
    assert unreachable.value.code == "google_unreachable"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert cells(GoogleBackend(f"gsheet:{book.id}", login=login).read(), "客户")[2, 1] == "a"


def packed(content: bytes, **changed: bytes) -> bytes:
    """The content as gzip packs it, with other bytes for its header or for the length at its end."""
    whole = gzip.compress(content, mtime=0)
    return changed.get("header", whole[:10]) + whole[10:-4] + changed.get("length", whole[-4:])


def received(content: bytes, encoding: str) -> tuple[bytes, int]:
    answer = requests.Response()
    answer.raw = urllib3.HTTPResponse(io.BytesIO(content), preload_content=False)
    answer.headers["Content-Encoding"] = encoding
    return unpacked(answer)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        pytest.param(ANSWER, "identity", id="as it is"),
        pytest.param(packed(ANSWER), "gzip", id="packed as Google does"),
        pytest.param(packed(ANSWER, header=b"\x1f\x8b\x08\x08\0\0\0\0\0\xffname\0"), "gzip", id="packed with a name"),
    ],
)
def test_an_answer_comes_whole_with_its_checksum(content: bytes, encoding: str) -> None:
    assert received(content, encoding) == (ANSWER, zlib.crc32(ANSWER))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(packed(ANSWER)[:-40], id="cut off"),
        pytest.param(packed(ANSWER, length=b"\0\0\0\1"), id="shorter than told"),
        pytest.param(b"", id="nothing at all"),
        pytest.param(ANSWER, id="not packed"),
    ],
)
def test_an_answer_that_is_not_what_it_says_is_asked_for_again(content: bytes) -> None:
    with pytest.raises(BROKEN):
        received(content, "gzip")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"type": "service_account"}', '{"type": "what"}'])
def test_a_file_that_is_no_key(content: str, tmp_path: Path) -> None:
    (tmp_path / "key.json").write_text(content)
    with pytest.raises(RemoteFailure) as caught:
        google_credentials.log_in(tmp_path / "key.json")
    assert caught.value.code == "google_bad_key"


def test_a_key_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RemoteFailure) as caught:
        google_credentials.log_in(tmp_path / "none.json")
    assert caught.value.code == "google_no_key_file"


def test_a_key_file_that_others_can_read_is_warned_of(server: SheetsServer, tmp_path: Path) -> None:
    path = server.key_file(tmp_path)
    assert google_credentials.log_in(path).warnings == ()
    path.chmod(path.stat().st_mode | stat.S_IROTH)
    assert google_credentials.log_in(path).warnings[0][0] == "warning.google_key_open"


def test_another_address_than_googles_must_be_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELSHEET_SHEETS_API", "https://sheets.example.com")
    with pytest.raises(UsageError) as caught:
        api_address()
    assert caught.value.code == "google_api_not_local"


def test_no_token_or_key_is_said_or_logged(server: SheetsServer, caplog: pytest.LogCaptureFixture) -> None:
    """In whatever way a run fails, neither its message, nor its traceback, nor any log holds a secret."""
    import traceback

    caplog.set_level(logging.DEBUG)
    book = load_rows(server.store, {"客户": [["Name"], ["a"]]})
    for kind in (Kind.HTML_503, Kind.RESET, Kind.CUT, Kind.TOO_MANY, Kind.EXPIRED):
        for call in range(60):
            server.faults.at(call, kind, seconds=9999 if kind is Kind.TOO_MANY else 0)
        try:
            GoogleBackend(f"gsheet:{book.id}", patience=Patience(first_pause=0.0, attempts=3)).read()
        except RelsheetError as err:
            told = "".join(traceback.format_exception(err)) + str(err)
            assert "ya29." not in told
            assert "Bearer" not in told
            assert "PRIVATE KEY" not in told
        server.faults.reset()
    assert "ya29." not in caplog.text
    assert "PRIVATE KEY" not in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_words(language: Language) -> None:
    texts = texts_in(language)
    codes = {key.split(".")[1] for key in texts.table if key.startswith("error.google_")}
    assert all(texts.has(f"error.{code}.{part}") for code in codes for part in ("what", "fix"))


def test_a_column_that_gets_its_first_date_on_a_later_day_shows_it_as_a_date(server: SheetsServer) -> None:
    book = load_rows(server.store, {"客户": [["t"], [], ["Name"], ["a"], ["b"], ["c"]]})
    backend = GoogleBackend(f"gsheet:{book.id}")
    backend.write(backend.read(), [column("–", None, None)])
    backend.write(backend.read(), [column("–", date(2026, 11, 24), None)])
    assert cells(backend.read(), "客户")[5, 2] == date(2026, 11, 24)
    assert book.tabs[0].cell(4, 1).number_format == {"type": "DATE", "pattern": "yyyy-mm-dd"}
    assert not backend.write(backend.read(), [column("–", date(2026, 11, 24), None)]).written
    server.calls.clear()
    backend = GoogleBackend(f"gsheet:{book.id}")
    backend.write(backend.read(), [column("–", date(2026, 11, 25), None)])
    assert len(methods(server)) == 3, "with its format in mind, no call is needed to look it up"
