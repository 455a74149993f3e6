"""Columns of percentages, discounts, ratings and plain numbers."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from relsheet.errors import Severity
from relsheet.intake.spelling import fold, half_width
from relsheet.intake.values.blanks import Blank, blank_kind
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnValues, as_shown
from relsheet.intake.values.money import Amount, read_money
from relsheet.intake.values.numerals import chinese_number
from relsheet.intake.values.words import words_in
from relsheet.sheets.workbook import Value


class NumberFault(StrEnum):
    """Why a cell is not a number of its kind; the code of the Problem."""

    NOT_A_PERCENTAGE = "bad-percentage"
    PERCENT_UNCLEAR = "percentage-unclear"  # 0.5 between 35 and 20: 0.5 % or 50 %?
    NOT_A_DISCOUNT = "bad-discount"
    DISCOUNT_UNCLEAR = "discount-unclear"  # 0.9: 10 % off or 90 % off?
    NOT_A_RATING = "bad-rating"
    NOT_A_NUMBER = "bad-number"


Read = float | Decimal | NumberFault | None

_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*%|百分之(\d+(?:\.\d+)?)", re.ASCII)
_TENTHS = re.compile(r"([\d一二三四五六七八九])成(?:([\d一二三四五六七八九半]))?")
_BARE = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_OF_PRICE = re.compile(r"(?:打\s*)?(\d(?:\.\d+)?|\d{2})\s*折", re.ASCII)
_SCORE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:分|星|stars?|points?|pts?|/\s*(?:5|10|100))?", re.ASCII)
_STARS = re.compile(r"([★⭐]{1,5})[☆]{0,4}")
_MEASURE = re.compile(
    r"\s*(?:[件台个箱吨套只支包盒瓶桶卷张条批次人米克升]|公斤|千克|kg|t|g|l|m|pcs?|pieces|units?|ea|boxes|sets?)$"
)


def read_percentages(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as fractions: 35 %, 3成5 and 0.35 are 0.35; a bare number above 1 makes all bare ones percentages."""
    bare = [number for value in values if (number := _bare(value)) is not None]
    in_points = any(abs(number) > 1 for number in bare)

    def percentage(value: Value) -> Read:
        number = _bare(value)
        if number is not None:
            if not in_points:
                return number
            return number / 100 if abs(number) >= 1 or number == 0 else NumberFault.PERCENT_UNCLEAR
        found = _percent_text(value) if isinstance(value, str) else None
        return NumberFault.NOT_A_PERCENTAGE if found is None else found

    return _each(values, percentage)


def read_discounts(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as fractions taken off: 10 % and 9折 are 0.1. A bare 0.9 may be either side and is reported."""

    def discount(value: Value) -> Read:
        number = _bare(value)
        if number is not None:
            points = number / 100 if context.unit and context.unit.percent and number > 1 else number
            return points if 0 <= points <= 0.5 else NumberFault.DISCOUNT_UNCLEAR
        if not isinstance(value, str):
            return NumberFault.NOT_A_DISCOUNT
        share = _OF_PRICE.fullmatch(half_width(value))
        if share:
            paid = float(share[1]) / (100 if len(share[1]) == 2 else 10)
            return round(1 - paid, 6)
        found = _percent_text(value)
        if found is None:
            return NumberFault.NOT_A_DISCOUNT
        return found if 0 <= found <= 0.5 else NumberFault.DISCOUNT_UNCLEAR

    return _each(values, discount)


def read_ratings(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as scores on its own scale: 4.5, "4.5分", ★★★★, and the five steps in words as 1 to 5."""

    return _each(values, lambda value: _rating(value) if is_rating(value) else NumberFault.NOT_A_RATING)


def read_numbers(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as Decimals; a unit of measure behind the number (12台) is left off, 1.2万 is 12,000."""
    factor = context.unit.factor if context.unit else None

    def number(value: Value) -> Read:
        if isinstance(value, str):
            found = read_money(_MEASURE.sub("", half_width(value).casefold()))
            if not isinstance(found, Amount) or found.approximate or found.currency:
                return NumberFault.NOT_A_NUMBER
            return found.number if factor is None or found.has_unit else found.number * factor
        bare = _bare(value)
        if bare is None:
            return NumberFault.NOT_A_NUMBER
        exact = Decimal(repr(bare)) if bare != int(bare) else Decimal(int(bare))
        return exact if factor is None else exact * factor

    return _each(values, number)


def _bare(value: Value) -> float | None:
    """A number without any sign of what it counts, typed or as text."""
    if isinstance(value, str):
        plain = half_width(value)
        return float(plain) if _BARE.fullmatch(plain) else None
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return float(value)
    return None


def is_rating(value: Value) -> bool:
    """Whether a single cell may be a score."""
    number = _rating(value)
    return number is not None and 0 <= number <= 100


def is_percentage(text: str) -> bool:
    """Whether a text is a percentage beyond doubt: 35 %, 3成."""
    return _percent_text(text) is not None


def _rating(value: Value) -> float | None:
    if not isinstance(value, str):
        return _bare(value)
    plain = half_width(value).casefold()
    stars, score = _STARS.fullmatch(plain), _SCORE.fullmatch(plain)
    if stars or score:
        return float(score[1]) if score else float(len(stars[1] if stars else ""))
    step = words_in("rating").get(fold(plain))
    return float(step) if step else None


def _percent_text(text: str) -> float | None:
    plain = half_width(text)
    percent = _PERCENT.fullmatch(plain)
    if percent:
        return float(Decimal(percent[1] or percent[2]) / 100)
    tenths = _TENTHS.fullmatch(plain)
    if tenths:
        return (_digit(tenths[1]) * 10 + (5 if tenths[2] == "半" else _digit(tenths[2] or "0"))) / 100
    return None


def _digit(char: str) -> int:
    return int(char) if char.isascii() else chinese_number(char) or 0


def _each(values: Sequence[Value], read: Callable[[Value], Read]) -> ColumnValues:
    found: list[float | Decimal | None] = []
    faults: list[CellFault] = []
    known: dict[tuple[type, Value], Read] = {}
    for index, value in enumerate(values):
        key = (type(value), value)
        if key not in known:
            known[key] = None if _is_blank(value) else read(value)
        number = known[key]
        if isinstance(number, NumberFault):
            unclear = number in (NumberFault.PERCENT_UNCLEAR, NumberFault.DISCOUNT_UNCLEAR)
            grave = Severity.WARNING if unclear else Severity.ERROR
            faults.append(CellFault(index, number.value, (("value", as_shown(value)),), grave))
            number = None
        found.append(number)
    return ColumnValues(found, tuple(faults))


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and blank_kind(value) in (Blank.MISSING, Blank.OR_NO))
