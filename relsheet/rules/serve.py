"""SERVE, a check of our service: next Step, Encounter, Response, special Value, dissatisfaction Ended well."""

from relsheet.rules.assessment import Case
from relsheet.rules.basics import need
from relsheet.rules.columns import customer_column
from relsheet.rules.finding import Finding
from relsheet.rules.results import OVERDUE, SlaState
from relsheet.rules.run import Run
from relsheet.rules.situation import day_of
from relsheet.rules.ticks import checklist

LATE = OVERDUE | {SlaState.MET_LATE}
IN_TIME = frozenset({SlaState.MET, SlaState.ON_TRACK, SlaState.AT_RISK, SlaState.PAUSED})


@customer_column("serve")
def serve(case: Case, run: Run) -> Finding:
    """Five ticks; a point that the book says nothing of is left out of the count."""
    points = {
        "step": step(case, run),
        "encounter": encounter(case, run),
        "response": response(case, run),
        "value": value(case, run),
        "ended": ended_well(case),
    }
    return checklist("serve", points, run)


def step(case: Case, run: Run) -> bool | None:
    """Whether a next step or a plan lies ahead; a blank says nothing where nobody plans."""
    planned = case.contact.planned
    if (planned is not None and planned >= run.today) or case.customer.joint_plan:
        return True
    return False if run.book.plans or "next_contact" in run.known.filled else None


def encounter(case: Case, run: Run) -> bool | None:
    """Whether a named person was met in W."""
    visits = case.facts.visits_in_w
    if any(visit.contact for visit in visits):
        return True
    return False if visits and run.known.visit_contacts else None


def response(case: Case, run: Run) -> bool | None:
    """Whether all replies and resolutions of W were, or still are, in time."""
    in_window = [each for each in case.verdicts if run.window.covers(day_of(each.complaint.opened_at))]
    states = {each.state for each in in_window}
    if states & LATE:
        return False
    return True if states & IN_TIME else None


def value(case: Case, run: Run) -> bool | None:
    """Whether something is done for his special needs: custom work, integration or a joint plan."""
    if not need(case, run):
        return None
    marks = [run.known.mark(case.customer, name) for name in ("custom_work", "integration", "joint_plan")]
    return True if any(marks) else None if None in marks else False


def ended_well(case: Case) -> bool | None:
    """Whether every customer who told us what he thinks of our answer was content."""
    answers = [each.complaint.satisfied for each in case.verdicts if each.complaint.satisfied is not None]
    return all(answers) if answers else None
