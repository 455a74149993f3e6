"""Visits, orders and plans: long tabs, one record per row that has a customer and a date."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from typing import Any, Generic, TypeVar

from relsheet.errors import Problem, problem
from relsheet.intake.callers import Callers
from relsheet.intake.cells import Cells
from relsheet.intake.making import tuple_maker
from relsheet.intake.names import Directory
from relsheet.intake.values.blanks import any_empty
from relsheet.records import MappedTab, Order, Origin, Plan, Visit

R = TypeVar("R")
#: The tabs, rows and columns of all records; tab and column come again without end.
Places = tuple[Iterable[str], Sequence[int], Iterable[int]]

#: Beside the customer, the date and the place of it.
VISIT_FIELDS = tuple(name for name in Visit._fields if name not in ("customer", "date", *Origin._fields))


@dataclass(frozen=True, slots=True)
class Log(Generic[R]):
    """What one tab gave."""

    records: tuple[R, ...]
    tab: MappedTab
    problems: tuple[Problem, ...]


def read_visits(cells: Cells, directory: Directory) -> Log[Visit]:
    """One visit per row; rows without a known customer or a readable date are told and left out."""
    columns = [cells.values.get(name) or repeat(None) for name in VISIT_FIELDS]  # (zip ends with the keys)

    def visits(keys: Sequence[Any], places: Places) -> Iterator[Visit]:
        return map(tuple_maker(Visit), zip(keys, cells.column("date"), *places, *columns, strict=False))

    return _log(cells, directory, visits)


def read_orders(cells: Cells, directory: Directory) -> Log[Order]:
    """One order per row; what is marked as a return has a negative amount, however it was written."""
    amounts, returns = list(cells.column("amount")), [bool(mark) for mark in cells.column("kind")]
    for index in compress(range(len(cells)), returns):
        if amounts[index] is not None:
            amounts[index] = -abs(amounts[index])
    named = cells.currencies.get("amount", {})
    currencies = [code or named.get(index) for index, code in enumerate(cells.column("currency"))]

    def orders(keys: Sequence[Any], places: Places) -> Iterator[Order]:
        rest = (cells.column(name) for name in ("id", "quantity", "product", "margin"))
        return map(
            tuple_maker(Order),
            zip(keys, cells.column("date"), amounts, *places, *rest, currencies, returns, strict=False),
        )

    return _log(cells, directory, orders)


def read_plans(cells: Cells, directory: Directory) -> Log[Plan]:
    """One planned visit per row."""

    def plans(keys: Sequence[Any], places: Places) -> Iterator[Plan]:
        columns = (cells.column(name) for name in ("date", "person", "purpose", "done"))
        origins = map(Origin, *places)
        for key, origin, date, person, purpose, done in zip(keys, origins, *columns, strict=True):
            yield Plan(customer=key, date=date, origin=origin, person=person, purpose=purpose, done=done)

    return _log(cells, directory, plans)


def _log(cells: Cells, directory: Directory, make: Callable[[Sequence[Any], Places], Iterator[R]]) -> Log[R]:
    callers = Callers(cells, directory)
    keys = callers.keys()
    table = cells.table
    dates = cells.column("date")
    records = make(keys, (repeat(table.grid.tab), table.numbers, repeat(table.columns["date"].column)))
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
