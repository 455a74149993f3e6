"""A source that needs to be read again: scored, told of and remembered."""

from datetime import datetime
from functools import partial
from pathlib import Path

from relsheet import api
from relsheet.api import sources, unattended
from relsheet.errors import NotWritten, RelsheetError
from relsheet.sync import outbox
from relsheet.sync.clock import Clock, pauses
from relsheet.sync.files import write_outputs
from relsheet.sync.journal import BUSY, Deed, Entry
from relsheet.sync.memory import Memory, remember
from relsheet.sync.tasks import Task
from relsheet.sync.telling import Announcement, Words, channels_of, tell_failure, tell_news


def scored(task: Task, clock: Clock, until: float, entry: Entry, before: str | None) -> Entry:
    """What stands in the journal of a run that went well; ``before`` is the content of the source when we looked.

    Where nothing was written it is what the source still holds; an edit meanwhile makes the next look at it differ.
    """
    channels = channels_of(task)
    outcome = _outcome(task, clock, until)
    draft, receipt, standing = outcome.draft, outcome.receipt, unattended.standing(outcome)
    write_outputs(task, outcome)
    on = Announcement(
        at=entry.began,
        not_before=standing.next_open if task.notify.quiet_hours else entry.began,
        language=draft.session.texts.language,
    )
    with outbox.opened() as box:
        tell_news(box, task, channels, partial(unattended.news_in, outcome), on)
    memory = Memory(
        source=task.source,
        job=task.job.name,
        content=standing.content or (None if receipt.written else before),
        config=entry.config,
        versions=entry.versions,
        next_change=standing.next_change,
        computed_at=draft.session.as_of,
        last_good=entry.began,
    )
    remember(task.name, memory)
    return entry.model_copy(
        update={
            "deed": Deed.SCORED,
            "records": standing.records,
            "cells": receipt.cells_written,
            "problems": len(draft.assessment.problems),
            "calls": standing.calls + int(sources.is_google(task.source)),  # the glance
        }
    )


def _outcome(task: Task, clock: Clock, until: float) -> api.Outcome:
    """The outcome; while somebody works on the source it is tried again until the time (in ticks) is up."""
    for pause in pauses():
        try:
            if Path(task.source).exists():
                sources.refuse_if_open(Path(task.source).resolve())
            return api.score(task.source, clock.now(), task.options)
        except NotWritten as err:
            if err.code not in BUSY or clock.ticks() + pause > until:
                raise
        clock.sleep(pause)
    raise AssertionError("pauses never end")


def tell_of_failure(task: Task, now: datetime, reason: Words) -> None:
    """Put into the outbox that the job fails; ConfigError for a channel that is not there."""
    channels, on = channels_of(task), _announcement(task, now)
    with outbox.opened() as box:
        tell_failure(box, task, channels, reason, on)


def tell_of_mending(task: Task, now: datetime) -> None:
    """Put into the outbox that a job which failed before it came to any source works again."""
    channels, on = channels_of(task), _announcement(task, now)
    with outbox.opened() as box:
        tell_news(box, task, channels, lambda language: (), on)


def _announcement(task: Task, now: datetime) -> Announcement:
    """For news without a workbook, by the settings alone."""
    not_before = _opening(task, now) if task.notify.quiet_hours else now
    return Announcement(now, not_before, task.options.language or "en")


def _opening(task: Task, now: datetime) -> datetime:
    """When people are next at work; now where the settings that would say so are what is wrong."""
    try:
        return unattended.opening(task.source, task.options, now)
    except RelsheetError:
        return now
