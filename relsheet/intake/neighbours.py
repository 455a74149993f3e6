"""Dates whose order a column leaves open, settled by the other dates of the tab: one hand wrote them all."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from relsheet.intake.fields import Kind
from relsheet.intake.header_map import MappedHeader
from relsheet.intake.tables import Table, field_of
from relsheet.intake.values import ColumnContext, ColumnNote, ColumnValues, read_column
from relsheet.intake.values.column import DateOrder
from relsheet.intake.values.date_orders import can_be_in, proven_orders, years_in
from relsheet.intake.values.dates import DateFault
from relsheet.intake.values.roc import in_common_years
from relsheet.sheets.workbook import Value

DATES = frozenset({Kind.DATE, Kind.BEGINNING, Kind.MOMENT, Kind.DATE_OR_MARK})


def leaves_order_open(read: ColumnValues) -> bool:
    """Whether dates of the column stayed unread since nothing tells the order of their numbers."""
    return any(fault.code == DateFault.AMBIGUOUS for fault in read.faults)


def read_as_neighbours(
    table: Table, name: str, values: Sequence[Value], read: ColumnValues, context: ColumnContext
) -> ColumnValues:
    """The column in the order in which the tab's other dates are written, with a word about it.

    As it was read where they prove none or more than one, and where its own texts are no dates in that order, or
    only in another one of the years that its other dates (else those of the tab) name in full.
    """
    beside = dict(dates_beside(table, name))
    proven = {order: header.text for header, cells in beside.items() for order in orders_of(header, cells)}
    order = next(iter(proven), None)
    years = years_in(values) or years_in(chain.from_iterable(beside.values()))
    if order is None or len(proven) > 1 or not can_be_in(order, values, years):
        return read
    again = read_column(field_of(table.role, name), values, replace(context, date_order=order))
    settled = [fault.index for fault in read.faults if fault.code == DateFault.AMBIGUOUS and again.values[fault.index]]
    if not settled:
        return again
    first = settled[0]
    told = (("value", values[first]), ("read", f"{again.values[first]:%Y-%m-%d}"), ("column", proven[order]))
    return replace(again, notes=(*again.notes, ColumnNote(first, "date-order-of-neighbour", told)))


def dates_beside(table: Table, open_column: str) -> Iterator[tuple[MappedHeader, Sequence[Value]]]:
    """The other columns of dates, their years counted from our era."""
    for name, header in table.columns.items():
        if name != open_column and field_of(table.role, name).kind in DATES:
            yield header, in_common_years(table.cells[name])


def orders_of(header: MappedHeader, cells: Sequence[Value]) -> Collection[DateOrder]:
    """The orders that a column of dates proves, two if it mixes them; else the one that its header names.

    A header (yyyy-mm-dd) names none: dates with their years in full tell nothing of 25/05/26.
    """
    named = header.date_order
    return proven_orders(cells) or ([named] if named in (DateOrder.DMY, DateOrder.MDY) else [])
