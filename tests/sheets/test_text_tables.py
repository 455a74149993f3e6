"""CSV and HTML as people really have them: every encoding, separator and way of keeping a leading zero."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsheet.errors import UnreadableInput
from relsheet.sheets.text_tables import csv_grid, decoded, html_grids, is_tab_name, plain_value, tab_name
from relsheet.sheets.workbook import Value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("12", 12, id="a whole number"),
        pytest.param("-0.50", -0.5, id="a number below nought"),
        pytest.param(" 7 ", 7, id="spaces around a number"),
        pytest.param("007", "007", id="leading zeros stay"),
        pytest.param("+8613800138000", "+8613800138000", id="a phone with its plus stays text"),
        pytest.param("13800138000", 13800138000, id="a phone without one is what Excel takes it for"),
        pytest.param("123456789012345", 123456789012345, id="fifteen digits are a number"),
        pytest.param("1234567890123456", "1234567890123456", id="sixteen digits are an id"),
        pytest.param('="007"', "007", id="Excel's own way to keep zeros"),
        pytest.param("110101199001011234\t", "110101199001011234", id="a tab that keeps digits as text"),
        pytest.param("12\t", "12", id="a tab keeps also few digits as text"),
        pytest.param("1,200.00", "1,200.00", id="thousands are left to those who know the column"),
        pytest.param("1.2万", "1.2万", id="万 too"),
        pytest.param("1e5", "1e5", id="no powers of ten"),
        pytest.param("2024-03-05", date(2024, 3, 5), id="an ISO date"),
        pytest.param("2024-03-05 14:30", datetime.fromisoformat("2024-03-05T14:30"), id="an ISO moment"),
        pytest.param("2024-02-31", "2024-02-31", id="no such day: left as it is, to be reported"),
        pytest.param("3/5/2024", "3/5/2024", id="a date of unknown order stays text"),
        pytest.param("=1+1", "=1+1", id="a formula stays text"),
        pytest.param("张三\t", "张三", id="a tab after a text"),
        pytest.param("  ", None, id="blank"),
        pytest.param("٣", "٣", id="digits of other scripts stay text"),
    ],
)
def test_plain_value(text: str, value: Value) -> None:
    found = plain_value(text)
    assert (found, type(found)) == (value, type(value))


@given(st.text())
def test_no_text_is_ever_refused_or_lost(text: str) -> None:
    found = plain_value(text)
    assert found is None or not text.strip() or isinstance(found, str | int | float | date)


CHINESE = "客户,电话\n北京李雷商贸,010\n"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(CHINESE.encode(), CHINESE, id="UTF-8"),
        pytest.param(CHINESE.encode("utf-8-sig"), CHINESE, id="UTF-8 with a mark, as Excel saves it"),
        pytest.param(CHINESE.encode("gb18030"), CHINESE, id="GB18030, as a Chinese Excel saves it"),
        pytest.param("客戶,電話\n臺北李雷商貿,010\n".encode("cp950"), "客戶,電話\n臺北李雷商貿,010\n", id="Big5"),
        pytest.param(CHINESE.encode("utf-16"), CHINESE, id="UTF-16, Excel's Unicode text"),
        pytest.param("Name,Ort\nMüller,Köln\n".encode("cp1252"), "Name,Ort\nMüller,Köln\n", id="western, not Chinese"),
        pytest.param(b"Name,Town\nJos\xe9,x\n", "Name,Town\nJosé,x\n", id="western, one letter"),
        pytest.param("Name\tTown\nLi\tx\n".encode("utf-16-le"), "Name\tTown\nLi\tx\n", id="UTF-16 without a mark"),
        pytest.param(CHINESE.encode() * 9 + b"\xe5\xae", CHINESE * 9 + "\ufffd", id="UTF-8 cut short stays UTF-8"),
    ],
)
def test_decoded(content: bytes, text: str) -> None:
    assert decoded(content) == text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("a,b\n1,2\n", [["a", "b"], [1, 2]], id="commas"),
        pytest.param("a;b\n1,5;2\n", [["a", "b"], ["1,5", 2]], id="semicolons, decimal commas left alone"),
        pytest.param("a\tb\n1\t2\n", [["a", "b"], [1, 2]], id="tabs"),
        pytest.param("sep=;\na;b\n", [["a", "b"]], id="Excel's first line names the separator"),
        pytest.param('a,b\n"x, y","say ""hi""\nthere"\n', [["a", "b"], ["x, y", 'say "hi"\nthere']], id="quotes"),
        pytest.param("a,b\r1,2\r", [["a", "b"], [1, 2]], id="the line ends of an old Mac"),
        pytest.param("a,b\n\n1\n", [["a", "b"], [], [1]], id="rows of other lengths"),
        pytest.param("name\nLi\n", [["name"], ["Li"]], id="one column in a file that is called .csv"),
    ],
)
def test_csv(tmp_path: Path, text: str, rows: list[list[Value]]) -> None:
    path = tmp_path / "客户[1].csv"
    path.write_text(text, encoding="utf-8")
    grid = csv_grid(path)
    assert ([list(row) for row in grid.values], grid.tab) == (rows, "客户 1")


def test_a_cell_longer_than_a_csv_may_have_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(f"a,{'x' * 200_000}\n", encoding="utf-8")
    with pytest.raises(UnreadableInput):
        csv_grid(path)


def test_prose_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear Sir\nI write to you\n", encoding="utf-8")
    with pytest.raises(UnreadableInput) as refused:
        csv_grid(path)
    assert refused.value.code == "not_a_table"


HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset=utf-8>
<table><tr><td><table><tr><th>Name</th><th colspan=2>Id</th></tr>
<tr><td rowspan=2>Müller<br>GmbH</td><td style='mso-number-format:"\\@"'>12</td><td x:num="1200.5">1.200,50 €</td></tr>
<tr><td>007</td></tr></table></td></tr></table><table><tr><td></td></tr></table></html>"""


def test_html(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_text(HTML, encoding="utf-8")
    (grid,) = html_grids(path)
    assert grid.values == [["Name", "Id"], ["Müller GmbH", "12", 1200.5], [None, "007"]]


def test_html_without_a_table(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_text("<html><body>Sign in</body></html>", encoding="utf-8")
    with pytest.raises(UnreadableInput) as refused:
        html_grids(path)
    assert refused.value.code == "html_without_table"


@pytest.mark.parametrize(
    ("stem", "name"), [("crm", "crm"), ("a/b:c[d]", "a b c d"), ("x" * 40, "x" * 31), ("'", "Sheet1"), ("", "Sheet1")]
)
def test_a_tab_has_a_name_that_excel_allows(stem: str, name: str) -> None:
    assert tab_name(stem) == name
    assert is_tab_name(name)
    assert is_tab_name(stem) == (name == stem or not stem)
