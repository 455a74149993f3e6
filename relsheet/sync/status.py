"""How each job stands: the last good run, when time will change its results, failures in a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from relsheet import api
from relsheet.sync.memory import recall
from relsheet.sync.tasks import duties_in, tasks_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One source of a job."""

    job: str
    source: str
    last_good: datetime | None
    next_change: datetime | None
    failures: int
    failing_code: str
    overdue: bool  # not succeeded for longer than expect_every


def status(names: Sequence[str], options: api.Options, now: datetime) -> Iterator[Standing]:
    """Every source of these jobs (none: of all); one that never succeeded is overdue if anything is expected."""
    duties = duties_in(options)
    for job in duties.named(names):
        for task in tasks_of(job, duties, options):
            found = recall(task.name, task.source)
            late = job.expect_every is not None and (
                found.last_good is None or now - found.last_good > job.expect_every
            )
            yield Standing(
                job.name,
                task.source,
                found.last_good,
                found.next_change,
                found.failures,
                found.failing_code if found.failures else "",
                late,
            )
