"""A spreadsheet as a file of another kind."""

import csv
import html
import io
import zipfile

import openpyxl

from tests.sheets_server.book import Book
from tests.sheets_server.cells import Cell
from tests.sheets_server.formulas import Failure
from tests.sheets_server.refusals import Refusal
from tests.sheets_server.tab import Tab

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNKNOWN = "The requested conversion is not supported."


def exported(book: Book, mime: str) -> bytes:
    """The first tab as CSV or TSV, all of them as .xlsx or as zipped HTML; 400 for what is made nowhere or not here."""
    match mime:
        case "text/csv":
            return _separated(book.tabs[0], ",")
        case "text/tab-separated-values":
            return _separated(book.tabs[0], "\t")
        case "application/zip":
            return _zipped(book)
        case _ if mime == EXCEL:
            return _workbook(book)
    raise Refusal(400, UNKNOWN, reason="badRequest", location="convertTo")


def _shown(tab: Tab) -> list[list[str]]:
    rows, columns = tab.used()
    return [
        [cell.shown() if (cell := tab.find(row, column)) else "" for column in range(columns)] for row in range(rows)
    ]


def _separated(tab: Tab, delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(_shown(tab))
    return out.getvalue().removesuffix("\r\n").encode()


def _zipped(book: Book) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for tab in book.tabs:
            rows = ("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in _shown(tab))
            archive.writestr(f"{tab.title}.html", f"<table>{''.join(rows)}</table>")
    return out.getvalue()


def _workbook(book: Book) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for tab in book.tabs:
        sheet = workbook.create_sheet(tab.title)
        for row, line in enumerate(tab.rows, 1):
            for column, cell in enumerate(line, 1):
                if cell is not None and (cell.value is not None or cell.formula):
                    sheet.cell(row, column, _entered(cell))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _entered(cell: Cell) -> str | float | bool | None:
    value = cell.value.shown if isinstance(cell.value, Failure) else cell.value
    return cell.formula or value
