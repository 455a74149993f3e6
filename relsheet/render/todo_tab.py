"""The To do tab as edits: made once; from then on single cells change, and rows come and go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from relsheet.ledger import (
    TODO_BY_USER,
    TODO_HEAD_ROWS,
    TodoKey,
    TodoPlace,
    key_row,
    todo_labels,
    todo_place,
)
from relsheet.pages.todo import KEY, TodoLine, finished, todo_header, todo_lines
from relsheet.render.columns import DAY, HEADER_STYLE
from relsheet.render.measure import rough_lines
from relsheet.render.palette import MUTED, TEXT, TONE_FILLS
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from relsheet.sheets.edits import Align, Canvas, CanvasCell, CanvasRange, DropDown, Edit, PutPage, SpliceRows, Style
from relsheet.sheets.workbook import Grid, Value, Workbook
from relsheet.texts import Texts

WIDTHS = {
    TodoKey.ID: 12,
    TodoKey.BY: 12,
    TodoKey.CUSTOMER: 32,
    TodoKey.OWNER: 15,
    TodoKey.WHAT: 40,
    TodoKey.WHY: 60,
    TodoKey.DONE: 12,
    TodoKey.DONE_ON: 12,
    TodoKey.OUTCOME: 24,
    TodoKey.NOTE: 24,
}
KEY_ROW, HEADER_ROW, HEADER_POINTS = 1, 2, 24.0
WRAPPED = (TodoKey.CUSTOMER, TodoKey.OWNER, TodoKey.WHAT, TodoKey.WHY)
#: What a user writes at length in his own columns is read beside ours: from the top, on as many lines as it takes.
WRAPPED_BY_USER = (TodoKey.OUTCOME, TodoKey.NOTE)
LINE_POINTS, EDGE_POINTS = 15.0, 3.0
#: The drop-down reaches that far below the first lines, for those that later runs add.
SPARE_ROWS = 500
OUR_HEADER_STYLE = replace(HEADER_STYLE, middle=True, wrap=True)
USER_HEADER_STYLE = Style(bold=True, color=TEXT, middle=True, border_bottom=MUTED)
KEY_STYLE = Style(color=MUTED, size=8)


def todo_edits(assessment: Assessment, workbook: Workbook, texts: Texts) -> tuple[Edit, ...]:
    """The edit that brings the tab up to date; none if nothing on it changes, or if it is no longer to be understood
    (``intake`` says so)."""
    lines = todo_lines(assessment)
    own = next((tab for tab in workbook.own_tabs if tab.key == KEY), None)
    if own is None:
        return (PutPage(KEY, texts("todo.tab"), _new_tab(lines, texts)),)
    grid = workbook.grid(own.tab)
    place = todo_place(grid.head(TODO_HEAD_ROWS), todo_labels())
    if place is None or TodoKey.ID not in place.columns:
        return ()
    splice = _Splice(grid, place, {line.action_id: line for line in lines}).edit(assessment)
    return (splice,) if splice != SpliceRows(KEY) else ()


def _new_tab(lines: Sequence[TodoLine], texts: Texts) -> Canvas:
    """The tab as it is first made: hidden keys, headers, one row per action, a list to choose from beside each."""
    cells = [CanvasCell(KEY_ROW, column, key, KEY_STYLE) for column, key in enumerate(key_row(), start=1)]
    for column, (key, header) in enumerate(zip(TodoKey, todo_header(texts), strict=True), start=1):
        style = USER_HEADER_STYLE if key in TODO_BY_USER else OUR_HEADER_STYLE
        cells.append(CanvasCell(HEADER_ROW, column, header, style))
    columns = {key: column for column, key in enumerate(TodoKey, start=1)}
    for row, line in enumerate(lines, start=HEADER_ROW + 1):
        cells += [CanvasCell(row, *cell) for cell in _new_row(line, columns)]
    last = HEADER_ROW + max(len(lines), 1)
    done = columns[TodoKey.DONE]
    choices = (texts("todo.done"), texts("todo.dismissed"))
    return Canvas(
        cells=tuple(cells),
        column_widths={columns[key]: width for key, width in WIDTHS.items()},
        row_heights={HEADER_ROW: HEADER_POINTS, **_heights(lines)},
        drop_downs=(DropDown(CanvasRange(HEADER_ROW + 1, done, last + SPARE_ROWS, done), choices),),
        freeze_rows=HEADER_ROW,
        repeat_rows=(HEADER_ROW, HEADER_ROW),
        filter_range=CanvasRange(HEADER_ROW, 1, last, len(TodoKey)),
        grid_lines=True,
        hidden_columns=(columns[TodoKey.ID],),
        hidden_rows=(KEY_ROW,),
    )


@dataclass(frozen=True, slots=True)
class _Splice:
    """What must change on a tab that is already there."""

    grid: Grid
    place: TodoPlace
    lines: Mapping[str, TodoLine]

    def edit(self, assessment: Assessment) -> SpliceRows:
        leaving = {row.action_id for row in finished(assessment.book.history.todo, self.lines.values())}
        changed: list[tuple[int, int, Value, Style]] = []
        removed: list[int] = []
        present = set()
        for row, values in self.grid.rows(self.place.header_row + 1, range(1, self.grid.last_column + 1)):
            action_id = values[self.place.columns[TodoKey.ID] - 1]
            if not isinstance(action_id, str):
                continue
            if action_id in self.lines:
                present.add(action_id)
                changed += self._changes(row, values, self.lines[action_id])
            elif action_id in leaving and not self._holds_more(values):
                removed.append(row)
        missing = (line for action_id, line in self.lines.items() if action_id not in present)
        appended = tuple(tuple(_new_row(line, self.place.columns)) for line in missing)
        return SpliceRows(KEY, tuple(changed), appended, tuple(removed))

    def _changes(self, row: int, values: Sequence[Value], line: TodoLine) -> Iterator[tuple[int, int, Value, Style]]:
        """Our cells of that row whose value is another now; a look that the user gave them stays otherwise."""
        for column, value, style in _cells(line, self.place.columns):
            if _as_day(values[column - 1]) != value:
                yield row, column, value, style

    def _holds_more(self, values: Sequence[Value]) -> bool:
        """Whether the user wrote something beside the tab's own columns: that row stays where it is."""
        ours = set(self.place.columns.values())
        return any(value not in (None, "") for column, value in enumerate(values, start=1) if column not in ours)


