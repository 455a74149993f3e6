"""Makes the small workbooks beside it: python tests/workbooks/make.py. Needs LibreOffice (soffice) on the path.

Twelve customers of the demo with their last visits and their complaints, with a table, a filter, a chart, notes,
drop-downs, a formula column and colours, as saved by XlsxWriter, openpyxl and LibreOffice; and oddities: the 1904 date
system, Strict namespaces, and the old formats. README.md says what was saved by which version.
"""

import csv
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from xlsxwriter.workbook import Workbook

from relsheet.demo.look import BUSY_FILL, Look
from relsheet.demo.rows import CustomerRow, Story
from relsheet.demo.story import tell
from relsheet.demo.tab import Area, write_tab
from relsheet.demo.words import Language, Words, words_in

FOLDER = Path(__file__).parent
CUSTOMERS = 12
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
    "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
    "ooxml/officeDocument/extended-properties": "ooxml/officeDocument/extendedProperties",
    "ooxml/officeDocument/relationships/extended-properties": "ooxml/officeDocument/relationships/extendedProperties",
}


def few(language: Language) -> Story:
    """Twelve customers that have complaints, with all of these and their last three visits."""
    story = tell(language)
    upset = {row.customer for row in story.complaints[-40:]}
    customers = tuple(row for row in story.customers if row.name in upset)[:CUSTOMERS]
    names = {row.name for row in customers}
    visits = [row for row in story.visits if row.customer in names]
    last = {id(row) for name in names for row in [row for row in visits if row.customer == name][-3:]}
    return Story(
        customers=customers,
        contacts=(),
        visits=tuple(row for row in visits if id(row) in last),
        complaints=tuple(row for row in story.complaints if row.customer in names),
        orders=(),
        rivals=(),
    )


def save_with_xlsxwriter(path: Path, language: Language, options: dict[str, object], with_notes: bool = True) -> None:
    """The workbook that all others come from."""
    words, story = words_in(language), few(language)
    book = Workbook(str(path), options)
    look = Look(book, words)
    customers = write_tab(book, look, words.tabs["customers"], story.customers)
    visits = write_tab(book, look, words.tabs["visits"], story.visits)
    complaints = write_tab(book, look, words.tabs["complaints"], story.complaints)
    visits.sheet.autofilter(visits.header, 0, visits.last, visits.edge)
    _table(customers, look)
    _age_formula(customers, story.customers, look)
    _chart(book, customers)
    _rules(complaints, words, look)
    if with_notes:
        customers.sheet.write_comment(customers.header, customers.tab.place("grade"), words.remarks.grade)
    book.close()


def _table(area: Area, look: Look) -> None:
    headers = [{"header": column.header, "header_format": look.header_of(column.kind)} for column in area.tab.columns]
    area.sheet.add_table(area.header, 0, area.last, area.edge, {"name": "tblCustomers", "columns": headers})


def _age_formula(area: Area, rows: Sequence[CustomerRow], look: Look) -> None:
    """A column beside the table, one free column between: what people add for themselves."""
    place = area.edge + 2
    area.sheet.write(area.header, place, "≥ 30 d", look.header_of("centre"))
    cell = chr(65 + area.tab.place("last_contact"))
    for number, _ in enumerate(rows, start=area.first):
        formula = f"=IF(DATE(2026,11,20)-{cell}{number + 1}>=30,1,0)"
        area.sheet.write_formula(number, place, formula, look.cell("centre"), 0)


def _chart(book: Workbook, area: Area) -> None:
    chart = book.add_chart({"type": "bar"})
    first, name, last, _ = area.span("name")
    sales = area.tab.place("sales")
    chart.add_series(
        {"categories": [area.tab.name, first, name, last, name], "values": [area.tab.name, first, sales, last, sales]}
    )
    area.sheet.insert_chart(area.last + 3, 1, chart)


def _rules(area: Area, words: Words, look: Look) -> None:
    offered = list(words.labels.priority.values())
    area.sheet.data_validation(*area.span("priority"), {"validate": "list", "source": offered})
    busy = {"type": "cell", "criteria": "==", "value": f'"{words.labels.complaint["in_progress"]}"'}
    area.sheet.conditional_format(*area.span("status"), busy | {"format": look(bg_color=BUSY_FILL)})


def save_strict(source: Path, target: Path) -> None:
    """The same workbook with the namespaces of ISO/IEC 29500 Strict, as Excel's "Strict Open XML" has them."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part).decode()
            for loose, strict in STRICT.items():
                text = text.replace(loose, strict)
            if part.filename == "xl/workbook.xml":
                text = re.sub(r"<workbook ", '<workbook conformance="strict" ', text, count=1)
            new.writestr(zipfile.ZipInfo(part.filename), text, zipfile.ZIP_DEFLATED)


def save_with_libreoffice(source: Path, target: Path) -> None:
    """Opens the source in LibreOffice and saves it in the format that the target's name says."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        kind = target.suffix.removeprefix(".")
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        target.write_bytes((Path(folder) / f"{source.stem}.{kind}").read_bytes())


def save_csv(target: Path, story: Story, words: Words) -> None:
    """The customers as a Chinese Windows program exports them."""
    columns = words.tabs["customers"].columns
    with target.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.header for column in columns])
        writer.writerows([getattr(row, column.field) for column in columns] for row in story.customers)


def save_zeros(target: Path) -> None:
    """Ids that are numbers and show zeros; of the orders two are of one customer, and 123456 has no zero to show."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "zeros.xlsx"
        book = Workbook(source)
        zeros, amount = book.add_format({"num_format": "00000"}), book.add_format({"num_format": "0.00"})
        for tab, ids in (("客户", (123, 7, 70000, 123456)), ("出货", (123, 7, 7, 123456))):
            sheet = book.add_worksheet(tab)
            sheet.write_row(0, 0, ["客户编号", "客户名称" if tab == "客户" else "品名", "数量"])
            for row, number in enumerate(ids, 1):
                sheet.write_number(row, 0, number, zeros)
                sheet.write_string(row, 1, f"客户{number}有限公司")
                sheet.write_number(row, 2, 0.5 * number, amount)
        book.close()
        save_with_libreoffice(source, target)


def main() -> None:
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        made = FOLDER / f"xlsxwriter-{language}.xlsx"
        save_with_xlsxwriter(made, language, {})
        openpyxl.load_workbook(made).save(FOLDER / f"openpyxl-{language}.xlsx")
        save_with_libreoffice(made, FOLDER / f"libreoffice-{language}.xlsx")
    save_with_xlsxwriter(FOLDER / "date1904-en.xlsx", "en", {"date_1904": True})
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsx"
        save_with_xlsxwriter(plain, "en", {}, with_notes=False)
        save_strict(plain, FOLDER / "strict-en.xlsx")
    for suffix in (".xls", ".ods"):
        save_with_libreoffice(FOLDER / "xlsxwriter-zh.xlsx", FOLDER / f"libreoffice-zh{suffix}")
        save_zeros(FOLDER / f"libreoffice-zeros{suffix}")
    save_csv(FOLDER / "customers-gb18030.csv", few("zh"), words_in("zh"))


if __name__ == "__main__":
    main()
