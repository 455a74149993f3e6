"""The further blocks of the Summary, those that models bring along: each one a table."""

from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.rules.assessment import Assessment, Board


def boards(assessment: Assessment) -> tuple[Table, ...]:
    """The blocks that are switched on, in the order of the config."""
    return tuple(_table(found) for found in assessment.boards)


def _table(found: Board) -> Table:
    columns = tuple(TableColumn(head.text, head.weight, head.numeric) for head in found.heads)
    rows = tuple(tuple(TableCell(each.value, each.tone, each.origin) for each in row) for row in found.rows)
    return Table(Heading(found.title, found.note), columns, rows, found.empty)
