"""Dates whose order a column leaves open, settled by the other dates of the tab: one hand wrote them all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from relsheet.intake.fields import Kind
from relsheet.intake.tables import Table, field_of
from relsheet.intake.values import ColumnContext, ColumnNote, ColumnValues, read_column
from relsheet.intake.values.column import DateOrder
from relsheet.intake.values.date_orders import can_be_in, proven_orders
from relsheet.intake.values.dates import DateFault
from relsheet.sheets.workbook import Value

DATES = frozenset({Kind.DATE, Kind.BEGINNING, Kind.MOMENT, Kind.DATE_OR_MARK})


def leaves_order_open(read: ColumnValues) -> bool:
    """Whether dates of the column stayed unread since nothing tells the order of their numbers."""
    return any(fault.code == DateFault.AMBIGUOUS for fault in read.faults)


def read_as_neighbours(
    table: Table, name: str, values: Sequence[Value], read: ColumnValues, context: ColumnContext
) -> ColumnValues:
    """The column in the order in which the tab's other dates are written, with a word about it.

    As it was read where they prove none or more than one, and where its own texts are no dates in that order.
    """
    proven = {order: header for header, order in orders_of(table, name)}
    order = next(iter(proven), None)
    if order is None or len(proven) > 1 or not can_be_in(order, values):
        return read
    again = read_column(field_of(table.role, name), values, replace(context, date_order=order))
    settled = [fault.index for fault in read.faults if fault.code == DateFault.AMBIGUOUS and again.values[fault.index]]
    if not settled:
        return again
    first = settled[0]
    told = (("value", values[first]), ("read", f"{again.values[first]:%Y-%m-%d}"), ("column", proven[order]))
    return replace(again, notes=(*again.notes, ColumnNote(first, "date-order-of-neighbour", told)))


def orders_of(table: Table, open_column: str) -> Iterator[tuple[str, DateOrder]]:
    """(header, order) for each order that a column of dates proves or its header names; two of a column that mixes."""
    for name, header in table.columns.items():
        if name != open_column and field_of(table.role, name).kind in DATES:
            named = {header.date_order} if header.date_order else set()
            for order in proven_orders(table.cells[name]) or named:
                yield header.text, order
