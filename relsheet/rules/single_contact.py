"""Single contact: one person of theirs, or one of ours, carries the whole relationship."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.flags import flag
from relsheet.rules.once import once
from relsheet.rules.people import met_in_window
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation


class SingleContactSettings(Settings):
    """When a relationship hangs on one person."""

    section: ClassVar[str] = "single_contact"
    one_of_ours: float = setting(0.80, "One of ours makes so large a share of the contacts in W.", gt=0, le=1)
    touches_from: int = setting(3, "With fewer contacts in W nothing is said of our side.", unit="contacts", ge=1)


@flag("single_contact")
def single_contact(at: Situation) -> str | None:
    """At most one of theirs met in W, or one of ours who alone knows him; silent where the log does not say."""
    return carried_by_one(at.facts, at.run)


@once
def carried_by_one(facts: Facts, run: Run) -> str | None:
    """Who carries the relationship, in words."""
    visits, met = facts.visits_in_w, met_in_window(facts, run)
    if not visits or met is None or facts.is_prospect or not run.known.visit_contacts:
        return None
    if len(met.names) == 1 and not met.somebody_unnamed:
        name = next(visit.contact for visit in reversed(visits) if visit.contact)
        return run.texts("flag.single_contact.theirs", name=name)
    settings = run.policy.of(SingleContactSettings)
    ours = [visit.our_person for visit in visits if visit.our_person]
    # Rows that do not say who went leave open whether somebody else of ours knows him.
    if len(ours) < max(settings.touches_from, len(visits)):
        return None
    count = max(map(ours.count, set(ours)))
    if count < settings.one_of_ours * len(ours):
        return None
    person = min(each for each in ours if ours.count(each) == count)
    return run.texts("flag.single_contact.ours", name=person, count=count, touches=len(ours))
