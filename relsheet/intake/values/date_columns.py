"""A column of dates: its cells as days or moments."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from relsheet.errors import Severity
from relsheet.intake.values.blanks import Blank, blank_kind, is_without_end
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnNote, ColumnValues, DateOrder, as_shown
from relsheet.intake.values.date_orders import proven_order
from relsheet.intake.values.dates import DateFault, day_month_year, read_date, read_serial
from relsheet.intake.values.roc import in_common_years
from relsheet.sheets.workbook import Value

#: What Excel shows for an empty date cell that counts as zero.
_ZERO_DAYS = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1))

#: Years in which a customer may have begun to buy.
_YEARS = range(1950, 2100)
_YEAR_OR_MONTH = re.compile(r"(?P<year>\d{4})年?(?:(?:(?<=年)|[-/.])(?P<month>\d{1,2})月?)?份?", re.ASCII)

Finish = Callable[[date], date]


def date_order(values: Sequence[Value], context: ColumnContext) -> DateOrder | None:
    """The order of day and month that the column proves, the header names or the config sets; None where it is open."""
    settled = context.settings.date_order
    return proven_order(values) or context.date_order or (DateOrder(settled) if settled else None)


def read_days(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as plain dates; the time of day, where one is written, is left off in the book's time zone."""

    def day(found: date) -> date:
        if isinstance(found, datetime):
            return (found.astimezone(context.zone) if found.tzinfo else found).date()
        return found

    days = _typed_days(values)
    return _read(values, context, day) if days is None else ColumnValues(days)


def read_moments(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as dates where no time of day is known, else as aware datetimes in the book's time zone.

    A cell at midnight has no time of day (Excel cannot tell the two apart); a text that spells 00:00 has one, unless
    every time in the column is 00:00, as programs write it behind plain dates.
    """

    def moment(found: date) -> date:
        if not isinstance(found, datetime):
            return found
        return found.astimezone(context.zone) if found.tzinfo else found.replace(tzinfo=context.zone)

    read = _read(values, context, moment)
    times = [found for found in read.values if isinstance(found, datetime)]
    if times and all(found.time() == time.min for found in times):
        days = [found.date() if isinstance(found, datetime) else found for found in read.values]
        return ColumnValues(days, read.faults, read.notes)
    return read


def read_beginnings(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as dates on which something began; a year or a month alone counts from its last day, and is told once.

    So it is never taken to have begun earlier than it did.
    """
    last_days = [_last_day(value) for value in values]
    if not any(last_days):
        return read_days(values, context)
    rest = [None if day else value for value, day in zip(values, last_days, strict=True)]
    read = read_days(rest, context)
    days = [day or found for day, found in zip(last_days, read.values, strict=True)]
    first = next(index for index, day in enumerate(last_days) if day)
    params = (("value", as_shown(values[first])), ("read", last_days[first]), ("count", sum(map(bool, last_days))))
    return ColumnValues(days, read.faults, (*read.notes, ColumnNote(first, "date-counts-from-end", params)))


def _last_day(value: Value) -> date | None:
    """The last day of a year or a month that is written alone: 2015, 2015年, 2015年3月, 2015-03."""
    match = _YEAR_OR_MONTH.fullmatch(as_shown(value).strip()) if isinstance(value, str | int | float) else None
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"] or 12)
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    return date(year, month, monthrange(year, month)[1])


def _typed_days(values: Sequence[Value]) -> list[date | None] | None:
    """The days of a column that holds nothing but typed dates, ten times as fast; None for any other column."""
    if not set(map(type, values)) <= {date, datetime, type(None)}:
        return None
    kept = _Days({None: None})
    days = [*map(kept.__getitem__, cast(Sequence[date | None], values))]
    earliest = min(filter(None, kept.values()), default=None)
    return days if earliest is None or earliest > max(_ZERO_DAYS) else None


class _Days(dict[date | None, date | None]):
    """A moment's or a day's day; equal ones are one object: a log has few, and the rules go through them often."""

    def __missing__(self, value: date | None) -> date | None:
        day = value.date() if isinstance(value, datetime) else value
        kept = self[value] = self.setdefault(day, day)
        return kept


def _read(values: Sequence[Value], context: ColumnContext, finish: Finish) -> ColumnValues:
    as_written, values = values, in_common_years(values)
    order = date_order(values, context)
    read: list[Any] = []
    faults: list[CellFault] = []
    known: dict[Value, date | DateFault | None] = {None: None}
    for index, value in enumerate(values):
        if isinstance(value, bool):  # True is 1 as a key
            found: date | DateFault | None = DateFault.NOT_A_DATE
        elif value in known:
            found = known[value]
        else:
            found = known[value] = _cell(value, context, order)
        if isinstance(found, DateFault):
            faults.append(CellFault(index, found.value, (("value", as_shown(value)),)))
            read.append(None)
        else:
            read.append(None if found is None else finish(found))
    notes = (*_years_of_taiwan(as_written, values), *_two_digit_years(values, known), *_half_converted(values, order))
    return ColumnValues(read, tuple(faults), notes)


def _cell(value: Value, context: ColumnContext, order: DateOrder | None) -> date | DateFault | None:
    """One cell: None where it records nothing."""
    if isinstance(value, datetime):
        day = value.date()
        return None if day in _ZERO_DAYS else day if value.time() == time.min and not value.tzinfo else value
    if isinstance(value, date):
        return None if value in _ZERO_DAYS else value
    if isinstance(value, str):
        if blank_kind(value) in (Blank.MISSING, Blank.OR_NO) or value.strip() == "0" or is_without_end(value):
            return None
        return read_date(value, order, epoch_1904=context.date_1904)
    if isinstance(value, time | timedelta) or value is None:
        return DateFault.NOT_A_DATE
    return None if value == 0 else read_serial(value, epoch_1904=context.date_1904)


def _years_of_taiwan(as_written: Sequence[Value], values: Sequence[Value]) -> Iterator[ColumnNote]:
    """A word about years counted from 1912: how the first of them was read."""
    for index, (written, read) in enumerate(zip(as_written, values, strict=True)):
        if written is not read:
            yield ColumnNote(index, "date-roc-year", (("value", written), ("read", read)))
            return


def _two_digit_years(values: Sequence[Value], known: Mapping[Value, date | DateFault | None]) -> Iterator[ColumnNote]:
    """A word about years written with two digits: how the first of them was read."""
    for value, found in known.items():
        if isinstance(value, str) and isinstance(found, date):
            numbers = day_month_year(value)
            if numbers and len(numbers[2]) < 4:
                params = (("value", value), ("read", found))
                yield ColumnNote(values.index(value), "date-two-digit-year", params, Severity.NOTE)
                return


def _half_converted(values: Sequence[Value], order: DateOrder | None) -> Iterator[ColumnNote]:
    """A warning where texts beside typed dates are only those that a program could not read in its own order.

    Excel set to month/day turns 5/3/2024 into 3 May and leaves 13/3/2024 a text: then the typed dates are wrong.
    """
    if order not in (DateOrder.DMY, DateOrder.MDY):
        return
    typed = [index for index, value in enumerate(values) if isinstance(value, date)]
    texts = [numbers for value in values if isinstance(value, str) and (numbers := day_month_year(value))]
    days = [int(numbers[0] if order is DateOrder.DMY else numbers[1]) for numbers in texts]
    if typed and days and min(days) > 12 and all(cast(date, values[index]).day <= 12 for index in typed):
        params = (("value", as_shown(values[typed[0]])), ("count", len(typed)))
        yield ColumnNote(typed[0], "dates-half-converted", params, Severity.WARNING)
