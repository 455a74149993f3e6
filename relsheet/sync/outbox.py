"""What is to be told, and what was: so that nothing is told twice, and nothing is lost while a channel is down.

One file holds both, replaced at one stroke: a line that waits and the note that it is known can never part. A line is
taken out when its message was accepted; a crash just between the two sends that message once more.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from relsheet.api import sources
from relsheet.errors import NotWritten
from relsheet.sync import journal
from relsheet.texts import Language

if TYPE_CHECKING:
    from relsheet.api.unattended import NewsItem

OUTBOX = "outbox.json"
#: A line that no channel took for so long is given up (convention); so the file stays small.
KEPT = timedelta(days=14)
MOST_LINES = 2000
#: So long an item stays known that holds no more: a tab that is missing for an hour must not have all told anew
#: (convention).
REMEMBERED = timedelta(days=3)


class Line(BaseModel):
    """One line for one channel. ``kind`` is what it is counted as, ``place`` where one finds more about it;
    ``not_before`` ends the quiet hours; ``failing`` is the source whose job fails."""

    model_config = ConfigDict(frozen=True)
    channel: str
    job: str
    owner: str | None
    kind: str = ""
    text: str
    place: str = ""
    language: Language
    since: datetime
    not_before: datetime
    failing: str = ""


class Known(BaseModel):
    """What is known of one source: the keys that hold and when that was seen last; whether it ``was_read`` at all,
    and whether its job fails since."""

    model_config = ConfigDict(frozen=True)
    was_read: bool = False
    is_failing: bool = False
    items: dict[str, datetime] = {}

    def new_among(self, items: "Iterable[NewsItem]") -> "tuple[NewsItem, ...]":
        """The items that nobody was told of; none on the first run, which accuses nobody."""
        return tuple(item for item in items if item.key not in self.items) if self.was_read else ()

    def after(self, keys: Iterable[str], now: datetime) -> "Known":
        """What is known once a run has found that these hold."""
        lately = {key: seen for key, seen in self.items.items() if now - seen < REMEMBERED}
        return Known(was_read=True, items=lately | dict.fromkeys(keys, now))


class Outbox(BaseModel):
    """``known`` by the name of the source, and the ``lines`` that wait."""

    known: dict[str, Known] = {}
    lines: tuple[Line, ...] = ()

    def due(self, now: datetime) -> tuple[Line, ...]:
        """The lines that may be sent now."""
        return tuple(line for line in self.lines if line.not_before <= now)

    def of(self, name: str) -> Known:
        """What is known of that source."""
        return self.known.get(name, Known())


@contextmanager
def opened() -> Iterator[Outbox]:
    """The outbox, for one process at a time; kept when the block ends without an error."""
    with only_one("outbox"):
        outbox = load()
        yield outbox
        sources.keep(journal.folder() / OUTBOX, outbox.model_dump_json(exclude_defaults=True))


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Keeps other processes out of the block; NotWritten where one of them does not come to an end."""
    lock = FileLock(journal.folder() / f"{name}.lock", timeout=journal.LOCKED)
    try:
        lock.acquire()
    except (Timeout, OSError) as err:
        raise NotWritten("journal", journal.folder(), reason=str(err)) from err
    try:
        yield
    finally:
        lock.release()


def load() -> Outbox:
    """The outbox as it stands; an empty one where the file is missing or damaged."""
    try:
        return Outbox.model_validate_json((journal.folder() / OUTBOX).read_bytes())
    except (FileNotFoundError, ValidationError):
        return Outbox()
    except OSError as err:
        raise NotWritten("state_folder", journal.folder(), reason=err.strerror or str(err)) from err


def without_the_old(lines: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    """The lines that are worth keeping, the newest of too many."""
    return tuple(line for line in lines if now - line.since < KEPT)[-MOST_LINES:]
