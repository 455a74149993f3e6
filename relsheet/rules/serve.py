"""SERVE, a check of our service: next Step, Encounter, Response, special Value, dissatisfaction Ended well."""

from relsheet.rules.assessment import Case
from relsheet.rules.basics import need
from relsheet.rules.columns import customer_column
from relsheet.rules.finding import Finding
from relsheet.rules.results import OVERDUE, SlaState
from relsheet.rules.run import Run
from relsheet.rules.situation import day_of
from relsheet.rules.ticks import Tick, checklist

POINTS = ("step", "encounter", "response", "value", "ended")
#: Marks of something that is done for one customer alone.
SPECIAL = ("custom_work", "integration", "joint_plan")
LATE = OVERDUE | {SlaState.MET_LATE}
IN_TIME = frozenset({SlaState.MET, SlaState.ON_TRACK, SlaState.AT_RISK, SlaState.PAUSED})


@customer_column("serve")
def serve(case: Case, run: Run) -> Finding:
    """Five ticks; a point that the book says nothing of is left out of the count."""
    met, in_time, special = encounter(case, run), response(case, run), value(case, run)
    return checklist(run, "serve", POINTS, step(case, run), met, in_time, special, ended_well(case))


def step(case: Case, run: Run) -> Tick:
    """Whether a next step or a plan lies ahead; a blank says nothing where nobody plans."""
    planned = case.contact.planned
    if (planned is not None and planned >= run.today) or case.facts.customer.joint_plan:
        return True
    return False if run.book.plans or "next_contact" in run.known.filled else None


def encounter(case: Case, run: Run) -> Tick:
    """Whether a named person was met in W."""
    visits = case.facts.visits_in_w
    for visit in visits:  # the first one names somebody as a rule
        if visit.contact:
            return True
    return False if visits and run.known.visit_contacts else None


def response(case: Case, run: Run) -> Tick:
    """Whether all replies and resolutions of W were, or still are, in time."""
    if not case.verdicts:
        return None
    states = {each.state for each in case.verdicts if run.window.covers(day_of(each.complaint.opened_at))}
    if states & LATE:
        return False
    return True if states & IN_TIME else None


def value(case: Case, run: Run) -> Tick:
    """Whether something is done for his special needs: custom work, integration or a joint plan."""
    if not need(case, run):
        return None
    marks = [run.known.mark(case.facts.customer, name) for name in SPECIAL]
    return True if True in marks else None if None in marks else False


def ended_well(case: Case) -> Tick:
    """Whether every customer who told us what he thinks of our answer was content."""
    answers = [each.complaint.satisfied for each in case.verdicts if each.complaint.satisfied is not None]
    return all(answers) if answers else None
