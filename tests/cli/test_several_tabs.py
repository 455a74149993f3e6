"""Customers on one tab per salesperson: results on each tab, written once, taken out again."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from relsheet.cli import commands

TABS = {
    "客户-张伟": ["明远机械", "恒力液压"],
    "客户-李娜": ["申通阀门", "港通物流"],
    "客户-王强": ["海纳重工", "万华材料"],
}


@pytest.fixture
def crm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    book = openpyxl.Workbook()
    book.remove(book.active)
    for tab, names in TABS.items():
        sheet = book.create_sheet(tab)
        sheet.append(["客户名称", "业务员", "最近联系"])
        for name in names:
            sheet.append([name, tab[-2:], "2026-10-12"])
    path = tmp_path / "crm.xlsx"
    book.save(path)
    return path


def run(command: str, path: Path, *options: str) -> Result:
    result = CliRunner().invoke(commands, [command, str(path), "--lang", "zh", *options])
    assert result.exit_code == 0, result.output
    return result


def headers(path: Path) -> dict[str, list[object]]:
    book = openpyxl.load_workbook(path)
    return {tab: [cell.value for cell in book[tab][1]] for tab in TABS}


def test_every_tab_gets_its_columns_once_and_loses_them_again(crm: Path) -> None:
    before = headers(crm)
    run("score", crm, "--yes", "--as-of", "2026-11-20")
    scored = headers(crm)
    assert all("下一步◆" in row for row in scored.values())
    first = crm.read_bytes()
    run("score", crm, "--yes", "--as-of", "2026-11-20")
    assert crm.read_bytes() == first
    run("remove", crm)
    assert headers(crm) == before
