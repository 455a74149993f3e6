"""The To do tab: one line per action. What is ours in it is said here; done, date, outcome and note are the user's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from relsheet.ledger import TodoKey
from relsheet.records import TodoRow
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from relsheet.rules.results import Action
from relsheet.texts import Texts

KEY = "todo"


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One action as the tab shows it: our columns only."""

    action_id: str
    values: Mapping[TodoKey, str | date | None]
    tone: Tone


def todo_lines(assessment: Assessment) -> tuple[TodoLine, ...]:
    """The actions that are still to be done, most urgent first; what the user has marked is not listed again."""
    marked = {row.action_id for row in assessment.book.history.todo if row.done is not None}
    return tuple(_line(action) for action in assessment.actions if action.id not in marked)


def finished(rows: Iterable[TodoRow], lines: Iterable[TodoLine]) -> tuple[TodoRow, ...]:
    """The rows that leave the tab for the history: marked by the user, or no longer called for."""
    wanted = {line.action_id for line in lines}
    return tuple(row for row in rows if row.action_id not in wanted)


def todo_header(texts: Texts) -> tuple[str, ...]:
    """The headers in the order in which the tab is first made."""
    return tuple(texts(f"todo.column.{key}") for key in TodoKey)


def _line(action: Action) -> TodoLine:
    values: Mapping[TodoKey, str | date | None] = {
        TodoKey.ID: action.id,
        TodoKey.BY: action.due,
        TodoKey.CUSTOMER: action.customer_name,
        TodoKey.OWNER: action.owner,
        TodoKey.WHAT: action.text,
        TodoKey.WHY: action.why,
    }
    return TodoLine(action.id, values, action.tone)
