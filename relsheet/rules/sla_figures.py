"""How complaints went, counted: per month, owner, category, channel and priority; and how old the open ones are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from msgspec import Struct

from relsheet.rules.results import Clock, SlaState, Verdict

#: Below it a percentage would say more than its cases do.
ENOUGH_CASES = 10
JUDGED = frozenset({SlaState.MET, SlaState.MET_LATE, SlaState.BREACHED, SlaState.PAUSED_LATE})


class Grouping(StrEnum):
    """What complaints are counted by."""

    MONTH = "month"
    OWNER = "owner"
    CATEGORY = "category"
    CHANNEL = "channel"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class ClockFigures:
    """One kind of clock in one group. Judged are the clocks that were met or missed, open or not."""

    judged: int
    met: int
    median_seconds: int | None = None  # working time until it was done; None without any
    p90_seconds: int | None = None

    @property
    def share_met(self) -> float | None:
        """The share met, 0 to 1; None for fewer than ten cases: then only the counts are shown."""
        return self.met / self.judged if self.judged >= ENOUGH_CASES else None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group of complaints; ``label`` is "" where the sheet does not say. ``reply`` None: no reply column."""

    label: str
    complaints: int
    reply: ClockFigures | None
    resolve: ClockFigures


class Timed(Struct, frozen=True):
    """A complaint with the working seconds until it was solved; None while it is open."""

    verdict: Verdict
    seconds: int | None


def timed(verdicts: Iterable[Verdict]) -> tuple[Timed, ...]:
    """Each complaint with its time; those that are not counted (cancelled, not justified) are left out."""
    counted = [verdict for verdict in verdicts if verdict.state is not SlaState.EXCLUDED]
    return tuple(Timed(verdict, verdict.resolve.worked_seconds) for verdict in counted)


def figures_by(grouping: Grouping, complaints: Iterable[Timed]) -> tuple[GroupFigures, ...]:
    """The figures of each group: months in order, the most urgent priority first, of all else what most complain of."""
    groups: dict[str, list[Timed]] = defaultdict(list)
    for each in complaints:
        groups[LABELS[grouping](each.verdict)].append(each)
    figures = [group_figures(label, group) for label, group in groups.items()]
    if grouping is Grouping.MONTH:
        return tuple(sorted(figures, key=lambda group: group.label))
    if grouping is Grouping.PRIORITY:
        order = ["urgent", "high", "normal", "low"]
        return tuple(sorted(figures, key=lambda group: order.index(group.label)))
    return tuple(sorted(figures, key=lambda group: (-group.complaints, group.label)))


LABELS: dict[Grouping, Callable[[Verdict], str]] = {
    Grouping.MONTH: lambda verdict: verdict.opened_on.isoformat()[:7] if verdict.opened_on else "",
    Grouping.OWNER: lambda verdict: verdict.complaint.handler or "",
    Grouping.CATEGORY: lambda verdict: verdict.complaint.category or "",
    Grouping.CHANNEL: lambda verdict: str(verdict.complaint.channel or ""),
    Grouping.PRIORITY: lambda verdict: str(verdict.priority),
}


def group_figures(label: str, complaints: Sequence[Timed]) -> GroupFigures:
    """The figures of one group; how long replies took nobody asks for."""
    replies = [each.verdict.reply for each in complaints if each.verdict.reply is not None]
    seconds = [each.seconds for each in complaints if each.seconds is not None]
    resolve = clock_figures([each.verdict.resolve for each in complaints], seconds)
    return GroupFigures(label, len(complaints), clock_figures(replies) if replies else None, resolve)


def clock_figures(clocks: Sequence[Clock], seconds: Iterable[int] = ()) -> ClockFigures:
    """The figures of one kind of clock; ``seconds`` is the working time that each of those done took."""
    judged = [clock for clock in clocks if clock.state in JUDGED]
    met = sum(clock.state is SlaState.MET for clock in judged)
    worked = sorted(seconds)
    middle = round(median(worked)) if worked else None
    return ClockFigures(len(judged), met, middle, percentile(worked, 90))


def percentile(ordered: Sequence[int], percent: int) -> int | None:
    """The smallest value that at least so many percent do not exceed (nearest rank); None without any."""
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else None


@dataclass(frozen=True, slots=True)
class Ageing:
    """Open complaints by age in working days after the day of receipt."""

    up_to_1: int
    up_to_3: int
    up_to_7: int
    older: int


def ageing(verdicts: Iterable[Verdict]) -> Ageing:
    """How old the open complaints are; those without a date of receipt, and those that may long be closed, left out."""
    ages = [
        verdict.age_days
        for verdict in verdicts
        if verdict.is_open and verdict.age_days is not None and verdict.state is not SlaState.STALE
    ]
    return Ageing(
        up_to_1=sum(age <= 1 for age in ages),
        up_to_3=sum(1 < age <= 3 for age in ages),
        up_to_7=sum(3 < age <= 7 for age in ages),
        older=sum(age > 7 for age in ages),
    )
