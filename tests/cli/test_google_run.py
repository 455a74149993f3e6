"""The command line on a Google Sheet of the local server: which key, what -v shows, the question before writing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from relsheet.cli import commands
from tests.sheets.google_server import running_server
from tests.sheets_server.book import Book
from tests.sheets_server.loading import load_rows
from tests.sync.office import CUSTOMERS


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good key that nothing names yet."""
    server, _ = running_server()
    server.faults.reset()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELSHEET_SHEETS_API", server.url)
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "somebody-elses.json"))
    monkeypatch.delenv("RELSHEET_CREDENTIALS", raising=False)
    return server.key_file(tmp_path)


@pytest.fixture
def sheet() -> Book:
    return load_rows(running_server()[0].store, {"Customers": CUSTOMERS}, timeZone="Europe/London")


def score(sheet: Book, *more: str) -> Result:
    return CliRunner().invoke(commands, ["score", f"gsheet:{sheet.id}", "--as-of", "2026-11-20", *more])


def test_the_key_is_named_by_an_option(sheet: Book, key: Path) -> None:
    assert score(sheet).exit_code == 5
    assert score(sheet, "--credentials", key.name, "--dry-run").exit_code == 0, "a path may count from here"


def test_the_key_is_named_by_the_settings(sheet: Book, key: Path, tmp_path: Path) -> None:
    (tmp_path / "relsheet.toml").write_text(f'[google]\ncredentials = "{key.as_posix()}"\n', encoding="utf-8")
    assert score(sheet).exit_code == 0
    assert CliRunner().invoke(commands, ["remove", f"gsheet:{sheet.id}"]).exit_code == 0
    assert CliRunner().invoke(commands, ["doctor", f"gsheet:{sheet.id}"]).exit_code == 0


def test_the_option_is_stronger_than_the_settings(sheet: Book, key: Path, tmp_path: Path) -> None:
    (tmp_path / "relsheet.toml").write_text('[google]\ncredentials = "/there/is/none.json"\n', encoding="utf-8")
    assert score(sheet, "--dry-run").exit_code == 5
    assert score(sheet, "--dry-run", "--credentials", str(key)).exit_code == 0


def test_the_environment_names_it_too(sheet: Book, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELSHEET_CREDENTIALS", str(key))
    assert score(sheet, "--dry-run").exit_code == 0


def test_verbose_shows_each_call_and_nothing_secret(sheet: Book, key: Path) -> None:
    shown = score(sheet, "--credentials", str(key), "-v").stderr
    told = [line.partition(", ")[0] for line in shown.splitlines() if line.startswith("Google ")]
    assert told == [
        "Google 1: GET spreadsheet: 200",
        "Google 2: GET values:batchGet: 200",
        "Google 3: GET spreadsheet: 200",
        "Google 4: POST batchUpdate: 200",
    ]
    assert "ya29." not in shown
    assert sheet.id not in shown
    assert "Google " not in score(sheet, "--credentials", str(key)).stderr, "and nothing of it without -v"


@pytest.mark.parametrize(("answer", "written"), [("n", False), ("y", True)])
def test_before_the_first_write_it_asks_and_offers_no_copy(
    sheet: Book, key: Path, tmp_path: Path, *, answer: str, written: bool
) -> None:
    pytest.importorskip("pty", reason="a terminal of one's own needs a Unix")
    from tests.cli.test_questions import on_a_terminal

    arguments = ["score", f"gsheet:{sheet.id}", "--lang", "en", "--credentials", str(key)]
    code, shown = on_a_terminal(tmp_path, arguments, [answer])
    told = " ".join(shown.split())
    assert code == 0, shown
    assert "(y)es / (n)o" in told
    assert "Version history" in told
    assert (sheet.titled("Summary ◆") is not None) is written
