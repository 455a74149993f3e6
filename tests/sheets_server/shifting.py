"""What happens to ranges when rows or columns come, go or move: merges, rules, charts, metadata, all alike."""

from collections.abc import Callable
from typing import Any

from tests.sheets_server.refusals import Json

#: (start, end) of a range on the edited axis, None where open -> the same after the edit; None: the range is gone.
Shift = Callable[[int, int | None], tuple[int, int | None] | None]
KEYS = {
    "ROWS": ("startRowIndex", "endRowIndex", "rowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex", "columnIndex"),
}


def inserted(at: int, count: int) -> Shift:
    """Rows ``at`` ... ``at + count`` are new."""

    def shift(start: int, end: int | None) -> tuple[int, int | None]:
        return start + count * (start >= at), None if end is None else end + count * (end > at)

    return shift


def deleted(first: int, last: int) -> Shift:
    """Rows ``first`` ... ``last`` (half-open) are gone."""

    def back(at: int) -> int:
        return at - (min(at, last) - first) if at > first else at

    def shift(start: int, end: int | None) -> tuple[int, int | None] | None:
        start, end = back(start), None if end is None else back(end)
        return None if end is not None and start >= end else (start, end)

    return shift


def moved(first: int, last: int, to: int) -> Shift:
    """Rows ``first`` ... ``last`` stand before what was row ``to``. A range keeps its length where its rows stay
    together."""

    def place(at: int) -> int:
        count = last - first
        if first <= at < last:
            return at - first + (to if to < first else to - count)
        if to <= at < first:
            return at + count
        return at - count if last <= at < to else at

    def shift(start: int, end: int | None) -> tuple[int, int | None]:
        if end is None:
            return (place(start) if start else start), None
        places = [place(at) for at in range(start, end)]
        together = max(places) - min(places) == end - start - 1
        return (min(places), max(places) + 1) if together else (start, end)

    return shift


def shifted(part: Any, sheet: int, axis: str, shift: Shift) -> Any:
    """The part of the state with every range on that tab shifted; None for a range that is gone."""
    if isinstance(part, list):
        kept = [(item, shifted(item, sheet, axis, shift)) for item in part]
        return [after for before, after in kept if after is not None or before is None]
    if not isinstance(part, dict):
        return part
    if part.get("sheetId") == sheet:
        if "dimension" in part:
            return _dimension(part, axis, shift)
        if any(key in part for pair in KEYS.values() for key in pair):
            return _range(part, axis, shift)
    return _inside(part, sheet, axis, shift)


def _inside(part: Json, sheet: int, axis: str, shift: Shift) -> Any:
    after = {}
    for key, value in part.items():
        new = shifted(value, sheet, axis, shift)
        if new is None and isinstance(value, dict):
            if key in ("range", "dimensionRange", "location"):
                return None
            continue
        if key == "ranges" and value and not new:
            return None
        after[key] = new
    return after


def _dimension(part: Json, axis: str, shift: Shift) -> Json | None:
    if part["dimension"] != axis:
        return part
    new = shift(part.get("startIndex", 0), part.get("endIndex"))
    return None if new is None else part | {"startIndex": new[0]} | ({} if new[1] is None else {"endIndex": new[1]})


def _range(part: Json, axis: str, shift: Shift) -> Json | None:
    start_key, end_key, at_key = KEYS[axis]
    if "rowIndex" in part or "columnIndex" in part:
        at = part.get(at_key, 0)
        new = shift(at, at + 1)
        return part if new is None else part | {at_key: new[0]}
    if start_key not in part and end_key not in part:
        return part
    new = shift(part.get(start_key, 0), part.get(end_key))
    if new is None:
        return None
    return part | {start_key: new[0]} | ({} if new[1] is None else {end_key: new[1]})
