"""Visits, orders and plans: long tabs, one record per row that has a customer and a date."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from typing import Any, Generic, TypeVar

from relsheet.errors import Problem, problem
from relsheet.intake.callers import Callers
from relsheet.intake.cells import Cells
from relsheet.intake.names import Directory
from relsheet.intake.values.blanks import any_empty
from relsheet.records import MappedTab, Order, Origin, Plan, Visit
from relsheet.records.making import records_of

R = TypeVar("R")
#: Whom each record is about, and its cell: customer, tab, row and column; tab and column come again without end.
Columns = Mapping[str, Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Log(Generic[R]):
    """What one tab gave."""

    records: tuple[R, ...]
    tab: MappedTab
    problems: tuple[Problem, ...]


def read_visits(cells: Cells, directory: Directory) -> Log[Visit]:
    """One visit per row; rows without a known customer or a readable date are told and left out."""
    return _log(cells, directory, lambda whose: records_of(Visit, {**cells.values, **whose}))


def read_orders(cells: Cells, directory: Directory) -> Log[Order]:
    """One order per row; what is marked as a return has a negative amount, however it was written."""
    amounts, returns = list(cells.column("amount")), [bool(mark) for mark in cells.column("kind")]
    for index in compress(range(len(cells)), returns):
        if amounts[index] is not None:
            amounts[index] = -abs(amounts[index])
    named = cells.currencies.get("amount", {})
    currencies = [code or named.get(index) for index, code in enumerate(cells.column("currency"))]

    own = {"amount": amounts, "currency": currencies, "is_return": returns}
    return _log(cells, directory, lambda whose: records_of(Order, {**cells.values, **own, **whose}))


def read_plans(cells: Cells, directory: Directory) -> Log[Plan]:
    """One planned visit per row."""

    def plans(whose: Columns) -> Iterator[Plan]:
        origins = map(Origin, whose["tab"], whose["row"], whose["column"])
        return records_of(Plan, {**cells.values, "customer": whose["customer"], "origin": origins})

    return _log(cells, directory, plans)


def _log(cells: Cells, directory: Directory, make: Callable[[Columns], Iterator[R]]) -> Log[R]:
    callers = Callers(cells, directory)
    keys = callers.keys()
    table = cells.table
    dates = cells.column("date")
    column = table.columns["date"].column
    records = make({"customer": keys, "tab": repeat(table.grid.tab), "row": table.numbers, "column": repeat(column)})
    if any_empty(keys) or any_empty(dates):
        usable = [key is not None and date is not None for key, date in zip(keys, dates, strict=True)]
        records = compress(records, usable)
    kept = tuple(records)
    problems = (*cells.problems, *callers.problems(), *_undated(cells, dates))
    return Log(kept, table.mapped_tab(len(kept)), problems)


def _undated(cells: Cells, dates: Sequence[Any]) -> Iterator[Problem]:
    for index, date in enumerate(dates if any_empty(dates) else ()):
        if date is None and "date" not in cells.unreadable.get(index, ()):
            yield problem("no-date", cells.table.origin(index, "date"))
