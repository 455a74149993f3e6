"""What a user writes at length on the To do tab is read as well as what we write there."""

import pytest

from relsheet.ledger import TODO_BY_USER, TodoKey
from relsheet.render.todo_tab import todo_edits
from relsheet.sheets.edits import PutPage
from relsheet.sheets.workbook import Workbook
from relsheet.texts import texts_in
from tests.pages.sample import sample

COLUMN = {key: column for column, key in enumerate(TodoKey, start=1)}


def look(key: TodoKey) -> set[tuple[bool, bool, str | None]]:
    """(from the top, wrapped, number format) of that column's cells beside the actions."""
    (made,) = todo_edits(sample(30), Workbook("crm.xlsx", (), ""), texts_in("en"))
    assert isinstance(made, PutPage)
    below = [cell for cell in made.canvas.cells if cell.row > 2 and cell.column == COLUMN[key]]
    assert len(below) == len({cell.row for cell in made.canvas.cells if cell.row > 2}), "one beside each action"
    return {(cell.style.top, cell.style.wrap, cell.style.number_format) for cell in below}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param(TodoKey.OUTCOME, (True, True, None), id="an outcome wraps"),
        pytest.param(TodoKey.NOTE, (True, True, None), id="a note wraps"),
        pytest.param(TodoKey.DONE, (True, False, None), id="a word to choose stays on its line"),
        pytest.param(TodoKey.DONE_ON, (True, False, "yyyy-mm-dd"), id="a day is shown as ours are"),
    ],
)
def test_the_users_cells_stand_at_the_top_of_their_rows(key: TodoKey, expected: tuple[bool, bool, str | None]) -> None:
    assert key in TODO_BY_USER
    assert look(key) == {expected}
