"""A tab's rows turned into columns, in which texts that come again are one object."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, cast

from relsheet.sheets.workbook import Texts, Value

PORTION = 256  # rows at a time: few enough to stay within reach of the processor
#: After so many rows a column of texts that are still mostly new is one of ids or notes (10,000 customers have come
#: again by then): to look for equal ones in it would cost more than it saves.
PATIENCE, MOSTLY_NEW = 16_384, 0.75


def turned(rows: Iterator[list[Any]], places: Sequence[int], width: int) -> list[list[Value]]:
    """The columns at those places (from 0, in their order) of rows that are so wide; blank cells are None."""
    found = [_Column() for _ in places]
    picked = _picked(rows, places, width)
    while portion := list(islice(picked, PORTION)):
        for column, values in zip(found, zip(*portion, strict=True), strict=True):
            column.add(values)
    return [column.filled() for column in found]


def blank_as_none(value: object) -> Value:
    """The value, None for the empty text that calamine has for an empty cell."""
    return None if value == "" else cast(Value, value)


def _picked(rows: Iterator[list[Any]], places: Sequence[int], width: int) -> Iterator[Sequence[Any]]:
    """Those places of each row, in their order."""
    if len(places) == width:
        return rows
    if len(places) == 1:
        return ([row[places[0]]] for row in rows)
    return map(itemgetter(*places), rows) if places else iter(())


class _Kept(dict[str, str | None]):
    """Each text as the one object that it was first, None for a blank."""

    def __missing__(self, text: str) -> str | None:
        self[text] = kept = text or None
        return kept


class _Column:
    """A column in the making; equal texts are kept as one object as long as enough of them come again."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._kept: _Kept | None = _Kept()
        self._only_texts = True

    def add(self, values: Sequence[Any]) -> None:
        texts = (self._only_texts or self._kept is not None) and _are_texts(values)
        self._only_texts = self._only_texts and texts
        if self._kept is None or not texts:  # (True would be 1 as a key)
            self._values.extend(values)
            if type(values[0]) is not str:
                self._kept = None
            return
        before = len(self._kept)
        self._values.extend(map(self._kept.__getitem__, values))
        if len(self._values) > PATIENCE and len(self._kept) - before > MOSTLY_NEW * len(values):
            self._kept = None

    def filled(self) -> list[Value]:
        """The values, with None for empty cells."""
        if self._only_texts and self._kept is not None:
            return Texts(self._values, list(self._kept.values()))
        if self._only_texts:
            texts = [text or None for text in self._values]
            return Texts(texts, texts)
        return [blank_as_none(value) for value in self._values] if "" in self._values else self._values


def _are_texts(values: Iterable[Any]) -> bool:
    """Whether all are texts: to join them is the quickest way to know."""
    try:
        "".join(values)
    except TypeError:
        return False
    return True
