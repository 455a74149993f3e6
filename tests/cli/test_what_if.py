"""What if: who would move under settings that are tried for one dry run."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from openpyxl import Workbook, load_workbook

from relsheet.cli import commands
from relsheet.render.json import answer_schema


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


def answer(book: str, *arguments: str) -> Any:
    return json.loads("\n".join(dry(book, "--format", "json", *arguments)))


def test_the_answer_for_programs_names_every_move(book: str) -> None:
    tried = answer(book, "--set", "abc.cuts=[0.5,0.95]")
    Draft202012Validator(answer_schema()).validate(tried)
    assert [(move["id"], move["cell"]) for move in tried["what_if"]] == [
        (f"C{number}", f"Customers!B{number + 2}") for number in range(8, 14)
    ]
    first = tried["what_if"][0]
    assert (first["name"], first["column"]) == ("Firm 08", "abc")
    assert (first["before"], first["after"]) == ({"value": "A", "text": "A"}, {"value": "B", "text": "B"})


def test_the_answer_for_programs_tells_nobody_from_not_asked(book: str) -> None:
    assert answer(book)["what_if"] is None
    assert answer(book, "--set", "abc.dependence=0.9")["what_if"] == []


def test_two_customers_of_one_name_are_two(book: str) -> None:
    workbook = load_workbook(book)
    for row in workbook["Customers"].iter_rows(min_row=2):
        row[1].value = "Same Ltd"
    workbook.save(book)
    assert "With these settings 6 customers would stand elsewhere:" in dry(book, "--set", "abc.cuts=[0.5,0.95]")
