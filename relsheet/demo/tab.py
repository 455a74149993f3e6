"""One tab of a demo workbook: title, header, records in their formats, frozen and ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from relsheet.demo.days import DEMO_AS_OF
from relsheet.demo.look import Look
from relsheet.demo.words import Tab, Words

TITLE_ROWS = 3  # title, subtitle, a blank row
WIDE = 250  # characters that still can be read when fitted on one page


@dataclass(frozen=True, slots=True)
class Area:
    """Where a tab's records stand, 0-based: header row, first and last record."""

    sheet: Worksheet
    tab: Tab
    header: int
    last: int

    @property
    def first(self) -> int:
        return self.header + 1

    @property
    def edge(self) -> int:
        """The last column."""
        return len(self.tab.columns) - 1

    def reference(self, field: str) -> str:
        """The records' cells of one field as a formula in another tab names them."""
        letter = letters_of(self.tab.place(field))
        return f"'{self.tab.name}'!${letter}${self.first + 1}:${letter}${self.last + 1}"

    def span(self, field: str) -> tuple[int, int, int, int]:
        """The same as first row, first column, last row, last column."""
        place = self.tab.place(field)
        return self.first, place, self.last, place


def new_book(path: Path, words: Words) -> Workbook:
    """An empty workbook whose dates of origin are the demo's, not today's."""
    book = Workbook(str(path), {"default_date_format": words.date_format})
    book.set_properties({"title": words.company, "author": words.remarks.author, "created": DEMO_AS_OF})
    return book


def write_tab(book: Workbook, look: Look, tab: Tab, rows: Sequence[object], colour: str | None = None) -> Area:
    """The tab with title, header and records; frozen below the header, ready to print."""
    sheet = book.add_worksheet(tab.name)
    header = TITLE_ROWS if tab.title else 0
    if tab.title:
        sheet.write(0, 0, tab.title, look.title)
        sheet.write(1, 0, tab.subtitle, look.subtitle)
        sheet.set_row(0, 26)
    for place, column in enumerate(tab.columns):
        sheet.set_column(place, place, column.width)
        sheet.write(header, place, column.header, look.header_of(column.kind))
    sheet.set_row(header, 32)
    formats = [look.cell(column.kind) for column in tab.columns]
    for number, row in enumerate(rows, start=header + 1):
        for place, column in enumerate(tab.columns):
            write_cell(sheet, number, place, getattr(row, column.field), formats[place])
    if colour:
        sheet.set_tab_color(colour)
    names = [column.field for column in tab.columns]
    sheet.freeze_panes(header + 1, names.index("name") + 1 if names[0] == "id" and "name" in names else 0)
    for_print(sheet, header, tab)
    return Area(sheet, tab, header, header + len(rows))


def write_cell(sheet: Worksheet, row: int, place: int, value: object, style: Any) -> None:
    """Writes the value as what it is: a date as a date, a text as a text even if it looks like a number."""
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), style)
    elif isinstance(value, str) and value:
        sheet.write_string(row, place, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, style)
    else:
        sheet.write_blank(row, place, None, style)


def for_print(sheet: Worksheet, header: int, tab: Tab) -> None:
    """Landscape A4, the header on every page; wide tabs on two pages side by side."""
    pages = 1 if sum(column.width for column in tab.columns) < WIDE else 2
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(pages, 0)
    sheet.repeat_rows(header)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(2)


def letters_of(place: int) -> str:
    """The letters of a 0-based column; our tabs end before AZ."""
    return chr(65 + place) if place < 26 else "A" + chr(65 + place - 26)
