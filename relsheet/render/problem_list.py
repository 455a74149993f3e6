"""The problems as a list to work through: an .xlsx workbook whose cells link to the user's, or CSV."""

import csv
import io
import re
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from relsheet.errors import Problem, Severity
from relsheet.render.palette import TONE_FILLS
from relsheet.rules.finding import Tone
from relsheet.texts import Texts

COLUMNS = ("severity", "cell", "what", "fix")
WIDTHS = (10, 24, 70, 70)
TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WATCH}
#: "Visits!C14", or a range within one tab.
CELL = re.compile(r"(?P<tab>.+)!(?P<area>\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?)")
#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def problems_csv(problems: Sequence[Problem], texts: Texts) -> str:
    """The problems as CSV with a header; nothing in it is a formula to a spreadsheet."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow((*COLUMNS[:2], "code", *COLUMNS[2:]))
    for found in problems:
        severity, where, what, fix = _row(found, texts)
        writer.writerow(map(_harmless, (severity, where, found.code, what, fix)))
    return lines.getvalue()


def problems_workbook(problems: Sequence[Problem], target: str, texts: Texts) -> bytes:
    """The list as an .xlsx file; ``target`` is the checked workbook as seen from where the list will lie."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet(texts("problems.tab"))
    _lay_out(sheet, book.add_format({"bold": True, "bottom": 1, "valign": "top"}), texts)
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"font_color": "0563C1", "underline": 1, "valign": "top"})
    fills = {
        severity: book.add_format({"bg_color": TONE_FILLS[tone], "valign": "top"}) for severity, tone in TONES.items()
    }
    for row, found in enumerate(problems, 1):
        severity, where, what, fix = _row(found, texts)
        sheet.write_string(row, 0, texts(f"severity.{severity}"), fills.get(found.severity, plain))
        place = _place(where)
        if place is None or sheet.write_url(row, 1, f"external:{target}#{place}", link, where) < 0:
            sheet.write_string(row, 1, where, plain)  # no cell, or more links than Excel takes
        sheet.write_string(row, 2, what, plain)
        sheet.write_string(row, 3, fix, plain)
    sheet.autofilter(0, 0, max(len(problems), 1), len(COLUMNS) - 1)
    book.close()
    return content.getvalue()


def _lay_out(sheet: Worksheet, head: Format, texts: Texts) -> None:
    for column, (key, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, texts(f"problems.{key}"), head)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _row(found: Problem, texts: Texts) -> tuple[str, str, str, str]:
    return str(found.severity), found.where, found.what(texts), found.fix(texts)


def _place(where: str) -> str | None:
    """The cell as a link names it: "'Visits 2026'!C14"; None where the problem is not about cells."""
    cell = CELL.fullmatch(where.split(", ")[0])
    if cell is None:
        return None
    tab = cell["tab"].removeprefix("'").removesuffix("'").replace("'", "''")
    return f"'{tab}'!{cell['area']}"


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
