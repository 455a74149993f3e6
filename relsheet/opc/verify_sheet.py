"""The proof of one sheet: without our cells, its rows and all that stands around them are the same as before."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from xml.parsers import expat

from relsheet.opc.evidence import Tree, canonical, column_of, conditions, hold, hold_equal, letters, local, one, tree

GROWING = frozenset({"dimension", "cols", "autoFilter", "sheetData"})


@dataclass(frozen=True, slots=True)
class SheetClaim:
    """A tab whose sheet changed: which columns may differ, and which of these must have been empty before."""

    tab: str
    columns: frozenset[int]
    fresh: frozenset[int]


@dataclass(frozen=True, slots=True)
class Splice:
    """A tab of ours that users write into: the cells changed there and the rows that left, by their old numbers."""

    changed: frozenset[tuple[int, int]]
    removed: tuple[int, ...]


def prove_splice(tab: str, splice: Splice, before: Tree, after: Tree) -> None:
    """Every cell that was neither changed nor in a row that left stands in its row's new place, as it was.

    Of a formula the value is compared, not the text: its references follow the rows.
    """
    for root in (before, after):
        for formula in list(root.iter("{*}f")):
            formula.getparent().remove(formula)
    _, old = _cells(before)
    _, new = _cells(after)
    removed, gone = sorted(splice.removed), frozenset(splice.removed)
    last = max((row for row, _ in old), default=0) - len(gone)
    moved = {place: (place[0] - bisect_left(removed, place[0]), place[1]) for place in old if place[0] not in gone}
    for place, now in moved.items():
        hold(place in splice.changed or new.get(now) == old[place], f"{tab}!{letters(place[1])}{place[0]}")
    asked = {(row - bisect_left(removed, row), column) for row, column in splice.changed}
    strangers = set(new) - set(moved.values()) - asked
    hold(all(row > last for row, _ in strangers), tab)


def prove_sheet(claim: SheetClaim, before: bytes, after: bytes) -> None:
    """WouldLoseData unless one tab holds all that it held, but for the cells that the claim calls ours."""
    old, new = _split(before), _split(after)
    if old is None or new is None or not _same_bytes(claim, old[1], new[1]):
        _prove_cells(claim, tree(before), tree(after))
    frames = [tree(before if part is None else part[0]) for part in (old, new)]
    _prove_frame(claim, *frames)


def _split(sheet: bytes) -> tuple[bytes, bytes] | None:
    """(the sheet without its rows, the rows); None where only a parser can tell."""
    start = re.search(rb"<sheetData(?:\s[^>]*)?>", sheet)
    end = sheet.rfind(b"</sheetData>")
    if start is None or start[0].endswith(b"/>") or end < 0 or sheet[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    rows = sheet[start.end() : end]
    # One byte is found ten times as fast as two, and is seldom there at all.
    odd = (b"!" in rows and b"<!" in rows) or (b"?" in rows and b"<?" in rows) or b"<!--" in sheet[: start.end()]
    return None if odd else (sheet[: start.end()] + sheet[end:], rows)


def _same_bytes(claim: SheetClaim, before: bytes, after: bytes) -> bool:
    """Whether the rows are the same to the byte once our cells are out; False also where a parser has to look."""
    theirs_before, fresh = _parted(claim.columns, before)
    if claim.fresh != claim.columns:
        _, fresh = _parted(claim.fresh, before)
    if re.search(rb"<(?:v|f|is)[\s/>]", fresh):
        return False
    theirs_after, own = _parted(claim.columns, after)
    expat.ParserCreate().Parse(b"<ours>" + own + b"</ours>", True)
    had, has = _without_spans(theirs_before), _without_spans(theirs_after)
    return had == has or _bare(had) == _bare(has)


def _parted(columns: frozenset[int], rows: bytes) -> tuple[bytes, bytes]:
    """(the rows without the cells of these columns, these cells)."""
    if not columns:
        return rows, b""
    named = "|".join(letters(column) for column in sorted(columns)).encode()
    pieces = re.split(rb'(<c r="(?:' + named + rb')[0-9]+"[^>]*?(?:/>|>.*?</c>))', rows, flags=re.DOTALL)
    return b"".join(pieces[::2]), b"".join(pieces[1::2])


def _without_spans(rows: bytes) -> bytes:
    return re.sub(rb' spans="[^"]*"', b"", rows) if b' spans="' in rows else rows


def _bare(rows: bytes) -> bytes:
    """Without the rows that hold nothing: we make rows for our cells, and leave them when these go."""
    rows = re.sub(rb"(<row(?: [^>]*)?)></row>", rb"\1/>", rows)
    return re.sub(rb'<row r="[0-9]+"/>', b"", rows)


def _prove_cells(claim: SheetClaim, before: Tree, after: Tree) -> None:
    """The slow way: every cell and every row by its place."""
    old_rows, old = _cells(before)
    new_rows, new = _cells(after)
    for place, cell in old.items():
        where = f"{claim.tab}!{letters(place[1])}{place[0]}"
        if place[1] not in claim.columns:
            hold(new.get(place) == cell, where)
        elif place[1] in claim.fresh:
            hold(re.search(rb"<(?:[\w.-]+:)?(?:v|f|is)[\s/>]", cell) is None, where)
    strangers = [place for place in new if place not in old and place[1] not in claim.columns]
    hold(not strangers, claim.tab)
    for number, attributes in old_rows.items():
        hold(new_rows.get(number) == attributes or (number not in new_rows and not attributes), f"{claim.tab}!{number}")


def _cells(root: Tree) -> tuple[dict[int, dict[str, str]], dict[tuple[int, int], bytes]]:
    rows, cells, number = {}, {}, 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r") or number + 1)
        rows[number] = {str(key): str(value) for key, value in row.attrib.items() if key not in {"r", "spans"}}
        column = 0
        for cell in row.iterfind("{*}c"):
            reference = cell.attrib.pop("r", None)
            column = column_of(reference) if reference else column + 1
            cell.tail = None
            cells[number, column] = canonical(cell)
    return rows, cells


def _prove_frame(claim: SheetClaim, before: Tree, after: Tree) -> None:
    """All that stands around the rows: merges, validations, conditional formats, drawings, extensions."""
    old, new = ([node for node in root if local(node)] for root in (before, after))
    had, has = ([canonical(node) for node in nodes if local(node) not in GROWING] for nodes in (old, new))
    hold_equal(had, has, claim.tab)
    for name in GROWING - {"dimension"}:
        hold(one(before, name) is None or one(after, name) is not None or name == "cols", f"{claim.tab}: {name}")
    old_filter, new_filter = one(before, "autoFilter"), one(after, "autoFilter")
    if old_filter is not None and new_filter is not None:
        had, has = (conditions(node, claim.columns) for node in (old_filter, new_filter))
        hold_equal(had, has, f"{claim.tab}: autoFilter")
    old_columns, new_columns = _widths(before), _widths(after)
    for column in {*old_columns, *new_columns} - claim.columns:
        hold(old_columns.get(column) == new_columns.get(column), f"{claim.tab}!{letters(column)}")


def _widths(root: Tree) -> dict[int, dict[str, str]]:
    found = {}
    for node in root.iterfind("{*}cols/{*}col"):
        attributes = {str(key): str(value) for key, value in node.attrib.items() if key not in {"min", "max"}}
        for column in range(int(node.get("min", "1")), min(int(node.get("max", "1")), 16_384) + 1):
            found[column] = attributes
    return found
