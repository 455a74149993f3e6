"""The workbooks that forms are made of: small, and with one of everything that XlsxWriter and openpyxl can write."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
HEADERS = ["Customer", "Owner", "Since", "Revenue", "Key"]
ROWS = [
    ["Ant & <Sons>", "Li", date(2024, 2, 29), 1200.5, True],
    ["蚂蚁", "  Wu ", date(2023, 12, 31), 0, False],
    ['"Cat"\nline', None, datetime.fromisoformat("2024-05-01T08:30"), -3e-7, True],
    ["_x000D_ é 😀", "Li", None, 10**15, False],
]


def by_xlsxwriter(dress: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Customers")
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, HEADERS, bold)
    for number, row in enumerate(ROWS, 1):
        sheet.write_row(number, 0, row)
    sheet.set_column(0, 0, 30)
    sheet.set_column(2, 3, 12, book.add_format({"align": "right"}))
    dress(book, sheet)
    notes = book.add_worksheet("Notes")
    notes.write(2, 1, "free")
    notes.write(6, 3, "=Customers!D2", None, 1200.5)
    book.add_worksheet("Empty")
    book.close()
    return target.getvalue()


def rich(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    bold, red = book.add_format({"bold": True}), book.add_format({"bg_color": "red"})
    sheet.write_rich_string(6, 0, "half ", bold, "bold")
    sheet.write_formula(6, 3, "=SUM(D2:D5)", None, 7)
    sheet.write_url(6, 1, "https://example.com/?a=1&b=2", string="link")
    sheet.write_comment(2, 1, "a note")
    sheet.write_blank(3, 4, None, red)
    sheet.conditional_format(1, 3, 4, 3, {"type": "cell", "criteria": ">", "value": 5, "format": red})
    sheet.data_validation(1, 1, 90, 1, {"validate": "list", "source": ["Li", "Wu"]})
    sheet.autofilter(0, 0, 4, 4)
    sheet.filter_column(1, "x == Li")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.freeze_panes(1, 1)
    sheet.print_area(0, 0, 6, 4)
    sheet.repeat_rows(0)
    book.define_name("rate", "=Customers!$D$2")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Customers!$D$2:$D$5"})
    sheet.insert_chart("H10", chart)


def table(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.add_table(0, 0, 4, 4, {"name": "People", "columns": [{"header": name} for name in HEADERS]})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Customers!$D$2:$D$5"})
    book.add_chartsheet("Chart").set_chart(chart)


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "客户"
    sheet.append(["Customers of ours"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    for row in (HEADERS, *ROWS):
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = Font(bold=True, name="宋体")
    check = DataValidation(type="list", formula1='"Li,Wu"')
    check.add("B4:B1048576")
    sheet.add_data_validation(check)
    sheet.column_dimensions["B"].width = 25
    sheet.freeze_panes = "A4"
    sheet["F9"] = "=COUNTA(A4:A9)"
    book.create_sheet("Two")["C3"] = "x"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _saved(name: str) -> bytes:
    return (WORKBOOKS / name).read_bytes()


BASES: dict[str, bytes] = {
    "XlsxWriter": by_xlsxwriter(rich),
    "a table": by_xlsxwriter(table),
    "openpyxl": by_openpyxl(),
    "LibreOffice": _saved("libreoffice-zh.xlsx"),
    "Strict": _saved("strict-en.xlsx"),
    "1904": _saved("date1904-en.xlsx"),
}
