"""All jobs of one call, one after the other or in several processes; none stops the others."""

import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from glob import has_magic
from types import FrameType

from relsheet import api
from relsheet.api import sources
from relsheet.discovery import CONFIG_NAME
from relsheet.errors import RelsheetError
from relsheet.sync.clock import Clock
from relsheet.sync.journal import Deed, Entry
from relsheet.sync.run import Demands, failed, journaled, mend_pattern, run_task
from relsheet.sync.tasks import Duties, Task, pattern_task, tasks_of
from relsheet.texts import Language

#: What a process that was asked to end says: 128 and the signal's number.
TERMINATED = 143
#: Longer than it takes to let go of locks and to write the journal.
SECONDS_TO_END = 5.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs by name (none: all), in how many processes, and for how long new sources are begun."""

    names: tuple[str, ...] = ()
    processes: int = 1
    deadline: timedelta | None = None
    demands: Demands = field(default_factory=Demands)


def sync(plan: Plan, duties: Duties, options: api.Options, clock: Clock) -> Iterator[Entry]:
    """What became of each source, as it is done. UsageError where there is no such job."""
    end = None if plan.deadline is None else clock.ticks() + plan.deadline.total_seconds()
    tasks: list[Task] = []
    for job in duties.named(plan.names):
        found = tasks_of(job, duties, options)
        tasks += found
        if not found[0].fits_nothing and has_magic(job.source):
            mend_pattern(pattern_task(job, duties, options), clock.now())
    # What is open now comes last: nobody else is to wait for it.
    tasks.sort(key=lambda task: sources.is_open(task.source))
    errands = [Errand(task, plan.demands, clock, end) for task in tasks]
    yield from _together(errands, plan.processes) if plan.processes > 1 < len(errands) else map(done, errands)


def refused(err: RelsheetError, options: api.Options, now: datetime, language: Language = "en") -> Entry:
    """What stands in the journal where the settings themselves keep every job from being done."""
    source = str(options.config or CONFIG_NAME)
    return journaled(failed(Entry(job="", source=source, began=now, deed=Deed.FAILED), err, language), language)


@dataclass(frozen=True, slots=True)
class Errand:
    """A task on its way to the process that does it; ``end`` in ticks."""

    task: Task
    demands: Demands
    clock: Clock
    end: float | None


def done(errand: Errand) -> Entry:
    """The task done, or left out where the deadline has passed; it waits no longer than that either."""
    if errand.end is None:
        return run_task(errand.task, errand.demands, errand.clock)
    left = errand.end - errand.clock.ticks()
    if left <= 0:
        job, source = errand.task.job.name, errand.task.source
        began = errand.clock.now()
        entry = Entry(job=job, source=source, began=began, deed=Deed.LEFT_OUT, exit_code=4)
        return journaled(entry, errand.demands.language)
    asked = errand.task.job.wait if errand.demands.wait is None else errand.demands.wait
    wait = min(asked, timedelta(seconds=left))
    return run_task(errand.task, replace(errand.demands, wait=wait), errand.clock)


def _together(errands: Sequence[Errand], processes: int) -> Iterator[Entry]:
    """Fresh processes, since some systems know no others; when we are ended, so are they."""
    import multiprocessing  # only where it is wanted: it takes as long as a look at a source

    context = multiprocessing.get_context("spawn")
    with context.Pool(min(processes, len(errands)), initializer=end_on_signal) as pool:
        yield from pool.imap_unordered(done, errands)


def end_on_signal(again: float = SECONDS_TO_END) -> None:
    """Make SIGTERM end this process as a finished run would: locks let go, the journal written.

    The exit may be swallowed where a library ignores whatever it meets: it is called for again every so many seconds,
    where the system can do that.
    """
    has_timer = hasattr(signal, "setitimer")

    def ended(number: int, frame: FrameType | None) -> None:
        if has_timer:
            signal.setitimer(signal.ITIMER_REAL, again, again)
        sys.exit(TERMINATED)

    signal.signal(signal.SIGTERM, ended)
    if has_timer:
        signal.signal(signal.SIGALRM, ended)


def worst(entries: Sequence[Entry]) -> int:
    """The exit code of the whole call."""
    return max((entry.exit_code for entry in entries), default=0)
