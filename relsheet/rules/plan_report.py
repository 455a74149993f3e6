"""Out with a plan, back with a report: visits with a purpose before them, and a result soon after them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Role, Visit, VisitMode
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.columns import customer_column, does_not_apply, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once, once_a_run, once_each
from relsheet.rules.results import Facts
from relsheet.rules.run import Run


class PlanReportSettings(Settings):
    """What makes a visit planned and reported."""

    section: ClassVar[str] = "plan_report"
    plan_days: int = setting(3, "A visit so soon after a day that was planned is the planned one.", unit="days", ge=0)
    report_days: int = setting(2, "A visit's result is expected after so many.", unit="working days", ge=0)


ONE_DAY = timedelta(days=1)
#: A call or a message is no journey.
JOURNEYS = frozenset({VisitMode.VISIT, VisitMode.HOSTED, None})


@once
def journeys_of(facts: Facts, run: Run) -> Sequence[Visit]:
    """His visits in W."""
    return [visit for visit in facts.visits_in_w if visit.mode in JOURNEYS]


@once
def planned_days(facts: Facts, run: Run) -> frozenset[date]:
    """The days that a plan of his names, or that an earlier contact set as the next one; none plans itself."""
    next_days = {each.next_date for each in facts.visits if each.next_date is not None and each.next_date > each.date}
    return frozenset(plan.date for plan in facts.plans) | next_days


def is_planned(visit: Visit, facts: Facts, run: Run) -> bool:
    """Whether a visit has a purpose, a planned day not after it, or was planned for that day or a bit earlier."""
    if visit.purpose or (visit.planned_date is not None and visit.planned_date <= visit.date):
        return True
    planned, most = planned_days(facts, run), run.policy.of(PlanReportSettings).plan_days
    return bool(planned) and any(visit.date - ONE_DAY * days in planned for days in range(most + 1))


def is_reported(visit: Visit) -> bool:
    """Whether anything was written down of what came out."""
    return bool(visit.result or visit.notes)


def is_report_due(visit: Visit, run: Run) -> bool:
    """Whether the working days for the report are over; before that nobody is asked for it."""
    days = run.policy.of(PlanReportSettings).report_days
    return run.calendar.workdays_between(visit.date, run.today - ONE_DAY) >= days


@once_a_run
def plans_are_kept(run: Run) -> bool:
    """Whether the log or a tab of plans could say that a visit was planned."""
    fields = ("purpose", "planned_date")
    return run.known.visits and (bool(run.book.plans) or any(run.book.has(Role.VISITS, name) for name in fields))


@once_a_run
def reports_are_kept(run: Run) -> bool:
    """Whether the log could say what came out of a visit."""
    return run.known.visits and any(run.book.has(Role.VISITS, name) for name in ("result", "notes"))


@customer_column("plan_ok")
def plan_ok(case: Case, run: Run) -> Finding:
    """How many visits in W had a plan; unknown where neither the log nor a tab of plans is there to say so."""
    if not plans_are_kept(run):
        return not_known(run.texts("plan_ok.reason.unknown"))
    journeys = journeys_of(case.facts, run)
    planned = [visit for visit in journeys if is_planned(visit, case.facts, run)]
    return share_finding(run, "plan_ok", len(planned), len(journeys))


@customer_column("report_ok")
def report_ok(case: Case, run: Run) -> Finding:
    """How many visits in W have a result, of those whose time for it has passed."""
    if not reports_are_kept(run):
        return not_known(run.texts("report_ok.reason.unknown"))
    journeys = journeys_of(case.facts, run)
    untold = [visit for visit in journeys if not is_reported(visit)]
    reported, late = len(journeys) - len(untold), sum(is_report_due(visit, run) for visit in untold)
    return share_finding(run, "report_ok", reported, reported + late)


@once_each
def share_finding(run: Run, key: str, count: int, of: int) -> Finding:
    """ "4 of 5": the cell of all customers of whom that is true."""
    if not of:
        return does_not_apply()
    days = run.policy.of(PlanReportSettings).report_days
    reason = run.texts(f"{key}.reason", count=count, visits=of, days=days)
    return Finding(round(count / of, 4), run.texts("share.of", count=count, all=of), Tone.NEUTRAL, reason)


@board("plan_report")
def plan_report(cases: Sequence[Case], run: Run) -> Board:
    """Per person of ours: visits in W, those with a plan, those with a report; by name, never a ranking."""
    say = BoardTexts(run, "plan_report")
    kinds = Counter(
        (visit.our_person, is_planned(visit, case.facts, run), has_report(visit, run))
        for case in cases
        for visit in journeys_of(case.facts, run)
        if visit.our_person
    )
    made: Counter[str] = Counter()
    planned: Counter[str] = Counter()
    reported: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for (person, has_plan, told), count in kinds.items():
        made[person] += count
        planned[person] += count * has_plan
        reported[person] += count * (told is True)
        waiting[person] += count * (told is None)
    heads = (say.head("person"), *map(say.figures, ("visits", "planned", "reported", "waiting")))
    rows = [(name, made[name], planned[name], reported[name], waiting[name]) for name in sorted(made)]
    return say.board(rows, heads)


def has_report(visit: Visit, run: Run) -> bool | None:
    """Whether a visit has a report; None as long as there is time for it."""
    if is_reported(visit):
        return True
    return False if is_report_due(visit, run) else None
