"""Everything one run wishes for the workbook: our columns, the Summary, the To do tab and the history."""

from relsheet.pages.history import KEY as HISTORY_KEY
from relsheet.pages.history import TITLE as HISTORY_TITLE
from relsheet.pages.history import HistoryPage, history_page
from relsheet.pages.summary import summary
from relsheet.render.columns import column_edits
from relsheet.render.layout import canvas_of
from relsheet.render.todo_tab import todo_edits
from relsheet.rules.results import Assessment
from relsheet.sheets.contract import Canvas, CanvasCell, Edit, PutPage, Workbook
from relsheet.texts import Texts


def edits_for(assessment: Assessment, workbook: Workbook, texts: Texts, digest: str) -> tuple[Edit, ...]:
    """All edits of one run, in the order in which the tabs are to stand; ``digest`` goes into the history."""
    page = summary(assessment, texts)
    return (
        *column_edits(assessment),
        PutPage(page.key, page.title, canvas_of(page, texts)),
        *todo_edits(assessment, workbook, texts),
        PutPage(HISTORY_KEY, HISTORY_TITLE, _plain(history_page(assessment, texts, digest)), hidden=True),
    )


def _plain(page: HistoryPage) -> Canvas:
    """Rows of bare text: nobody looks at this tab but the next run."""
    cells = tuple(
        CanvasCell(number, column, value)
        for number, row in enumerate((page.header, *page.rows), start=1)
        for column, value in enumerate(row, start=1)
        if value is not None
    )
    return Canvas(cells=cells, column_widths={}, row_heights={}, grid_lines=True)
