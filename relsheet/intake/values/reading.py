"""The one door of the parsers: a mapped column in, its values and faults out."""

from collections.abc import Sequence

from relsheet.intake.fields import Field
from relsheet.intake.values.column import ColumnContext, ColumnValues
from relsheet.sheets.contract import Value


def read_column(field: Field, values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The cells of a mapped column as values of the field's kind (the table in ``relsheet.intake.fields``)."""
    return ColumnValues(list(values))
