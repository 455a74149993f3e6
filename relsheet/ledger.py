"""How our To do tab and the hidden history tab are laid out: ``pages`` fills them, ``intake`` reads them.

Users write into the To do tab, move its columns and rename its headers. So its first row, hidden, holds the keys below;
where somebody deleted that row, the headers tell.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zlib import crc32

from relsheet.serials import DAYS_TO_1904, moment_at
from relsheet.texts import LANGUAGES, texts_in


class TodoKey(StrEnum):
    """The columns of the To do tab, in the order in which it is first made."""

    ID = "id"
    BY = "by"
    CUSTOMER = "customer"
    OWNER = "owner"
    WHAT = "what"
    WHY = "why"
    DONE = "done"
    DONE_ON = "done_on"
    OUTCOME = "outcome"
    NOTE = "note"


#: What the user fills in; all else on the tab is ours.
TODO_BY_USER: tuple[TodoKey, ...] = (TodoKey.DONE, TodoKey.DONE_ON, TodoKey.OUTCOME, TodoKey.NOTE)
#: Rows that are looked through for keys and headers.
TODO_HEAD_ROWS = 10
#: The first column of the key row; a user's own header hardly looks like it.
TODO_MARK = "relsheet:id"


class HistoryKey(StrEnum):
    """The columns of the history tab; every value is text, an empty cell is "not recorded".

    Rows that differ in ``id`` and ``customer`` alone are one row, which lists these (see ``listed``).
    """

    KIND = "kind"  # run, standing, action, column
    AS_OF = "as_of"  # of the run; of an action: when it was first suggested
    ID = "id"  # of an action; of a column: its key
    CUSTOMER = "customer"
    ABC = "abc"
    TIER = "tier"
    PLAY = "play"
    FIRST_DUE = "first_due"
    CLOSED_ON = "closed_on"
    HOW = "how"
    OUTCOME = "outcome"
    NOTE = "note"
    DIGEST = "digest"  # of all results; of a column: the traces of its values, in as many rows as they take
    FIGURES = "figures"  # JSON


class HistoryKind(StrEnum):
    RUN = "run"
    STANDING = "standing"
    ACTION = "action"
    COLUMN = "column"


#: How long a list in one cell may be, in characters: half of what Excel allows, as some of them count twice.
LONGEST_LIST = 16_000
LIST_MARK = "["


#: Before the key of a page of ours, where the traces of what a run left on it are noted as those of a column.
PAGE = "page."
#: So many traces stand in one cell, each of eight characters and a space.
TRACES_A_CELL = LONGEST_LIST // 9
#: Numbers below it may be days of this century or the one before.
DAYS_COUNTED = 73_051


def traces(values: Iterable[object]) -> frozenset[str]:
    """What tells later which values stood in a column: a short checksum of each, however often it occurs."""
    texts = {_plainly(value) for value in set(values) - {None, ""}}
    return frozenset(map(_trace, texts))


def _trace(text: str) -> str:
    return f"{crc32(text.encode()):08x}"


def _plainly(value: object) -> str:
    """The value as any program gives it back: days with or without a midnight, numbers whole or not."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.10g}" if isinstance(value, int | float) else str(value).strip()


def column_rows(key: str, values: Iterable[object]) -> Iterator[tuple[str | None, ...]]:
    """The rows of the history tab that tell what this run leaves in a column of ours, at least one."""
    left = sorted(traces(values))
    for start in range(0, max(len(left), 1), TRACES_A_CELL):
        noted = {
            HistoryKey.KIND: HistoryKind.COLUMN,
            HistoryKey.ID: key,
            HistoryKey.DIGEST: " ".join(left[start : start + TRACES_A_CELL]),
        }
        yield tuple(map(noted.get, HistoryKey))


