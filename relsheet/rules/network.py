"""How wide our network at a customer is: people, departments, levels; 0 to 100."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import ContactLevel
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.people import met_in_window, normal
from relsheet.rules.results import Case
from relsheet.rules.run import Run


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
    """The coverage in points; unknown where the log does not say whom we met."""
    met = met_in_window(case.facts, run.window.rows(case.facts.visits), run)
    # A zero would be false where contacts are recorded, and only with whom is not.
    if met is None or not run.known.visit_contacts or (met.somebody_unnamed and not met.names):
        return not_known(run.texts("network.reason.unknown"))
    settings = run.policy.of(NetworkSettings)
    department_of = {normal(contact.name): contact.department for contact in case.facts.contacts}
    departments = {department_of.get(name) for name in met.names} - {None}
    executive = ContactLevel.EXECUTIVE in met.levels
    manager = executive or ContactLevel.MANAGER in met.levels
    points = round(
        settings.weight_people * min(len(met.names) / settings.people, 1)
        + settings.weight_departments * min(len(departments) / settings.departments, 1)
        + settings.weight_manager * manager
        + settings.weight_executive * executive
    )
    level = "executive" if executive else "manager" if manager else "none"
    reason = run.texts(
        "network.reason",
        people=len(met.names),
        departments=len(departments),
        level=run.texts(f"network.level.{level}"),
    )
    return Finding(points, str(points), Tone.NEUTRAL, reason)
