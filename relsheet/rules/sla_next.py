"""When the passing of time alone will change what we say of a complaint."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from math import ceil

from relsheet.rules.instants import instant_of, localised, moment_at
from relsheet.rules.results import Clock, SlaState
from relsheet.rules.sla_clock import Task, Terms

RUNNING = frozenset({SlaState.ON_TRACK, SlaState.AT_RISK})
CAN_GO_STALE = RUNNING | {SlaState.BREACHED, SlaState.PAUSED, SlaState.PAUSED_LATE}


def next_change(task: Task, clock: Clock, terms: Terms) -> datetime | None:
    """The first moment after ``now`` at which that clock changes its state if nobody does anything; None for never."""
    return min(changes(task, clock, terms), default=None)


def changes(task: Task, clock: Clock, terms: Terms) -> Iterator[datetime]:
    """Each moment after ``now`` at which one of the limits is passed."""
    if clock.state in CAN_GO_STALE and task.course.last_entry is not None:
        first_stale = task.course.last_entry + timedelta(days=terms.settings.stale_days + 1)
        yield localised(datetime.combine(first_stale, time()), terms.calendar.zone)
    if clock.state in RUNNING and isinstance(clock.due, datetime):
        yield moment_at(instant_of(clock.due) + 1, terms.calendar.zone)
        if clock.state is SlaState.ON_TRACK:
            yield due_soon(task, clock.due, terms)


def due_soon(task: Task, due: datetime, terms: Terms) -> datetime:
    """When so much of the time will be used up that it is due soon."""
    deadline = task.deadline
    total = deadline.measure(deadline.receipt.start, due)
    wanted = ceil(total * terms.settings.at_risk)
    begin = max(terms.now, deadline.receipt.start)
    left = max(1, wanted - deadline.measure(deadline.receipt.start, begin))
    if deadline.target.is_clock_time:
        return moment_at(instant_of(begin) + left, terms.calendar.zone)
    return terms.calendar.add_seconds(begin, left)
