"""A worksheet part: its rows stay bytes and are spliced, only the frame around them is ever a tree."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from relsheet.errors import UnreadableInput
from relsheet.opc.address import Area, area
from relsheet.opc.conditions import narrow_filter
from relsheet.opc.plain import CODED
from relsheet.opc.rows import Extent, RowChanges, Rows
from relsheet.opc.xml import (
    Element,
    append,
    child,
    children,
    insert_after,
    is_on,
    parsed,
    serialised,
    take_out,
    whole,
)

DECLARATION = re.compile(rb"\A<\?xml[^>]*\?>")
ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']+)[\"']")
ROOT = rb"<(?:([A-Za-z_][\w.-]*):)?worksheet(?=[\s>])"
COMMENT = b"<!--"
BEFORE_COLS = frozenset({"sheetPr", "dimension", "sheetViews", "sheetFormatPr"})


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """Width of a column of ours, in characters."""

    column: int
    width: float


class SheetPart:
    """One worksheet, for reading and changing."""

    def __init__(self, content: bytes, where: str = "") -> None:
        content = _plain_utf8(content, where)
        root = _tag(ROOT, content)
        if root is None:
            raise UnreadableInput("bad_xml", where)
        self.prefix = root[1] + b":" if root[1] else b""
        head, body, tail = self._split(content, where)
        if _is_odd(body):
            head, body, tail = self._split(_plainly(content, where), where)
        self._frame_bytes = head + tail
        self.rows = Rows(body, self.prefix)
        self.changed = False
        self._frame: Element | None = None

    def _split(self, content: bytes, where: str) -> tuple[bytes, bytes, bytes]:
        p = re.escape(self.prefix)
        start = _tag(rb"<%bsheetData(?=[\s/>])[^>]*?(/)?>" % p, content)
        if start is None:
            raise UnreadableInput("bad_xml", where)
        if start[1]:
            return content[: start.end()], b"", content[start.end() :]
        end = re.compile(rb"</%bsheetData\s*>" % p).search(content, start.end())
        if end is None:
            raise UnreadableInput("bad_xml", where)
        opening = content[: start.end() - 1].rstrip() + b"/>"
        return opening, content[start.end() : end.start()], content[end.end() :]

    @property
    def frame(self) -> Element:
        """The sheet without its rows, as a tree that may be changed."""
        if self._frame is None:
            self._frame = parsed(self._frame_bytes)
        return self._frame

    def content(self) -> bytes:
        """The part again."""
        frame = self._frame_bytes if self._frame is None else serialised(self._frame)
        found = _tag(rb"<%bsheetData(?=[\s/>])[^>]*?/>" % re.escape(self.prefix), frame)
        assert found is not None  # the frame was split there
        opening = found[0][:-2].rstrip()
        if not self.rows.body:
            return frame
        closing = b"</%bsheetData>" % self.prefix
        return b"".join((frame[: found.start()], opening, b">", self.rows.body, closing, frame[found.end() :]))

    @cached_property
    def extent(self) -> Extent:
        """How far the user's cells reached when the sheet was opened."""
        return self.rows.extent()

    def splice(self, changes: Mapping[int, RowChanges]) -> None:
        """Put cells in, replace them or take them out."""
        self.rows = Rows(self.rows.spliced(changes), self.prefix)
        self.changed = True

    def put_body(self, body: bytes) -> None:
        """Take over rows that were changed as a whole."""
        self.rows = Rows(body, self.prefix)
        self.changed = True

    def lengthen_ranges(self, last_row: int, by: int) -> None:
        """Let validations and conditional formats that end with a row end that many rows further down."""
        for name in ("dataValidation", "conditionalFormatting"):
            for node in self.frame.iter(f"{{*}}{name}"):
                grown = [_lengthened(one, last_row, by) for one in node.get("sqref", "").split()]
                node.set("sqref", " ".join(grown))

    @property
    def protected(self) -> bool:
        """Whether the user has locked the sheet's cells."""
        node = child(self.frame, "sheetProtection")
        return node is not None and is_on(node.get("sheet"))

    @property
    def merges(self) -> tuple[Area, ...]:
        """The merged ranges."""
        found = (area(node.get("ref", "")) for node in children(child(self.frame, "mergeCells"), "mergeCell"))
        return tuple(cells for cells in found if cells is not None)

    @property
    def filter_area(self) -> Area | None:
        """The range that the sheet's own filter covers."""
        node = child(self.frame, "autoFilter")
        return area(node.get("ref", "")) if node is not None else None

    def set_filter(self, cells: Area) -> None:
        """Let the sheet's filter cover that range; conditions on columns outside it go."""
        node = child(self.frame, "autoFilter")
        if node is None:
            return
        narrow_filter(node, cells)
        self.changed = True

    def widen(self, cells: Area) -> None:
        """Let the stated dimension cover that range; a missing one stays missing."""
        node = child(self.frame, "dimension")
        if node is None:
            return
        had = area(node.get("ref", ""))
        if had is None:
            return
        joined = Area(
            min(had.first_row, cells.first_row),
            min(had.first_column, cells.first_column),
            max(had.last_row, cells.last_row),
            max(had.last_column, cells.last_column),
        )
        if joined != had:
            node.set("ref", str(joined))
            self.changed = True

    def set_width(self, look: ColumnLook) -> None:
        """Give one column its width, and show it; the columns beside it keep all they have (§18.3.1.13)."""
        holder = child(self.frame, "cols")
        if holder is None:
            holder = insert_after(self.frame, "cols", BEFORE_COLS)
        at = 0
        for node in children(holder, "col"):
            first, last = whole(node, "min"), whole(node, "max")
            if last < look.column:
                at = holder.index(node) + 1
            elif first <= look.column:
                at = _split_around(node, look.column)
        made = append(
            holder, "col", min=str(look.column), max=str(look.column), width=f"{look.width:g}", customWidth="1"
        )
        holder.insert(at, made)
        self.changed = True

    def drop_widths(self, columns: Iterable[int]) -> None:
        """Forget the widths of columns; what was cut in two around them is whole again."""
        holder = child(self.frame, "cols")
        if holder is None:
            return
        dropped = frozenset(columns)
        nodes = []
        for node in children(holder, "col"):
            if _trimmed(node, dropped):
                nodes.append(node)
            else:
                holder.remove(node)
        for left, right in pairwise(nodes):
            if _halves(left, right, dropped):
                right.set("min", left.get("min", ""))
                holder.remove(left)
        if not nodes:
            self.frame.remove(holder)
        self.changed = True

    def narrow(self) -> None:
        """Let the stated dimension end with the last cell that is left."""
        node = child(self.frame, "dimension")
        if node is None:
            return
        had = area(node.get("ref", ""))
        last = max(self.rows.extent().last_styled_column, *(m.last_column for m in self.merges), 1)
        if had is not None and had.first_column <= last < had.last_column:
            node.set("ref", str(had._replace(last_column=last)))


