"""On a terminal relsheet asks before its first write, and offers a copy where the workbook cannot be had."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

pty = pytest.importorskip("pty", reason="a terminal of one's own needs a Unix")


@pytest.fixture
def crm(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Customers"
    for row in [["Customer", "Owner", "Last contact"], *([f"Firm {n}", "Ann", "2026-11-02"] for n in range(1, 21))]:
        book.active.append(row)
    book.save(tmp_path / "crm.xlsx")
    return tmp_path / "crm.xlsx"


def on_a_terminal(folder: Path, arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """Exit code and everything shown; each answer is typed when a line that ends in a question stands there."""
    keyboard, screen = pty.openpty()
    environment = {**os.environ, "RELSHEET_STATE_DIR": str(folder / "state"), "COLUMNS": "100"}
    call = [sys.executable, "-m", "relsheet", *arguments]
    process = subprocess.Popen(call, stdin=screen, stdout=screen, stderr=screen, cwd=folder, env=environment)
    os.close(screen)
    shown, waiting, until = "", list(answers), time.monotonic() + 60
    while time.monotonic() < until:
        if select.select([keyboard], [], [], 0.1)[0]:
            try:
                shown += os.read(keyboard, 4096).decode("utf-8", "replace")
            except OSError:
                break
        elif waiting and shown.rstrip(" ").endswith(":"):
            os.write(keyboard, f"{waiting.pop(0)}\n".encode())
            shown += "\n"
        elif process.poll() is not None:
            break
    os.close(keyboard)
    return process.wait(timeout=30), shown


def as_it_was(crm: Path, before: bytes) -> bool:
    return crm.read_bytes() == before


def scored(crm: Path, before: bytes) -> bool:
    return crm.read_bytes() != before and "Summary ◆" in openpyxl.load_workbook(crm).sheetnames


def copied(crm: Path, before: bytes) -> bool:
    copy = crm.with_name("crm ◆ 2026-11-20.xlsx")
    return crm.read_bytes() == before and "Summary ◆" in openpyxl.load_workbook(copy).sheetnames


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        pytest.param("n", as_it_was, id="no: nothing is written"),
        pytest.param("y", scored, id="yes: the workbook is written"),
        pytest.param("c", copied, id="a copy: the workbook stays, the copy is scored"),
    ],
)
def test_the_first_write_is_asked_for(answer: str, then: Callable[[Path, bytes], bool], crm: Path) -> None:
    before = crm.read_bytes()
    code, shown = on_a_terminal(crm.parent, ["score", "crm.xlsx", "--as-of", "2026-11-20"], [answer])
    assert code == 0, shown
    assert "20 customers" in shown
    assert "2 tabs" in shown
    assert then(crm, before), shown


def elsewhere(crm: Path) -> bytes:
    """The bytes of a workbook of somebody else's that stands where the copy is to go."""
    other = openpyxl.Workbook()
    other.save(crm.with_name("prices.xlsx"))
    return crm.with_name("prices.xlsx").read_bytes()


@pytest.mark.parametrize(("answer", "is_replaced"), [("n", False), ("y", True)])
def test_another_workbook_is_not_replaced_unasked(answer: str, is_replaced: bool, crm: Path) -> None:
    before = elsewhere(crm)
    code, shown = on_a_terminal(crm.parent, ["score", "crm.xlsx", "-o", "prices.xlsx"], [answer])
    assert code == 0, shown
    assert "prices.xlsx is there already" in shown
    assert (crm.with_name("prices.xlsx").read_bytes() != before) is is_replaced
    assert ("Backup of prices.xlsx as it was" in shown) is is_replaced


def test_an_earlier_copy_of_ours_is_replaced_without_a_question(crm: Path) -> None:
    for day in ("2026-11-20", "2026-11-21"):
        code, shown = on_a_terminal(crm.parent, ["score", "crm.xlsx", "-o", "scored.xlsx", "--as-of", day], [])
        assert code == 0, shown
        assert "is there already" not in shown


def test_relsheet_alone_asks_for_the_file_and_scores_it(crm: Path) -> None:
    before = crm.read_bytes()
    code, shown = on_a_terminal(crm.parent, [], [f"'{crm}'", "y"])
    assert code == 0, shown
    assert scored(crm, before), shown


def test_a_workbook_dropped_on_relsheet_is_scored(crm: Path) -> None:
    before = crm.read_bytes()
    code, shown = on_a_terminal(crm.parent, [str(crm)], ["y"])
    assert code == 0, shown
    assert scored(crm, before), shown


def test_a_workbook_that_is_open_elsewhere_gets_a_copy_beside_it(crm: Path) -> None:
    before = crm.read_bytes()
    crm.with_name("~$crm.xlsx").write_bytes(bytes([3]) + b"Ann" + b" " * 51 + bytes([3, 0]) + "Ann".encode("utf-16-le"))
    code, shown = on_a_terminal(crm.parent, ["score", "crm.xlsx", "--as-of", "2026-11-20", "--yes"], ["y"])
    assert code == 0, shown
    assert copied(crm, before), shown


def test_with_no_input_nobody_is_asked(crm: Path) -> None:
    before = crm.read_bytes()
    code, shown = on_a_terminal(crm.parent, ["score", "crm.xlsx", "--no-input"], [])
    assert code == 0, shown
    assert scored(crm, before), shown
