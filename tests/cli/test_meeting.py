"""The commands for the meeting on the blank workbooks and their sample rows: every format, in both languages."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from relsheet.cli import commands
from relsheet.errors import ExitCode
from relsheet.shipped import shipped_file

AS_OF = "2026-11-23T09:00"


def relsheet(*arguments: str) -> Result:
    result = CliRunner().invoke(commands, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture(params=["en", "zh"])
def crm(request: pytest.FixtureRequest) -> str:
    return str(shipped_file(f"crm-{request.param}.xlsx", "sheet_templates"))


@pytest.mark.parametrize(
    "call",
    [
        *(("monday", "--format", style) for style in ("text", "md", "html", "json")),
        *(("actions", "--format", style) for style in ("table", "csv", "json", "md")),
        *(("actions", "--evaluate", "--format", style) for style in ("table", "csv", "json", "md")),
        ("actions", "--due", "today"),
        ("actions", "--due", "week"),
        ("actions", "--due", "2026-12-24"),
    ],
    ids=" ".join,
)
def test_every_format_is_told_on_stdout_and_nothing_is_written(crm: str, call: tuple[str, ...]) -> None:
    before = Path(crm).read_bytes()
    told = relsheet(call[0], crm, *call[1:], "--as-of", AS_OF)
    assert told.exit_code == ExitCode.DONE
    assert told.stdout.strip()
    assert told.stderr == ""
    assert Path(crm).read_bytes() == before
    if "json" in call:
        assert json.loads(told.stdout)["source"] == crm


def test_a_calendar_comes_where_the_extra_is_installed(crm: str) -> None:
    pytest.importorskip("icalendar")
    told = relsheet("actions", crm, "--format", "ics", "--as-of", AS_OF)
    assert told.stdout.startswith("BEGIN:VCALENDAR")
    assert relsheet("actions", crm, "--format", "ics", "--evaluate").exit_code == ExitCode.USAGE


def first_customer(crm: str) -> tuple[str, str]:
    row = json.loads(relsheet("score", crm, "--dry-run", "--format", "json", "--as-of", AS_OF).stdout)["customers"][0]
    return row["name"], row["owner"]


@pytest.mark.parametrize(("name", "begins"), [("brief.md", "# "), ("brief.html", "<!doctype html>")])
def test_a_brief_takes_its_format_from_the_name_of_the_file(crm: str, tmp_path: Path, name: str, begins: str) -> None:
    customer, owner = first_customer(crm)
    made = tmp_path / name
    assert relsheet("brief", crm, customer, "--owner", owner, "-o", str(made), "--as-of", AS_OF).exit_code == 0
    content = made.read_text(encoding="utf-8")
    assert content.startswith(begins)
    assert customer in content


def test_the_report_is_one_file_with_every_customer(crm: str, tmp_path: Path) -> None:
    made = tmp_path / "report.html"
    told = relsheet("report", crm, "-o", str(made), "--as-of", AS_OF)
    assert told.exit_code == 0
    assert str(made) in told.stderr
    assert first_customer(crm)[0] in made.read_text(encoding="utf-8")


def test_the_list_of_one_person_is_his_alone(crm: str) -> None:
    _, owner = first_customer(crm)
    answer = json.loads(relsheet("actions", crm, "--owner", owner, "--format", "json", "--as-of", AS_OF).stdout)
    assert {action["owner"] for action in answer["actions"]} <= {owner}


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(("monday", "--owner", "Nobody At All"), id="a person whom the book does not know"),
        pytest.param(("actions", "--due", "soon"), id="a day that is none"),
        pytest.param(("brief",), id="a brief of nobody"),
        pytest.param(("brief", "No Such Customer"), id="a customer whom the book does not know"),
        pytest.param(("report", "-o", "SOURCE"), id="a report over the workbook itself"),
        pytest.param(("report", "-o", "other.xlsx"), id="a report over another workbook"),
        pytest.param(("report",), id="a report without a file"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(crm: str, call: tuple[str, ...], tmp_path: Path) -> None:
    name, *options = call
    given = [crm if option == "SOURCE" else option for option in options]
    told = relsheet(name, crm, *given)
    assert told.exit_code == ExitCode.USAGE
    assert told.stderr.strip()


def test_a_file_that_cannot_be_written_is_said(crm: str, tmp_path: Path) -> None:
    told = relsheet("report", crm, "-o", str(tmp_path / "missing" / "report.html"))
    assert told.exit_code == ExitCode.NOT_WRITTEN


def pages(*arguments: str) -> list[str]:
    told = relsheet("brief", *arguments, "--as-of", AS_OF)
    assert told.exit_code == 0, told.output
    return [line.removeprefix("# ") for line in told.stdout.splitlines() if line.startswith("# ")]


@pytest.mark.parametrize("span", ["week", "2027-12-31"])
def test_a_brief_for_everybody_with_something_to_do(crm: str, span: str) -> None:
    listed = relsheet("actions", crm, "--due", span, "--format", "json", "--as-of", AS_OF).stdout
    wanted = list(dict.fromkeys(action["name"] for action in json.loads(listed)["actions"]))
    assert wanted
    found = pages(crm, "--due", span)
    assert len(found) == len(wanted)
    assert all(name in page for name, page in zip(wanted, found, strict=True))


def test_of_those_named_only_who_has_something_to_do(crm: str) -> None:
    _, owner = first_customer(crm)
    assert set(pages(crm, "--owner", owner, "--due", "week")) < set(pages(crm, "--owner", owner))
    told = relsheet("brief", crm, "--due", "2020-01-01", "--as-of", "2020-01-01T09:00")
    assert told.exit_code == ExitCode.USAGE
    assert "--due" in told.stderr
