"""What calamine hides in an .xlsx: error cells, formulas without a value, links to other workbooks, formats of zeros.

The sheet's XML is inflated in blocks and never held whole; blocks without anything to find are passed over by a plain
search of bytes, the others are read with regular expressions for the columns asked for. A DOM would cost more than the
reading of the workbook itself.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile

from lxml import etree

from relsheet.errors import UnreadableInput
from relsheet.opc.package import folded
from relsheet.opc.relations import relations_part, resolved
from relsheet.opc.workbook import USUAL_MAIN
from relsheet.sheets.far_cells import cells_spanned
from relsheet.sheets.workbook import Fault

BLOCK = 1 << 20
#: Hidden rows are only counted: a longer tab is searched for them only if it says that it is filtered.
LONG_TAB = 16 * BLOCK

_ASIDE = rb"<!--.*?-->|<\?.*?\?>|"
_ANY_CELL = re.compile(
    _ASIDE + rb"<(?:[\w.-]+:)?row\b([^>]*)>|<(?:[\w.-]+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:[\w.-]+:)?c\s*>)", re.DOTALL
)
_ROW = re.compile(_ASIDE + rb"<(?:[\w.-]+:)?row\b([^>]*)>", re.DOTALL)
_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]+)?(\d{1,9})["']""")
_TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_USUAL_ROW = re.compile(rb'<row r="(\d{1,7})"')
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v\b[^>]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f\b[^>]*?(?:/>|>([^<]*)<)")
_OTHER_BOOK = re.compile(rb"\[\d+\][^\[\]\"]*!")
_DIMENSION = re.compile(rb"""<(?:[\w.-]+:)?dimension\b[^>]*\bref\s*=\s*["'](?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,9})["']""")
_ZEROS = re.compile(r'(?:"([^"]*)")?(0{2,})(?:"([^"]*)")?(?:;.*)?')


class Cell(NamedTuple):
    """A cell as the XML has it."""

    row: int
    column: int
    attributes: bytes
    content: bytes

    @property
    def type(self) -> bytes:
        found = _TYPE.search(self.attributes)
        return found[1] if found else b"n"

    @property
    def value(self) -> str | None:
        found = _VALUE.search(self.content)
        return unescape(found[1].decode()) if found else None


class ZeroFormat(NamedTuple):
    """A number format like 00000, perhaps with a text on either side."""

    before: str
    digits: int
    after: str

    def shown(self, number: str) -> str:
        """The digits of a whole number as Excel shows them."""
        return f"{self.before}{number.zfill(self.digits)}{self.after}"


def zero_format(code: str) -> ZeroFormat | None:
    """The number format, if it is one of zeros only."""
    found = _ZEROS.fullmatch(code)
    return ZeroFormat(found[1] or "", len(found[2]), found[3] or "") if found else None


