"""What one run writes into To do and history, the next one reads, whatever users did to the tabs in between."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from msgspec import structs

from relsheet.intake.history import read_history
from relsheet.ledger import HistoryKey, TodoKey, listed, names_listed
from relsheet.pages.history import history_after
from relsheet.records import History, TodoRow
from relsheet.render.edits import edits_for
from relsheet.render.todo_tab import todo_edits
from relsheet.rules.assessment import Assessment
from relsheet.sheets.edits import Canvas, Edit, PutPage, SpliceRows
from relsheet.sheets.memory import MemoryGrid
from relsheet.sheets.workbook import OwnTab, Value, Workbook
from relsheet.texts import LANGUAGES, Language
from tests.pages.sample import NOW, TODAY, sample, sample_texts

EN = sample_texts("en")
EMPTY = Workbook("crm.xlsx", (), "")
COLUMN = {key: at for at, key in enumerate(TodoKey)}


def values_of(canvas: Canvas) -> list[list[Value]]:
    last_row = max(cell.row for cell in canvas.cells)
    last_column = max(cell.column for cell in canvas.cells)
    rows: list[list[Value]] = [[None] * last_column for _ in range(last_row)]
    for cell in canvas.cells:
        rows[cell.row - 1][cell.column - 1] = cell.value
    return rows


def page(edits: Sequence[Edit], key: str) -> list[list[Value]]:
    return next(values_of(edit.canvas) for edit in edits if isinstance(edit, PutPage) and edit.key == key)


def workbook(todo: list[list[Value]] | None = None, history: list[list[Value]] | None = None) -> Workbook:
    """The workbook with these tabs of ours, under names that the user chose."""
    tabs = {"todo": ("My list", todo), "history": ("_relsheet", history)}
    found = {key: MemoryGrid(name, rows) for key, (name, rows) in tabs.items() if rows is not None}
    return Workbook("crm.xlsx", tuple(found.values()), "", own_tabs=tuple(OwnTab(k, g.tab) for k, g in found.items()))


def written(assessment: Assessment, language: Language = "en") -> tuple[list[list[Value]], list[list[Value]]]:
    edits = edits_for(assessment, EMPTY, sample_texts(language), "digest")
    return page(edits, "todo"), page(edits, "history")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_history_is_read_as_it_was_written(language: Language) -> None:
    found = sample(30, language)
    todo, history = written(found, language)
    read = read_history(workbook(todo, history))
    meant = history_after(found, sample_texts(language), "digest")
    assert (read.runs, read.problems) == (meant.runs, ())
    assert Counter(read.standings) == Counter(meant.standings)
    assert Counter(read.actions) == Counter(meant.actions)
    assert [row.action_id for row in read.todo] == [action.id for action in found.actions]


def test_a_first_run_has_no_history() -> None:
    assert read_history(EMPTY) == History()


def test_a_history_without_its_header_is_a_note_and_no_history() -> None:
    read = read_history(workbook(history=[["what", "is", "this"], ["run", "2026"]]))
    assert not read.runs
    assert [found.code for found in read.problems] == ["history-damaged"]


def test_a_damaged_row_is_left_out_and_the_others_are_read() -> None:
    _, history = written(sample(30))
    history[1][1] = "last Monday"
    read = read_history(workbook(history=history))
    assert len(read.runs) == 1
    assert [found.code for found in read.problems] == ["history-row"]


def test_columns_of_the_history_may_be_moved() -> None:
    _, history = written(sample(30))
    turned = [row[::-1] for row in history]
    assert read_history(workbook(history=turned)) == read_history(workbook(history=history))
    assert list(history[0]) == list(HistoryKey)


def test_customers_who_stand_alike_share_a_row_that_fits_a_cell() -> None:
    found = sample(3000)
    _, history = written(found)
    assert len(history) < 500
    assert max(len(cell) for row in history for cell in row if isinstance(cell, str)) < 32_767
    assert len(read_history(workbook(history=history)).standings) == 3000


def test_a_history_with_a_row_for_each_customer_and_each_action_is_read_too() -> None:
    header: list[Value] = list(HistoryKey)
    rows: list[list[Value]] = [
        ["standing", NOW.isoformat(), None, "C001", "A", "T2"],
        ["standing", NOW.isoformat(), None, "C002", "A", "T2"],
        ["action", "2026-11-20", "a00001", "C001", None, None, "contact", "2026-11-27"],
    ]
    padded = [row + [None] * (len(header) - len(row)) for row in rows]
    read = read_history(workbook(history=[header, *padded]))
    assert [one.customer for one in read.standings] == ["C001", "C002"]
    assert [(one.action_id, one.customer) for one in read.actions] == [("a00001", "C001")]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("C001",), id="one"),
        pytest.param(("C001", "C002"), id="two"),
        pytest.param(('["C001"]',), id="one that looks like a list"),
        pytest.param(('Pipe "7"\tnorth', "Łódź", "张三", "[a", "1001"), id="odd ones"),
    ],
)
def test_names_are_listed_in_one_cell(names: tuple[str, ...]) -> None:
    assert names_listed(listed(names)) == names


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        pytest.param(HistoryKey.CUSTOMER, '["C001", "C0', id="cut off"),
        pytest.param(HistoryKey.CUSTOMER, '["C001", 7]', id="not all names"),
        pytest.param(HistoryKey.ID, "a00001", id="fewer ids than customers"),
    ],
)
def test_a_damaged_list_is_left_out(key: HistoryKey, cell: str) -> None:
    values = {
        HistoryKey.KIND: "action",
        HistoryKey.AS_OF: "2026-11-20",
        HistoryKey.ID: '["a00001", "a00002"]',
        HistoryKey.CUSTOMER: '["C001", "C002"]',
        HistoryKey.PLAY: "contact",
        HistoryKey.FIRST_DUE: "2026-11-27",
    }
    rows: list[list[Value]] = [list(HistoryKey), [(values | {key: cell}).get(each) for each in HistoryKey]]
    read = read_history(workbook(history=rows))
    assert (read.actions, [found.code for found in read.problems]) == ((), ["history-row"])


def marked(todo: list[list[Value]], row: int, **cells: Value) -> list[list[Value]]:
    for name, value in cells.items():
        todo[row][COLUMN[TodoKey(name)]] = value
    return todo


@pytest.mark.parametrize(
    ("cells", "done", "done_on"),
    [
        pytest.param({}, None, None, id="nothing entered"),
        pytest.param({"done": "Done"}, True, None, id="chosen from the list"),
        pytest.param({"done": "完成"}, True, None, id="in the other language"),
        pytest.param({"done": "x "}, True, None, id="a cross"),
        pytest.param({"done": True}, True, None, id="a tick box"),
        pytest.param({"done": "Not needed"}, False, None, id="dismissed"),
        pytest.param({"done_on": date(2026, 11, 20)}, True, date(2026, 11, 20), id="a day says done too"),
        pytest.param({"done_on": "2026-11-20"}, True, date(2026, 11, 20), id="a day as text"),
        pytest.param({"done_on": datetime(2026, 11, 20)}, True, date(2026, 11, 20), id="a day with midnight"),  # noqa: DTZ001  as files hold it
    ],
)
def test_what_the_user_entered(cells: dict[str, Value], done: bool | None, done_on: date | None) -> None:
    todo, _ = written(sample(30))
    row = read_history(workbook(marked(todo, 2, **cells))).todo[0]
    assert (row.done, row.done_on) == (done, done_on)


def test_what_is_not_understood_is_a_problem_with_its_cell() -> None:
    todo, _ = written(sample(30))
    read = read_history(workbook(marked(todo, 2, done="perhaps", done_on="soon")))
    assert [(found.code, found.where) for found in read.problems] == [
        ("todo-date", "My list!H3"),
        ("todo-done", "My list!G3"),
    ]


def test_columns_may_be_moved_and_renamed() -> None:
    todo, _ = written(sample(30))
    todo[1][COLUMN[TodoKey.DONE]] = "Finished by now?"
    turned = [["my own", *row[::-1]] for row in marked(todo, 2, done="Done")]
    assert read_history(workbook(turned)).todo[0].done is True


def test_without_the_hidden_keys_the_headers_tell() -> None:
    todo, _ = written(sample(30))
    assert len(read_history(workbook(todo[1:])).todo) == len(todo) - 2


def test_a_tab_without_ids_is_said_to_be_lost_and_left_alone() -> None:
    lost = workbook([["a", "b"], ["c", "d"]])
    assert [found.code for found in read_history(lost).problems] == ["todo-lost"]
    assert todo_edits(sample(30), lost, EN) == ()


def next_run(found: Assessment, todo: list[list[Value]]) -> tuple[Assessment, Workbook]:
    """The assessment a week later, with what the user left on the To do tab."""
    there = workbook(todo)
    _, history = written(found)
    read = read_history(replace(there, grids=(*there.grids, MemoryGrid("_relsheet", history)),
                                own_tabs=(*there.own_tabs, OwnTab("history", "_relsheet"))))  # fmt: skip
    return replace(found, as_of=NOW + timedelta(days=7), book=replace(found.book, history=read)), there


def splice(found: Assessment, there: Workbook) -> SpliceRows:
    (edit,) = todo_edits(found, there, EN)
    assert isinstance(edit, SpliceRows)
    return edit


def test_an_unchanged_tab_needs_no_edit() -> None:
    found = sample(30)
    todo, _ = written(found)
    later, there = next_run(found, todo)
    assert todo_edits(later, there, EN) == ()


def test_a_row_that_was_done_goes_to_the_history() -> None:
    found = sample(30)
    todo, _ = written(found)
    later, there = next_run(found, marked(todo, 2, done="Done", outcome="price agreed"))
    assert splice(later, there).removed == (3,)
    closed = history_after(later, EN, "").actions[0]
    assert (closed.how, closed.closed_on, closed.outcome) == ("done", TODAY + timedelta(days=7), "price agreed")


def test_a_row_with_something_in_a_column_of_the_user_s_own_stays() -> None:
    found = sample(30)
    todo, _ = written(found)
    todo = [[*row, None] for row in marked(todo, 2, done="Done")]
    todo[2][-1] = "ask Jonas"
    later, there = next_run(found, todo)
    assert todo_edits(later, there, EN) == ()


def test_an_action_no_longer_called_for_leaves_and_a_new_one_is_added_below() -> None:
    found = sample(30)
    todo, _ = written(found)
    later, there = next_run(found, todo)
    first, *rest = later.actions
    fresh = structs.replace(first, id="fresh", text="Something new")
    edit = splice(replace(later, actions=(fresh, *rest)), there)
    assert edit.removed == (3,)
    assert [cells[0][1] for cells in edit.appended] == ["fresh"]
    outcome = next(cell for cell in edit.appended[0] if cell[0] == COLUMN[TodoKey.OUTCOME] + 1)
    assert (outcome[1], outcome[2].wrap) == (None, True), "what the user will write there wraps as beside the others"
    gone = history_after(replace(later, actions=tuple(rest)), EN, "").actions[0]
    assert gone.how == "gone"


def test_only_cells_of_ours_whose_value_changed_are_written() -> None:
    found = sample(30)
    todo, _ = written(found)
    later, there = next_run(found, todo)
    first, *rest = later.actions
    edit = splice(replace(later, actions=(structs.replace(first, owner="Nadia"), *rest)), there)
    assert [(row, column, value) for row, column, value, _ in edit.changed] == [(3, COLUMN[TodoKey.OWNER] + 1, "Nadia")]


def test_a_second_run_on_the_same_day_replaces_the_first() -> None:
    found = sample(30)
    once = history_after(found, EN, "one")
    again = replace(found, book=replace(found.book, history=once))
    twice = history_after(again, EN, "two")
    assert [run.digest for run in twice.runs] == ["before", "two"]
    assert (twice.standings, twice.actions) == (once.standings, once.actions)


def test_standings_are_noted_only_when_they_change() -> None:
    found = sample(30)
    later = replace(found, as_of=NOW + timedelta(days=7))
    again = replace(later, book=replace(later.book, history=history_after(found, EN, "")))
    assert len(history_after(found, EN, "").standings) == 30
    assert len(history_after(again, EN, "").standings) == 30


def test_dismissed_is_not_done() -> None:
    found = sample(30)
    action = found.actions[0]
    row = TodoRow(action_id=action.id, origin=action.rows[0], done=False, note="has left")
    history = replace(history_after(found, EN, ""), todo=(row,))
    later = replace(found, as_of=NOW + timedelta(days=1), book=replace(found.book, history=history))
    closed = history_after(later, EN, "").actions[0]
    assert (closed.how, closed.note) == ("dismissed", "has left")
