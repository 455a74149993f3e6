"""Writes one demo workbook: the tabs of a team that tends its file, with charts, filters and drop-downs of its own."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook

from relsheet.demo.board import write_board
from relsheet.demo.look import BUSY_FILL, GREY, TABS, WARN_FILL, WARN_INK, Look
from relsheet.demo.rows import Story
from relsheet.demo.tab import Area, letters_of, new_book, write_cell, write_tab
from relsheet.demo.words import Words
from relsheet.serials import serial_day


def write_workbook(path: Path, story: Story, words: Words) -> None:
    """One workbook with all tabs, the same bytes every time."""
    book = new_book(path, words)
    look = Look(book, words)
    board = book.add_worksheet(words.board.name)
    tabs: dict[str, Sequence[object]] = {
        "customers": story.customers,
        "contacts": story.contacts,
        "visits": story.visits,
        "complaints": story.complaints,
        "orders": story.orders,
        "competitors": story.rivals,
    }
    areas = {role: write_tab(book, look, words.tabs[role], rows, TABS.get(role)) for role, rows in tabs.items()}
    _calendar(book, look, words)
    write_board(board, book, look, words, story)
    _formulas(areas, story, words, look)
    _total(areas["orders"], story, words, look)
    _filters(areas, words, look)
    for role, area in areas.items():
        _drop_downs(area, role, words)
    _highlights(areas, words, look)
    _remarks(areas, words)
    areas["customers"].sheet.activate()
    book.close()


def _calendar(book: Workbook, look: Look, words: Words) -> None:
    tab = words.tabs["calendar"]
    area = write_tab(book, look, tab, ())
    for number, row in enumerate(tab.rows, start=area.first):
        for place, (value, column) in enumerate(zip(row, tab.columns, strict=True)):
            write_cell(area.sheet, number, place, value, look.cell(column.kind))


def _formulas(areas: dict[str, Area], story: Story, words: Words, look: Look) -> None:
    """The two columns of the customers tab that the team has worked out by formulas."""
    customers, orders, visits = areas["customers"], areas["orders"], areas["visits"]
    letter = letters_of(customers.tab.place("name"))
    year = f"EDATE('{words.board.name}'!$C$3,-12)"
    for number, row in enumerate(story.customers, start=customers.first):
        name = f"{letter}{number + 1}"
        amount, buyer, day = orders.reference("amount"), orders.reference("customer"), orders.reference("date")
        sales = f'=SUMIFS({amount},{buyer},{name},{day},">"&{year})'
        met, who = visits.reference("date"), visits.reference("customer")
        last = f'=IF(COUNTIF({who},{name})=0,"—",_xlfn.MAXIFS({met},{who},{name}))'
        sheet, tab = customers.sheet, customers.tab
        sheet.write_formula(number, tab.place("sales"), sales, look.cell("money"), row.sales)
        serial = serial_day(row.last_contact) if isinstance(row.last_contact, date) else "—"
        sheet.write_formula(number, tab.place("last_contact"), last, look.cell("date"), serial)


def _total(area: Area, story: Story, words: Words, look: Look) -> None:
    """A total row below the orders: everybody has one, and it is no customer."""
    row, tab = area.last + 1, area.tab
    for place in range(area.edge + 1):
        area.sheet.write_blank(row, place, None, look.total("text"))
    area.sheet.write_string(row, 0, words.labels.total, look.total("text"))
    for field in ("quantity", "amount", "margin"):
        values = [getattr(order, field) for order in story.orders]
        known = sum(value for value in values if isinstance(value, int | float))
        letter = letters_of(tab.place(field))
        formula = f"=SUM({letter}{area.first + 1}:{letter}{area.last + 1})"
        style = look.total(tab.columns[tab.place(field)].kind)
        area.sheet.write_formula(row, tab.place(field), formula, style, round(known, 2))


def _filters(areas: dict[str, Area], words: Words, look: Look) -> None:
    """One tab is an Excel table (customers in English, visits in Chinese), the others have a plain filter."""
    as_table = "customers" if words.language == "en" else "visits"
    for role, area in areas.items():
        box = area.header, 0, area.last, area.edge
        if role == as_table:
            headers = [
                {"header": column.header, "header_format": look.header_of(column.kind)} for column in area.tab.columns
            ]
            area.sheet.add_table(*box, {"name": area.tab.name, "columns": headers, "style": "Table Style Light 1"})
        else:
            area.sheet.autofilter(*box)


def choices(role: str, field: str, words: Words) -> list[str]:
    """What a drop-down of that column offers; empty where any text is welcome."""
    labels, yes_or_no = words.labels, [words.labels.yes, words.labels.no]
    if field in ("contract", "exclusive", "joint_plan", "alliance", "left", "satisfied"):
        return yes_or_no
    lists: dict[tuple[str, str], list[str]] = {
        ("customers", "status"): list(labels.status.values()),
        ("customers", "grade"): ["A", "B", "C"],
        ("customers", "rank"): list(labels.rank.values()),
        ("contacts", "level"): list(labels.level.values()),
        ("contacts", "role"): list(labels.role.values()),
        ("contacts", "attitude"): list(labels.attitude.values()),
        ("visits", "mode"): list(labels.mode.values()),
        ("complaints", "channel"): list(labels.channel.values()),
        ("complaints", "priority"): list(labels.priority.values()),
        ("complaints", "category"): [trouble.category for trouble in words.troubles],
        ("complaints", "status"): list(labels.complaint.values()),
        ("orders", "kind"): list(labels.order.values()),
        ("calendar", "kind"): list(labels.day.values()),
    }
    return lists.get((role, field), [])


def _drop_downs(area: Area, role: str, words: Words) -> None:
    for column in area.tab.columns:
        offered = choices(role, column.field, words)
        if offered:
            rule = {"validate": "list", "source": offered, "error_type": "warning"}
            area.sheet.data_validation(*area.span(column.field), rule)


def _highlights(areas: dict[str, Area], words: Words, look: Look) -> None:
    """The team's own colours: bars for sales, red for a next contact that has passed, pale for open complaints."""
    late = look(bg_color=WARN_FILL, font_color=WARN_INK)
    customers, visits, complaints = areas["customers"], areas["visits"], areas["complaints"]
    sales = {"type": "data_bar", "bar_solid": True, "bar_color": "#B9D3DA", "data_bar_2010": True}
    customers.sheet.conditional_format(*customers.span("sales"), sales)
    _rule(customers, "next_contact", f"AND({{cell}}<>\"\",{{cell}}<'{words.board.name}'!$C$3)", late)
    quiet = [words.labels.status["dormant"], words.labels.status["lost"]]
    _rule(customers, "status", f'OR({{cell}}="{quiet[0]}",{{cell}}="{quiet[1]}")', look(font_color=GREY, italic=True))
    _rule(customers, "satisfaction", '{cell}*1<3.5,{cell}<>""', look(font_color=WARN_INK, bold=True), joined="AND")
    done = f"${letters_of(visits.tab.place('promise_done'))}{visits.first + 1}"
    _rule(visits, "promise_due", f'AND({{cell}}<>"",{{cell}}<\'{words.board.name}\'!$C$3,{done}="")', late)
    busy = [words.labels.complaint["new"], words.labels.complaint["in_progress"]]
    _rule(complaints, "status", f'OR({{cell}}="{busy[0]}",{{cell}}="{busy[1]}")', look(bg_color=BUSY_FILL))


def _rule(area: Area, field: str, formula: str, style: Any, joined: str = "") -> None:
    cell = f"${letters_of(area.tab.place(field))}{area.first + 1}"
    criteria = f"={joined}({formula})" if joined else f"={formula}"
    rule = {"type": "formula", "criteria": criteria.replace("{cell}", cell), "format": style}
    area.sheet.conditional_format(*area.span(field), rule)


def _remarks(areas: dict[str, Area], words: Words) -> None:
    """Notes in cells, as people leave them for each other."""
    customers, complaints = areas["customers"], areas["complaints"]
    note = {"author": words.remarks.author, "x_scale": 1.6, "y_scale": 0.8}
    customers.sheet.write_comment(customers.header, customers.tab.place("grade"), words.remarks.grade, note)
    customers.sheet.write_comment(customers.first + 6, customers.tab.place("name"), words.remarks.customer, note)
    complaints.sheet.write_comment(complaints.header, complaints.tab.place("replied"), words.remarks.reply, note)
