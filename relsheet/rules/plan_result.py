"""Plan, done, result: what was planned, what of it took place, and what of that has a result."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Role, Visit
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.once import once_a_run
from relsheet.rules.plan_report import is_reported
from relsheet.rules.run import Run
from relsheet.rules.window import Window


class PlanResultSettings(Settings):
    """When a plan counts as done."""

    section: ClassVar[str] = "plan_result"
    days: int = setting(3, "A contact so near to the planned day is the planned one.", unit="days", ge=0)


def planned_steps(case: Case, run: Run) -> Iterator[tuple[str, date, bool | None]]:
    """(who, when, the mark "done") of each plan and each dated next step that fell due in W up to yesterday."""
    owner = case.facts.customer.owner
    for plan in case.facts.plans:
        if run.window.covers(plan.date) and plan.date < run.today:
            yield plan.person or owner or "", plan.date, plan.done
    for visit in case.facts.visits if next_days_are_kept(run) else ():
        if visit.next_date is not None and run.window.covers(visit.next_date) and visit.next_date < run.today:
            yield visit.our_person or owner or "", visit.next_date, None


@once_a_run
def next_days_are_kept(run: Run) -> bool:
    """Whether the log could say when the next contact is to be."""
    return run.book.may_hold(Role.VISITS, "next_date")


def contact_on(case: Case, day: date, days: int) -> Visit | None:
    """The contact nearest to that day, within so many days of it; one with a result before one without."""
    near = Window(day - timedelta(days=days + 1), day + timedelta(days=days)).rows(case.facts.visits)
    return min(near, key=lambda visit: (not is_reported(visit), abs(visit.date - day)), default=None)


@board("plan_result")
def plan_result(cases: Sequence[Case], run: Run) -> Board:
    """Per owner the plans in W, those done, those with a result; by name, never a ranking."""
    say, days = BoardTexts(run, "plan_result"), run.policy.of(PlanResultSettings).days
    planned: Counter[str] = Counter()
    done: Counter[str] = Counter()
    with_result: Counter[str] = Counter()
    for case in cases:
        for person, day, mark in planned_steps(case, run):
            contact = contact_on(case, day, days)
            planned[person] += 1
            done[person] += bool(mark or (mark is None and contact is not None))
            with_result[person] += bool(mark is not False and contact is not None and is_reported(contact))
    heads = (say.head("person"), *map(say.figures, ("planned", "done", "result")))
    names = sorted(planned, key=lambda name: (not name, name))
    nobody = run.texts("board.plan_result.nobody")
    rows = [(name or nobody, planned[name], done[name], with_result[name]) for name in names]
    return say.board(rows, heads)
