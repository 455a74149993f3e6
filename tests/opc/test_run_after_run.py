"""Scored again and again: each run is judged against the one before, and the last against the user's own workbook."""

import shutil
import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from click.testing import CliRunner
from lxml import etree

from relsheet.cli import commands
from relsheet.opc.address import letters
from relsheet.sheets.xlsx import XlsxBackend
from tests.judges import losses, need

DAYS = ("2026-11-20", "2026-12-01", "2027-01-15")
WORKBOOKS = Path(__file__).parent.parent / "workbooks"


def ours(path: Path) -> tuple[dict[str, list[str]], list[str]]:
    """(our columns per tab, our tabs)."""
    workbook, columns = XlsxBackend(path).read(), dict[str, list[str]]()
    for own in workbook.own_columns:
        columns.setdefault(own.tab, []).append(letters(own.column))
    return columns, [own.tab for own in workbook.own_tabs]


def charts_of(path: Path, tabs: list[str]) -> set[str]:
    """The drawings and charts on those tabs."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())

        def targets(part: str) -> dict[str, str]:
            rels = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
            if rels not in names:
                return {}
            found = etree.fromstring(archive.read(rels))
            return {node.get("Id"): normpath(join(dirname(part), node.get("Target"))).lstrip("/") for node in found}

        parts = targets("xl/workbook.xml")
        sheets = etree.fromstring(archive.read("xl/workbook.xml")).iter("{*}sheet")
        tops = [parts[node.attrib.values()[-1]] for node in sheets if node.get("name") in tabs]
        drawings = [part for top in tops for part in targets(top).values()]
        return {*drawings, *(part for drawing in drawings for part in targets(drawing).values())}


@pytest.mark.parametrize("name", ["xlsxwriter-en.xlsx", "xlsxwriter-zh.xlsx", "openpyxl-en.xlsx"])
def test_each_run_leaves_the_users_as_the_run_before_left_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("shared")
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    path, before = tmp_path / name, tmp_path / f"before-{name}"
    shutil.copy(WORKBOOKS / name, path)
    for day in DAYS:
        shutil.copy(path, before)
        done = CliRunner().invoke(commands, ["score", str(path), "--yes", "--as-of", day])
        assert done.exit_code == 0, done.output
        assert path.read_bytes() != before.read_bytes()
        columns, tabs = ours(path)
        # The judge takes the sheets of ours for ours, but not the charts on them and what is printed of them.
        redrawn = {f"{part}: changed, and nothing asked for that" for part in charts_of(before, tabs)}
        printed = {"workbook: defined name '_xlnm.Print_Area' lost or changed"}
        assert set(losses(before, path, columns, tabs)) <= redrawn | printed
        assert losses(WORKBOOKS / name, path, columns, tabs) == []
