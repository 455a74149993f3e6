"""How long something took, as a text or a number of a "处理时间" column says: to tell lengths from moments."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from relsheet.intake.spelling import half_width, simplified


@dataclass(frozen=True, slots=True)
class Duration:
    """A length in one of three measures, which are never turned into each other: a day is not 24 working hours."""

    hours: float | None = None
    days: float | None = None
    business_days: float | None = None


_MEASURES = (
    (re.compile(r"个?工作日|(?:business|working) days?|wd"), "business_days", 1.0),
    (re.compile(r"分钟?|minutes?|mins?"), "hours", 1 / 60),
    (re.compile(r"个?小时|个?钟头|hours?|hrs?|h"), "hours", 1.0),
    (re.compile(r"天|日|days?|d"), "days", 1.0),
    (re.compile(r"个?(?:周|星期|礼拜)|weeks?"), "days", 7.0),
)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(\D+)", re.ASCII)


def read_duration(text: str) -> Duration | None:
    """The length that a text spells with its measure (24小时, 1.5d, 3个工作日); None for any other text."""
    match = _LENGTH.fullmatch(simplified(half_width(text).casefold()))
    if not match:
        return None
    for measure, name, worth in _MEASURES:
        if measure.fullmatch(match[2].strip()):
            number = float(match[1]) * worth
            return Duration(**{name: number})
    return None


def first_length(values: Iterable[object]) -> str | None:
    """The first of these values as written, where all that are there are lengths; None otherwise."""
    filled = [value for value in values if value not in (None, "")]
    if not all(isinstance(value, str) and read_duration(value) for value in filled):
        return None
    return str(filled[0]) if filled else None
