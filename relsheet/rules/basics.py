"""The three basics of every relationship: in touch often enough, on more than one channel, and his needs known."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column
from relsheet.rules.finding import Finding
from relsheet.rules.run import Run
from relsheet.rules.ticks import Tick, checklist

POINTS = ("touch", "talk", "need")


class BasicsSettings(Settings):
    """When a basic is met."""

    section: ClassVar[str] = "basics"
    channels: int = setting(2, "So many ways of contact in W (visit, call, message, ...).", ge=1)


@customer_column("basics")
def basics(case: Case, run: Run) -> Finding:
    """Touch, talk, need: three ticks."""
    return checklist(run, "basics", POINTS, touch(case, run), talk(case, run), need(case, run))


def touch(case: Case, run: Run) -> Tick:
    """Whether he was in touch at least as often as his interval asks for, since his first contact in W."""
    visits = case.facts.visits_in_w
    if not visits:
        return None
    days = (run.today - visits[0].date).days
    return len(visits) >= days // case.contact.interval_days


def talk(case: Case, run: Run) -> Tick:
    """Whether there is more than one way of contact; a contact without one leaves it open."""
    modes = {visit.mode for visit in case.facts.visits_in_w}
    if len(modes) - (None in modes) >= run.policy.of(BasicsSettings).channels:
        return True
    return None if None in modes or not modes else False


def need(case: Case, run: Run) -> Tick:
    """Whether his needs are written down; a blank says nothing where nobody's are."""
    customer = case.facts.customer
    if customer.needs:
        return True
    return None if "needs" in customer.unreadable or "needs" not in run.known.filled else False
