"""One task from lock to journal: nothing that happens to it reaches the others."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from relsheet import api
from relsheet.api import unattended
from relsheet.errors import ExitCode, NotWritten, RelsheetError
from relsheet.sync import journal, outbox
from relsheet.sync.clock import Clock
from relsheet.sync.files import write_outputs
from relsheet.sync.journal import Deed, Entry
from relsheet.sync.logs import redacted
from relsheet.sync.memory import Memory, recall, remember
from relsheet.sync.tasks import Task
from relsheet.sync.telling import Announcement, channels_of, tell_failure, tell_news
from relsheet.texts import texts_in

#: Somebody works on it: worth waiting for.
BUSY = frozenset({"open_elsewhere", "open_unnamed", "in_use", "other_run", "other_sync", "changed_since_read"})
#: Seconds between two tries: soon at first, then seldom.
PAUSES = (1, 2, 4, 8, 15)
LONGEST_TRACE = 4000
#: A killed process leaves no exit code.
KILLED = 137


@dataclass(frozen=True, slots=True)
class Demands:
    """What the call asks for: ``even_unchanged`` scores what would be left alone; ``wait`` overrules the jobs'."""

    even_unchanged: bool = False
    wait: timedelta | None = None


def run_task(task: Task, demands: Demands, clock: Clock) -> Entry:
    """What became of the task, journaled; only a signal ends it otherwise."""
    began, ticks = clock.now(), clock.ticks()
    until = ticks + (task.job.wait if demands.wait is None else demands.wait).total_seconds()
    entry = Entry(job=task.job.name, source=task.source, began=began, deed=Deed.FAILED, versions=unattended.versions())
    try:
        with only_sync(task, clock, until):
            entry = _Run(task, clock, until, entry).done(demands)
    except RelsheetError as err:
        entry = failed(entry, err)
    entry = entry.model_copy(update={"seconds": round(clock.ticks() - ticks, 3)})
    try:
        journal.write(entry)
    except NotWritten as err:  # the work is done all the same, but nobody could read of it later
        return entry if entry.exit_code else failed(entry, err)
    return entry


@contextmanager
def only_sync(task: Task, clock: Clock, until: float) -> Iterator[None]:
    """Keeps a second sync away from this source; NotWritten ``other_sync`` if one is still at it after the wait."""
    folder = unattended.state_folder("locks")
    lock = FileLock(folder / f"{task.name}.sync.lock")
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


def pauses() -> Iterator[int]:
    yield from PAUSES
    while True:
        yield PAUSES[-1]


def failed(entry: Entry, err: RelsheetError) -> Entry:
    """The entry of a run that ended with that error."""
    return entry.model_copy(
        update={
            "deed": Deed.BUSY if err.code in BUSY else Deed.FAILED,
            "exit_code": int(err.exit_code),
            "code": err.code,
            "message": redacted(err.sentence(texts_in("en"))),
        }
    )


