"""What the hidden history tab keeps: one row per run, a customer's standing when it changed, and every action."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from relsheet.ledger import LONGEST_LIST, HistoryKey, HistoryKind, listed
from relsheet.pages.tiles import figures
from relsheet.records import History, PastAction, PastRun, PastStanding, TodoRow
from relsheet.rules.assessment import Assessment
from relsheet.texts import Texts

TITLE = "_relsheet"
KEY = "history"
DONE, DISMISSED, GONE = "done", "dismissed", "gone"

#: What stands beside the kind of a row.
KEYS = tuple(HistoryKey)[1:]
#: What the customers of one row have in common, and what the actions of one.
SHARED_STANDING = attrgetter("as_of", "abc", "tier")
SHARED_ACTION = attrgetter("suggested_on", "play", "first_due", "closed_on", "how", "outcome", "note")
LONGEST_ID = 20  # characters of an action's id in a list, with room to spare
R = TypeVar("R", PastStanding, PastAction)

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The tab as rows of text under ``header``."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def history_page(assessment: Assessment, texts: Texts, digest: str) -> HistoryPage:
    """The history with this run in it; what an earlier run of the same day had noted is replaced."""
    history = history_after(assessment, texts, digest)
    rows = (
        *(_row(HistoryKind.RUN, _run_values(run)) for run in history.runs),
        *(_row(HistoryKind.STANDING, _standing_values(group)) for group in _alike(history.standings, SHARED_STANDING)),
        *(_row(HistoryKind.ACTION, _action_values(group)) for group in _alike(history.actions, SHARED_ACTION)),
    )
    return HistoryPage(tuple(HistoryKey), rows)


def history_after(assessment: Assessment, texts: Texts, digest: str) -> History:
    """The history with this run in it, as records."""
    past, today = assessment.book.history, assessment.as_of.date()
    this_run = PastRun(as_of=assessment.as_of, digest=digest, figures=figures(assessment, texts))
    earlier_standings = [standing for standing in past.standings if standing.as_of.date() != today]
    return History(
        runs=(*(run for run in past.runs if run.as_of.date() != today), this_run),
        standings=(*earlier_standings, *_changed_standings(assessment, earlier_standings)),
        actions=tuple(_actions_after(assessment)),
    )


def _changed_standings(assessment: Assessment, earlier: Iterable[PastStanding]) -> Iterator[PastStanding]:
    """A standing for each customer whose class or tier is not as last noted."""
    last = {
        standing.customer: (standing.abc, standing.tier)
        for standing in sorted(earlier, key=lambda noted: noted.as_of)
        if standing.as_of < assessment.as_of
    }
    for case in assessment.cases:
        key = case.customer.key
        now = (case.abc.letter, case.tier.tier.code if case.tier.tier else None)
        if last.get(key, (None, None)) != now:
            yield PastStanding(as_of=assessment.as_of, customer=key, abc=now[0], tier=now[1])


def _actions_after(assessment: Assessment) -> Iterator[PastAction]:
    """Every action ever suggested: those of before, closed where they are finished, then the new ones."""
    today = assessment.as_of.date()
    marks = {row.action_id: row for row in assessment.book.history.todo}
    current = {action.id for action in assessment.actions}
    known = set()
    for past in assessment.book.history.actions:
        after = _closed(past, marks.get(past.action_id), past.action_id in current, today)
        if after is not None:
            known.add(past.action_id)
            yield after
    for action in assessment.actions:
        if action.id not in known:
            yield PastAction(
                action_id=action.id,
                customer=action.customer,
                play=action.play,
                first_due=action.due,
                suggested_on=action.first_suggested,
            )


def _closed(past: PastAction, mark: TodoRow | None, is_current: bool, today: date) -> PastAction | None:
    """What becomes of a past action: closed by the user's mark, or gone; None if it was only suggested today."""
    if past.closed_on and not is_current:
        return past
    if mark and mark.done is not None:
        how = DONE if mark.done else DISMISSED
        return replace(past, closed_on=mark.done_on or today, how=how, outcome=mark.outcome, note=mark.note)
    if is_current:
        return past
    if past.suggested_on == today:
        return None
    if mark is None:
        return replace(past, closed_on=today, how=GONE)
    return replace(past, closed_on=today, how=GONE, outcome=mark.outcome, note=mark.note)


def _row(kind: HistoryKind, values: dict[HistoryKey, str | None]) -> Row:
    return (kind, *map(values.get, KEYS))


def _run_values(run: PastRun) -> dict[HistoryKey, str | None]:
    return {
        HistoryKey.AS_OF: run.as_of.isoformat(),
        HistoryKey.DIGEST: run.digest,
        HistoryKey.FIGURES: json.dumps(dict(run.figures), sort_keys=True),
    }


def _alike(records: Iterable[R], shared: Callable[[R], tuple[Any, ...]]) -> Iterator[Sequence[R]]:
    """The records in groups that have all of that in common, oldest first, none too long for one cell.

    A first run notes every customer and every action: in rows of their own they would be half of all cells it writes.
    """
    groups: dict[tuple[Any, ...], list[R]] = defaultdict(list)
    for record in records:
        groups[shared(record)].append(record)
    for _, group in sorted(groups.items(), key=lambda item: item[0][0]):  # both begin with when it was noted
        longest = max(len(record.customer) for record in group)
        most = max(LONGEST_LIST // max(longest + len('"", '), LONGEST_ID), 1)
        yield from (group[start : start + most] for start in range(0, len(group), most))


def _standing_values(group: Sequence[PastStanding]) -> dict[HistoryKey, str | None]:
    standing = group[0]
    return {
        HistoryKey.AS_OF: standing.as_of.isoformat(),
        HistoryKey.CUSTOMER: listed([one.customer for one in group]),
        HistoryKey.ABC: standing.abc,
        HistoryKey.TIER: standing.tier,
    }


def _action_values(group: Sequence[PastAction]) -> dict[HistoryKey, str | None]:
    action = group[0]
    return {
        HistoryKey.AS_OF: action.suggested_on.isoformat(),
        HistoryKey.ID: listed([one.action_id for one in group]),
        HistoryKey.CUSTOMER: listed([one.customer for one in group]),
        HistoryKey.PLAY: action.play,
        HistoryKey.FIRST_DUE: action.first_due.isoformat(),
        HistoryKey.CLOSED_ON: action.closed_on.isoformat() if action.closed_on else None,
        HistoryKey.HOW: action.how,
        HistoryKey.OUTCOME: action.outcome,
        HistoryKey.NOTE: action.note,
    }
