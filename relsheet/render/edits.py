"""Everything one run wishes for the workbook: our columns, the Summary, the To do tab and the history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from relsheet.ledger import PAGE, column_rows
from relsheet.pages.blocks import Page
from relsheet.pages.history import KEY as HISTORY_KEY
from relsheet.pages.history import TITLE as HISTORY_TITLE
from relsheet.pages.history import HistoryPage, history_page
from relsheet.pages.summary import summary
from relsheet.pages.todo import KEY as TODO_KEY
from relsheet.pages.todo import todo_lines
from relsheet.records import Role
from relsheet.render.columns import column_edits
from relsheet.render.keys import with_own_keys
from relsheet.render.layout import canvas_of
from relsheet.render.todo_tab import todo_edits
from relsheet.rules.assessment import Assessment
from relsheet.sheets.edits import Canvas, CanvasCell, DropColumn, Edit, PlaceColumn, PutPage
from relsheet.sheets.workbook import Value, Workbook
from relsheet.texts import Texts


def edits_for(
    assessment: Assessment, workbook: Workbook, texts: Texts, digest: str, page: Page | None = None
) -> tuple[Edit, ...]:
    """All edits of one run, in the order in which the tabs are to stand; ``digest`` goes into the history.

    ``page`` is the Summary where it was made already.
    """
    page = page or summary(assessment, texts)
    canvas, columns = canvas_of(page, texts), with_own_keys(column_edits(assessment), workbook.own_columns)
    left: dict[str, Iterable[Value]] = {column.key: (cell.value for cell in column.cells) for column in columns}
    left[PAGE + page.key] = (cell.value for cell in canvas.cells)
    left[PAGE + TODO_KEY] = (value for line in todo_lines(assessment) for value in line.values.values())
    return (
        *columns,
        *_left_over(columns, workbook),
        PutPage(page.key, page.title, canvas),
        *todo_edits(assessment, workbook, texts),
        PutPage(HISTORY_KEY, HISTORY_TITLE, _history(history_page(assessment, texts, digest), left), hidden=True),
    )


def _left_over(columns: Sequence[PlaceColumn], workbook: Workbook) -> Iterator[DropColumn]:
    """Columns of an earlier run that this one does not fill: they go, since what they say may no longer be true.

    One that only its mark tells from the user's own stays, and so does one on a tab that the user copied.
    """
    placed = {column.key for column in columns}
    roles = tuple(f"{role}." for role in Role)
    ours = (own.key for own in workbook.own_columns if own.key.startswith(roles) and not own.copied)
    return (DropColumn(key) for key in ours if key not in placed)


def _history(page: HistoryPage, left: Mapping[str, Iterable[Value]]) -> Canvas:
    """Rows of bare text, and what stands in our columns and on our pages now: nobody looks at this tab but the next
    run."""
    noted = (row for key, values in left.items() for row in column_rows(key, values))
    cells = tuple(
        CanvasCell(number, column, value)
        for number, row in enumerate((page.header, *page.rows, *noted), start=1)
        for column, value in enumerate(row, start=1)
        if value is not None
    )
    return Canvas(cells=cells, column_widths={}, row_heights={}, grid_lines=True)