def _tag(pattern: bytes, content: bytes) -> "re.Match[bytes] | None":
    """The first tag of that shape that is not part of a comment."""
    found = re.finditer(rb"<!--.*?-->|" + pattern, content, re.DOTALL)
    return next((match for match in found if not match[0].startswith(COMMENT)), None)


def _split_around(node: Element, column: int) -> int:
    """Cut a ``<col>`` so that it leaves out one column; the place where that column's own belongs."""
    holder = node.getparent()
    assert holder is not None  # a <col> stands in <cols>
    first, last, at = whole(node, "min"), whole(node, "max"), int(holder.index(node))
    after = dict(node.attrib) | {"min": str(column + 1)}
    if first < column:
        node.set("max", str(column - 1))
        at += 1
    else:
        holder.remove(node)
    if last > column:
        tail = append(holder, "col", **{str(key): str(value) for key, value in after.items()})
        holder.insert(at, tail)
    return at


def _lengthened(reference: str, last_row: int, by: int) -> str:
    cells = area(reference)
    if cells is None or cells.last_row != last_row:
        return reference
    return str(cells._replace(last_row=last_row + by))


def _trimmed(node: Element, dropped: frozenset[int]) -> bool:
    """Whether a ``<col>`` has columns left; those dropped at its two ends are taken off."""
    first, last = whole(node, "min"), whole(node, "max")
    while first in dropped:
        first += 1
    while last in dropped and last > first:
        last -= 1
    if first > last:
        return False
    node.set("min", str(first))
    node.set("max", str(last))
    return True


def _halves(left: Element, right: Element, dropped: frozenset[int]) -> bool:
    """Whether two ``<col>`` are what is left of one that dropped columns were cut out of."""
    looks = [{key: value for key, value in node.attrib.items() if key not in {"min", "max"}} for node in (left, right)]
    between = range(whole(left, "max") + 1, whole(right, "min"))
    return looks[0] == looks[1] and len(between) > 0 and dropped.issuperset(between)


def _plain_utf8(content: bytes, where: str) -> bytes:
    """The part as UTF-8; other encodings (UTF-16 is allowed, others occur) are transcoded, a DTD is refused."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        return serialised(parsed(content, where))
    content = content.removeprefix(b"\xef\xbb\xbf")
    declaration = DECLARATION.match(content.lstrip())
    named = ENCODING.search(declaration[0]) if declaration else None
    if named and named[1].lower() not in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}:
        return serialised(parsed(content, where))
    if b"<!DOCTYPE" in content[:10_000]:
        raise UnreadableInput("doctype", where)
    return content


def _is_odd(body: bytes) -> bool:
    """Whether rows hold comments, instructions, CDATA, or places whose letters are written as numbers.

    One byte is found ten times as fast as two, and is seldom there at all.
    """
    aside = (b"!" in body and b"<!" in body) or (b"?" in body and b"<?" in body)
    return aside or (b"#" in body and b"&#" in body and CODED.search(body) is not None)


def _plainly(content: bytes, where: str) -> bytes:
    """The part with elements only, plainly written: without comments and instructions, CDATA as text."""
    root = parsed(content, where)
    body = child(root, "sheetData")
    for node in list(body.iter()) if body is not None else []:
        if not isinstance(node.tag, str):
            take_out(node)
    return serialised(root)
