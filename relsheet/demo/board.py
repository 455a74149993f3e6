"""The team's own dashboard tab: four figures, sales by month with a chart, results per account manager."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from relsheet.demo.days import TODAY
from relsheet.demo.look import GREY, Look
from relsheet.demo.rows import Story
from relsheet.demo.words import Tab, Words

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
    sheet.set_column(1, 6, 17)
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
    orders, customers, visits, complaints = (
        words.tabs[role] for role in ("orders", "customers", "visits", "complaints")
    )
    amount, day, status = _column(orders, "amount"), _column(orders, "date"), _column(complaints, "status")
    labels = words.labels.complaint
    formulas: list[tuple[str, Any, str]] = [
        (
            f'=SUMIFS({amount},{day},">"&EDATE($C$3,-12),{day},"<="&$C$3)',
            figures.sales(_back(12), TODAY),
            words.currency_format,
        ),
        (f'=COUNTIF({_column(customers, "sales")},">0")', figures.buyers(), "0"),
        (f'=COUNTIF({_column(visits, "date")},">"&EOMONTH($C$3,-1))', figures.visits_this_month(), "0"),
        (
            f'=COUNTIF({status},"{labels["new"]}")+COUNTIF({status},"{labels["in_progress"]}")',
            figures.open_complaints(),
            "0",
        ),
    ]
    sheet.set_row(5, 30)
    for place, (text, (formula, value, style)) in enumerate(zip(words.board.tiles, formulas, strict=True), start=1):
        sheet.write(
            4,
            place,
            text,
            look(bg_color=look.pale, font_color=GREY, font_size=9, indent=1, right=5, right_color="#FFFFFF"),
        )
        figure = look(
            bg_color=look.pale,
            font_size=18,
            bold=True,
            font_color=look.ink,
            num_format=style,
            align="left",
            indent=1,
            right=5,
            right_color="#FFFFFF",
        )
        sheet.write_formula(5, place, formula, figure, value)


def _back(months: int) -> date:
    """The demo's day that many months earlier."""
    years, month = divmod(TODAY.year * 12 + TODAY.month - 1 - months, 12)
    return TODAY.replace(year=years, month=month + 1)


def _months(sheet: Worksheet, look: Look, words: Words, figures: Figures) -> None:
    """Twelve months that end on the demo's day, beside the same months of the year before."""
    board, money = words.board, look(num_format=words.currency_format, bottom=4, bottom_color="#D5DADF")
    sheet.write(MONTHS_AT - 2, 1, board.months, look(bold=True, font_size=12, font_color=look.ink))
    for place, text in enumerate((board.month, board.this_year, board.year_before), start=1):
        sheet.write(MONTHS_AT, place, text, look.header)
    amount, day = (_column(words.tabs["orders"], field) for field in ("amount", "date"))
    for number in range(12):
        row, end = MONTHS_AT + 1 + number, _back(11 - number)
        name = f"=EDATE($C$3,{number - 11})"
        sheet.write_formula(
            row, 1, name, look(num_format="mmm yy" if words.language == "en" else "yyyy-mm", align="left"), _serial(end)
        )
        for place, shift in ((2, 0), (3, 12)):
            first, last = f"EDATE($B{row + 1},-{shift + 1})", f"EDATE($B{row + 1},-{shift})"
            formula = f'=SUMIFS({amount},{day},">"&{first},{day},"<="&{last})'
            months_ago = 11 - number + shift
            sheet.write_formula(row, place, formula, money, figures.sales(_back(months_ago + 1), _back(months_ago)))


def _owners(sheet: Worksheet, look: Look, words: Words, figures: Figures) -> None:
    board, body = words.board, look(bottom=4, bottom_color="#D5DADF")
    sheet.write(OWNERS_AT - 2, 1, board.per_owner, look(bold=True, font_size=12, font_color=look.ink))
    for place, text in enumerate((board.owner, board.customers, board.sales, board.target, board.reached), start=1):
        sheet.write(OWNERS_AT, place, text, look.header)
    money = look(num_format=words.currency_format, bottom=4, bottom_color="#D5DADF")
    share = look(num_format="0%", bottom=4, bottom_color="#D5DADF")
    owner, sales = (_column(words.tabs["customers"], field) for field in ("owner", "sales"))
    for number, name in enumerate(words.owners):
        row = OWNERS_AT + 1 + number
        count, sold = figures.of_owner(name)
        target = round(sold * (0.94 + 0.03 * (number % 5)), -4)
        sheet.write(row, 1, name, body)
        sheet.write_formula(row, 2, f"=COUNTIF({owner},$B{row + 1})", body, count)
        sheet.write_formula(row, 3, f"=SUMIFS({sales},{owner},$B{row + 1})", money, sold)
        sheet.write_number(row, 4, target, money)
        sheet.write_formula(row, 5, f"=D{row + 1}/E{row + 1}", share, sold / target)
    span = OWNERS_AT + 1, 5, OWNERS_AT + len(words.owners), 5
    sheet.conditional_format(
        *span,
        {
            "type": "icon_set",
            "icon_style": "3_traffic_lights",
            "icons": [
                {"criteria": ">=", "type": "number", "value": 1},
                {"criteria": ">=", "type": "number", "value": 0.9},
                {},
            ],
        },
    )


def _chart(sheet: Worksheet, book: Workbook, words: Words, look: Look) -> None:
    """Columns for this year, a line for the year before."""
    board = words.board
    first, last = MONTHS_AT + 1, MONTHS_AT + 12
    names = [board.name, first, 1, last, 1]
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": [board.name, MONTHS_AT, 2],
            "categories": names,
            "values": [board.name, first, 2, last, 2],
            "fill": {"color": look.ink},
            "gap": 60,
        }
    )
    line = book.add_chart({"type": "line"})
    line.add_series(
        {
            "name": [board.name, MONTHS_AT, 3],
            "categories": names,
            "values": [board.name, first, 3, last, 3],
            "line": {"color": "#D08C3F", "width": 2.25},
        }
    )
    chart.combine(line)
    chart.set_title({"name": board.chart, "name_font": {"size": 12, "color": look.ink}, "overlay": False})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis(
        {
            "display_units": "thousands" if words.language == "en" else "ten_thousands",
            "display_units_visible": False,
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": "#E3E7EA"}},
            "line": {"none": True},
        }
    )
    chart.set_x_axis({"num_format": "mmm yy" if words.language == "en" else "yyyy-mm", "text_axis": True})
    chart.set_size({"width": 620, "height": 300})
    sheet.insert_chart(MONTHS_AT - 1, 5, chart, {"description": board.chart})


def _serial(day: date) -> int:
    """The day as a spreadsheet counts it."""
    return (day - date(1899, 12, 30)).days
