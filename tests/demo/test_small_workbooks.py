"""The small workbooks in tests/workbooks hold the same customers, whichever program saved them."""

from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from relsheet.demo.words import Language, words_in

FOLDER = Path(__file__).parents[1] / "workbooks"


def customers_in(path: Path, language: Language) -> list[tuple[str, date | None]]:
    """Name and first order of each customer."""
    tab = words_in(language).tabs["customers"]
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(tab.name).to_python()
    name, since = tab.place("name"), tab.place("since")
    found = rows[[row[name] for row in rows].index(tab.columns[name].header) + 1 :]
    return [(str(row[name]), as_day(row[since])) for row in found if row[0] and str(row[0]).startswith("C")]


def as_day(value: object) -> date | None:
    """The day of a date cell; a program may give it midnight."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


@pytest.mark.parametrize(
    ("name", "language"),
    [
        pytest.param("openpyxl-en.xlsx", "en", id="saved by openpyxl"),
        pytest.param("openpyxl-zh.xlsx", "zh", id="saved by openpyxl, Chinese"),
        pytest.param("libreoffice-en.xlsx", "en", id="saved by LibreOffice"),
        pytest.param("libreoffice-zh.xlsx", "zh", id="saved by LibreOffice, Chinese"),
        pytest.param("libreoffice-zh.xls", "zh", id="saved by LibreOffice as .xls"),
        pytest.param("libreoffice-zh.ods", "zh", id="saved by LibreOffice as .ods"),
        pytest.param("date1904-en.xlsx", "en", id="in the 1904 date system"),
        pytest.param("strict-en.xlsx", "en", id="with Strict namespaces"),
    ],
)
def test_the_same_customers_are_in(name: str, language: Language) -> None:
    expected = customers_in(FOLDER / f"xlsxwriter-{language}.xlsx", language)
    assert len(expected) == 12
    assert customers_in(FOLDER / name, language) == expected


def test_the_csv_file_is_gb18030() -> None:
    text = (FOLDER / "customers-gb18030.csv").read_bytes()
    assert "客户名称" in text.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        text.decode("utf-8")
