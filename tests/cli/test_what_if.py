"""What if: who would move under settings that are tried for one dry run."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from relsheet.cli import commands


@pytest.fixture
def book(tmp_path: Path) -> str:
    path, workbook = tmp_path / "crm.xlsx", Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Customers"
    sheet.append(["ID", "Customer", "Owner", "Revenue"])
    for number in range(20):
        sheet.append([f"C{number}", f"Firm {number:02d}", "Ann", 1000 - 40 * number])
    workbook.save(path)
    return str(path)


def dry(book: str, *arguments: str) -> list[str]:
    before = Path(book).read_bytes()
    told = CliRunner().invoke(commands, ["score", book, "--dry-run", "--no-input", *arguments])
    assert told.exit_code == 0, told.output
    assert Path(book).read_bytes() == before
    return told.stdout.splitlines()


def test_the_moves_are_counted_and_named(book: str) -> None:
    usual, tried = dry(book), dry(book, "--set", "abc.cuts=[0.5,0.95]")
    assert not [line for line in usual if "would stand elsewhere" in line]
    counted = tried.index("  ABC: A → B  6")
    assert tried[counted - 1] == "With these settings 6 customers would stand elsewhere:"
    names = [line.strip() for line in tried[counted + 1 : counted + 7]]
    assert names == [f"Firm {number:02d}: A → B" for number in range(8, 14)]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        pytest.param("abc.dependence=0.9", "With these settings nobody would stand elsewhere.", id="moves nobody"),
        pytest.param("abc.cuts=[0.8,0.95]", None, id="the usual one: nothing is tried"),
        pytest.param('columns.customers=["abc"]', None, id="only what is shown"),
    ],
)
def test_settings_that_move_nobody(book: str, setting: str, told: str | None) -> None:
    lines = dry(book, "--set", setting)
    assert (lines[0] == told) if told else lines[0].startswith("Dry run")
