"""What goes into a column parser and what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any

from relsheet.errors import Severity
from relsheet.intake.settings import ValuesSettings
from relsheet.sheets.workbook import Value

Params = tuple[tuple[str, object], ...]


class DateOrder(StrEnum):
    """The order of day, month and year in dates that are all digits."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a header or a cell names: 万元 is 10,000; USD a currency; % a percentage."""

    text: str  # as written
    factor: Decimal | None = None  # None: it names a currency only
    currency: str | None = None  # ISO code
    percent: bool = False


@dataclass(frozen=True, slots=True)
class ColumnContext:
    """What a parser must know beside the cells: the zone of times, and what the header and the config say."""

    zone: tzinfo = UTC
    unit: Unit | None = None
    date_order: DateOrder | None = None  # from the header: "(dd/mm/yyyy)"
    date_1904: bool = False
    header: str = ""
    settings: ValuesSettings = field(default_factory=ValuesSettings)


def as_shown(value: Value) -> str:
    """A cell as the user sees it, for a message or as text: 12.0 is 12, a day without a time has none."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:.0f}" if isfinite(value) and value == int(value) else repr(value)
    if isinstance(value, datetime) and value.time() != time.min:
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that holds something which is not a value of its kind; ``index`` counts the cells given, from 0."""

    index: int
    code: str  # of the Problem
    values: Params = ()
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """Something to say once about the whole column; ``index`` is the first cell that shows it."""

    index: int
    code: str
    values: Params = ()
    severity: Severity = Severity.NOTE


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """The cells as values, None where nothing (usable) is recorded."""

    values: Sequence[Any]
    faults: tuple[CellFault, ...] = ()
    notes: tuple[ColumnNote, ...] = ()
    currencies: Mapping[int, str] = field(
        default_factory=dict
    )  # index -> ISO code, where a cell or the header names one
    unknown: Sequence[int] = ()  # the cells with a word that the dictionary does not have; their notes tell it
