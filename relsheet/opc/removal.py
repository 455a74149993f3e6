"""Rows leave a sheet, and what is below moves up with everything that points at it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from html import escape, unescape

from relsheet.opc.address import Area, area
from relsheet.opc.formula import closed_up, copied_down, without_rows
from relsheet.opc.package import Package
from relsheet.opc.relations import Relations
from relsheet.opc.rows import NUMBER, Row, Rows
from relsheet.opc.sheet import SheetPart
from relsheet.opc.xml import Element, local, parsed, serialised, whole

PLACED = re.compile(rb"""(\sr\s*=\s*["']\s*\$?[A-Za-z]{1,3}\$?)([0-9]+)""")
REFERENCE = re.compile(rb"""(\sref\s*=\s*["'])([^"']+)(["'])""")
SHARED_INDEX = re.compile(rb"""\ssi\s*=\s*["']([0-9]+)["']""")
REFERRING = ("ref", "sqref", "activeCell", "topLeftCell")
FORMULAS = frozenset({"formula", "formula1", "formula2", "f", "sqref"})
HANGING = ("comments", "threadedComment", "table", "drawing")
#: The boxes of notes. They are written as no XML need be (<br> is left open), hence as text.
NOTES = "vmlDrawing"
P = rb"(?:[\w.-]+:)?"
NOTE_ROW = re.compile(rb"(<%bRow>\s*)(\d+)" % P)
NOTE_PLACE = re.compile(rb"(<%bAnchor>)([^<]*)" % P)
NOTE = re.compile(rb"<%bshape\s(?:(?!<%bshape\s).)*?</%bshape\s*>" % (P, P, P), re.DOTALL)


def remove_rows(sheet: SheetPart, rows: Sequence[int], tab: str) -> None:
    """Take rows out of a sheet; merges, formats, validations, links, filter and formulas of this tab follow."""
    removed = sorted(set(rows))
    sheet.put_body(_Body(sheet.rows, removed, tab).without())
    for node in list(sheet.frame.iter()):
        if local(node):
            _move(node, removed, tab)


def has_formulas(sheet: SheetPart) -> bool:
    """Whether the calculation chain may name cells of this sheet."""
    return re.search(rb"<%bf[\s/>]" % re.escape(sheet.prefix), sheet.rows.body) is not None


def move_hanging_parts(package: Package, sheet_part: str, rows: Sequence[int]) -> None:
    """Notes, threaded comments, tables and drawings of the sheet follow their rows."""
    removed = sorted(set(rows))
    for relation in Relations(package, sheet_part).all():
        part = package.find(relation.part)
        if part is not None and relation.kind == NOTES:
            package.put(part, NOTE.sub(lambda found: _moved_note(found, removed), package.read(part)))
        elif part is not None and relation.kind in HANGING:
            root = parsed(package.read(part), part)
            for node in list(root.iter()):
                if local(node):
                    _move(node, removed, "")
            package.put(part, serialised(root))


def _moved_note(found: "re.Match[bytes]", removed: Sequence[int]) -> bytes:
    """The box of a note beside its cell's new place; nothing where the cell's row is gone."""
    said = NOTE_ROW.search(found[0])
    if said is None:
        return found[0]
    row = int(said[2])  # counted from nought, here and in the anchor
    if row + 1 in removed:
        return b""
    up = bisect_left(removed, row + 1)

    def anchored(place: "re.Match[bytes]") -> bytes:
        sides = place[2].decode().split(",")  # column, pixels, row, pixels: of the upper left, then the lower right
        sides[2::4] = [str(max(int(side) - up, 0)) for side in sides[2::4]]
        return place[1] + ",".join(sides).encode()

    return NOTE_PLACE.sub(anchored, NOTE_ROW.sub(rb"\g<1>%d" % (row - up), found[0]))


def moved_reference(reference: str, removed: Sequence[int]) -> str:
    """A list of ranges ("A1:B9 D4") after the rows are gone; "" if nothing is left."""
    kept = (_moved_area(one, removed) for one in reference.split())
    return " ".join(one for one in kept if one)


def _moved_area(reference: str, removed: Sequence[int]) -> str:
    cells = area(reference)
    if cells is None:
        return reference
    rows = closed_up(cells.first_row, cells.last_row, removed)
    return "" if rows is None else str(Area(rows[0], cells.first_column, rows[1], cells.last_column))


def _move(node: Element, removed: Sequence[int], tab: str) -> None:
    for key in REFERRING:
        had = node.get(key)
        if had is None:
            continue
        has = moved_reference(had, removed)
        if has:
            node.set(key, has)
        elif key == "ref" or (key == "sqref" and local(node) != "selection"):
            _take_out(node)
            return
    if local(node) == "row" and node.text and local(node.getparent()) in {"from", "to"}:
        node.text = str(int(node.text) - bisect_left(removed, int(node.text) + 1))
    if local(node) == "brk" and node.getparent() is not None and local(node.getparent()) == "rowBreaks":
        row = whole(node, "id")
        node.set("id", str(row - bisect_left(removed, row + 1)))
    if local(node) in FORMULAS and node.text:
        if local(node) == "sqref":
            node.text = moved_reference(node.text, removed)
        elif tab:
            node.text = without_rows(node.text, removed, tab, on_tab=True)


def _take_out(node: Element) -> None:
    """What pointed only at rows that are gone goes; a list that is empty then goes too, and counts are kept."""
    holder = node.getparent()
    if holder is None:
        return
    holder.remove(node)
    if holder.get("count") is not None:
        holder.set("count", str(len(holder)))
    if not len(holder) and holder.getparent() is not None:
        holder.getparent().remove(holder)


class _Body:
    """The rows of one sheet on their way up."""

    def __init__(self, rows: Rows, removed: Sequence[int], tab: str) -> None:
        self._rows, self._removed, self._tab = rows, removed, tab
        p = re.escape(rows.prefix)
        self._formula = re.compile(rb"(<%bf(?=[\s/>])[^>]*?)(/>|>(.*?)</%bf\s*>)" % (p, p), re.DOTALL)
        #: si -> (row of the definition, formula) of shared formulas whose defining row goes
        self._orphans: dict[bytes, tuple[int, str, bytes]] = {}

    def without(self) -> bytes:
        """The body without the removed rows."""
        body, out, copied = self._rows.body, [], 0
        gone = set(self._removed)
        for row in self._rows.index:
            out.append(body[copied : row.start])
            copied = row.end
            if row.number in gone:
                self._keep_shared(row)
            else:
                out.append(self._moved(row))
        return b"".join((*out, body[copied:]))

    def _keep_shared(self, row: Row) -> None:
        """A formula that others share is defined in a row that goes: the next that shares it will define it."""
        for found in self._formula.finditer(self._rows.body[row.inner : row.inner_end]):
            index, reference = SHARED_INDEX.search(found[1]), REFERENCE.search(found[1])
            if index and reference and found[3]:
                self._orphans[index[1]] = (row.number, unescape(found[3].decode()), reference[2])

    def _moved(self, row: Row) -> bytes:
        number = row.number - bisect_left(self._removed, row.number)
        start = self._rows.body[row.start : row.inner]
        start = NUMBER.sub(b' r="%d"' % number, start, count=1)
        content = self._rows.body[row.inner : row.inner_end]
        if b"f" in content:
            content = self._formula.sub(lambda found: self._moved_formula(found, row.number), content)
        if number != row.number:
            content = PLACED.sub(rb"\g<1>%d" % number, content)
        return start + content + self._rows.body[row.inner_end : row.end]

    def _moved_formula(self, found: "re.Match[bytes]", row: int) -> bytes:
        tag, text = found[1], unescape((found[3] or b"").decode())
        index = SHARED_INDEX.search(tag)
        if index and not text and index[1] in self._orphans:
            defined, text, reference = self._orphans.pop(index[1])
            text = copied_down(text, row - defined)
            tag += b' ref="%b"' % reference
        if not text:
            return found[0]
        tag = REFERENCE.sub(lambda match: match[1] + self._moved_range(match[2]) + match[3], tag)
        text = without_rows(text, self._removed, self._tab, on_tab=True)
        closing = b"</%bf>" % self._rows.prefix
        return tag + b">" + escape(text, quote=False).encode() + closing

    def _moved_range(self, reference: bytes) -> bytes:
        return moved_reference(reference.decode(), self._removed).encode() or reference
