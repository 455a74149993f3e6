"""The main job from end to end: make the demo workbooks, score them, and ask every judge."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from relsheet.cli import commands
from relsheet.demo import make_demo
from relsheet.demo.story import tell
from relsheet.demo.words import words_in
from relsheet.demo.workbook import write_workbook
from relsheet.records import column_letters
from relsheet.render.json import answer_schema
from relsheet.sheets.xlsx import XlsxBackend
from relsheet.texts import LANGUAGES
from tests import judges

# openpyxl says that it would drop what it does not know; we only read with it.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

NAMES = ("crm-en.xlsx", "crm-zh.xlsx", "thin-zh.xlsx")
AS_OF = "2026-11-20T09:00"
LOG = 100  # rows that a shortened log keeps


def relsheet(*arguments: str) -> Result:
    result = CliRunner().invoke(commands, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the originals in ``before`` and the scored workbooks in ``after``."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELSHEET_STATE_DIR", str(folder / "state"))
        make_demo(folder / "before")
        assert relsheet("demo", str(folder / "after")).exit_code == 0
    return folder


@pytest.fixture
def scored(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the scored workbooks that a test may write to."""
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    return Path(shutil.copytree(demo / "after", tmp_path / "after"))


def ours(path: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Our columns per tab, and our tabs, as the workbook itself records them."""
    workbook = XlsxBackend(path).read()
    columns: dict[str, list[str]] = {}
    for own in workbook.own_columns:
        columns.setdefault(own.tab, []).append(column_letters(own.column))
    return columns, [own.tab for own in workbook.own_tabs]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_users_is_lost(demo: Path, name: str) -> None:
    judges.need("shared")
    columns, tabs = ours(demo / "after" / name)
    assert columns
    assert judges.losses(demo / "before" / name, demo / "after" / name, columns, tabs) == []


@pytest.fixture(scope="module")
def judged(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Sequence[tuple[Path, Path]]:
    """The workbooks before and after; with short logs, since the SDK takes minutes over long ones (RELSHEET_FULL=1)."""
    if os.environ.get("RELSHEET_FULL"):
        return [(demo / "before" / name, demo / "after" / name) for name in NAMES]
    folder = tmp_path_factory.mktemp("short")
    pairs = [(demo / "before" / "thin-zh.xlsx", demo / "after" / "thin-zh.xlsx")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELSHEET_STATE_DIR", str(folder / "state"))
        for language in LANGUAGES:
            before, after = folder / f"{language}.xlsx", folder / f"{language} scored.xlsx"
            story = tell(language)
            logs = {"visits": story.visits[-LOG:], "orders": story.orders[-LOG:], "contacts": story.contacts[:LOG]}
            write_workbook(before, replace(story, **logs), words_in(language))
            assert relsheet("score", str(before), "-o", str(after), "--as-of", AS_OF).exit_code == 0
            pairs.append((before, after))
    return pairs


def test_the_open_xml_sdk_finds_nothing_new(judged: Sequence[tuple[Path, Path]]) -> None:
    judges.need("node")
    assert judges.new_errors(judged) == []


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_opens_it_and_shows_our_columns_and_the_summary(demo: Path, name: str, tmp_path: Path) -> None:
    judges.need("libreoffice")
    book = openpyxl.load_workbook(judges.converted(demo / "after" / name, tmp_path, "xlsx"))
    columns, tabs = ours(demo / "after" / name)
    assert set(tabs) <= set(book.sheetnames)
    assert any("◆" in tab for tab in tabs)
    for tab, letters in columns.items():
        shown = {
            str(cell.value) for row in book[tab].iter_rows(max_row=10) for cell in row if cell.column_letter in letters
        }
        assert any("◆" in text for text in shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_writes_nothing(scored: Path, name: str) -> None:
    path = scored / name
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    assert relsheet("score", str(path), "--yes", "--as-of", AS_OF).exit_code == 0
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == when


@pytest.mark.parametrize("name", NAMES)
def test_another_day_changes_only_cells_of_ours(scored: Path, name: str, demo: Path) -> None:
    judges.need("shared")
    path = scored / name
    assert relsheet("score", str(path), "--yes", "--as-of", "2026-12-04T09:00").exit_code == 0
    columns, tabs = ours(path)
    assert judges.losses(demo / "before" / name, path, columns, tabs) == []
    again = path.read_bytes()
    assert relsheet("score", str(path), "--yes", "--as-of", "2026-12-04T09:00").exit_code == 0
    assert path.read_bytes() == again


@pytest.mark.parametrize("name", NAMES)
def test_columns_that_are_not_asked_for_any_more_go(scored: Path, name: str, demo: Path) -> None:
    judges.need("shared")
    path = scored / name
    kept = {own.key: own.column for own in XlsxBackend(path).read().own_columns}
    columns, tabs = ours(path)  # a table keeps the header of a column in its middle
    answer = relsheet("score", str(path), "--yes", "--as-of", AS_OF, "--columns", "next_action,why", "--format", "json")
    gone = {key for key in kept if key.startswith("customers.")} - {"customers.next_action", "customers.why"}
    assert {own.key: own.column for own in XlsxBackend(path).read().own_columns} == {
        key: column for key, column in kept.items() if key not in gone
    }
    letters = {column_letters(kept[key]) for key in gone | {"customers.why"}}
    changed = {
        change["cell"].rpartition("!")[2].rstrip("0123456789") for change in json.loads(answer.stdout)["changes"]
    }
    assert changed <= letters  # the reasons tell of the columns that are there
    assert judges.losses(demo / "before" / name, path, columns, tabs) == []


@pytest.mark.parametrize("name", NAMES)
def test_undo_gives_the_original_bytes_back(
    demo: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    path = Path(shutil.copy(demo / "before" / name, tmp_path / name))
    assert relsheet("score", str(path), "--yes", "--as-of", AS_OF).exit_code == 0
    undone = relsheet("undo", str(path), "--lang", "en")
    assert (undone.exit_code, undone.stdout) == (0, f"{path} is again as it was before the last run.\n")
    assert path.read_bytes() == (demo / "before" / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_remove_leaves_nothing_of_ours(scored: Path, name: str, demo: Path) -> None:
    judges.need("shared")
    path = scored / name
    assert relsheet("remove", str(path)).exit_code == 0
    assert ours(path) == ({}, [])
    assert judges.losses(demo / "before" / name, path, {}, []) == []
    assert "◆" not in str(openpyxl.load_workbook(path).sheetnames)


@pytest.mark.parametrize("name", NAMES)
def test_at_most_fifteen_rows_in_a_hundred_are_coloured_bad_on_a_first_run(demo: Path, name: str) -> None:
    answer = json.loads(
        relsheet("score", str(demo / "before" / name), "--dry-run", "--format", "json", "--as-of", AS_OF).output
    )
    rows = answer["customers"]
    bad = sum(any(cell["tone"] == "bad" for cell in row["columns"].values()) for row in rows)
    assert 0 < len(rows) * 0.15 >= bad


@pytest.mark.parametrize("name", NAMES)
def test_the_json_answer_keeps_to_its_schema_and_writes_nothing(demo: Path, name: str) -> None:
    path = demo / "before" / name
    before = path.read_bytes()
    answer = json.loads(relsheet("score", str(path), "--dry-run", "--format", "json", "--as-of", AS_OF).output)
    assert set(answer_schema()["required"]) <= set(answer)
    assert answer["written"] is False
    assert answer["changes"]
    for row in answer["customers"]:
        for key, cell in row["columns"].items():
            assert set(cell) == {"value", "text", "tone", "reason"}, key
    assert path.read_bytes() == before


def test_the_thin_workbook_gets_a_next_step_for_everybody_who_has_a_contact(demo: Path) -> None:
    path = demo / "before" / "thin-zh.xlsx"
    answer = json.loads(relsheet("score", str(path), "--dry-run", "--format", "json", "--as-of", AS_OF).output)
    steps = [row["columns"]["next_action"]["value"] for row in answer["customers"]]
    assert sum(step is not None for step in steps) >= len(steps) * 0.95
    dates = [
        date.fromisoformat(row["columns"]["due"]["value"])
        for row in answer["customers"]
        if row["columns"]["due"]["value"]
    ]
    assert max(dates) > date(2026, 11, 20)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explain_shows_steps_with_cells(demo: Path, language: str) -> None:
    told = relsheet("explain", str(demo / "before" / f"crm-{language}.xlsx"), "C003", "--as-of", AS_OF)
    assert told.exit_code == 0
    assert "!" in told.output
    assert len(told.output.splitlines()) > 10


@pytest.mark.parametrize(("language", "closed_on"), [("en", " Sat  no working time"), ("zh", " 周六  不上班")])
def test_explain_shows_a_complaint_day_by_day(demo: Path, language: str, closed_on: str) -> None:
    path = str(demo / "before" / f"crm-{language}.xlsx")
    answer = json.loads(relsheet("score", path, "--dry-run", "--format", "json", "--as-of", AS_OF).output)
    overdue = next(row for row in answer["complaints"] if row["columns"]["resolve_status"]["value"] == "breached")
    told = relsheet("explain", path, overdue["id"], "--as-of", AS_OF)
    assert told.exit_code == 0, told.output
    assert overdue["columns"]["resolve_due"]["value"][:10] in told.output
    assert closed_on in told.output, "a day on which nobody works is told as such"
