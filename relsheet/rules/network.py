"""How wide our network at a customer is: people, departments, levels; 0 to 100."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import ContactLevel
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.people import Met, met_in_window, normal
from relsheet.rules.results import Facts
from relsheet.rules.run import Run

HIGHER = (ContactLevel.EXECUTIVE, ContactLevel.MANAGER)


class NetworkSettings(Settings):
    """What a full network is made of; the weights add up to 100."""

    section: ClassVar[str] = "network"
    people: int = setting(3, "So many people make the people's part full.", unit="people", ge=1)
    departments: int = setting(3, "So many departments make theirs full.", ge=1)
    weight_people: int = setting(40, "Points for people with a two-way contact in W.", ge=0)
    weight_departments: int = setting(30, "Points for their departments.", ge=0)
    weight_manager: int = setting(20, "Points for a manager or executive among them.", ge=0)
    weight_executive: int = setting(10, "Points for an executive among them.", ge=0)


@customer_column("network")
def network(case: Case, run: Run) -> Finding:
    """The coverage in points, "≥ 67" where department or level of somebody is not known.

    Unknown where the log does not say whom we met, or nobody's department or level is recorded: a zero would be false.
    """
    met, known, texts = met_in_window(case.facts, run), run.known, run.texts
    if met is None or not known.visit_contacts or (met.somebody_unnamed and not met.names):
        return not_known(texts("network.reason.unknown"))
    if not known.departments or not known.levels:
        return not_known(texts("network.reason.no_contacts"))
    departments = departments_of(met, case.facts)
    points = points_of(met, len(departments - {None}), run.policy.of(NetworkSettings))
    reason = texts(
        "network.reason",
        people=len(met.names),
        departments=len(departments - {None}),
        level=texts(f"network.level.{level_of(met)}"),
    )
    if None not in departments and not met.somebody_unranked and not met.somebody_unnamed:
        return Finding(points, str(points), Tone.NEUTRAL, reason)
    reason = texts("reason.join").join((reason, texts("network.reason.partly")))
    return Finding(points, texts("network.at_least", points=points), Tone.NEUTRAL, reason)


def departments_of(met: Met, facts: Facts) -> set[str | None]:
    """Where the people work whom we met; None among them where that of somebody is not recorded."""
    if not facts.contacts:
        return {None} if met.names else set()
    department_of = {normal(contact.name): contact.department for contact in facts.contacts}
    return {department_of.get(name) for name in met.names}


def level_of(met: Met) -> str:
    """The highest level among those we met."""
    return next((str(level) for level in HIGHER if level in met.levels), "open" if met.somebody_unranked else "none")


def points_of(met: Met, departments: int, settings: NetworkSettings) -> int:
    """The points that are certain."""
    executive = ContactLevel.EXECUTIVE in met.levels
    manager = executive or ContactLevel.MANAGER in met.levels
    return round(
        settings.weight_people * min(len(met.names) / settings.people, 1)
        + settings.weight_departments * min(departments / settings.departments, 1)
        + settings.weight_manager * manager
        + settings.weight_executive * executive
    )
