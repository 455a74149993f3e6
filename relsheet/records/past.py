"""What earlier runs found, and what the user has written on our To do tab since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from relsheet.errors import Problem
from relsheet.records.places import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoRow:
    """One row of our To do tab as the user left it."""

    action_id: str
    origin: Origin
    done: bool | None = None  # False: the user has dismissed it
    done_on: date | None = None
    outcome: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """One earlier run, from the hidden history tab."""

    as_of: datetime
    digest: str  # of all results of that run
    figures: Mapping[str, float] = field(default_factory=dict)  # the tiles, by name


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStanding:
    """A customer's class and tier as they stood from that run on (recorded only when one of them changed)."""

    as_of: datetime
    customer: str
    abc: str | None
    tier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAction:
    """An action as it was first suggested: its date stays, and what became of it is evaluated."""

    action_id: str
    customer: str
    play: str
    first_due: date
    suggested_on: date
    closed_on: date | None = None
    how: str | None = None  # done, dismissed, gone (no longer suggested)
    outcome: str | None = None  # what the user wrote beside it on the To do tab
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What earlier runs found; empty on a first run."""

    runs: tuple[PastRun, ...] = ()
    standings: tuple[PastStanding, ...] = ()
    actions: tuple[PastAction, ...] = ()
    todo: tuple[TodoRow, ...] = ()
    problems: tuple[Problem, ...] = ()  # what of it could not be read


#: Before the first run.
NO_HISTORY = History()
