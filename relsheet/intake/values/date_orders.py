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
    shared = {order for order in DateOrder if all(order in found for found in readings)}
    if len(shared) == 1:
        return shared
    near = _near_the_years(shared, readings, _years(values, texts))
    return near if len(near) == 1 else ()


def can_be_in(order: DateOrder, values: Iterable[Value]) -> bool:
    """Whether every date in three numbers is one in that order."""
    return all(order in found for found in _readings({value for value in values if isinstance(value, str)}))


def _readings(texts: Iterable[str]) -> list[Mapping[DateOrder, date]]:
    """The orders in which each date in three numbers can be read; other texts are left out."""
    return [found for found in map(possible_orders, texts) if found]


def _only(orders: Collection[DateOrder]) -> DateOrder | None:
    return next(iter(orders)) if len(orders) == 1 else None


def _years(values: Iterable[Value], texts: Iterable[str]) -> range:
    """The years that dates of the column name in full, and one more on either side; empty where none does."""
    typed = {value.year for value in values if isinstance(value, date)}
    years = typed | {int(year) for text in texts for year in _FULL_YEAR.findall(text)}
    return range(min(years) - 1, max(years) + 2) if years else range(0)


def _near_the_years(
    orders: Iterable[DateOrder], readings: Iterable[Mapping[DateOrder, date]], years: range
) -> set[DateOrder]:
    return {order for order in orders if all(found[order].year in years for found in readings)}
