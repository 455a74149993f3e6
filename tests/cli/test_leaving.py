"""The process leaves without taking its memory down; nobody who called it may see a difference."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from relsheet.errors import ExitCode

AT_THE_END = """
import atexit, sys
atexit.register(lambda: print("done at the end", file=sys.stderr))
from relsheet.cli import main
main()
"""


@pytest.fixture
def crm(tmp_path: Path) -> Path:
    """A workbook whose JSON answer is longer than a pipe holds."""
    book = openpyxl.Workbook()
    book.active.title = "Customers"
    book.active.append(["Customer", "Owner", "Last contact"])
    for number in range(400):
        book.active.append([f"Firm {number}", "Ann", "2026-11-02"])
    book.save(tmp_path / "crm.xlsx")
    return tmp_path / "crm.xlsx"


def called(*words: str, state: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "RELSHEET_STATE_DIR": str(state)}
    return subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=state
    )


def test_the_whole_answer_arrives_through_a_pipe(crm: Path, tmp_path: Path) -> None:
    words = ["score", str(crm), "--yes", "--format", "json", "--as-of", "2026-11-20"]
    child = called("-m", "relsheet", *words, state=tmp_path)
    said, complained = child.communicate()
    assert (child.returncode, complained) == (ExitCode.DONE, b"")
    assert len(json.loads(said)["customers"]) == 400


def test_a_reader_who_has_gone_is_no_traceback(crm: Path, tmp_path: Path) -> None:
    words = ["score", str(crm), "--yes", "--format", "json", "--as-of", "2026-11-20"]
    child = called("-m", "relsheet", *words, state=tmp_path)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait() == 1
    child.stderr.close()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["score", "crm.xlsx", "--yes", "--quiet"], ExitCode.DONE, id="after a run"),
        pytest.param(["check", "crm.xlsx"], ExitCode.DONE, id="after a check"),
        pytest.param(["score", "nowhere.xlsx"], ExitCode.UNREADABLE, id="after an error"),
        pytest.param(["score", "--nonsense"], ExitCode.USAGE, id="after a typing mistake"),
        pytest.param(["--help"], ExitCode.DONE, id="after the help"),
    ],
)
def test_what_libraries_want_done_at_the_end_is_done(words: list[str], code: int, crm: Path, tmp_path: Path) -> None:
    child = called("-c", AT_THE_END, *words, state=crm.parent)
    complained = child.communicate()[1]
    assert complained.decode().splitlines()[-1] == "done at the end"
    assert child.returncode == code
