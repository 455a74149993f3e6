"""The rows of a sheet as bytes: found, looked through and spliced without building a tree (ECMA-376-1 §18.3.1.73).

``r`` is optional on rows and cells: without it they follow their neighbour ([MS-OI29500] 2.1.590, 2.1.621).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from relsheet.errors import UnreadableInput
from relsheet.opc.address import LAST_ROW, column_number, letters
from relsheet.opc.cell import FoundCell

NUMBER = re.compile(rb"""\sr\s*=\s*["']\s*([0-9]{1,9})\s*["']""")
PLACE = re.compile(rb"""\sr\s*=\s*["']\s*\$?([A-Za-z]{1,3})\$?[0-9]+\s*["']""")
SPANS = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")

#: Column -> new cell, None to take the cell out.
RowChanges = Mapping[int, bytes | None]


class Row(Struct, frozen=True, gc=False):
    """Where a row lies in the body; ``inner`` to ``inner_end`` is its content (empty in ``<row/>``)."""

    number: int
    start: int
    inner: int
    inner_end: int
    end: int


class Span(Struct, frozen=True, gc=False):
    """Where a cell lies in its row's content; ``named`` where it says its own column."""

    column: int
    start: int
    end: int
    named: bool
    blank: bool


class Extent(NamedTuple):
    """How far the cells of a sheet reach: those with content, and those that only have a format."""

    last_row: int
    last_column: int
    last_styled_column: int


class Rows:
    """The content of ``<sheetData>``."""

    def __init__(self, body: bytes, prefix: bytes) -> None:
        self.body, self.prefix = body, prefix
        p = re.escape(prefix)
        self._cell = re.compile(rb"<%bc(?=[\s/>])([^>]*?)(?:/>|>(.*?)</%bc\s*>)" % (p, p), re.DOTALL)
        self._row_start = re.compile(rb"<%brow(?=[\s/>])([^>]*?)(/)?>" % p)
        self._nameless = re.compile(rb"<%bc\s*[/>]" % p)
        self._filled = re.compile(rb"<%b(?:v|f|is)[\s/>]" % p)

    @cached_property
    def index(self) -> tuple[Row, ...]:
        """Every row in file order; UnreadableInput if there are more than a sheet can have."""
        if self.body.count(b"<%brow" % self.prefix) > LAST_ROW:
            raise UnreadableInput("bad_xml")
        return tuple(self._find_rows())

    def _find_rows(self) -> Iterator[Row]:
        body, closing, number, at = self.body, b"</%brow" % self.prefix, 0, 0
        while found := self._row_start.search(body, at):
            named = NUMBER.search(found[1] or b"")
            number = int(named[1]) if named else number + 1
            inner = found.end()
            if found[2]:
                inner_end = at = inner
            else:
                inner_end = body.find(closing, inner)
                at = body.find(b">", inner_end) + 1
                if inner_end < 0 or not at:
                    raise UnreadableInput("bad_xml")
            yield Row(number, found.start(), inner, inner_end, at)

    def spans(self, content: bytes) -> list[Span]:
        """Every cell of a row's content."""
        found, column = [], 0
        for match in self._cell.finditer(content):
            place = PLACE.search(match[1] or b"")
            column = column_number(place[1].decode()) if place else column + 1
            blank = match[2] is None or not self._filled.search(match[2])
            found.append(Span(column, match.start(), match.end(), place is not None, blank))
        return found

    def extent(self) -> Extent:
        """How far the cells reach; a row is looked through only where its last cell does not tell."""
        last_row = last_column = last_styled = 0
        for row, (last, blank) in zip(self.index, self._last_cells, strict=True):
            column = last
            last_styled = max(last_styled, column)
            if (blank and column > last_column) or (blank and row.number > last_row):
                filled = [span.column for span in self.spans(self.body[row.inner : row.inner_end]) if not span.blank]
                column = max(filled, default=0)
            elif blank:
                continue
            if column:
                last_row, last_column = max(last_row, row.number), max(last_column, column)
        return Extent(last_row, last_column, last_styled)

    @cached_property
    def _last_cells(self) -> tuple[tuple[int, bool], ...]:
        """Of each row in file order the column of its last cell, and whether that is blank: asked twice in a write."""
        return tuple(self._last_cell(self.body[row.inner : row.inner_end]) for row in self.index)

    def _last_cell(self, content: bytes) -> tuple[int, bool]:
        """(column, whether it is blank) of a row's last cell; (0, True) for a row without cells."""
        at = content.rfind(b"<%bc " % self.prefix)
        if at >= 0:
            end = content.find(b">", at)
            place = PLACE.search(content, at, end)
            if place and not self._nameless.search(content, end):
                return column_number(place[1].decode()), not self._filled.search(content, end)
        spans = self.spans(content)
        return (max(span.column for span in spans), spans[-1].blank) if spans else (0, True)

    def cells(self, columns: frozenset[int]) -> dict[tuple[int, int], FoundCell]:
        """(row, column) -> cell in those columns, blank ones too."""
        wanted = b"|".join(letters(column).encode() for column in sorted(columns))
        p = re.escape(self.prefix)
        if not wanted:
            return {}
        if re.search(rb'<%bc(?! r="[A-Z]+[0-9]+")[\s/>]' % p, self.body):
            return self._cells_slowly(columns)
        pattern = re.compile(rb'<%bc r="(%b)([0-9]{1,9})"([^>]*?)(?:/>|>(.*?)</%bc\s*>)' % (p, wanted, p), re.DOTALL)
        return {
            (int(match[2]), column_number(match[1].decode())): FoundCell(match[0], match[3], match[4] or b"")
            for match in pattern.finditer(self.body)
        }

    def cells_in(self, row: Row) -> dict[int, FoundCell]:
        """Column -> cell of one row, blank ones too."""
        content = self.body[row.inner : row.inner_end]
        return {span.column: self._found(content, span) for span in self.spans(content)}

    def _found(self, content: bytes, span: Span) -> FoundCell:
        match = self._cell.match(content, span.start)
        assert match is not None  # spans come from the same pattern
        return FoundCell(match[0], match[1], match[2] or b"")

    def _cells_slowly(self, columns: frozenset[int]) -> dict[tuple[int, int], FoundCell]:
        found = {}
        for row in self.index:
            content = self.body[row.inner : row.inner_end]
            for span in self.spans(content):
                if span.column in columns:
                    found[row.number, span.column] = self._found(content, span)
        return found

    def spliced(self, changes: Mapping[int, RowChanges]) -> bytes:
        """The body with those cells put in, replaced or taken out; every other byte of other rows as it was."""
        out, copied, numbers = [], 0, [row.number for row in self.index]
        missing = sorted(set(changes).difference(numbers))
        at = 0
        for row, (last, _) in zip(self.index, self._last_cells, strict=True):
            while at < len(missing) and missing[at] < row.number:
                out += [self.body[copied : row.start], self._new_row(missing[at], changes[missing[at]])]
                copied = row.start
                at += 1
            if row.number in changes:
                out += [self.body[copied : row.start], self._changed_row(row, last, changes[row.number])]
                copied = row.end
        end = self.index[-1].end if self.index else 0
        out.append(self.body[copied:end])
        out += [self._new_row(number, changes[number]) for number in missing[at:]]
        return b"".join((*out, self.body[end:]))

    def _new_row(self, number: int, changes: RowChanges) -> bytes:
        cells = _joined(changes)
        return b'<%brow r="%d">%b</%brow>' % (self.prefix, number, cells, self.prefix) if cells else b""

    def _changed_row(self, row: Row, last: int, changes: RowChanges) -> bytes:
        content = self.body[row.inner : row.inner_end]
        # Behind the row's last cell ours are only put; an extension would have to stay behind them.
        behind = last < min(changes) and not content.rstrip().endswith(b"extLst>")
        merged = content + _joined(changes) if behind else self._merged(content, row.number, changes)
        start = self.body[row.start : row.inner]
        if b"spans" in start:
            start = SPANS.sub(b"", start)
        if row.inner_end > row.inner or not start.endswith(b"/>"):
            return start + merged + self.body[row.inner_end : row.end]
        return b"%b>%b</%brow>" % (start[:-2].rstrip(), merged, self.prefix) if merged else start

    def _merged(self, content: bytes, row: int, changes: RowChanges) -> bytes:
        replaced = self._replaced(content, row, changes)
        if replaced is not None:
            return replaced
        spans = self.spans(content)
        for column, cell in sorted(changes.items(), reverse=True):
            content = self._with_cell(content, spans, column, cell)
        return content

    def _replaced(self, content: bytes, row: int, changes: RowChanges) -> bytes | None:
        """The content where each new cell takes the place of one that says where it is; None where one does not."""
        for column, cell in changes.items():
            start = content.find(b'<%bc r="%b%d"' % (self.prefix, letters(column).encode(), row))
            found = self._cell.match(content, start) if start >= 0 and cell is not None else None
            if found is None or cell is None:
                return None
            content = content[:start] + cell + content[found.end() :]
        return content

    def _with_cell(self, content: bytes, spans: list[Span], column: int, cell: bytes | None) -> bytes:
        """One cell put in, from the right to the left: what lies before it keeps its place."""
        at = bisect_left([span.column for span in spans], column)
        hit = spans[at] if at < len(spans) and spans[at].column == column else None
        if hit is not None:
            follower = spans[at + 1] if at + 1 < len(spans) else None
            if cell is None and follower is not None and not follower.named:
                cell = b"<%bc/>" % self.prefix if not hit.named else self._blank(content, hit)
            return content[: hit.start] + (cell or b"") + content[hit.end :]
        if cell is None:
            return content
        place = spans[at].start if at < len(spans) else spans[-1].end if spans else 0
        return content[:place] + cell + content[place:]

    def _blank(self, content: bytes, span: Span) -> bytes:
        place = PLACE.search(content, span.start, span.end)
        assert place is not None  # the span is named
        return b"<%bc%b/>" % (self.prefix, place[0])


def _joined(changes: RowChanges) -> bytes:
    """The new cells of a row from left to right."""
    return b"".join(cell for _, cell in sorted(changes.items()) if cell is not None)
