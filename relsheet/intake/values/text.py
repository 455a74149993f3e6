"""Columns of text: names, notes, ids, phones. Ids keep their zeros; what Excel has damaged is reported."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from math import isfinite
from typing import cast

from relsheet.intake.dictionary import value_tables
from relsheet.intake.spelling import half_width
from relsheet.intake.values.blanks import blanks_among
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnValues, as_shown
from relsheet.sheets.workbook import Texts, Value, different

#: Excel keeps 15 digits: from here on the last ones of a number are lost ([MS-OI29500] 2.1.742).
_EXACT_BELOW = 10**15
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+\d{2}", re.ASCII | re.IGNORECASE)


def read_texts(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as text with its ends stripped; N/A, 暂无 and their like are nothing recorded."""
    return _each(values, "bad-text")


def read_ids(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as text, zeros kept; a number beyond 15 digits or written 1.2E+17 is damaged and reported."""
    return _each(values, "id-damaged", _undamaged, "+")


def read_phones(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as written; 1.38E+10 is damaged and reported."""
    return _each(values, "phone-damaged", _undamaged, "+")


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


def _each(
    values: Sequence[Value], code: str, read: Callable[[str], str | None] | None = None, sign: str = ""
) -> ColumnValues:
    """Each text as ``read`` gives it, without ``read`` as it stands; where it gives None, a fault of that code.
    ``sign`` stands in every text that ``read`` does not leave as it is.

    Each different value is read once, and a column in which all is well comes back as it is.
    """
    if not isinstance(values, Texts) and bool in set(map(type, values)):  # True would be 1 as a key
        values = [as_shown(value) if isinstance(value, bool) else value for value in values]
    found = different(values)
    if (numbered := _numbered(values, found)) is not None:
        return ColumnValues(numbered)
    texts = [value for value in found if isinstance(value, str)]
    changed = _changed(texts, read if sign in "".join(texts) else None)
    if len(texts) < len(found):
        changed |= _as_texts(found, read)
    if not changed:
        return ColumnValues(values)
    damaged = {value for value, text in changed.items() if text is None}
    faults = [
        CellFault(index, code, (("value", as_shown(value)),))
        for index, value in enumerate(values if damaged else ())
        if value in damaged
    ]
    return ColumnValues([text or None for text in map(changed.get, values, values)], tuple(faults))


def _changed(texts: list[str], read: Callable[[str], str | None] | None) -> dict[Value, str | None]:
    """Text -> what it says, where that is another one: "" for nothing, None for what cannot be read."""
    stripped = list(map(str.strip, texts))
    said: Sequence[str | None] = stripped if read is None else list(map(read, stripped))
    blanks = blanks_among(stripped)
    if said == texts and not blanks:
        return {}
    found = zip(texts, stripped, said, strict=True)
    return {text: "" if plain in blanks else one for text, plain, one in found if one != text or plain in blanks}


def _as_texts(values: Iterable[Value], read: Callable[[str], str | None] | None) -> dict[Value, str | None]:
    """Number or date -> its text, None for what cannot be read."""
    typed = (value for value in values if value is not None and not isinstance(value, str))
    texts: dict[Value, str | None] = {value: _exact(value) for value in typed}
    return texts if read is None else {value: text and read(text) for value, text in texts.items()}


def _numbered(values: Sequence[Value], found: Collection[Value]) -> list[str] | None:
    """A column of nothing but whole numbers as text, ten times as fast; None for any other column."""
    if isinstance(values, Texts) or set(map(type, found)) != {float}:
        return None
    numbers = cast(Collection[float], found)
    if not (isfinite(sum(numbers)) and -_EXACT_BELOW < min(numbers) <= max(numbers) < _EXACT_BELOW):
        return None
    whole = list(map(int, cast(Sequence[float], values)))
    return list(map(str, whole)) if whole == list(values) else None


def _exact(value: Value) -> str | None:
    """A typed cell as text; None where Excel has lost digits of it."""
    if isinstance(value, int | float) and not (isfinite(value) and abs(value) < _EXACT_BELOW):
        return None
    return as_shown(value)
