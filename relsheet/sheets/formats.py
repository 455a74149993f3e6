"""What a moment or a span shows where its style asks for nothing else."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from relsheet.sheets.workbook import Value

DEFAULT_FORMATS: Mapping[type, str] = {
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
    time: "hh:mm",
    timedelta: "[h]:mm",
}


def shown_as(value: Value) -> str | None:
    """The number format of a date, a time or a span; None for all other values."""
    return DEFAULT_FORMATS.get(type(value))
