"""Long work says on a terminal what it does, and nothing of it anywhere else; no code page stops the answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from relsheet.demo import make_demo
from tests.cli.test_questions import on_a_terminal

STEPS = ("Reading crm-en.xlsx ...", "rows read; computing ...", "cells beside the rows ...")
BOX = range(0x2500, 0x25A0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    make_demo(made)
    return made


def run(folder: Path, *arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "RELSHEET_STATE_DIR": str(folder / "state"), "PYTHONIOENCODING": encoding}
    call = [sys.executable, "-m", "relsheet", *arguments]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, check=False, timeout=60)


def test_on_a_terminal_each_step_is_said_and_wiped(folder: Path) -> None:
    code, shown = on_a_terminal(folder, ["score", "crm-en.xlsx", "--yes", "--as-of", "2026-11-20"], [])
    places = [shown.index(step) for step in STEPS]
    assert (code, places) == (0, sorted(places))
    last = shown[places[-1] :]
    assert last.index("\r ") < last.index("288 customers")
    assert "\x1b[" not in shown[: places[-1]]


def test_quiet_is_silent_on_a_terminal_too(folder: Path) -> None:
    assert on_a_terminal(folder, ["score", "crm-en.xlsx", "--yes", "-q"], []) == (0, "")


def test_without_a_terminal_nothing_is_said_of_the_steps(folder: Path) -> None:
    done = run(folder, "score", "crm-en.xlsx", "--yes")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Reading" not in done.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "cp437"])
@pytest.mark.parametrize("book", ["crm-en.xlsx", "crm-zh.xlsx"])
def test_any_code_page_shows_the_answer(folder: Path, book: str, encoding: str) -> None:
    done = run(folder, "score", book, "--dry-run", encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert not any(ord(letter) in BOX for letter in done.stdout.decode(encoding))
    answer = run(folder, "score", book, "--dry-run", "--format", "json", encoding=encoding)
    tabs = {customer["cell"].partition("!")[0] for customer in json.loads(answer.stdout.decode(encoding))["customers"]}
    assert tabs <= {"Customers", "客户档案"}
