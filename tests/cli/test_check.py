"""``relsheet check``: the list of problems as a workbook and as CSV."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from relsheet.cli import commands

ROWS = [
    ["Customer", "Owner", "Last contact"],
    *([f"Firm {number}", "Ann", "2026-11-02"] for number in range(1, 21)),
    ["Firm 21", "Ann", "31/02/2026"],
]


@pytest.fixture
def crm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    book = openpyxl.Workbook()
    book.active.title = "Ann's customers"
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "crm.xlsx"
    book.save(path)
    return path


def check(path: Path, *options: str) -> Result:
    return CliRunner().invoke(commands, ["check", str(path), "--lang", "en", *options])


def test_the_list_links_to_the_cells(crm: Path, tmp_path: Path) -> None:
    listed = tmp_path / "lists" / "problems.xlsx"
    listed.parent.mkdir()
    assert check(crm, "-o", str(listed)).exit_code == 1
    sheet = openpyxl.load_workbook(listed).active
    [row] = [row for row in sheet.iter_rows(min_row=2) if row[1].value == "Ann's customers!C22"]
    assert "31/02/2026" in row[2].value
    assert row[1].hyperlink.target.replace("\\", "/") == "../crm.xlsx"
    assert row[1].hyperlink.location == "'Ann''s customers'!C22"


def test_cells_of_one_kind_are_told_once_with_their_cure(crm: Path) -> None:
    book = openpyxl.load_workbook(crm)
    for row in (5, 6, 7, 10):
        book.active[f"C{row}"] = "soon"
    book.save(crm)
    lines = check(crm).stdout.splitlines()
    assert "error  Ann's customers!C5:C7, C10 (4 places)" in lines
    assert [line for line in lines if line.startswith("    →")]


def test_csv_goes_to_stdout_and_the_exit_code_still_tells_of_errors(crm: Path) -> None:
    result = check(crm, "--format", "csv")
    assert result.exit_code == 1
    [error] = [line for line in csv.DictReader(io.StringIO(result.stdout)) if line["severity"] == "error"]
    assert error["cell"] == "Ann's customers!C22"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("crm.xlsx", "replace the workbook", id="never over the workbook itself"),
        pytest.param("list.csv", ".xlsx", id="the list is an .xlsx"),
    ],
)
def test_a_list_that_cannot_be_is_refused_and_nothing_written(name: str, said: str, crm: Path) -> None:
    before = crm.read_bytes()
    refused = check(crm, "-o", str(crm.parent / name))
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert crm.read_bytes() == before
