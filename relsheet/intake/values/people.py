"""Columns of people: 周 敏 and 周敏 are one person, and so is Ann  Lee with two spaces."""

import re
from collections.abc import Sequence

from relsheet.intake.values.column import ColumnContext, ColumnValues
from relsheet.intake.values.text import read_texts
from relsheet.sheets.workbook import Value, different

#: A Chinese name of two or three characters that somebody spread out; four would be two people.
_SPREAD = re.compile(r"[\u3400-\u9fff](?:\s*[\u3400-\u9fff]){1,2}")
_GAP = re.compile(r"\s+")


def read_people(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as text, each person spelled in one way as far as spaces go."""
    read = read_texts(values, context)
    odd = {text: _closed(text) for text in different(read.values) if text is not None and _GAP.search(text)}
    if all(text == closed for text, closed in odd.items()):
        return read
    return ColumnValues([odd.get(text, text) for text in read.values], read.faults, read.notes)


def _closed(name: str) -> str:
    return _GAP.sub("" if _SPREAD.fullmatch(name) else " ", name)
