"""The Monday list: per person at most five lines, the most urgent thing of each customer."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from relsheet.pages.days import day_text, with_days
from relsheet.pages.plain_words import Note, last_note, plain_words
from relsheet.pages.tiles import end_of_week
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.results import Action
from relsheet.texts import Texts

LINES = 5
#: What is due later than so long after this week is not talked about yet, unless it is all that somebody has.
LOOK_AHEAD = timedelta(days=7)
COMPLAINT_PLAYS = frozenset({"reply_complaint", "resolve_complaint"})


@dataclass(frozen=True, slots=True)
class MondayLine:
    """One thing to talk about: what, by when and why in plain words, with the last note as written."""

    action: Action
    what: str
    by: str
    why: str  # may be empty
    note: Note | None
    carried: str  # "carried over 3 days"; empty where it is new


@dataclass(frozen=True, slots=True)
class PersonsList:
    """One person's lines; ``more`` counts his other actions, which stand on the To do tab."""

    owner: str | None
    lines: tuple[MondayLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MondayList:
    as_of: datetime
    people: tuple[PersonsList, ...]
    overdue: Mapping[str, int]  # "complaints", "promises", "plans" -> how many are late; those that none is of left out


def monday_list(assessment: Assessment, texts: Texts, owners: Collection[str] | None = None) -> MondayList:
    """Everybody's list in the order of their names, what nobody owns last; or that of those owners alone."""
    actions_of: dict[str | None, list[Action]] = {}
    for action in open_actions(assessment):
        if owners is None or action.owner in owners:
            actions_of.setdefault(action.owner, []).append(action)
    cases = {case.customer.key: case for case in assessment.cases}
    names = sorted(actions_of, key=lambda name: (name is None, name or ""))
    people = (_persons_list(name, actions_of[name], cases, (assessment.as_of.date(), texts)) for name in names)
    return MondayList(assessment.as_of, tuple(people), overdue(chain.from_iterable(actions_of.values())))


def overdue(actions: Iterable[Action]) -> Mapping[str, int]:
    """What is late of what we owe and of what we planned."""
    kinds = {"late_promise": "promises", "own_plan_past": "plans"} | dict.fromkeys(COMPLAINT_PLAYS, "complaints")
    counts = Counter(kinds[action.play] for action in actions if action.play in kinds)
    return {kind: counts[kind] for kind in ("complaints", "promises", "plans") if counts[kind]}


def open_actions(assessment: Assessment) -> tuple[Action, ...]:
    """The actions that nobody has ticked on the To do tab, the most urgent first."""
    marked = {row.action_id for row in assessment.book.history.todo if row.done is not None}
    return tuple(action for action in assessment.actions if action.id not in marked)


def _persons_list(
    owner: str | None, actions: Sequence[Action], cases: dict[str, Case], said: tuple[date, Texts]
) -> PersonsList:
    chosen = most_urgent(actions, end_of_week(said[0]))
    lines = tuple(_line(action, cases[action.customer], *said) for action in chosen)
    return PersonsList(owner, lines, len(actions) - len(lines))


def most_urgent(actions: Sequence[Action], last_day: date) -> Sequence[Action]:
    """The first action of each customer, those due by that day before those of the week after; at most five.

    Actions come in the order of their plays, in which the user's own plan stands before everything we would suggest:
    so his plan is what is said of a customer, unless a complaint or a promise waits.
    """
    first: dict[str, Action] = {}
    for action in actions:
        first.setdefault(action.customer, action)
    this_week = [action for action in first.values() if action.due <= last_day]
    later = sorted((action for action in first.values() if action.due > last_day), key=lambda action: action.due)
    soon = [action for action in later if action.due <= last_day + LOOK_AHEAD]
    chosen = [*this_week, *(soon if this_week or soon else later[:1])][:LINES]
    return sorted(chosen, key=lambda action: (action.due > last_day, action.rank, action.due))


def _line(action: Action, case: Case, today: date, texts: Texts) -> MondayLine:
    words = plain_words(action, case, today, texts)
    by = day_text(action.due, today, texts) if action.due >= today else texts("monday.now")
    is_said = action.is_own_plan  # "3 days ago" says the same
    carried = with_days("monday.carried", action.carried_days, texts) if action.carried_days and not is_said else ""
    return MondayLine(action, words.what, by, words.why, last_note(case), carried)