def left_in_columns(rows: Iterable[Sequence[object]]) -> Mapping[str, frozenset[str]]:
    """Key of a column -> traces of what the last run left in it, from all rows of the history tab; empty where these
    cannot be told."""
    found = iter(rows)
    head = list(next(found, ()))
    if not {HistoryKey.KIND, HistoryKey.ID, HistoryKey.DIGEST} <= set(head):
        return {}
    kind, key, digest = (head.index(name) for name in (HistoryKey.KIND, HistoryKey.ID, HistoryKey.DIGEST))
    left: dict[str, set[str]] = defaultdict(set)
    for row in found:
        if row[kind] == HistoryKind.COLUMN:
            left[str(row[key])].update(str(row[digest] or "").split())
    return {own: frozenset(noted) for own, noted in left.items()}


def as_left(values: Iterable[object], left: frozenset[str]) -> bool:
    """Whether a column holds by and large what we left in it, rather than something of the user's."""
    found = traces(values)
    return 2 * len(found & left) >= max(len(found), 1)


def is_strange(value: object, left: frozenset[str] | None) -> bool:
    """Whether we certainly did not leave that value in a column where we left these traces (None: unknown ones)."""
    if value in (None, "") or left is None:
        return False
    return _trace(_plainly(value)) not in left and not any(_trace(_plainly(day)) in left for day in _as_days(value))


def _as_days(value: object) -> Iterator[datetime]:
    """The moments that a number may stand for, counted from 1900 and from 1904: somebody took a day's format away."""
    if isinstance(value, int | float) and 0 < value < DAYS_COUNTED:
        yield moment_at(value)
        yield moment_at(value + DAYS_TO_1904)


def listed(names: Sequence[str]) -> str:
    """The names as one cell of the history tab: a single one as it stands, several as JSON."""
    if len(names) == 1 and not names[0].startswith(LIST_MARK):
        return names[0]
    return json.dumps(list(names), ensure_ascii=False)


def names_listed(cell: str) -> tuple[str, ...]:
    """The names that such a cell holds; ValueError where it is cut off or otherwise damaged."""
    if not cell.startswith(LIST_MARK):
        return (cell,) if cell else ()
    found = json.loads(cell)
    if not all(isinstance(name, str) and name for name in found):
        raise ValueError(cell)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class TodoPlace:
    """Where the To do tab's columns stand now: the last row above its entries, and per key the 1-based column."""

    header_row: int
    columns: Mapping[TodoKey, int]


def todo_place(head: Sequence[Sequence[object]], labels: Mapping[str, TodoKey]) -> TodoPlace | None:
    """Where the columns of the To do tab stand, from its first rows; None if it is ours no more.

    By the hidden keys, wherever the user moved them; without these by ``labels`` (header text -> key, every language).
    """
    for number, row in enumerate(head, start=1):
        if TODO_MARK in row:
            keys = {_mark(key): key for key in TodoKey}
            return TodoPlace(number + 1, _columns(row, keys))
    for number, row in enumerate(head, start=1):
        columns = _columns(row, labels)
        if TodoKey.ID in columns and len(columns) >= len(TodoKey) // 2:
            return TodoPlace(number, columns)
    return None


def begins_as_page(head: Sequence[Sequence[object]]) -> bool:
    """Whether a tab begins as one of our pages does, perhaps in a copy that somebody made: Summary, To do, history."""
    titles = {HistoryKey.KIND, *(texts_in(language)("summary.title") for language in LANGUAGES)}
    return any(value in titles for row in head[:1] for value in row[:1]) or todo_place(head, todo_labels()) is not None


def todo_labels() -> Mapping[str, TodoKey]:
    """Header text -> column, in every language: the workbook's own may have changed since the tab was made."""
    return {texts_in(language)(f"todo.column.{key}"): key for language in LANGUAGES for key in TodoKey}


def key_row() -> tuple[str, ...]:
    """The hidden first row of the To do tab."""
    return tuple(_mark(key) for key in TodoKey)


def _mark(key: TodoKey) -> str:
    return TODO_MARK if key is TodoKey.ID else f"relsheet:{key}"


def _columns(row: Sequence[object], keys: Mapping[str, TodoKey]) -> dict[TodoKey, int]:
    found: dict[TodoKey, int] = {}
    for column, value in enumerate(row, start=1):
        key = keys.get(value.strip()) if isinstance(value, str) else None
        if key is not None:
            found.setdefault(key, column)
    return found
