"""What is wrong with the data: last on the page, since it is no customer's."""

from relsheet.errors import Severity
from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.pages.problem_groups import ProblemGroup, problem_groups
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from relsheet.texts import Texts

ROWS = 9
#: Ranges of cells that fit into the first column.
RANGES = 2


def data_check(assessment: Assessment, texts: Texts) -> Table:
    """The problems, those of one kind in one column told once, the most harmful first; at most a printed page."""
    groups = problem_groups(assessment.problems, texts)
    shown = groups[:ROWS]
    columns = (
        TableColumn(texts("summary.column.cell"), 4),
        TableColumn(texts("summary.column.severity"), 1.6),
        TableColumn(texts("summary.column.problem"), 7),
        TableColumn(texts("summary.column.fix"), 7),
    )
    more = sum(len(group.problems) for group in groups[ROWS:])
    note = texts("summary.check.more", count=f"{more:,}") if more else None
    count = len(assessment.problems)
    heading = Heading(texts("summary.check.count", count=f"{count:,}") if shown else texts("summary.check"), note)
    return Table(heading, columns, tuple(_row(group, texts) for group in shown), texts("summary.check.empty"))


def _row(group: ProblemGroup, texts: Texts) -> tuple[TableCell, ...]:
    what = group.what(texts)
    return (
        TableCell(group.where(RANGES), link=group.cells[0] if group.cells else None),
        TableCell(
            texts(f"summary.severity.{group.severity}"),
            Tone.UNKNOWN if group.severity is Severity.NOTE else Tone.NEUTRAL,
        ),
        TableCell(f"{what[:1].upper()}{what[1:]}"),
        TableCell(group.fix(texts)),
    )
