"""What is to be told, and what was: so that nothing is told twice, and nothing is lost while a channel is down.

One file holds both, replaced at one stroke: a line that waits and the note that it is known can never part. A line is
taken out when its message was accepted; a crash just between the two sends that message once more.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from relsheet.api import unattended
from relsheet.api.unattended import NewsItem
from relsheet.errors import NotWritten
from relsheet.sync import journal
from relsheet.texts import Language

OUTBOX = "outbox.json"
#: A line that no channel took for so long is given up (convention); so the file stays small.
KEPT = timedelta(days=14)
MOST_LINES = 2000
#: Keys of a source itself: it was read with success, its last run failed.
BASELINE, FAILING = "read", "failing"


class Line(BaseModel):
    """One line for one channel. ``not_before`` ends the quiet hours."""

    model_config = ConfigDict(frozen=True)
    channel: str
    job: str
    owner: str | None
    text: str
    language: Language
    since: datetime
    not_before: datetime


class Outbox(BaseModel):
    """``told`` are the keys that hold, per source: what leaves it may be told again when it comes back."""

    told: dict[str, tuple[str, ...]] = {}
    lines: tuple[Line, ...] = ()

    def due(self, now: datetime) -> tuple[Line, ...]:
        """The lines that may be sent now."""
        return tuple(line for line in self.lines if line.not_before <= now)

    def is_failing(self, name: str) -> bool:
        return FAILING in self.told.get(name, ())

    def new_among(self, name: str, items: Iterable[NewsItem]) -> tuple[NewsItem, ...]:
        """The items that nobody was told of; none on the first run, which accuses nobody."""
        told = set(self.told.get(name, ()))
        return tuple(item for item in items if item.key not in told) if BASELINE in told else ()


@contextmanager
def opened() -> Iterator[Outbox]:
    """The outbox, for one process at a time; kept when the block ends without an error."""
    lock = FileLock(journal.folder() / "outbox.lock", timeout=journal.LOCKED)
    try:
        lock.acquire()
    except Timeout as err:
        raise NotWritten("journal", OUTBOX, reason=str(err)) from err
    try:
        outbox = load()
        yield outbox
        keep(outbox)
    finally:
        lock.release()


def load() -> Outbox:
    """The outbox as it stands; an empty one where the file is missing or damaged."""
    try:
        return Outbox.model_validate_json((journal.folder() / OUTBOX).read_bytes())
    except (FileNotFoundError, ValidationError):
        return Outbox()


def keep(outbox: Outbox) -> None:
    unattended.keep(journal.folder() / OUTBOX, outbox.model_dump_json(exclude_defaults=True))


def without_the_old(lines: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    """The lines that are worth keeping, the newest of too many."""
    return tuple(line for line in lines if now - line.since < KEPT)[-MOST_LINES:]