@dataclass(slots=True)
class _Run:
    """A run that has the source for itself."""

    task: Task
    clock: Clock
    until: float  # ticks
    entry: Entry

    def done(self, demands: Demands) -> Entry:
        """What became of it; told, remembered, but not yet journaled. A signal goes on its way."""
        memory = recall(self.task.name, self.task.source)
        self._tell_of_a_killed_run(memory)
        try:
            config = unattended.config_digest(self.task.source, self.task.options)
            self.entry = self.entry.model_copy(update={"config": config})
            content = unattended.content_of(self.task.source)
            if not demands.even_unchanged and memory.holds(self.clock.now(), content, config):
                return self._unchanged(memory)
            remember(self.task.name, memory.model_copy(update={"running_since": self.entry.began}))
            return self._scored(self._score(), content)
        except RelsheetError as err:
            return self._failed(memory, failed(self.entry, err))
        except (SystemExit, KeyboardInterrupt):
            remember(self.task.name, memory.model_copy(update={"running_since": None}))
            journal.write(self.entry.model_copy(update={"deed": Deed.STOPPED}))
            raise
        except Exception:  # noqa: BLE001 -- a bug of ours met in one job must not stop the others
            trace = redacted(traceback.format_exc()).strip()
            update = {"exit_code": int(ExitCode.UNREADABLE), "code": "bug", "message": trace.splitlines()[-1]}
            update["trace"] = trace[-LONGEST_TRACE:]
            return self._failed(memory, self.entry.model_copy(update=update))

    def _tell_of_a_killed_run(self, memory: Memory) -> None:
        """We hold the lock: whoever was at it then is gone."""
        if memory.running_since is not None:
            update = {"began": memory.running_since, "deed": Deed.KILLED, "exit_code": KILLED, "config": ""}
            journal.write(self.entry.model_copy(update=update))

    def _unchanged(self, memory: Memory) -> Entry:
        remember(self.task.name, memory.model_copy(update={"last_good": self.entry.began, "running_since": None}))
        calls = int(unattended.is_remote(self.task.source))  # the glance
        return self.entry.model_copy(update={"deed": Deed.UNCHANGED, "calls": calls})

    def _score(self) -> api.Outcome:
        """The outcome; while somebody works on the source it is tried again until the time is up."""
        for pause in pauses():
            try:
                if Path(self.task.source).exists():
                    unattended.refuse_if_open(Path(self.task.source).resolve())
                return api.score(self.task.source, self.clock.now(), self.task.options)
            except NotWritten as err:
                if err.code not in BUSY or self.clock.ticks() + pause > self.until:
                    raise
            self.clock.sleep(pause)
        raise AssertionError("pauses never end")

    def _scored(self, outcome: api.Outcome, before: str | None) -> Entry:
        """Told, remembered, and what stands in the journal. What the source was before is what it still is where
        nothing was written; an edit meanwhile makes the next glance at it differ."""
        draft, receipt, standing = outcome.draft, outcome.receipt, unattended.standing(outcome)
        write_outputs(self.task, outcome)
        channels = channels_of(self.task)
        on = Announcement(
            at=self.entry.began,
            not_before=standing.next_open if self.task.notify.quiet_hours else self.entry.began,
            language=draft.session.texts.language,
        )
        with outbox.opened() as box:
            tell_news(box, self.task, channels, partial(unattended.news_in, outcome), on)
        memory = Memory(
            source=self.task.source,
            job=self.task.job.name,
            content=standing.content or (None if receipt.written else before),
            config=self.entry.config,
            versions=self.entry.versions,
            next_change=standing.next_change,
            computed_at=draft.session.as_of,
            last_good=self.entry.began,
        )
        remember(self.task.name, memory)
        return self.entry.model_copy(
            update={
                "deed": Deed.SCORED,
                "records": standing.records,
                "cells": receipt.cells_written,
                "problems": len(draft.assessment.problems),
                "calls": standing.calls + int(unattended.is_remote(self.task.source)),
            }
        )

    def _failed(self, memory: Memory, entry: Entry) -> Entry:
        again = memory.failing_code == entry.code
        update = {
            "job": self.task.job.name,
            "failures": memory.failures + 1,
            "failing_code": entry.code,
            "running_since": None,
        }
        remember(self.task.name, memory.model_copy(update=update))
        if entry.deed is Deed.FAILED and entry.code != "no_such_channel":
            self._tell_failure(entry)
        return entry.model_copy(update={"again": again})

    def _tell_failure(self, entry: Entry) -> None:
        channels = channels_of(self.task)
        language = self.task.options.language or "en"
        on = Announcement(entry.began, self._opening() if self.task.notify.quiet_hours else entry.began, language)
        with outbox.opened() as box:
            tell_failure(box, self.task, channels, entry.message, on)

    def _opening(self) -> datetime:
        """When people are next at work; now where the settings that would say so are what is wrong."""
        try:
            return unattended.opening(self.task.source, self.task.options, self.entry.began)
        except RelsheetError:
            return self.entry.began
