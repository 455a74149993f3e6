"""A workbook that is scored again whenever somebody has saved and closed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from relsheet import api
from relsheet.api import sources, unattended
from relsheet.errors import RelsheetError, UnreadableInput, UsageError
from relsheet.sync.clock import Clock

#: Seconds between two looks: a look costs one question to the file system.
LOOK = 2.0
#: What passes without the workbook being saved again.
PASSING = frozenset({"open_elsewhere", "open_unnamed", "in_use", "other_run", "changed_since_read", "disk_full"})


@dataclass(frozen=True, slots=True)
class Seen:
    """Something happened: the workbook was scored, or could not be."""

    at: datetime
    cells: int
    problem: RelsheetError | None = None


def watch(source: str, options: api.Options, clock: Clock) -> Iterator[Seen]:
    """What happens to the workbook, for ever. The same trouble is told once until it is over.

    A file that is still being saved, or open in Excel, is left alone until it has been closed.
    """
    if "://" in source or sources.is_google(source):
        raise UsageError("not_watchable", source)
    path = Path(source)
    if not path.exists():
        raise UnreadableInput("no_such_file", path, folder=path.absolute().parent)
    done, trouble = "", ""
    while True:
        content = _settled(path, clock)
        if content is not None and content != done:
            try:
                outcome = api.score(source, clock.now(), options)
                done, trouble = unattended.content_after(outcome) or content, ""
                yield Seen(clock.now(), outcome.receipt.cells_written)
            except RelsheetError as err:
                if err.code != trouble:
                    trouble = err.code
                    yield Seen(clock.now(), 0, err)
                done = content if err.code not in PASSING else done
        clock.sleep(LOOK)


def _settled(path: Path, clock: Clock) -> str | None:
    """The digest of a file that nobody is at: not open, and the same size and time after a moment; else None."""
    try:
        before = sources.stamp(path)
        sources.refuse_if_open(path.resolve())
        clock.sleep(LOOK / 4)
        return sources.content_of(str(path)) if sources.stamp(path) == before else None
    except (OSError, RelsheetError):
        return None
