"""The team's own dashboard tab: four figures, sales by month with a chart, results per account manager."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from relsheet.demo.days import TODAY
from relsheet.demo.look import GREY, LINE, Look
from relsheet.demo.rows import Story
from relsheet.demo.words import Tab, Words
from relsheet.serials import serial_day

MONTHS_AT = 11  # 0-based row of the monthly table's header
OWNERS_AT = 28
SPARE = 20_000  # rows that the formulas look at: the lists grow


@dataclass(frozen=True, slots=True)
class Figures:
    """What the formulas of the dashboard come to on the demo's day."""

    story: Story
    words: Words

    def sales(self, after: date, until: date) -> float:
        """The sum of the order amounts in (after, until]; text counts for nothing, as in SUMIFS."""
        return round(sum(amount for day, amount in self._orders() if after < day <= until), 2)

    def buyers(self) -> int:
        return sum(1 for customer in self.story.customers if isinstance(customer.sales, float) and customer.sales > 0)

    def visits_this_month(self) -> int:
        start = TODAY.replace(day=1)
        return sum(1 for visit in self.story.visits if isinstance(visit.date, date) and visit.date >= start)

    def open_complaints(self) -> int:
        labels = self.words.labels.complaint
        return sum(1 for row in self.story.complaints if row.status in (labels["new"], labels["in_progress"]))

    def of_owner(self, owner: str) -> tuple[int, float]:
        """The number of customers and their sales."""
        own = [customer for customer in self.story.customers if customer.owner == owner]
        return len(own), round(sum(customer.sales for customer in own if isinstance(customer.sales, float)), 2)

    def _orders(self) -> list[tuple[date, float]]:
        rows = self.story.orders
        return [(row.date, row.amount) for row in rows if isinstance(row.date, date) and isinstance(row.amount, float)]


def write_board(sheet: Worksheet, book: Workbook, look: Look, words: Words, story: Story) -> None:
    """Fills the tab; its cell C3 holds the day that the formulas of the other tabs look back from."""
    figures, board = Figures(story, words), words.board
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 5, 19)
    sheet.set_row(0, 30)
    sheet.write(0, 1, board.title, look.title)
    sheet.write(2, 1, board.as_of, look(font_color=GREY))
    day = look(num_format=words.date_format, bold=True, align="left", bottom=1, bottom_color=look.ink)
    sheet.write_datetime(2, 2, datetime.combine(TODAY, datetime.min.time()), day)
    _tiles(sheet, look, words, figures)
    _months(sheet, look, words, figures)
    _owners(sheet, look, words, figures)
    _chart(sheet, book, words, look)
    sheet.write_comment(OWNERS_AT, 4, words.remarks.chart_text, {"author": words.remarks.author, "x_scale": 1.6})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _column(tab: Tab, field: str) -> str:
    letter = chr(65 + tab.place(field))
    return f"'{tab.name}'!${letter}$2:${letter}${SPARE}"


def _tiles(sheet: Worksheet, look: Look, words: Words, figures: Figures) -> None:
    """Four figures in a row, each a formula over the tabs."""
    amount, day = _column(words.tabs["orders"], "amount"), _column(words.tabs["orders"], "date")
    status, labels = _column(words.tabs["complaints"], "status"), words.labels.complaint
    bought, met = _column(words.tabs["customers"], "sales"), _column(words.tabs["visits"], "date")
    tiles = (
        (f'=SUMIFS({amount},{day},">"&EDATE($C$3,-12),{day},"<="&$C$3)', figures.sales(_back(12), TODAY)),
        (f'=COUNTIF({bought},">0")', figures.buyers()),
        (f'=COUNTIF({met},">"&EOMONTH($C$3,-1))', figures.visits_this_month()),
        (f'=SUM(COUNTIF({status},{{"{labels["new"]}","{labels["in_progress"]}"}}))', figures.open_complaints()),
    )
    box = {"bg_color": look.pale, "align": "left", "indent": 1, "right": 5, "right_color": "#FFFFFF"}
    label = look(**box, font_color=GREY, font_size=9)
    sheet.set_row(5, 32)
    for place, (text, (formula, value)) in enumerate(zip(words.board.tiles, tiles, strict=True), start=1):
        money = words.currency_format if place == 1 else "0"
        sheet.write(4, place, text, label)
        figure = look(**box, font_size=16, shrink=True, bold=True, font_color=look.ink, num_format=money)
        sheet.write_formula(5, place, formula, figure, value)


def _back(months: int) -> date:
    """The demo's day that many months earlier."""
    years, month = divmod(TODAY.year * 12 + TODAY.month - 1 - months, 12)
    return TODAY.replace(year=years, month=month + 1)


