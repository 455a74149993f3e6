"""Small tables that stand beside the records: the legend of the classes, the list that the drop-downs choose from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relsheet.intake.layout import HeaderBlock, TabTop

#: A side table has at least so many columns, and the records beside it so many rows (convention).
LEAST_COLUMNS, LEAST_ROWS = 2, 6
#: It ends in the first half of the records.
ENDS_BEFORE = 0.5


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Columns side by side, and how far down they go below the header."""

    columns: range
    depth: int


def side_tables(top: TabTop, block: HeaderBlock) -> list[range]:
    """The columns of each table that an empty column parts from the records, and that ends well above their end."""
    stretches = list(_stretches(top, block))
    if len(stretches) < 2:
        return []
    main = max(stretches, key=lambda stretch: (stretch.depth, len(stretch.columns)))
    if main.depth < LEAST_ROWS:
        return []
    return [
        _headed(block, stretch.columns)
        for stretch in stretches
        if _width(top, stretch) >= LEAST_COLUMNS and 0 < stretch.depth < ENDS_BEFORE * main.depth
    ]


def _width(top: TabTop, stretch: _Stretch) -> int:
    """How many columns of the user's: a lone one is no table, before our columns stand beside it and after."""
    return sum(column not in top.own for column in stretch.columns)


def _headed(block: HeaderBlock, columns: range) -> range:
    """Those columns from the first header of the user's to the last."""
    headed = [column for column in columns if block.texts[column - 1]] or columns
    return range(headed[0], headed[-1] + 1)


def _stretches(top: TabTop, block: HeaderBlock) -> Iterator[_Stretch]:
    """Columns of ours part nothing: what a user writes at their right is still about his records."""
    start = None
    width = len(block.texts)
    for column in range(1, width + 2):
        if column <= width and (block.texts[column - 1] or column in top.own or _depth(top, block, [column])):
            start = start or column
        elif start:
            columns = range(start, column)
            yield _Stretch(columns, _depth(top, block, columns))
            start = None


def _depth(top: TabTop, block: HeaderBlock, columns: Sequence[int]) -> int:
    """The last row below the header with a value in one of the columns, counted from the header."""
    rows = top.cells[block.last_row :]
    filled = (
        number
        for number, row in enumerate(rows, 1)
        if any(column <= len(row) and row[column - 1] not in (None, "") for column in columns)
    )
    return max(filled, default=0)
