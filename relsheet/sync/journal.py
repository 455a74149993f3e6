"""The journal: one JSON line per job and run in the user's state folder, two files of bounded size."""

import os
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from relsheet.api import sources
from relsheet.errors import NotWritten

JOURNAL, OLDER = "journal.jsonl", "journal.old.jsonl"
#: From so many bytes on the journal becomes the older one, and that one goes (convention).
FULL = 1_000_000
#: Errors that say that somebody works on the source: worth waiting for.
BUSY = frozenset({"open_elsewhere", "open_unnamed", "in_use", "other_run", "other_sync", "changed_since_read"})
#: So many seconds another process may keep the journal or the outbox for itself.
LOCKED = 60


class Deed(StrEnum):
    """What became of a run."""

    SCORED = "scored"
    UNCHANGED = "unchanged"  # nothing to do since the last good run
    BUSY = "busy"  # somebody has it open
    FAILED = "failed"
    STOPPED = "stopped"  # by a signal
    KILLED = "killed"  # found out by the next run
    LEFT_OUT = "left_out"  # the deadline had passed


class Entry(BaseModel):
    """One run of a job on one source."""

    model_config = ConfigDict(frozen=True)
    job: str
    source: str
    began: datetime
    seconds: float = 0.0
    deed: Deed
    exit_code: int = 0
    code: str = ""  # of the error
    message: str = ""
    trace: str = ""  # where a bug of ours struck
    again: bool = False  # the same was said by the run before
    records: int = 0  # read
    cells: int = 0  # changed
    problems: int = 0
    calls: int = 0  # to a remote service
    config: str = ""  # digest of the settings
    versions: dict[str, str] = {}


def folder() -> Path:
    """Where journal, state and outbox are kept."""
    return sources.state_folder("sync")


def write(entry: Entry) -> None:
    """Add a line; a line that a killed run left unfinished is ended first. NotWritten where there is no room."""
    line = entry.model_dump_json(exclude_defaults=True).encode() + b"\n"
    try:
        with FileLock(folder() / "journal.lock", timeout=LOCKED):
            _add(folder() / JOURNAL, line)
    except (OSError, Timeout) as err:
        raise NotWritten("journal", folder(), reason=str(err)) from err


def _add(path: Path, line: bytes) -> None:
    if path.exists() and path.stat().st_size > FULL:
        path.replace(folder() / OLDER)
    with path.open("ab+") as lines:
        if lines.tell() and not _ends_a_line(lines.fileno()):
            lines.write(b"\n")
        lines.write(line)


def _ends_a_line(descriptor: int) -> bool:
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"


def entries() -> Iterator[Entry]:
    """All entries, oldest first; a line that cannot be read is passed over."""
    for name in (OLDER, JOURNAL):
        path = folder() / name
        for line in path.read_bytes().splitlines() if path.exists() else ():
            try:
                yield Entry.model_validate_json(line)
            except ValidationError:
                continue