def _months(sheet: Worksheet, look: Look, words: Words, figures: Figures) -> None:
    """Twelve months that end on the demo's day, beside the same months of the year before."""
    board, line = words.board, {"bottom": 4, "bottom_color": LINE}
    name, money = (
        look(**line, num_format=words.month_format, align="left"),
        look(**line, num_format=words.currency_format),
    )
    sheet.write(MONTHS_AT - 2, 1, board.months, look(bold=True, font_size=12, font_color=look.ink))
    _header(sheet, look, MONTHS_AT, (board.month, board.this_year, board.year_before))
    amount, day = _column(words.tabs["orders"], "amount"), _column(words.tabs["orders"], "date")
    for number in range(12):
        row, ago = MONTHS_AT + 1 + number, 11 - number
        sheet.write_formula(row, 1, f"=EDATE($C$3,-{ago})", name, serial_day(_back(ago)))
        for place, earlier in ((2, 0), (3, 12)):
            first, last = f"EDATE($B{row + 1},-{earlier + 1})", f"EDATE($B{row + 1},-{earlier})"
            formula = f'=SUMIFS({amount},{day},">"&{first},{day},"<="&{last})'
            sold = figures.sales(_back(ago + earlier + 1), _back(ago + earlier))
            sheet.write_formula(row, place, formula, money, sold)


def _header(sheet: Worksheet, look: Look, row: int, texts: tuple[str, ...]) -> None:
    sheet.set_row(row, 18)
    for place, text in enumerate(texts, start=1):
        sheet.write(row, place, text, look.header_of("text" if place == 1 else "money"))


def _owners(sheet: Worksheet, look: Look, words: Words, figures: Figures) -> None:
    """Sales against target per account manager, with traffic lights."""
    board, line = words.board, {"bottom": 4, "bottom_color": LINE}
    body, money, share = (
        look(**line, **wish) for wish in ({}, {"num_format": words.currency_format}, {"num_format": "0%"})
    )
    sheet.write(OWNERS_AT - 2, 1, board.per_owner, look(bold=True, font_size=12, font_color=look.ink))
    _header(sheet, look, OWNERS_AT, (board.owner, board.customers, board.sales, board.target, board.reached))
    owner, sales = _column(words.tabs["customers"], "owner"), _column(words.tabs["customers"], "sales")
    for number, name in enumerate(words.owners):
        row = OWNERS_AT + 1 + number
        count, sold = figures.of_owner(name)
        target = round(sold * (0.94 + 0.03 * (number % 5)), -4)
        sheet.write(row, 1, name, body)
        sheet.write_formula(row, 2, f"=COUNTIF({owner},$B{row + 1})", body, count)
        sheet.write_formula(row, 3, f"=SUMIFS({sales},{owner},$B{row + 1})", money, sold)
        sheet.write_number(row, 4, target, money)
        sheet.write_formula(row, 5, f"=D{row + 1}/E{row + 1}", share, sold / target)
    limits = [{"criteria": ">=", "type": "number", "value": value} for value in (1, 0.95)]
    lights = {"type": "icon_set", "icon_style": "3_traffic_lights", "icons": [*limits, {}]}
    sheet.conditional_format(OWNERS_AT + 1, 5, OWNERS_AT + len(words.owners), 5, lights)


def _chart(sheet: Worksheet, book: Workbook, words: Words, look: Look) -> None:
    """Columns for this year, a line for the year before."""
    columns, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    columns.add_series(_series(words, 2) | {"fill": {"color": look.ink}, "gap": 60})
    line.add_series(_series(words, 3) | {"line": {"color": "#D08C3F", "width": 2.25}})
    columns.combine(line)
    columns.set_title({"name": words.board.chart, "name_font": {"size": 12, "color": look.ink}, "overlay": False})
    columns.set_legend({"position": "bottom"})
    grid = {"visible": True, "line": {"color": "#E3E7EA"}}
    columns.set_y_axis({"num_format": words.chart_format, "major_gridlines": grid, "line": {"none": True}})
    columns.set_x_axis({"num_format": words.axis_format, "text_axis": True})
    columns.set_size({"width": 560, "height": 290})
    sheet.insert_chart(MONTHS_AT - 1, 4, columns, {"description": words.board.chart, "x_offset": 24})


def _series(words: Words, place: int) -> dict[str, Any]:
    """One column of the monthly table as a chart takes it."""
    tab, first, last = words.board.name, MONTHS_AT + 1, MONTHS_AT + 12
    return {
        "name": [tab, MONTHS_AT, place],
        "categories": [tab, first, 1, last, 1],
        "values": [tab, first, place, last, place],
    }