def _cells(line: TodoLine, columns: Mapping[TodoKey, int]) -> Iterator[tuple[int, Value, Style]]:
    """Our values of that line in the columns that are there."""
    for key, value in line.values.items():
        if key in columns and value is not None:
            yield columns[key], value, _style(key, line.tone)


def _new_row(line: TodoLine, columns: Mapping[TodoKey, int]) -> Iterator[tuple[int, Value, Style]]:
    """A line that is not there yet: our values, and the look of what the user will write."""
    yield from _cells(line, columns)
    for key in TODO_BY_USER:
        if key in columns:
            yield columns[key], None, _user_style(key)


def _heights(lines: Sequence[TodoLine]) -> Mapping[int, float]:
    """High enough for the texts that are wrapped: LibreOffice does not see to that itself."""
    return {
        row: LINE_POINTS * max(rough_lines(str(line.values[key] or ""), WIDTHS[key] - 1) for key in WRAPPED)
        + EDGE_POINTS
        for row, line in enumerate(lines, start=HEADER_ROW + 1)
    }


@cache
def _style(key: TodoKey, tone: Tone) -> Style:
    if key is TodoKey.BY:
        return Style(top=True, align=Align.LEFT, number_format=DAY, fill=TONE_FILLS.get(tone))
    return Style(top=True, wrap=key in WRAPPED)


@cache
def _user_style(key: TodoKey) -> Style:
    number_format = DAY if key is TodoKey.DONE_ON else None
    return Style(top=True, align=Align.LEFT, wrap=key in WRAPPED_BY_USER, number_format=number_format)


def _as_day(value: Value) -> Value:
    """A day, whether the file holds it with a midnight or without."""
    return value.date() if isinstance(value, datetime) else value
