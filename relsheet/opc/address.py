"""Cells and ranges by their letters: "AB12", "$A$1:$C$9", "'My tab'!$A$1"."""

import re
from functools import cache
from typing import NamedTuple

LAST_COLUMN = 16_384
LAST_ROW = 1_048_576
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
PLAIN_TAB = re.compile(r"[^\W\d][\w.]*\Z")
LOOKS_LIKE_A_CELL = re.compile(r"(?:[A-Za-z]{1,3}[0-9]+|[rR][0-9]*[cC][0-9]*)\Z")


class Area(NamedTuple):
    """A rectangle of cells, 1-based, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        first = f"{letters(self.first_column)}{self.first_row}"
        last = f"{letters(self.last_column)}{self.last_row}"
        return first if first == last else f"{first}:{last}"


@cache
def letters(column: int) -> str:
    """1 -> "A", 28 -> "AB"."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


@cache
def column_number(text: str) -> int:
    """ "A" -> 1, "AB" -> 28."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


def area(reference: str) -> Area | None:
    """The rectangle that "A1" or "$A$1:$C$9" means; None for whole rows, whole columns and broken references."""
    first, _, last = reference.partition(":")
    start, end = CELL.match(first.strip()), CELL.match((last or first).strip())
    if start is None or end is None:
        return None
    rows = sorted((int(start[2]), int(end[2])))
    columns = sorted((column_number(start[1]), column_number(end[1])))
    return Area(rows[0], columns[0], rows[1], columns[1])


def quoted(tab: str) -> str:
    """A tab's name as a formula writes it."""
    if PLAIN_TAB.match(tab) and not LOOKS_LIKE_A_CELL.match(tab) and tab.isascii():
        return tab
    return "'" + tab.replace("'", "''") + "'"


def absolute(tab: str, row: int, column: int) -> str:
    """ "Customers!$M$1"."""
    return f"{quoted(tab)}!${letters(column)}${row}"


def absolute_area(tab: str, cells: Area) -> str:
    """ "Customers!$A$1:$M$90"."""
    first = f"${letters(cells.first_column)}${cells.first_row}"
    return f"{quoted(tab)}!{first}:${letters(cells.last_column)}${cells.last_row}"


def split_tab(reference: str) -> tuple[str, str]:
    """(tab, rest) of "'My tab'!$A$1"; ("", reference) where no tab is named."""
    tab, mark, rest = reference.rpartition("!")
    if not mark:
        return "", reference
    if tab.startswith("'") and tab.endswith("'"):
        tab = tab[1:-1].replace("''", "'")
    return tab, rest
