"""Years counted from 1912, as in Taiwan: 民國113年5月3日, and 113/5/3 where its column proves it."""

import re
from collections.abc import Sequence
from datetime import date

from relsheet.intake.spelling import half_width, simplified
from relsheet.intake.values.blanks import blank_kind
from relsheet.sheets.workbook import Value

#: The year before the first.
BEFORE = 1911
#: Years that only this calendar writes with three digits.
THREE_DIGITS = range(100, 151)

_NAMED = re.compile(r"民国\s*(\d{1,3})(?=\s*[年/.\-])")
_DAY = re.compile(r"(\d{2,3})(?:年|[/.\-])\s?(\d{1,2})(?:月|[/.\-])\s?(\d{1,2})日?", re.ASCII)


def without_named_era(text: str) -> str:
    """The folded text with 民国113 made 2024."""
    return _NAMED.sub(lambda year: str(int(year[1]) + BEFORE), text, count=1)


def in_common_years(values: Sequence[Value]) -> Sequence[Value]:
    """The values with such dates as ISO texts, if all texts of the column are such dates, and any proves the calendar.

    113/5/3 cannot be anything else, but a single one may be a slip of the pen: it takes two that differ.
    """
    texts = {value for value in values if isinstance(value, str) and not blank_kind(value)}
    if len(texts) < 2:
        return values
    days: dict[Value, str] = {}
    for text in texts:
        day = _day(text)
        if day is None:
            return values
        days[text] = day
    if not any(_year(text) in THREE_DIGITS for text in texts):
        return values
    return [days.get(value, value) if isinstance(value, str) else value for value in values]


def _day(text: str) -> str | None:
    match = _DAY.fullmatch(simplified(half_width(text)))
    if match is None:
        return None
    try:
        return date(int(match[1]) + BEFORE, int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(half_width(text)[:3]) if half_width(text)[:3].isdigit() else 0
