"""Cells to values: strict parsers that give a value, None for "not recorded", or a fault; never a guess.

``read_column(field, values, context)`` reads a whole column, since what a cell means may rest on its neighbours (the
order of 3/5/2024, decimal commas, 35 against 0.35). It gives one entry per cell; a cell with a fault is None.
"""

from relsheet.intake.values.column import CellFault, ColumnContext, ColumnNote, ColumnValues
from relsheet.intake.values.reading import read_column

__all__ = ["CellFault", "ColumnContext", "ColumnNote", "ColumnValues", "read_column"]
