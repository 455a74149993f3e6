"""What is wrong with the data, cell by cell: last on the page, since it is no customer's."""

from collections import Counter
from itertools import islice

from relsheet.errors import Problem, Severity
from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.records import Origin
from relsheet.rules.finding import Tone
from relsheet.rules.results import Assessment
from relsheet.texts import Texts

ROWS = 20
#: Of one kind of fault that many are shown: two hundred unreadable dates must not hide the one unknown customer.
OF_ONE_KIND = 5
WORST_FIRST = tuple(Severity)


def data_check(assessment: Assessment, texts: Texts) -> Table:
    """The problems, errors first, linked to their cells; at most five of a kind and twenty in all."""
    problems = sorted(assessment.problems, key=lambda found: WORST_FIRST.index(found.severity))
    seen: Counter[str] = Counter()

    def is_shown(found: Problem) -> bool:
        seen[found.code] += 1
        return seen[found.code] <= OF_ONE_KIND

    shown = tuple(islice(filter(is_shown, problems), ROWS))
    columns = (
        TableColumn(texts("summary.column.cell"), 3),
        TableColumn(texts("summary.column.severity"), 1.6),
        TableColumn(texts("summary.column.problem"), 7),
        TableColumn(texts("summary.column.fix"), 8),
    )
    more = len(problems) - len(shown)
    note = texts("summary.check.more", count=more) if more else None
    heading = Heading(texts("summary.check.count", count=len(problems)) if shown else texts("summary.check"), note)
    return Table(heading, columns, tuple(_row(found, texts) for found in shown), texts("summary.check.empty"))


def _row(found: Problem, texts: Texts) -> tuple[TableCell, ...]:
    return (
        TableCell(found.where, link=cell_of(found.where)),
        TableCell(
            texts(f"summary.severity.{found.severity}"),
            Tone.UNKNOWN if found.severity is Severity.NOTE else Tone.NEUTRAL,
        ),
        TableCell(found.what(texts)),
        TableCell(found.fix(texts)),
    )


def cell_of(where: str) -> Origin | None:
    """The cell that a problem's place names ("Visits!C14"); None for a tab, a row, a column or a file."""
    tab, _, cell = where.rpartition("!")
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    if not tab or not digits or not letters.isascii() or not letters.isupper() or not 0 < len(letters) <= 3:
        return None
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Origin(tab, int(digits), column)
