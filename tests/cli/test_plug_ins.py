"""Models from other packages, really installed: a package with its dist-info on the path of a new process."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

GOOD = '''
from typing import ClassVar
from relsheet.policy import Settings, setting
from relsheet.rules.columns import customer_column
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.flags import flag

class LuckSettings(Settings):
    """How lucky a name is."""

    section: ClassVar[str] = "luck"
    digit: int = setting(8, "The lucky digit.")

@customer_column("luck")
def luck(case, run):
    digit = run.policy.of(LuckSettings).digit
    return Finding(digit, str(digit), Tone.GOOD, run.texts("luck.reason", digit=digit))

@flag("lucky")
def lucky(at):
    return at.run.texts("luck.reason", digit=8)

TEXTS = {
    "en": {"column.customers.luck": "Luck ◆", "luck.reason": "lucky with {digit}", "flag.lucky": "Lucky"},
    "zh": {"column.customers.luck": "运气◆", "luck.reason": "幸运数字 {digit}", "flag.lucky": "走运"},
}
'''
NOT_LOADED = GOOD.replace("class LuckSettings", "import no_such_module\n\nclass LuckSettings")
FAILING = GOOD.replace("    digit = run", "    1 / 0\n    digit = run")
COMPARING = GOOD.replace("rules.flags import flag", "rules.comparisons import comparison as flag").replace(
    "    return at.run", "    1 / 0\n    return at.run"
)
WORDLESS = GOOD.replace('"flag.lucky": "Lucky"', "")
GREEDY = GOOD.replace('"luck"\n    digit', '"stage"\n    digit')


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "crm.xlsx"
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Customers"
    for row in (("ID", "Customer", "Owner", "Revenue"), ("C1", "ACME", "Ann", 100), ("C2", "Globex", "Ann", 50)):
        sheet.append(row)
    workbook.save(path)
    return path


def install(site: Path, name: str, code: str) -> None:
    """A package with one module and its entry point."""
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (site / f"{name}.py").write_text(code, encoding="utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[relsheet.rules]\n{name} = {name}\n", encoding="utf-8")


def scored(book: Path, packages: Mapping[str, str], *more: str) -> dict[str, Any]:
    """What ``relsheet score`` answers with these packages installed."""
    site = book.parent / "site"
    for name, code in packages.items():
        install(site, name, code)
    command = [sys.executable, "-m", "relsheet", "score", str(book), "--dry-run", "--format", "json", "--no-input"]
    here = Path(__file__).parent.parent.parent
    path = os.pathsep.join((str(site), str(here)))
    run = subprocess.run(
        [*command, *more], env={**os.environ, "PYTHONPATH": path}, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


ASKED = ("--set", 'columns.customers=["luck", "stage"]', "--set", "luck.digit=6")


def test_a_model_from_another_package_brings_column_flag_setting_and_words(book: Path) -> None:
    answer = scored(book, {"tiny": GOOD}, *ASKED)
    assert answer["customers"][0]["columns"]["luck"]["reason"] == "lucky with 6"
    assert answer["problems"] == []


def test_plug_ins_that_cannot_be_loaded_are_named_and_the_run_goes_on(book: Path) -> None:
    faults = {"absent": NOT_LOADED, "greedy": GREEDY, "wordless": WORDLESS}
    answer = scored(book, faults)
    told = [problem["what"] for problem in answer["problems"] if problem["code"] == "plug-in"]
    expected = (("absent", "no_such_module"), ("greedy", "[stage]"), ("wordless", "flag.lucky"))
    assert [name in what and fault in what for (name, fault), what in zip(expected, told, strict=True)] == [True] * 3
    assert {problem["severity"] for problem in answer["problems"]} == {"warning"}
    assert len(answer["customers"]) == 2


def test_a_plug_in_that_fails_in_the_run_is_named_and_its_cells_are_unknown(book: Path) -> None:
    answer = scored(book, {"tiny": FAILING}, *ASKED)
    (problem,) = answer["problems"]
    assert "ZeroDivisionError" in problem["what"]
    assert answer["customers"][0]["columns"]["luck"]["tone"] == "unknown"


def test_a_comparison_of_a_plug_in_that_fails_is_named_though_nobody_asked_for_it(book: Path) -> None:
    (problem,) = scored(book, {"tiny": COMPARING})["problems"]
    assert "ZeroDivisionError" in problem["what"]