class Package:
    """The zip of an .xlsx, for looking only: where its tabs lie and what its number formats are."""

    def __init__(self, source: Path | bytes, workbook: str, relations: Mapping[str, str]) -> None:
        self._source = source
        self._kept: ZipFile | None = None
        self._workbook = workbook
        self._relations = relations  # relation id (or type) -> part

    @classmethod
    def open(cls, source: Path | bytes) -> "Package | None":
        """The package, or None for any other kind of file."""
        try:
            with ZipFile(_stream(source)) as archive:
                held = {folded(name): name for name in archive.namelist()}
                workbook = _targets(archive, held, "").get("officeDocument") or held.get(USUAL_MAIN)
                if workbook is None or workbook.endswith(".bin"):
                    return None
                return cls(source, workbook, _targets(archive, held, workbook))
        except (BadZipFile, NotImplementedError, KeyError, etree.XMLSyntaxError):
            return None

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """Tab -> part."""
        found = {}
        for sheet in self._tree(self._workbook).iter("{*}sheet"):
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            if relation in self._relations:
                found[sheet.get("name", "")] = self._relations[relation]
        return found

    def look(self, tab: str) -> "SecondLook | None":
        """The tab, to be looked at again; None if it has no part."""
        return SecondLook(self, tab) if tab in self.parts else None

    @cached_property
    def zero_formats(self) -> Mapping[int, ZeroFormat]:
        """Cell style -> its format of zeros, for the styles that have one."""
        if "styles" not in self._relations:
            return {}
        styles = self._tree(self._relations["styles"])
        codes = {}
        for code in styles.iter("{*}numFmt"):
            if found := zero_format(code.get("formatCode", "")):
                codes[code.get("numFmtId")] = found
        formats = next(styles.iter("{*}cellXfs"), None)
        used = [] if formats is None else [style.get("numFmtId") for style in formats]
        return {index: codes[used_id] for index, used_id in enumerate(used) if used_id in codes}

    @contextmanager
    def _opened(self) -> Iterator[ZipFile]:
        """The archive; kept open only in memory, since an open file could not be replaced on Windows."""
        try:
            if isinstance(self._source, Path):
                with ZipFile(self._source) as archive:
                    yield archive
                return
            if self._kept is None:
                self._kept = ZipFile(BytesIO(self._source))
            yield self._kept
        except (BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError, UnicodeDecodeError) as err:
            raise UnreadableInput("damaged") from err

    def size(self, part: str) -> int:
        """Inflated size in bytes."""
        with self._opened() as archive:
            return archive.getinfo(part).file_size

    def blocks(self, part: str) -> Iterator[bytes]:
        """The part in blocks that end with a row, up to the end of its cells."""
        with self._opened() as archive, archive.open(part) as stream:
            rest = b""
            while block := stream.read(BLOCK):
                if block[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    yield (block + stream.read()).decode("utf-16").encode()
                    return
                rest += block
                end = rest.rfind(b"row>")
                if end >= 0:
                    yield rest[: end + 4]
                    rest = rest[end + 4 :]
                if b"/sheetData>" in rest:
                    break
            yield rest

    def _tree(self, part: str) -> etree._Element:
        with self._opened() as archive:
            return etree.fromstring(archive.read(part), _parser())


class SecondLook:
    """One tab's XML, looked at again."""

    def __init__(self, package: Package, tab: str) -> None:
        self._package = package
        self._part = package.parts[tab]

    @property
    def size(self) -> int:
        """The tab's XML in bytes."""
        return self._package.size(self._part)

    def spanned_cells(self, most: int) -> int:
        """The size of the used rectangle.

        A long tab is believed what it states of itself up to ``most``; in all others the farthest cells are looked up,
        for a tab that says nothing or too little would fill the memory.
        """
        found = _DIMENSION.search(next(self._package.blocks(self._part), b"")[:BLOCK])
        if found and self.size > LONG_TAB and _column_number(found[1]) * int(found[2]) <= most:
            return _column_number(found[1]) * int(found[2])
        return cells_spanned(partial(self._package.blocks, self._part), most)

    def faults(self, columns: Sequence[int]) -> dict[tuple[int, int], tuple[Fault, str]]:
        """(row, column) -> the fault and the error's or formula's text. A formula that gives "" is no fault."""
        found = {}
        for cell in self._cells(columns, (b't="e"', b"<f", b":f")):
            fault = _fault_of(cell)
            if fault is not None:
                found[cell.row, cell.column] = fault
        return found

    def padded_numbers(self, columns: Sequence[int]) -> dict[tuple[int, int], str]:
        """(row, column) -> the number with the zeros that Excel shows."""
        formats = self._package.zero_formats
        found: dict[tuple[int, int], str] = {}
        if not formats:
            return found
        for cell in self._cells(columns, tuple(b's="%d"' % style for style in formats)):
            style = _STYLE.search(cell.attributes)
            value = cell.value
            if style and int(style[1]) in formats and cell.type == b"n" and value and value.isdecimal():
                found[cell.row, cell.column] = formats[int(style[1])].shown(value)
        return found

    def hidden_rows(self) -> frozenset[int]:
        """The rows that are hidden by hand or by a filter; a long tab without a filter is taken to have none."""
        hidden: set[int] = set()
        previous = 0
        for index, block in enumerate(self._package.blocks(self._part)):
            if index == 0 and b"filterMode" not in block and self._package.size(self._part) > LONG_TAB:
                break
            if b"hidden" not in block and (last := _last_row(block)):
                previous = last
                continue
            for row in _ROW.finditer(block):
                if row[1] is None:
                    continue
                found = _ADDRESS.search(row[1])
                previous = int(found[2]) if found else previous + 1
                if _HIDDEN.search(row[1]):
                    hidden.add(previous)
        return frozenset(hidden)

    def _cells(self, columns: Sequence[int], signs: Sequence[bytes]) -> Iterator[Cell]:
        """The cells of those columns, from the blocks that hold one of the signs."""
        wanted = {_letters(column): column for column in columns}
        if not wanted:
            return
        quick = re.compile(rb'<c r="(%s)(\d{1,9})"([^>]*?)(?:/>|>(.*?)</c>)' % b"|".join(wanted), re.DOTALL)
        row = 0
        for block in self._package.blocks(self._part):
            if block.count(b"<c ") == block.count(b'<c r="') > 0 and b"<c>" not in block:
                if any(sign in block for sign in signs):
                    for found in quick.finditer(block):
                        yield Cell(int(found[2]), wanted[found[1]], found[3], found[4] or b"")
                continue
            # r= is optional on <row> and <c>; without it each follows its neighbour ([MS-OI29500] 2.1.590 c).
            column = 0
            for found in _ANY_CELL.finditer(block):
                if found[1] is None and found[2] is None:
                    continue
                place = _ADDRESS.search(found[1] if found[2] is None else found[2])
                if found[2] is None:
                    row, column = int(place[2]) if place else row + 1, 0
                    continue
                column = _column_number(place[1]) if place and place[1] else column + 1
                if column in wanted.values():
                    yield Cell(row, column, found[2], found[3] or b"")


def _last_row(block: bytes) -> int | None:
    """The number of the last row that begins in the block, where it is written in the usual way."""
    found = _USUAL_ROW.match(block, max(block.rfind(b"<row"), 0))
    return int(found[1]) if found else None


def _fault_of(cell: Cell) -> tuple[Fault, str] | None:
    if cell.type == b"e":
        return Fault.ERROR, cell.value or "#VALUE!"
    formula = _FORMULA.search(cell.content)
    if formula is None:
        return None
    text = "=" + unescape((formula[1] or b"").decode())
    if cell.value is None and cell.type != b"str":
        return Fault.NO_CACHE, text
    return (Fault.EXTERNAL, text) if _OTHER_BOOK.search(formula[1] or b"") else None


def _targets(archive: ZipFile, held: Mapping[str, str], owner: str) -> dict[str, str]:
    """Relation id -> part, and the last word of the relation's type -> part, the same in Strict and Transitional."""
    relations = held.get(folded(relations_part(owner)))
    found: dict[str, str] = {}
    if relations is None:
        return found
    for relation in etree.fromstring(archive.read(relations), _parser()).iter("{*}Relationship"):
        part = held.get(folded(resolved(owner, relation.get("Target", ""))))
        if part is not None:
            found[relation.get("Id", "")] = part
            found.setdefault(relation.get("Type", "").rpartition("/")[2], part)
    return found


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _stream(source: Path | bytes) -> IO[bytes] | Path:
    return BytesIO(source) if isinstance(source, bytes) else source


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(column: int) -> bytes:
    letters = b""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters
