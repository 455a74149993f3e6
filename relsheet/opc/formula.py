"""References in formulas, moved when rows go (ECMA-376-1 §18.17.2.3). Only what must be known for that is parsed."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from relsheet.opc.address import LAST_ROW, quoted

BROKEN = "#REF!"
#: Strings and quoted tabs are taken whole, so that nothing in them is seen as a reference.
TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*(?:"|\Z))"""
    r"""|(?P<tab>(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!)?"""
    r"""(?P<first>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?::(?P<last>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}))?(?![\w(.!])"""
    r"""|(?P<word>[^\W\d][\w.\\]*|'(?:[^']|'')*(?:'|\Z)|\[[^\]]*(?:\]|\Z))"""
)
PARTS = re.compile(r"(\$?[A-Za-z]{1,3})(\$?)([0-9]+)")


def without_rows(formula: str, removed: Sequence[int], tab: str, *, on_tab: bool) -> str:
    """The formula after rows of a tab are gone. ``on_tab``: it stands there itself, and bare references mean it."""

    def moved(first: str, last: str | None) -> str:
        return _closed_up(first, last, removed)

    return _mapped(formula, {f"{tab}!", f"{quoted(tab)}!"} | ({""} if on_tab else set()), moved)


def copied_down(formula: str, rows: int) -> str:
    """The formula as it reads that many rows further down: what a shared formula means there (§18.3.1.40)."""

    def moved(first: str, last: str | None) -> str:
        cells = [_lower(cell, rows) for cell in (first, last) if cell]
        return BROKEN if None in cells else ":".join(cell for cell in cells if cell)

    return _mapped(formula, None, moved)


def _mapped(formula: str, tabs: set[str] | None, moved: Callable[[str, str | None], str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        if found["first"] is None or (tabs is not None and (found["tab"] or "") not in tabs):
            return found[0]
        return (found["tab"] or "") + moved(found["first"], found["last"])

    return TOKEN.sub(replaced, formula)


def _lower(cell: str, rows: int) -> str | None:
    match = PARTS.fullmatch(cell)
    assert match is not None  # TOKEN has the same shape
    row = int(match[3]) if match[2] else int(match[3]) + rows
    return f"{match[1]}{match[2]}{row}" if 1 <= row <= LAST_ROW else None


def _closed_up(first: str, last: str | None, removed: Sequence[int]) -> str:
    start, end = PARTS.fullmatch(first), PARTS.fullmatch(last or first)
    assert start is not None  # TOKEN has the same shape
    assert end is not None
    rows = closed_up(int(start[3]), int(end[3]), removed)
    if rows is None:
        return BROKEN
    cells = [f"{match[1]}{match[2]}{row}" for match, row in zip((start, end), rows, strict=True)]
    return ":".join(cells) if last else cells[0]


def closed_up(first_row: int, last_row: int, removed: Sequence[int]) -> tuple[int, int] | None:
    """Where a span of rows lies after the (sorted) removed ones are gone; None if nothing of it is left."""
    before, through = bisect_left(removed, first_row), bisect_left(removed, last_row + 1)
    left = last_row - first_row + 1 - (through - before)
    return None if left <= 0 else (first_row - before, first_row - before + left - 1)
