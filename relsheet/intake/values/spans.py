"""Columns that say how often a customer is to be contacted: 30, 30天, every 2 weeks, 每月两次; as calendar days."""

import re
from collections.abc import Mapping, Sequence

from relsheet.intake.spelling import half_width, simplified
from relsheet.intake.values.blanks import Blank, blank_kind
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnValues, as_shown
from relsheet.sheets.workbook import Value

#: Words for a span -> its days; a month counts 30, as in the cadence of the classes.
DAYS: Mapping[str, int] = {
    **dict.fromkeys(("day", "days", "d", "daily", "天", "日"), 1),
    **dict.fromkeys(("week", "weeks", "w", "weekly", "周", "个星期", "星期", "礼拜"), 7),
    **dict.fromkeys(("fortnight", "fortnightly", "biweekly", "双周", "半月", "半个月"), 14),
    **dict.fromkeys(("month", "months", "monthly", "月", "个月"), 30),
    **dict.fromkeys(("quarter", "quarters", "quarterly", "季", "季度", "个季度"), 90),
    **dict.fromkeys(("half a year", "half-yearly", "半年"), 180),
    **dict.fromkeys(("year", "years", "yearly", "annually", "年"), 365),
}
MOST_DAYS = 3650
_NUMBERS = {"one": 1, "once": 1, "twice": 2, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_NUMBER = rf"(\d{{1,4}}|{'|'.join(_NUMBERS)})"
_EVERY = re.compile(rf"(?:every|each|每)?\s*{_NUMBER}?\s*([^\d\s].*?)?\s*(?:[一1]次)?")
#: 每月2次 · 2次/月 · twice a month · 3 times per quarter
_TIMES = re.compile(rf"每(\D+?){_NUMBER}次|{_NUMBER}\s*(?:次|times|x)?\s*(?:/|per|a|每)\s*(\D+)")
_UNIT = re.compile(r"[(（]([^()（）]+)[)）]")
_FREQUENCY = re.compile("频率|frequency", re.IGNORECASE)


def read_spans(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as whole days, at least one; a bare number is days, or what the header's bracket names.

    Under "frequency" a bare number is a fault: 2 may be every 2 days, or twice a month.
    """
    named = _UNIT.search(context.header)
    unit = DAYS.get(simplified(named[1]).strip().casefold(), 1) if named else 1
    bare = 0 if _FREQUENCY.search(context.header) and unit == 1 else unit
    found: list[int | None] = []
    faults: list[CellFault] = []
    for index, value in enumerate(values):
        is_blank = value is None or (isinstance(value, str) and blank_kind(value) in (Blank.MISSING, Blank.OR_NO))
        days = None if is_blank else read_span(value, bare)
        if days is None and not is_blank:
            faults.append(CellFault(index, "bad-span", (("value", as_shown(value)),)))
        found.append(days)
    return ColumnValues(found, tuple(faults))


def read_span(value: Value, bare: int = 1) -> int | None:
    """The days that one cell says, ``bare`` for each of a number alone; None for what is no span of whole days."""
    days: float = 0
    if isinstance(value, str):
        days = _in_words(simplified(half_width(value).strip().casefold()), bare)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        days = value * bare
    return int(days) if 1 <= days <= MOST_DAYS and days == int(days) else None


def _in_words(text: str, bare: int) -> int:
    """The days of a text, rounded down; 0 for one that names none."""
    times = _TIMES.fullmatch(text)
    unit = DAYS.get((times[1] or times[4]).strip()) if times else None
    if times and unit:
        return unit // max(_number(times[2] or times[3]), 1)
    every = _EVERY.fullmatch(text)
    if every is None or not (every[1] or every[2]):
        return 0
    return _number(every[1]) * (DAYS.get(every[2].strip(), 0) if every[2] else bare)


def _number(text: str | None) -> int:
    if text is None:
        return 1
    return _NUMBERS[text] if text in _NUMBERS else int(text)
