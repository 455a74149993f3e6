"""Cells that look filled but record nothing ("N/A", "—", "待定"), and error texts."""

from collections.abc import Collection
from enum import Enum, auto
from functools import cache

from relsheet.intake.dictionary import value_tables
from relsheet.intake.spelling import half_width, simplified

#: Longer texts say something: the tokens of config/values.toml are short, also with blanks around them.
_LONGEST = 24


class Blank(Enum):
    """Why a text is no value."""

    MISSING = auto()  # nothing was recorded
    OR_NO = auto()  # 无, 没有: no in a yes/no column, else nothing recorded
    ERROR = auto()  # #REF! and its like


@cache
def _tokens() -> dict[str, Blank]:
    tables = value_tables()["missing"]
    kinds = {"tokens": Blank.MISSING, "or_no": Blank.OR_NO, "errors": Blank.ERROR}
    return {half_width(token).casefold(): kind for name, kind in kinds.items() for token in tables[name]}


@cache
def _longest() -> int:
    return max(map(len, _tokens()))


@cache
def _without_end() -> frozenset[str]:
    return frozenset(half_width(token).casefold() for token in value_tables()["missing"]["no_end"])


def is_without_end(text: str) -> bool:
    """Whether a text in place of a date says that there is none: a contract that runs on (长期, rolling)."""
    return len(text) <= _LONGEST and _plain(text).strip().casefold() in _without_end()


def blank_kind(text: str) -> Blank | None:
    """What kind of "nothing" a text is; None for a text that says something."""
    if len(text) > _longest() and len(text.strip()) > _longest():
        return None
    return _tokens().get(_plain(text).strip().casefold()) if len(text) <= _LONGEST else None


def blanks_among(stripped: Collection[str]) -> set[str]:
    """The texts that say nothing: the same for many at once, in a fraction of the time."""
    tokens = _tokens()
    if max(map(len, stripped), default=0) > _LONGEST:
        stripped = [text for text in stripped if len(text) <= _LONGEST]
    if "".join(stripped).isascii() and tokens.keys().isdisjoint(map(str.casefold, stripped)):
        return set()  # nearly every column of ids
    return {text for text in stripped if _plain(text).strip().casefold() in tokens}


def any_empty(values: Collection[object]) -> bool:
    """Whether a cell is empty. Of a full column ``all`` tells it five times as fast as ``in``."""
    return not all(values) and None in values


def _plain(text: str) -> str:
    return text if text.isascii() else simplified(half_width(text))
