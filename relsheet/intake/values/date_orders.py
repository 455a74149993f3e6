"""Which order of day, month and year the dates of a column prove that are written in three numbers."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from relsheet.intake.values.column import DateOrder
from relsheet.intake.values.dates import possible_orders
from relsheet.sheets.workbook import Value

_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


def proven_order(values: Sequence[Value]) -> DateOrder | None:
    """The one order in which 3/5/2024 or 24/3/5 is written in this column; None where it is open."""
    return _only(proven_orders(values))


def proven_orders(values: Sequence[Value]) -> Collection[DateOrder]:
    """The orders that the column's texts prove: one, none where it is open, more where the column mixes them.

    Three witnesses, the strongest first: texts that are a date in one order only (13/5/2024; a weekday beside it); the
    only order in which all texts are dates (29/10/24 with 4/11/2024); the only one in which all texts lie among the
    years of the column's other dates (25/01/10 among dates of 2025).
    """
    texts = {value for value in values if isinstance(value, str)}
    readings = _readings(texts)
    sure = {order for found in readings if len(found) == 1 for order in found}
    if sure:
        return sure
    left = _left(readings, years_in(values))
    return left if len(left) == 1 else ()


def can_be_in(order: DateOrder, values: Iterable[Value], years: range) -> bool:
    """Whether every date in three numbers is one in that order, and no other order alone puts them in those years.

    Whoever proves years first, 10/11/25 among dates of 2025 is none of 2010.
    """
    return order in _left(_readings({value for value in values if isinstance(value, str)}), years)


def years_in(values: Iterable[Value]) -> range:
    """The years that dates of the column name in full, and one more on either side; empty where none does."""
    different = {value for value in values if isinstance(value, date | str)}
    typed = {value.year for value in different if isinstance(value, date)}
    years = typed | {int(year) for text in different if isinstance(text, str) for year in _FULL_YEAR.findall(text)}
    return range(min(years) - 1, max(years) + 2) if years else range(0)


def _left(readings: Sequence[Mapping[DateOrder, date]], years: range) -> Collection[DateOrder]:
    """The orders in which all texts are dates: those that put all of them among the years, if there are any such."""
    shared = {order for order in DateOrder if all(order in found for found in readings)}
    return {order for order in shared if all(found[order].year in years for found in readings)} or shared


def _readings(texts: Iterable[str]) -> list[Mapping[DateOrder, date]]:
    """The orders in which each date in three numbers can be read; other texts are left out."""
    return [found for found in map(possible_orders, texts) if found]


def _only(orders: Collection[DateOrder]) -> DateOrder | None:
    return next(iter(orders)) if len(orders) == 1 else None
