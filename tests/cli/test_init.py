"""``relsheet init``: a blank workbook that can be scored as it is; a relsheet.toml that changes nothing it need not."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from relsheet import api
from relsheet.cli import commands
from relsheet.demo import make_demo

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path_factory.mktemp("state")))


def relsheet(*arguments: str) -> Result:
    result = CliRunner().invoke(commands, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def workbook(path: Path, tabs: dict[str, list[list[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for tab, rows in tabs.items():
        sheet = book.create_sheet(tab)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


UNCLEAR = {
    "Customers": [
        ["Customer", "Owner", "Level", "Last contact"],
        *([f"Firm {number}", "Ann", f"L{number}", "2026-11-02"] for number in range(1, 6)),
    ]
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_untouched_template_can_be_scored(language: str, tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    made = relsheet("init", str(path), "--lang", language)
    assert made.exit_code == 0, made.output
    scored = relsheet("score", str(path), "--yes", "--as-of", "2026-11-20")
    assert scored.exit_code == 0, scored.output
    assert {"en": "Summary ◆", "zh": "汇总◆"}[language] in openpyxl.load_workbook(path).sheetnames


def test_a_new_workbook_must_be_an_xlsx(tmp_path: Path) -> None:
    refused = relsheet("init", str(tmp_path / "crm.ods"))
    assert refused.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    make_demo(folder)
    return folder


@pytest.mark.parametrize("name", ["crm-en.xlsx", "crm-zh.xlsx", "thin-zh.xlsx"])
def test_with_the_written_settings_the_same_is_read_as_without(name: str, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((demo / name).read_bytes())
    before = api.draft(str(path), NOW).session.book
    assert relsheet("init", str(path), "--no-input").exit_code == 0
    config = tomllib.loads((tmp_path / "relsheet.toml").read_text(encoding="utf-8"))
    assert set(config) == {"tabs", "headers"}
    after = api.draft(str(path), NOW).session.book
    assert [tab.columns for tab in after.tabs] == [tab.columns for tab in before.tabs]
    assert (after.customers, after.visits, after.complaints) == (before.customers, before.visits, before.complaints)


def test_every_line_tells_the_cell_of_the_header_and_some_values(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "crm-en.xlsx"
    path.write_bytes((demo / path.name).read_bytes())
    relsheet("init", str(path))
    written = (tmp_path / "relsheet.toml").read_text(encoding="utf-8")
    assert 'contract_end = "Contract End"  # N4: 2027-12-31, 2028-03-31' in written


def test_a_relsheet_toml_is_never_overwritten(tmp_path: Path) -> None:
    path = workbook(tmp_path / "crm.xlsx", UNCLEAR)
    config = tmp_path / "relsheet.toml"
    config.write_text("[abc]\ncuts = [0.7, 0.9]\n", encoding="utf-8")
    refused = relsheet("init", str(path), "--lang", "en")
    assert refused.exit_code == 2
    assert "Rename or move it" in refused.stderr
    assert config.read_text(encoding="utf-8") == "[abc]\ncuts = [0.7, 0.9]\n"


def test_what_is_unsure_stands_there_as_a_comment(tmp_path: Path) -> None:
    path = workbook(tmp_path / "crm.xlsx", UNCLEAR)
    result = relsheet("init", str(path), "--no-input", "--lang", "en")
    assert "Unsure" in result.output
    written = (tmp_path / "relsheet.toml").read_text(encoding="utf-8")
    assert '= "Level"  # C1: L1, L2, L3 (perhaps' in written
    assert "Level" not in tomllib.loads(written)["headers"]["customers"].values()


def test_an_answer_becomes_a_setting_and_what_follows_from_it_is_asked_next(tmp_path: Path) -> None:
    rows = [["Firma", "Wer"], *([f"Firm {number}", "Ann"] for number in range(1, 6))]
    sketch = api.sketch(str(workbook(tmp_path / "crm.xlsx", {"Liste": rows, "Bilder": [["x"]]})))
    [question] = sketch.questions()
    assert [choice.label for choice in question.choices] == ["Liste", "Bilder"]
    sketch = api.settled(sketch, question.choices[0])
    question = next(iter(sketch.questions()))
    assert question.about == "Liste!name"
    sketch = api.settled(sketch, question.choices[0])
    written = tomllib.loads(api.write_sketch(sketch).read_text(encoding="utf-8"))
    assert written["tabs"]["customers"] == "Liste"
    assert written["headers"]["customers"]["name"] == "Firma"
    assert len(api.draft(str(tmp_path / "crm.xlsx"), NOW).session.book.customers) == 5


def test_without_a_customers_tab_the_comment_names_the_tabs(tmp_path: Path) -> None:
    path = workbook(tmp_path / "stock.xlsx", {"Lager": [["Bin", "Weight"], ["A-1", "12 kg"]]})
    assert relsheet("init", str(path), "--no-input").exit_code == 0
    assert "Lager" in (tmp_path / "relsheet.toml").read_text(encoding="utf-8")


def test_without_a_customers_tab_the_next_step_is_to_have_one(tmp_path: Path) -> None:
    log = workbook(
        tmp_path / "log.xlsx", {"Visits": [["Visit Date", "Customer", "Notes"], ["2026-11-02", "Acme", "met"]]}
    )
    told = relsheet("init", "--no-input", str(log)).output
    assert "Add a tab with one row per customer" in told
    assert "Next: relsheet score" not in told


def test_a_column_that_only_one_of_two_tabs_has_is_left_to_be_found_by_itself(tmp_path: Path) -> None:
    visits = [["Customer", "Date", "Notes"], ["Firm 1", "2026-11-02", "a"], ["Firm 2", "2026-11-03", "b"]]
    others = [["Customer", "Date", "Comments"], ["Firm 3", "2026-10-02", "c"], ["Firm 4", "2026-10-03", "d"]]
    path = workbook(tmp_path / "crm.xlsx", {**UNCLEAR, "Visits Oct": others, "Visits Nov": visits})
    before = api.draft(str(path), NOW).session.book
    assert relsheet("init", str(path), "--no-input").exit_code == 0
    assert api.draft(str(path), NOW).session.book.visits == before.visits


def test_a_doubtful_header_on_several_tabs_is_a_comment_once(tmp_path: Path) -> None:
    rows = [["客户名称", "负责人", "2026年销售额"], ["甲公司", "张三", "12"], ["乙公司", "张三", "15"]]
    path = workbook(tmp_path / "crm.xlsx", {"张三": rows, "李四": [rows[0], ["丙公司", "李四", "9"]]})
    assert relsheet("init", str(path), "--no-input").exit_code == 0
    assert (tmp_path / "relsheet.toml").read_text(encoding="utf-8").count('# revenue = "2026年销售额"') == 1
