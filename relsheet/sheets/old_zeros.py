"""Numbers that an .ods or .xls shows with leading zeros (00123): what calamine does not tell of the old formats."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from relsheet.sheets.biff import cells_shown
from relsheet.sheets.workbook import Fault

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
#: No spreadsheet has more; a stated repetition may say anything.
MOST_ROWS = 1 << 20
#: An id as it is shown: zeros before its digits, perhaps a text on either side.
_PADDED = re.compile(r"\D*(0\d+)\D*")


@dataclass(frozen=True, slots=True)
class OldFormat:
    """A file that is no .xlsx."""

    source: Path | bytes

    def look(self, tab: str) -> "OldLook":
        """The tab, to be looked at again."""
        return OldLook(self.source, tab)


@dataclass(frozen=True, slots=True)
class OldLook:
    """The second look at a tab of such a file: only its zeros are told."""

    source: Path | bytes
    tab: str

    def faults(self, columns: Sequence[int]) -> Mapping[tuple[int, int], tuple[Fault, str]]:
        """Nothing: errors and formulas without a value are not looked for."""
        return {}

    def padded_numbers(self, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
        """(row, column) -> the number with the zeros that are shown."""
        content = self.source if isinstance(self.source, bytes) else self.source.read_bytes()
        return _padded_numbers(content, self.tab, columns)

    def hidden_rows(self) -> frozenset[int]:
        """None: they are not looked for."""
        return frozenset()


def _padded_numbers(content: bytes, tab: str, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
    if not content.startswith(b"PK"):
        return cells_shown(content, tab, columns)
    try:
        with ZipFile(BytesIO(content)) as package, package.open("content.xml") as xml:
            return {
                (row, column): text
                for row, column, value, text in _shown(
                    etree.iterparse(xml, ("start", "end"), resolve_entities=False), tab
                )
                if column in columns and (found := _PADDED.fullmatch(text)) and float(found[1]) == value
            }
    except (BadZipFile, KeyError, NotImplementedError, ValueError, etree.XMLSyntaxError):
        return {}  # calamine has read what there is


def _shown(events: "etree.iterparse[tuple[str, etree._Element]]", tab: str) -> Iterator[tuple[int, int, float, str]]:
    """(row, column, number, text as shown) of the numbers in that tab (OpenDocument 1.3 part 3, §9.1)."""
    row, inside = 1, False
    for event, element in events:
        if element.tag == f"{_TABLE}table":
            row, inside = 1, event == "start" and element.get(f"{_TABLE}name") == tab
        elif element.tag == f"{_TABLE}table-row" and event == "end":
            repeated = min(int(element.get(f"{_TABLE}number-rows-repeated", "1")), MOST_ROWS)
            for column, value, text in _numbers(element) if inside else ():
                yield from ((row + down, column, value, text) for down in range(repeated))
            row += repeated
            element.clear()


def _numbers(row: etree._Element) -> Iterator[tuple[int, float, str]]:
    column = 1
    for cell in row.iterchildren(*_CELLS):
        if cell.get(f"{_OFFICE}value-type") == "float":
            text = "".join("".join(map(str, line.itertext())) for line in cell.iterchildren(f"{_TEXT}p"))
            yield column, float(cell.get(f"{_OFFICE}value", "nan")), text
        column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
