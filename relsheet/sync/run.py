"""One task from lock to journal: nothing that happens to it reaches the others.

What scores is imported only where there is something to score (scoring.py): most runs find everything unchanged.
"""

import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from relsheet.api import sources
from relsheet.errors import ConfigError, ExitCode, NotWritten, RelsheetError
from relsheet.sync import journal
from relsheet.sync.clock import Clock, pauses
from relsheet.sync.journal import BUSY, Deed, Entry
from relsheet.sync.logs import redacted
from relsheet.sync.memory import Memory, recall, remember
from relsheet.sync.tasks import Task
from relsheet.texts import Language, Texts, texts_in

LONGEST_TRACE = 4000
#: A killed process leaves no exit code.
KILLED = 137


@dataclass(frozen=True, slots=True)
class Demands:
    """What the call asks for: ``even_unchanged`` scores what would be left alone; ``wait`` overrules the jobs';
    failures are journaled in that language."""

    even_unchanged: bool = False
    wait: timedelta | None = None
    language: Language = "en"


def run_task(task: Task, demands: Demands, clock: Clock) -> Entry:
    """What became of the task, journaled; only a signal ends it otherwise."""
    began, ticks = clock.now(), clock.ticks()
    until = ticks + (task.job.wait if demands.wait is None else demands.wait).total_seconds()
    entry = Entry(job=task.job.name, source=task.source, began=began, deed=Deed.FAILED, versions=sources.versions())
    try:
        with only_sync(task, clock, until):
            entry = _done(task, demands, clock, until, entry)
    except RelsheetError as err:
        entry = failed(entry, err, demands.language)
    except (SystemExit, KeyboardInterrupt):
        with suppress(RelsheetError):  # we are to end; where this is not journaled, the next run calls us killed
            journal.write(entry.model_copy(update={"deed": Deed.STOPPED}))
        raise
    entry = entry.model_copy(update={"seconds": round(clock.ticks() - ticks, 3)})
    return journaled(entry, demands.language)


def journaled(entry: Entry, language: Language) -> Entry:
    """The entry, which stands in the journal now; failed where it does not: nobody could read of that run later."""
    try:
        journal.write(entry)
    except NotWritten as err:
        return entry if entry.exit_code else failed(entry, err, language)
    return entry


def mend_pattern(task: Task, now: datetime) -> None:
    """Note and tell that a pattern which fitted nothing has found workbooks."""
    if recall(task.name, task.source).failures:
        from relsheet.sync.scoring import tell_of_mending

        with suppress(ConfigError):  # a channel that is not there is the failure of its tasks
            tell_of_mending(task, now)
        remember(task.name, Memory(source=task.source, job=task.job.name, last_good=now))


@contextmanager
def only_sync(task: Task, clock: Clock, until: float) -> Iterator[None]:
    """Keeps a second sync away from this source; NotWritten ``other_sync`` if one is still at it after the wait."""
    folder = sources.state_folder("locks")
    lock = FileLock(folder / f"{sources.state_name(task.source)}.sync.lock")
    for pause in pauses():
        try:
            lock.acquire(timeout=0)
            break
        except Timeout as err:
            if clock.ticks() + pause > until:
                raise NotWritten("other_sync", Path(task.source).name) from err
            clock.sleep(pause)
        except (OSError, NotImplementedError) as err:  # the latter: a network drive that knows no locks
            raise NotWritten("state_folder", folder, reason=str(err)) from err
    try:
        yield
    finally:
        lock.release()


def failed(entry: Entry, err: RelsheetError, language: Language) -> Entry:
    """The entry of a run that ended with that error; the source stands in it, and not again in the message."""
    texts, named = texts_in(language), {entry.source, Path(entry.source).name}
    return entry.model_copy(
        update={
            "deed": Deed.BUSY if err.code in BUSY else Deed.FAILED,
            "exit_code": int(err.exit_code),
            "code": err.code,
            "message": _told(err, named, texts),
        }
    )


def _done(task: Task, demands: Demands, clock: Clock, until: float, entry: Entry) -> Entry:
    """What became of it, with the source for ourselves; told, remembered, but not yet journaled."""
    memory = recall(task.name, task.source)
    if memory.running_since is not None:  # we hold the lock: whoever was at it then is gone
        update = {"began": memory.running_since, "deed": Deed.KILLED, "exit_code": KILLED}
        journal.write(entry.model_copy(update=update))
    try:
        task.refuse_if_senseless()
        config = sources.config_digest(task.source, task.options)
        entry = entry.model_copy(update={"config": config})
        content = sources.content_of(task.source, task.options)
        if not demands.even_unchanged and memory.holds(clock.now(), content, config):
            return _unchanged(task, memory, entry)
        remember(task.name, memory.model_copy(update={"running_since": entry.began}))
        from relsheet.sync.scoring import scored

        return scored(task, clock, until, entry, content)
    except RelsheetError as met:
        err = task.unattended(met)
        reason = partial(_reason, task, err)
        return _failed(task, memory, failed(entry, err, demands.language), reason)
    except Exception:  # noqa: BLE001 -- a bug of ours met in one job must not stop the others
        trace = redacted(traceback.format_exc()).strip()
        update = {"exit_code": int(ExitCode.UNREADABLE), "code": "bug", "message": trace.splitlines()[-1]}
        update["trace"] = trace[-LONGEST_TRACE:]
        return _failed(task, memory, entry.model_copy(update=update), lambda texts: trace.splitlines()[-1])
    except (SystemExit, KeyboardInterrupt):
        with suppress(RelsheetError):
            remember(task.name, memory.model_copy(update={"running_since": None}))
        raise


def _unchanged(task: Task, memory: Memory, entry: Entry) -> Entry:
    remember(task.name, memory.model_copy(update={"last_good": entry.began, "running_since": None}))
    calls = int(sources.is_google(task.source))  # the glance
    return entry.model_copy(update={"deed": Deed.UNCHANGED, "calls": calls})


def _failed(task: Task, memory: Memory, entry: Entry, reason: Callable[[Texts], str]) -> Entry:
    """The failure remembered, and told where it is one; what cannot be kept of it is said beside it."""
    update = {
        "job": task.job.name,
        "failures": memory.failures + 1,
        "failing_code": entry.code,
        "running_since": None,
    }
    try:
        remember(task.name, memory.model_copy(update=update))
        if entry.deed is Deed.FAILED and entry.code != "no_such_channel":
            from relsheet.sync.scoring import tell_of_failure

            tell_of_failure(task, entry.began, reason)
    except (RelsheetError, ImportError) as err:  # the latter: an upgrade that is half installed
        entry = entry.model_copy(update={"message": f"{entry.message} {err}"})
    return entry.model_copy(update={"again": memory.failures > 0 and memory.failing_code == entry.code})


def _reason(task: Task, err: RelsheetError, texts: Texts) -> str:
    """Why it failed, for a message that names the source already."""
    return _told(err, {task.source, task.shown, task.job.source}, texts)


def _told(err: RelsheetError, named: Collection[str], texts: Texts) -> str:
    """The error without secrets, and without its place where that is named already."""
    told = texts("error.sentence", what=err.what(texts), fix=err.fix(texts)).strip()
    return redacted(told if err.where in named else err.sentence(texts))
