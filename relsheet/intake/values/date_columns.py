"""A column of dates: what its texts prove about their order, and its cells as days or moments."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from relsheet.errors import Severity
from relsheet.intake.values.blanks import Blank, blank_kind
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnNote, ColumnValues, DateOrder, as_shown
from relsheet.intake.values.dates import DateFault, day_month_year, possible_orders, read_date, read_serial
from relsheet.sheets.contract import Value

#: What Excel shows for an empty date cell that counts as zero.
_ZERO_DAYS = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1))

Finish = Callable[[date], date]


def date_order(values: Iterable[Value], context: ColumnContext) -> DateOrder | None:
    """The order of day and month that the column proves, the header names or the config sets; None where it is open.

    3/5/2024 is settled by any 13/5/2024 in the same column; texts that prove both orders prove none.
    """
    proven: set[DateOrder] = set()
    for text in {value for value in values if isinstance(value, str)}:
        numbers = day_month_year(text)
        possible = possible_orders(numbers) if numbers else {}
        if len(possible) == 1:
            proven |= possible.keys()
    if len(proven) == 1:
        return proven.pop()
    if proven:
        return None
    settled = context.settings.date_order
    return context.date_order or (DateOrder(settled) if settled else None)


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


def _typed_days(values: Sequence[Value]) -> list[date | None] | None:
    """The days of a column that holds nothing but typed dates, ten times as fast; None for any other column."""
    if not set(map(type, values)) <= {date, datetime, type(None)}:
        return None
    typed = cast(Sequence[date | None], values)
    days = [value.date() if isinstance(value, datetime) else value for value in typed]
    earliest = min(filter(None, days), default=None)
    return days if earliest is None or earliest > max(_ZERO_DAYS) else None


def _read(values: Sequence[Value], context: ColumnContext, finish: Finish) -> ColumnValues:
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
    notes = (*_two_digit_years(values, known), *_half_converted(values, order))
    return ColumnValues(read, tuple(faults), notes)


def _cell(value: Value, context: ColumnContext, order: DateOrder | None) -> date | DateFault | None:
    """One cell: None where it records nothing."""
    if isinstance(value, datetime):
        day = value.date()
        return None if day in _ZERO_DAYS else day if value.time() == time.min and not value.tzinfo else value
    if isinstance(value, date):
        return None if value in _ZERO_DAYS else value
    if isinstance(value, str):
        if blank_kind(value) in (Blank.MISSING, Blank.OR_NO) or value.strip() == "0":
            return None
        return read_date(value, order, epoch_1904=context.date_1904)
    if isinstance(value, time | timedelta) or value is None:
        return DateFault.NOT_A_DATE
    return None if value == 0 else read_serial(value, epoch_1904=context.date_1904)


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
