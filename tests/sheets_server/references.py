"""The cells that formulas name, kept right when rows come and go and when formulas are copied."""

import re
from collections.abc import Callable

from tests.sheets_server.a1 import letters, number
from tests.sheets_server.shifting import Shift

REFERENCE = re.compile(r"(?<![\w!$])(\$?)([A-Za-z]{1,3})(\$?)(\d+)(?::(\$?)([A-Za-z]{1,3})(\$?)(\d+))?(?![\w(!])")
GONE = "#REF!"


def shifted_formula(formula: str, axis: str, shift: Shift) -> str:
    """The formula after rows or columns of its tab came, went or moved."""

    def moved(found: re.Match[str]) -> str:
        first, last = found[0].partition(":")[::2]
        if axis == "ROWS":
            span = shift(int(found[4]) - 1, int(found[8] or found[4]))
        else:
            span = shift(number(found[2]), number(found[6] or found[2]) + 1)
        if span is None:
            return GONE
        ends = [_at(first, axis, span[0])]
        return ":".join([*ends, _at(last, axis, (span[1] or 1) - 1)] if last else ends)

    return _outside_texts(formula, lambda text: REFERENCE.sub(moved, text))


def copied_formula(formula: str, rows: int, columns: int) -> str:
    """The formula as it stands that many rows and columns further on; what has a $ stays."""

    def one(text: str) -> str:
        found = REFERENCE.fullmatch(text)
        assert found is not None, text
        row = int(found[4]) - 1 + (0 if found[3] else rows)
        column = number(found[2]) + (0 if found[1] else columns)
        return _at(_at(text, "ROWS", row), "COLUMNS", column) if row >= 0 and column >= 0 else GONE

    return _outside_texts(
        formula, lambda text: REFERENCE.sub(lambda found: ":".join(map(one, found[0].split(":"))), text)
    )


def _at(reference: str, axis: str, at: int) -> str:
    """A reference, as "$B$7", with another row or column."""
    found = REFERENCE.fullmatch(reference)
    assert found is not None, reference
    if axis == "ROWS":
        return f"{found[1]}{found[2]}{found[3]}{at + 1}"
    return f"{found[1]}{letters(at)}{found[3]}{found[4]}"


def _outside_texts(formula: str, change: Callable[[str], str]) -> str:
    parts = formula.split('"')
    parts[::2] = [change(part) for part in parts[::2]]
    return '"'.join(parts)
