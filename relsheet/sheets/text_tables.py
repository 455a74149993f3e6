"""Tables that are text: CSV in the encodings and separators that Excel, WPS and ERP systems write, and HTML pages."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from itertools import islice
from pathlib import Path

from lxml import etree, html

from relsheet.errors import UnreadableInput
from relsheet.sheets.memory import MemoryGrid
from relsheet.sheets.workbook import Value

SEPARATORS = ",;\t|"
SNIFFED_ROWS = 50
#: Fifteen digits are what a number in a spreadsheet can hold; a leading zero or plus makes it an id or a phone.
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
MOST_DIGITS = 15
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?")
SAID_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
#: ="007" is how Excel is made to keep a text of digits; so is a tab beside it.
TEXT_OF_DIGITS = re.compile(r'="([^"]*)"|\t?([^\t]+)\t|\t([^\t]+)')
UNREADABLE = "\ufffd"
TWO_BYTES = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
#: The characters that fill a text in each encoding; a western "ü" before a letter passes for a rare one.
COMMON = {
    "gb18030": re.compile(rb"[\xa1-\xf7][\xa1-\xfe]"),
    "cp950": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
}
COMMON_SHARE = 0.8
WESTERN = "cp1252"
NOT_IN_TAB_NAME = re.compile(r"[\[\]:*?/\\]")
MOST_IN_TAB_NAME = 31
MOST_SPAN = 1000  # HTML's own limit for colspan


def csv_grid(path: Path) -> MemoryGrid:
    """The one tab of a CSV file, named after it. UnreadableInput ``not_a_table`` if nothing in it is in columns."""
    text = decoded(path.read_bytes())
    said = SAID_SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    try:
        separator = said[1] if said else _separator_of(text)
        rows = [[plain_value(cell) for cell in row] for row in _csv_rows(text, separator or ",")]
    except csv.Error as err:
        raise UnreadableInput("not_a_table", path.name) from err
    if separator is None and path.suffix.lower() != ".csv":
        raise UnreadableInput("not_a_table", path.name)
    return MemoryGrid(tab_name(path.stem), rows)


def html_grids(path: Path) -> tuple[MemoryGrid, ...]:
    """The tables of an HTML page that hold no others; UnreadableInput ``html_without_table`` if there is none."""
    try:
        page = html.document_fromstring(path.read_bytes())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as err:
        raise UnreadableInput("html_without_table", path.name) from err
    tables = [_table_rows(table) for table in page.iter("table") if table.find(".//table") is None]
    filled = [rows for rows in tables if any(any(row) for row in rows)]
    if not filled:
        raise UnreadableInput("html_without_table", path.name)
    name = tab_name(path.stem)
    return tuple(
        MemoryGrid(name if number == 1 else f"{name[:27]} {number}", rows) for number, rows in enumerate(filled, 1)
    )


def decoded(content: bytes) -> str:
    """The text: by its byte order mark, else UTF-8 (a torn character or two allowed), GB18030, Big5, western."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content[1:200:2].count(0) > len(content[1:200:2]) // 3:
        return content.decode("utf-16-le", "replace")
    as_utf8 = content.decode("utf-8-sig", "replace")
    strange = as_utf8.count(UNREADABLE)
    if not strange or strange * 20 < sum(letter > "\x7f" for letter in as_utf8):
        return as_utf8
    try:
        return content.decode(_likely_encoding(content))
    except UnicodeDecodeError:
        return content.decode(WESTERN, "replace")


def plain_value(text: str) -> Value:
    """A number or an ISO date where the text can be nothing else, as Excel would take it; else the text as it is.

    "007", "+86 138", "1,200" and digits beyond the fifteenth stay text: to read them would be to guess.
    """
    if text > "=~":  # begins with a letter of any script: neither a number nor a date, and most cells do
        return text.rstrip("\t")
    stripped = text.strip()
    if not stripped:
        return None
    marked = TEXT_OF_DIGITS.fullmatch(text)
    if marked:
        return next(group for group in marked.groups() if group is not None)
    if NUMBER.fullmatch(stripped) and len(stripped.lstrip("-")) <= MOST_DIGITS:
        return float(stripped) if "." in stripped else int(stripped)
    if ISO_DAY.fullmatch(stripped):
        try:
            return date.fromisoformat(stripped) if len(stripped) == 10 else datetime.fromisoformat(stripped)
        except ValueError:
            return text
    return text


def tab_name(stem: str) -> str:
    """A name that Excel allows for a tab, made of the file's."""
    return NOT_IN_TAB_NAME.sub(" ", stem)[:MOST_IN_TAB_NAME].strip(" '") or "Sheet1"


def is_tab_name(name: str) -> bool:
    """Whether Excel allows that name for a tab."""
    return len(name) <= MOST_IN_TAB_NAME and not NOT_IN_TAB_NAME.search(name) and name == name.strip("'")


def _likely_encoding(content: bytes) -> str:
    """The encoding in which the two-byte characters are common ones; the western one if they are in none."""
    pairs = TWO_BYTES.findall(content[:100_000])
    common = {name: sum(map(bool, map(shape.fullmatch, pairs))) for name, shape in COMMON.items()}
    best = max(common, key=lambda name: common[name])
    return best if common[best] > COMMON_SHARE * len(pairs) else WESTERN


def _csv_rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=None), delimiter=separator)  # newline: those of an old Mac too


def _separator_of(text: str) -> str | None:
    """The separator that cuts most rows into the same number of columns; None if none cuts any."""
    best, best_score = None, 0
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in islice(_csv_rows(text, separator), SNIFFED_ROWS) if len(row) > 1)
        score = max((width * times for width, times in widths.items()), default=0)
        if score > best_score:
            best, best_score = separator, score
    return best


def _table_rows(table: html.HtmlElement) -> list[list[Value]]:
    """The cells at their places: a cell that spans several fills the first and leaves the others empty."""
    rows: list[dict[int, Value]] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.iter("tr")):
        cells: dict[int, Value] = {}
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            cells[column] = _cell_value(cell)
            taken |= {(number + r, column + c) for r in range(down) for c in range(across)}
        rows.append(cells)
    return [_in_full_width(cells) for cells in rows]


def _cell_value(cell: html.HtmlElement) -> Value:
    """What the cell shows, or the number that Excel wrote beside it; text where Excel says that it is text."""
    for line in cell.iter("br", "p", "div"):
        line.tail = f" {line.tail or ''}"
    shown = " ".join(cell.text_content().split())
    if r"\@" in cell.get("style", ""):
        return shown or None
    return plain_value(cell.get("x:num") or shown)


def _span(cell: html.HtmlElement, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(int(said), MOST_SPAN) if said.isdecimal() and int(said) else 1


def _in_full_width(cells: dict[int, Value]) -> list[Value]:
    return [cells.get(column) for column in range(max(cells, default=-1) + 1)]
