"""The list that says where to begin: the most urgent action of each of the first eight customers."""

from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.rules.finding import Tone
from relsheet.rules.results import Action, Assessment
from relsheet.texts import Texts

ROWS = 8


def first_actions(assessment: Assessment) -> tuple[Action, ...]:
    """The most urgent action per customer, at most eight, most urgent first."""
    chosen: dict[str, Action] = {}
    for action in assessment.actions:
        chosen.setdefault(action.customer, action)
        if len(chosen) == ROWS:
            break
    return tuple(chosen.values())


def do_first(assessment: Assessment, texts: Texts) -> Table:
    """Customer (linked to his row), what, who, by when and why."""
    origins = {case.customer.key: case.customer.origin for case in assessment.cases}
    columns = (
        TableColumn(texts("summary.column.customer"), 4.2),
        TableColumn(texts("summary.column.what"), 5.2),
        TableColumn(texts("summary.column.owner"), 2.4),
        TableColumn(texts("summary.column.by"), 1.8),
        TableColumn(texts("summary.column.why"), 7.4),
    )
    rows = tuple(
        (
            TableCell(action.customer_name, link=origins.get(action.customer)),
            TableCell(action.text),
            TableCell(action.owner or texts("summary.no_owner"), Tone.NEUTRAL if action.owner else Tone.UNKNOWN),
            TableCell(action.due, action.tone),
            TableCell(action.why),
        )
        for action in first_actions(assessment)
    )
    more = len(assessment.actions) - len(rows)
    note = texts("summary.do_first.more", count=more) if more > 0 else None
    return Table(Heading(texts("summary.do_first"), note), columns, rows, texts("summary.do_first.empty"))
