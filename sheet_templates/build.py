"""Builds the blank workbooks that ``relsheet init`` copies: ``python sheet_templates/build.py``.

Headers, widths and drop-downs are those of the demo teams (relsheet/demo/words), so that a template and the demo show
the same house; what only templates have (read-me, notes, sample rows) stands in en.toml and zh.toml beside this file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from relsheet.demo.look import GREY, TABS, Look
from relsheet.demo.tab import for_print, write_cell
from relsheet.demo.words import Column, Language, Words, words_in
from relsheet.demo.workbook import choices

FOLDER = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("en", "zh")
BORN = datetime(2026, 1, 1)  # noqa: DTZ001 - a property of the file, so that the bytes stay the same
ROOM = 5_000  # rows that have drop-downs
DATES = {"date", "moment"}
LINE_WIDTH = 125  # of the read-me, in Latin letters


@dataclass(frozen=True, slots=True)
class Template:
    """The words of one template."""

    words: Words
    readme: Mapping[str, Any]
    notes: Mapping[str, Mapping[str, str]]  # tab -> field -> note
    samples: Mapping[str, list[dict[str, Any]]]  # tab -> rows


def template_in(language: Language) -> Template:
    """The template's words in one language."""
    own = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Template(words_in(language), own["readme"], own["notes"], own["samples"])


def build(template: Template, path: Path) -> None:
    """Writes the template's workbook to that path, the same bytes every time."""
    words = template.words
    book = Workbook(str(path), {"default_date_format": words.date_format})
    book.set_properties({"title": template.readme["title"], "author": "relsheet", "created": BORN})
    look = Look(book, words)
    readme = book.add_worksheet(template.readme["tab"])
    for role in words.tabs:
        _tab(book, look, template, role)
    _readme(readme, look, template)
    book.get_worksheet_by_name(words.tabs["customers"].name).activate()
    book.close()


def _tab(book: Workbook, look: Look, template: Template, role: str) -> None:
    """One tab: an Excel table over the sample rows; formats and drop-downs reach far below it."""
    tab, rows = template.words.tabs[role], template.samples[role]
    sheet = book.add_worksheet(tab.name)
    headers = [{"header": column.header, "header_format": look.header_of(column.kind)} for column in tab.columns]
    table = {"name": role, "columns": headers, "style": "Table Style Light 1", "banded_rows": False}
    sheet.add_table(0, 0, len(rows), len(tab.columns) - 1, table)
    for place, column in enumerate(tab.columns):
        style = look.cell(column.kind)
        sheet.set_column(place, place, column.width, look.plain(column.kind))
        for number, row in enumerate(rows, start=1):
            write_cell(sheet, number, place, row.get(column.field), style)
        _guide(sheet, template, role, column)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2 if tab.columns[0].field == "id" else 1)
    sheet.set_tab_color(TABS.get(role, GREY))
    for_print(sheet, 0, tab)


def _guide(sheet: Worksheet, template: Template, role: str, column: Column) -> None:
    """The header's note, and what the cells below suggest: a warning, never a lock."""
    place = template.words.tabs[role].place(column.field)
    note = template.notes[role].get(column.field)
    if note:
        sheet.write_comment(0, place, note, {"author": "relsheet", "x_scale": 1.5, "y_scale": 0.7})
    offered = choices(role, column.field, template.words)
    if offered:
        sheet.data_validation(1, place, ROOM, place, {"validate": "list", "source": offered, "error_type": "warning"})
    elif column.kind in DATES:
        since = {"validate": "date", "criteria": ">", "value": date(1950, 1, 1), "error_type": "warning"}
        sheet.data_validation(1, place, ROOM, place, since)


def _readme(sheet: Worksheet, look: Look, template: Template) -> None:
    """What the workbook is, how to fill it in, how to get the results, with links to the tabs."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 92)
    sheet.set_row(1, 30)
    sheet.write(1, 1, template.readme["title"], look(bold=True, font_size=20, font_color=look.ink))
    row = 3
    for line in [*template.readme["lines"], template.readme["tabs_title"]]:
        if line.startswith("# "):
            row += 1
            sheet.write(
                row, 1, line[2:], look(bold=True, font_size=12, font_color=look.ink, bottom=1, bottom_color=look.ink)
            )
            sheet.write_blank(row, 2, None, look(bottom=1, bottom_color=look.ink))
            sheet.set_row(row, 22)
        else:
            sheet.merge_range(row, 1, row, 2, line, look(text_wrap=True, font_size=11))
            sheet.set_row(row, 20 if width_of(line) < LINE_WIDTH else 34)
        row += 1
    for role, text in template.readme["tabs"].items():
        name = template.words.tabs[role].name
        sheet.write_url(row, 1, f"internal:'{name}'!A1", look(font_size=11, font_color=look.ink, underline=1), name)
        sheet.write(row, 2, text, look(font_size=11, text_wrap=True))
        sheet.set_row(row, 20)
        row += 1
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def width_of(text: str) -> int:
    """How wide the text is in Latin letters; a Chinese one counts for two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


if __name__ == "__main__":
    for language in LANGUAGES:
        build(template_in(language), FOLDER / f"crm-{language}.xlsx")
