"""The number formats of moments and spans: what they show where nothing else is asked for, and which show days."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from relsheet.sheets.workbook import Value

DEFAULT_FORMATS: Mapping[type, str] = {
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
    time: "hh:mm",
    timedelta: "[h]:mm",
}
#: The built-in formats that show days (§18.8.30), and what in a code of one's own stands for itself.
BUILT_IN = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')


def shown_as(value: Value) -> str | None:
    """The number format of a date, a time or a span; None for all other values."""
    return DEFAULT_FORMATS.get(type(value))


def shows_days(code: str) -> bool:
    """Whether a number format, a code or the number of a built-in one, makes days of numbers."""
    if code.isdigit():
        return int(code) in BUILT_IN
    return not {"y", "d"}.isdisjoint(LITERAL.sub("", code).lower())
