"""The list that says where to begin: the most urgent action of each of the first eight customers, as one says it."""

from dataclasses import dataclass

from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.pages.plain_words import plain_words
from relsheet.records import Origin
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from relsheet.rules.results import Action
from relsheet.texts import Texts

ROWS = 8
#: What a customer said is quoted so far that its line and that of the deadline are two.
SAID_LENGTH = 40


@dataclass(frozen=True, slots=True)
class FirstStep:
    """An action in the words of the meeting, and the customer's cell."""

    action: Action
    what: str
    why: str
    origin: Origin


def first_steps(assessment: Assessment, texts: Texts) -> tuple[FirstStep, ...]:
    """The most urgent action per customer, at most eight, most urgent first."""
    cases = {case.customer.key: case for case in assessment.cases}
    steps = []
    for action in first_actions(assessment):
        case = cases[action.customer]
        words = plain_words(action, case, assessment.as_of.date(), texts, SAID_LENGTH)
        why = words.why or action.why
        steps.append(FirstStep(action, words.what, f"{why[:1].upper()}{why[1:]}", case.customer.origin))
    return tuple(steps)


def first_actions(assessment: Assessment) -> tuple[Action, ...]:
    """The most urgent action of each customer, as many as there is room for."""
    chosen: dict[str, Action] = {}
    for action in assessment.actions:
        chosen.setdefault(action.customer, action)
        if len(chosen) == ROWS:
            break
    return tuple(chosen.values())


def do_first(assessment: Assessment, texts: Texts) -> Table:
    """Customer (linked to his row), what, who, by when and why."""
    columns = (
        TableColumn(texts("summary.column.customer"), 5.2),
        TableColumn(texts("summary.column.what"), 4.6),
        TableColumn(texts("summary.column.owner"), 2.3),
        TableColumn(texts("summary.column.by"), 2.1),
        TableColumn(texts("summary.column.why"), 7.6),
    )
    rows = tuple(
        (
            TableCell(step.action.customer_name, link=step.origin),
            TableCell(step.what),
            _owner(step.action, texts),
            TableCell(step.action.due, step.action.tone),
            TableCell(step.why),
        )
        for step in first_steps(assessment, texts)
    )
    more = len(assessment.actions) - len(rows)
    note = texts("summary.do_first.more", count=f"{more:,}") if more > 0 else None
    return Table(Heading(texts("summary.do_first"), note), columns, rows, texts("summary.do_first.empty"))


def _owner(action: Action, texts: Texts) -> TableCell:
    return TableCell(action.owner) if action.owner else TableCell(texts("summary.no_owner"), Tone.UNKNOWN)
