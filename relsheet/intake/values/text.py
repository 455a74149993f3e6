"""Columns of text: names, notes, ids, phones. Ids keep their zeros; what Excel has damaged is reported."""

import re
from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from typing import cast

from relsheet.intake.dictionary import value_tables
from relsheet.intake.spelling import half_width
from relsheet.intake.values.blanks import blanks_among
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnValues, as_shown
from relsheet.sheets.contract import Value

#: Excel keeps 15 digits: from here on the last ones of a number are lost ([MS-OI29500] 2.1.742).
_EXACT_BELOW = 10**15
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+\d{2}", re.ASCII | re.IGNORECASE)


def read_texts(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as text with its ends stripped; N/A, 暂无 and their like are nothing recorded."""
    return _each(values, "bad-text", lambda text: text)


def read_ids(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as text, zeros kept; a number beyond 15 digits or written 1.2E+17 is damaged and reported."""
    return _each(values, "id-damaged", _undamaged)


def read_phones(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as written; 1.38E+10 is damaged and reported."""
    return _each(values, "phone-damaged", _undamaged)


def _undamaged(text: str) -> str | None:
    return None if "+" in text and _SCIENTIFIC.fullmatch(text) else text


def read_currencies(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as ISO codes; a bare ¥ or $ names none and is reported."""
    codes: dict[str, str] = value_tables()["currencies"]

    def code(text: str) -> str | None:
        plain = half_width(text).casefold()
        found = codes.get(plain)
        return found or (plain.upper() if re.fullmatch(r"[a-z]{3}", plain) else None)

    return _each(values, "currency-unknown", code)


def _each(values: Sequence[Value], code: str, read: Callable[[str], str | None]) -> ColumnValues:
    """Each text as ``read`` gives it; where it gives None, a fault of that code. Where many are
    equal they are read once."""
    if bool in set(map(type, values)):  # True would be 1 as a key
        values = [as_shown(value) if isinstance(value, bool) else value for value in values]
    if (numbered := _numbered(values)) is not None:
        return ColumnValues(numbered)
    different = set(values)
    nothing = blanks_among([value for value in different if isinstance(value, str)])
    if 2 * len(different) > len(values):
        texts = ["" if value in nothing else _read(value, read) for value in values]
    else:
        known = {value: "" if value in nothing else _read(value, read) for value in different}
        texts = list(map(known.__getitem__, values))
    faults: Iterable[CellFault] = ()
    if None in texts:
        damaged = (index for index, text in enumerate(texts) if text is None)
        faults = (CellFault(index, code, (("value", as_shown(values[index])),)) for index in damaged)
    return ColumnValues([text or None for text in texts], tuple(faults))


def _numbered(values: Sequence[Value]) -> list[str] | None:
    """A column of nothing but whole numbers as text, ten times as fast; None for any other column."""
    if set(map(type, values)) != {float}:
        return None
    numbers = cast(Sequence[float], values)
    if not (isfinite(sum(numbers)) and -_EXACT_BELOW < min(numbers) <= max(numbers) < _EXACT_BELOW):
        return None
    whole = list(map(int, numbers))
    return list(map(str, whole)) if whole == list(numbers) else None


def _read(value: Value, read: Callable[[str], str | None]) -> str | None:
    """A value that says something as ``read`` gives it: "" for an empty cell, None where it cannot be read."""
    if value is None:
        return ""
    if isinstance(value, str):
        return read(value.strip())
    text = _exact(value)
    return None if text is None else read(text)


def _exact(value: Value) -> str | None:
    """A typed cell as text; None where Excel has lost digits of it."""
    if isinstance(value, int | float) and not (isfinite(value) and abs(value) < _EXACT_BELOW):
        return None
    return as_shown(value)
