"""``relsheet google setup``: tried step by step against the local server, with and without somebody to ask."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from relsheet.cli import commands
from tests.sheets.google_server import running_server
from tests.sheets_server.loading import load_rows
from tests.sheets_server.tokens import EMAIL


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    server, _ = running_server()
    server.faults.reset()
    monkeypatch.setenv("RELSHEET_SHEETS_API", server.url)
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("RELSHEET_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    return server.key_file(tmp_path)


@pytest.fixture
def url() -> str:
    book = load_rows(running_server()[0].store, {"Customers": [["Customer"], ["Acme"]], "Visits": [["Date"]]})
    return f"https://docs.google.com/spreadsheets/d/{book.id}/edit"


def setup(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["google", "setup", "--lang", "en", *arguments])


def asked(folder: Path, typed: list[str]) -> tuple[int, str]:
    """The same on a terminal, with those answers: exit code and everything shown, as one line."""
    pytest.importorskip("pty", reason="a terminal of one's own needs a Unix")
    from tests.cli.test_questions import on_a_terminal

    code, shown = on_a_terminal(folder, ["google", "setup", "--lang", "en"], typed)
    return code, " ".join(shown.split())


@pytest.mark.parametrize("arguments", [[], ["https://docs.google.com/spreadsheets/d/abc"], ["--no-input"]])
def test_where_nobody_can_be_asked_the_ten_steps_are_printed(arguments: list[str], key: Path) -> None:
    result = setup(*arguments)
    assert result.exit_code == 2
    assert " 10. " in result.stdout
    assert "forbids keys" in result.stdout


def test_with_both_given_nothing_need_be_asked(key: Path, url: str) -> None:
    result = setup(url, "--credentials", str(key))
    assert result.exit_code == 0, result.output
    assert f"share the sheet with {EMAIL}" in result.stdout
    assert "(2): Customers, Visits" in result.stdout
    assert "RELSHEET_CREDENTIALS" in result.stdout
    assert f'relsheet score "{url}" --dry-run' in result.stdout


def test_a_sheet_that_is_not_shared_ends_it_where_nobody_can_be_asked(key: Path) -> None:
    result = setup("gsheet:there-is-no-such-sheet", "--credentials", str(key))
    assert result.exit_code == 5
    assert EMAIL in result.stderr


def test_what_is_wrong_is_said_and_asked_again(key: Path, url: str, tmp_path: Path) -> None:
    no_key = tmp_path / "notes.json"
    no_key.write_text("{}", encoding="utf-8")
    typed = [str(no_key), str(tmp_path / "nix.json"), f"'{key}'", "crm", "gsheet:there-is-no-such-sheet", url]
    code, shown = asked(tmp_path, typed)
    assert code == 0, shown
    told = [
        "not a key file",
        "cannot be read",
        "The key is good",
        "no Google Sheet is named",
        f"add {EMAIL} as an editor",
        "It works",
    ]
    assert [part in shown for part in told] == [True] * len(told)


def test_a_key_that_is_found_already_is_offered(
    key: Path, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    code, shown = asked(tmp_path, ["", url])
    assert code == 0, shown
    assert "Make a project" not in shown
    assert "RELSHEET_CREDENTIALS" not in shown


def test_enter_tries_the_same_sheet_again(key: Path, url: str, tmp_path: Path) -> None:
    code, shown = asked(tmp_path, [str(key), "gsheet:there-is-no-such-sheet", "", url])
    assert code == 0, shown
    assert shown.count(f"add {EMAIL} as an editor") == 2


def test_no_key_or_token_is_ever_shown(key: Path, url: str) -> None:
    secret = json.loads(key.read_text(encoding="utf-8"))["private_key"].splitlines()[1]
    shown = setup(url, "--credentials", str(key)).output + setup("gsheet:xyz", "--credentials", str(key)).output
    assert secret not in shown
    assert "ya29." not in shown
