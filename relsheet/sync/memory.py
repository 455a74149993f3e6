"""What is remembered of a source from one run to the next: one small file each."""

from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from relsheet.api import sources
from relsheet.errors import NotWritten
from relsheet.sync import journal

#: A clock that is set back by more than this makes what was remembered untrustworthy.
TOLERANCE = timedelta(minutes=5)


class Memory(BaseModel):
    """``content``, ``config`` and ``versions`` are those of the last good run; ``next_change`` ends their validity."""

    model_config = ConfigDict(frozen=True)
    source: str
    job: str = ""
    content: str | None = None
    config: str = ""
    versions: dict[str, str] = {}
    next_change: datetime | None = None
    computed_at: datetime | None = None
    last_good: datetime | None = None
    failures: int = 0  # in a row
    failing_code: str = ""
    running_since: datetime | None = None  # set while a run is at it: still there later, that run was killed

    def holds(self, now: datetime, content: str | None, config: str) -> bool:
        """Whether the results that are in the source are still those of this moment."""
        if content is None or self.next_change is None or self.computed_at is None:
            return False
        same = (self.content, self.config, self.versions) == (content, config, sources.versions())
        return same and self.computed_at - TOLERANCE <= now < self.next_change and not self.failures


def place_of(name: str) -> Path:
    return journal.folder() / f"{name}.json"


def recall(name: str, source: str) -> Memory:
    """What is remembered; nothing where the file is missing or damaged: the source is then simply read again."""
    try:
        return Memory.model_validate_json(place_of(name).read_bytes())
    except (FileNotFoundError, ValidationError):
        return Memory(source=source)
    except OSError as err:
        raise NotWritten("state_folder", journal.folder(), reason=err.strerror or str(err)) from err


def remember(name: str, memory: Memory) -> None:
    """Keep it, all or nothing."""
    sources.keep(place_of(name), memory.model_dump_json(exclude_defaults=True))
