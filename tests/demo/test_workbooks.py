"""The demo workbooks as other programs open them."""

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook


@pytest.mark.parametrize("name", ["crm-en.xlsx", "crm-zh.xlsx", "thin-zh.xlsx"])
def test_a_workbook_made_in_another_process_has_the_same_bytes(
    demo_files: dict[str, Path], other_process: Path, name: str
) -> None:
    assert (other_process / name).read_bytes() == demo_files[name].read_bytes()


@pytest.fixture(scope="module")
def other_process(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    (folder / "thin-zh.xlsx").write_bytes(b"files of these names are replaced")
    code = "import sys, pathlib; from relsheet.demo import make_demo; make_demo(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, env={"PYTHONHASHSEED": "7"})
    return folder


@pytest.mark.parametrize(
    ("name", "tabs"),
    [
        pytest.param(
            "crm-en.xlsx",
            ["Dashboard", "Customers", "Contacts", "Visits", "Complaints", "Orders", "Competitors", "Calendar"],
            id="the English workbook has eight tabs",
        ),
        pytest.param(
            "crm-zh.xlsx",
            ["看板", "客户档案", "联系人", "拜访记录", "客户投诉", "销售明细", "竞争对手", "日历"],
            id="the Chinese workbook has eight tabs",
        ),
        pytest.param("thin-zh.xlsx", ["客户"], id="the thin workbook has one tab"),
    ],
)
def test_openpyxl_opens_it(demo_files: dict[str, Path], name: str, tabs: list[str]) -> None:
    assert openpyxl.load_workbook(demo_files[name], read_only=True).sheetnames == tabs


@pytest.mark.parametrize("name", ["crm-en.xlsx", "crm-zh.xlsx"])
@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("xl/charts/chart1.xml", id="a chart of the user's own"),
        pytest.param("xl/tables/table1.xml", id="an Excel table with filter"),
        pytest.param("xl/comments1.xml", id="notes in cells"),
        pytest.param("<conditionalFormatting", id="conditional formats"),
        pytest.param("<dataValidation ", id="drop-downs"),
        pytest.param('state="frozen"', id="frozen panes"),
        pytest.param("SUMIFS(", id="formula columns"),
        pytest.param("<autoFilter", id="plain filters"),
    ],
)
def test_it_has_things_of_the_users_own(demo_files: dict[str, Path], name: str, mark: str) -> None:
    with zipfile.ZipFile(demo_files[name]) as parts:
        if mark.startswith("xl/"):
            assert mark in parts.namelist()
        else:
            sheets = [part for part in parts.namelist() if part.startswith("xl/worksheets/sheet")]
            assert any(mark in parts.read(part).decode() for part in sheets)


@pytest.mark.parametrize(
    ("name", "tab", "header"),
    [
        pytest.param("crm-en.xlsx", "Customers", "Annual Sales", id="English"),
        pytest.param("crm-zh.xlsx", "客户档案", "年销售额", id="Chinese"),
    ],
)
def test_formula_columns_hold_their_results(demo_files: dict[str, Path], name: str, tab: str, header: str) -> None:
    rows = CalamineWorkbook.from_path(demo_files[name]).get_sheet_by_name(tab).to_python()
    place = rows[3].index(header)
    values = [row[place] for row in rows[4:]]
    assert all(isinstance(value, float) for value in values)
    assert sum(value > 0 for value in values) > 200


@pytest.mark.parametrize(("name", "tab"), [("crm-en.xlsx", "Orders"), ("crm-zh.xlsx", "销售明细")])
def test_the_orders_end_with_a_total_row(demo_files: dict[str, Path], name: str, tab: str) -> None:
    rows = CalamineWorkbook.from_path(demo_files[name]).get_sheet_by_name(tab).to_python()
    assert rows[-1][0] in ("Total", "合计")
    amounts = [row[5] for row in rows[1:-1] if isinstance(row[5], float)]
    assert rows[-1][5] == pytest.approx(sum(amounts), abs=0.01)


def test_the_thin_workbook_has_a_title_above_its_five_columns(demo_files: dict[str, Path]) -> None:
    rows = CalamineWorkbook.from_path(demo_files["thin-zh.xlsx"]).get_sheet_by_name("客户").to_python()
    assert rows[0][0] == "销售一部客户跟进表"
    assert rows[3] == ["客户名称", "业务员", "上次联系", "下次联系", "级别"]
    assert len(rows) == 4 + 120
