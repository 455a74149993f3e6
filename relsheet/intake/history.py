"""What earlier runs left in the workbook: the hidden history tab, and the To do tab with what the users filled in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.spelling import fold
from relsheet.intake.values.dates import read_date
from relsheet.ledger import (
    TODO_HEAD_ROWS,
    HistoryKey,
    HistoryKind,
    TodoKey,
    TodoPlace,
    names_listed,
    todo_labels,
    todo_place,
)
from relsheet.records import History, Origin, PastAction, PastRun, PastStanding, TodoRow
from relsheet.sheets.workbook import Grid, Value, Workbook
from relsheet.texts import LANGUAGES, texts_in

Record = PastRun | PastStanding | PastAction


def read_history(workbook: Workbook) -> History:
    """What earlier runs noted and what users did with their suggestions; empty on a first run.

    A history that can't be read is a note and taken for none: this run then starts a new one.
    """
    tabs = {own.key: own.tab for own in workbook.own_tabs}
    history = _history(workbook.grid(tabs["history"])) if "history" in tabs else History()
    if "todo" not in tabs:
        return history
    todo, problems = _todo(workbook.grid(tabs["todo"]))
    return replace(history, todo=todo, problems=(*history.problems, *problems))


def _history(grid: Grid) -> History:
    head = [value for row in grid.head(1) for value in row]
    keys = {str(key): key for key in HistoryKey}
    columns = {keys[value]: at for at, value in enumerate(head, start=1) if isinstance(value, str) and value in keys}
    if not {HistoryKey.KIND, HistoryKey.AS_OF} <= columns.keys():
        return History(problems=(problem("history-damaged", grid.tab, Severity.NOTE),))
    nothing = dict.fromkeys(HistoryKey, "")
    records: list[Record] = []
    damaged: list[int] = []
    for row, values in grid.rows(2, tuple(columns.values())):
        found = {key: _text(value) for key, value in zip(columns, values, strict=True)}
        if not any(found.values()):
            continue
        try:
            records += _records(nothing | found)
        except (TypeError, ValueError):  # somebody edited the tab: that row says nothing any more
            damaged.append(row)
    problems = (
        [problem("history-row", Origin(grid.tab, damaged[0], 1), Severity.NOTE, count=len(damaged))] if damaged else []
    )
    return History(
        runs=tuple(sorted((one for one in records if isinstance(one, PastRun)), key=lambda run: run.as_of)),
        standings=tuple(one for one in records if isinstance(one, PastStanding)),
        actions=tuple(one for one in records if isinstance(one, PastAction)),
        problems=tuple(problems),
    )


def _records(texts: Mapping[HistoryKey, str]) -> Sequence[Record]:
    """What the row notes; ValueError where a value that it needs is missing or not readable."""
    match HistoryKind(texts[HistoryKey.KIND]):
        case HistoryKind.RUN:
            return [_run(texts)]
        case HistoryKind.STANDING:
            return _standings(texts)
        case HistoryKind.ACTION:
            return _actions(texts)
        case HistoryKind.COLUMN:
            return []  # whoever opens the workbook has heeded it


def _run(texts: Mapping[HistoryKey, str]) -> PastRun:
    figures = json.loads(texts[HistoryKey.FIGURES] or "{}")
    return PastRun(
        as_of=_moment(texts[HistoryKey.AS_OF]),
        digest=texts[HistoryKey.DIGEST],
        figures={str(name): float(value) for name, value in dict(figures).items()},
    )


def _standings(texts: Mapping[HistoryKey, str]) -> list[PastStanding]:
    as_of = _moment(texts[HistoryKey.AS_OF])
    abc, tier = texts[HistoryKey.ABC] or None, texts[HistoryKey.TIER] or None
    customers = names_listed(_needed(texts, HistoryKey.CUSTOMER))
    return [PastStanding(as_of=as_of, customer=customer, abc=abc, tier=tier) for customer in customers]


def _actions(texts: Mapping[HistoryKey, str]) -> list[PastAction]:
    closed_on = texts[HistoryKey.CLOSED_ON]
    first = PastAction(
        action_id="",
        customer="",
        play=_needed(texts, HistoryKey.PLAY),
        first_due=date.fromisoformat(texts[HistoryKey.FIRST_DUE]),
        suggested_on=date.fromisoformat(texts[HistoryKey.AS_OF]),
        closed_on=date.fromisoformat(closed_on) if closed_on else None,
        how=texts[HistoryKey.HOW] or None,
        outcome=texts[HistoryKey.OUTCOME] or None,
        note=texts[HistoryKey.NOTE] or None,
    )
    ids, customers = (names_listed(_needed(texts, key)) for key in (HistoryKey.ID, HistoryKey.CUSTOMER))
    return [replace(first, action_id=own, customer=customer) for own, customer in zip(ids, customers, strict=True)]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _needed(texts: Mapping[HistoryKey, str], key: HistoryKey) -> str:
    if not texts[key]:
        raise ValueError(key)
    return texts[key]


def _text(value: Value) -> str:
    """The value as text; a program that turned our texts into dates or numbers is met half-way."""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _todo(grid: Grid) -> tuple[tuple[TodoRow, ...], tuple[Problem, ...]]:
    """The rows that carry an id of ours; rows of the user's own are left to him."""
    place = todo_place(grid.head(TODO_HEAD_ROWS), todo_labels())
    if place is None or TodoKey.ID not in place.columns:
        return (), (problem("todo-lost", grid.tab, Severity.WARNING),)
    tab = _TodoTab(grid.tab, place)
    rows = (
        tab.row(number, dict(zip(place.columns, values, strict=True)))
        for number, values in grid.rows(place.header_row + 1, tuple(place.columns.values()))
    )
    return tuple(row for row in rows if row is not None), tuple(tab.problems)


