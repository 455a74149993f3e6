"""Lengths of time as texts spell them (24小时, 1.5d): told from moments, which a "处理时间" column may hold as well."""

import re
from collections.abc import Iterable

from relsheet.intake.spelling import half_width, simplified

_MEASURES = "|".join(
    (
        r"个?工作日|(?:business|working) days?|wd",
        r"分钟?|minutes?|mins?",
        r"个?小时|个?钟头|hours?|hrs?|h",
        r"天|日|days?|d",
        r"个?(?:周|星期|礼拜)|weeks?",
    )
)
_LENGTH = re.compile(rf"[0-9]+(?:\.[0-9]+)?\s*(?:{_MEASURES})\s*")


def is_length(text: str) -> bool:
    """Whether a text is a number with a measure of time behind it, and nothing else."""
    return _LENGTH.fullmatch(simplified(half_width(text).casefold())) is not None


def first_length(values: Iterable[object]) -> str | None:
    """The first of these values as written, where all that are there are lengths; None otherwise."""
    filled = [value for value in values if value not in (None, "")]
    if not all(isinstance(value, str) and is_length(value) for value in filled):
        return None
    return str(filled[0]) if filled else None
