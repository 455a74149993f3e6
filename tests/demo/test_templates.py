"""The blank workbooks: what is committed is what the script builds, and every tab and column is understood."""

import importlib.util
import zipfile
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

FOLDER = Path(__file__).parents[2] / "sheet_templates"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_templates", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part, uncompressed: another zlib packs the same parts into other bytes."""
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_committed_template_is_what_the_script_builds(script: ModuleType, tmp_path: Path, language: str) -> None:
    built = tmp_path / "built.xlsx"
    script.build(script.template_in(language), built)
    assert parts_of(built) == parts_of(FOLDER / f"crm-{language}.xlsx"), "run: python sheet_templates/build.py"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_note_and_sample_belongs_to_a_column(script: ModuleType, language: str) -> None:
    template = script.template_in(language)
    for role, tab in template.words.tabs.items():
        fields = {column.field for column in tab.columns}
        assert template.notes[role].keys() <= fields
        assert all(row.keys() <= fields for row in template.samples[role])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_openpyxl_finds_a_table_on_every_tab_but_the_read_me(language: str) -> None:
    book = openpyxl.load_workbook(FOLDER / f"crm-{language}.xlsx")
    tables = {name for sheet in book.worksheets[1:] for name in sheet.tables}
    assert tables == {"customers", "contacts", "visits", "complaints", "orders", "competitors", "calendar"}
    assert not book.worksheets[0].tables


@pytest.mark.parametrize("language", ["en", "zh"])
def test_drop_downs_only_warn(language: str) -> None:
    book = openpyxl.load_workbook(FOLDER / f"crm-{language}.xlsx")
    rules = [rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
    assert rules
    assert {rule.errorStyle for rule in rules} == {"warning"}