@dataclass(frozen=True, slots=True)
class _TodoTab:
    """The To do tab while it is read."""

    name: str
    place: TodoPlace
    problems: list[Problem] = field(default_factory=list)

    def row(self, number: int, cells: Mapping[TodoKey, Value]) -> TodoRow | None:
        """One row; whoever enters the day on which it was done need not say "done" too."""
        action_id = _text(cells[TodoKey.ID])
        if not action_id:
            return None
        done_on = _day(cells.get(TodoKey.DONE_ON))
        done = _mark(cells.get(TodoKey.DONE))
        if done_on is None:
            self._unread(number, cells, TodoKey.DONE_ON, "todo-date")
        if done is None:
            self._unread(number, cells, TodoKey.DONE, "todo-done")
        return TodoRow(
            action_id=action_id,
            origin=Origin(self.name, number, self.place.columns[TodoKey.ID]),
            done=True if done is None and done_on else done,
            done_on=done_on,
            outcome=_text(cells.get(TodoKey.OUTCOME)).strip() or None,
            note=_text(cells.get(TodoKey.NOTE)).strip() or None,
        )

    def _unread(self, number: int, cells: Mapping[TodoKey, Value], key: TodoKey, code: str) -> None:
        """A problem where something stands in the cell that is not understood."""
        written = _text(cells.get(key)).strip()
        if written:
            cell = Origin(self.name, number, self.place.columns[key])
            self.problems.append(problem(code, cell, Severity.WARNING, value=written))


def _day(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = read_date(value) if isinstance(value, str) else None
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else None


def _mark(value: Value) -> bool | None:
    """True: done; False: not needed; None: neither is said."""
    return value if isinstance(value, bool) else _marks().get(fold(_text(value)))


@cache
def _marks() -> Mapping[str, bool]:
    """What people write for done and for not needed, in every language."""
    tables = [texts_in(language) for language in LANGUAGES]
    words = {True: "todo.done.words", False: "todo.dismissed.words"}
    return {fold(word): done for texts in tables for done, key in words.items() for word in texts(key).split("|")}
