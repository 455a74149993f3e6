"""How often a customer is to be contacted: when he was last in touch, when he should be next, what the user planned."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Literal, NamedTuple

from relsheet.policy import Settings, setting
from relsheet.records import Customer, CustomerStatus, Origin
from relsheet.rules.results import AbcResult, ContactRhythm, Facts
from relsheet.rules.run import Run

#: So many of the newest rows of the log are asked for a next step: older ones were overtaken.
ROWS_WITH_PLANS = 3


class CadenceSettings(Settings):
    """The longest silence towards a customer, in calendar days."""

    section: ClassVar[str] = "cadence"
    A: int = setting(30, "Class A.", unit="days", ge=1)
    B: int = setting(60, "Class B.", unit="days", ge=1)
    C: int = setting(180, "Class C, and customers without a class.", unit="days", ge=1)
    prospect_hot: int = setting(14, "Prospects on trial, or whom you grade A yourself.", unit="days", ge=1)
    prospect: int = setting(45, "All other prospects.", unit="days", ge=1)
    own_rhythm: Literal["shorter", "always", "never"] = setting(
        "shorter", "Whether a customer's own rhythm wins: where it is shorter, always, never."
    )
    own_rhythm_gaps: int = setting(5, "The own rhythm is the median of so many last gaps between contacts.", ge=1)
    own_rhythm_from: int = setting(3, "... and needs so many gaps at least.", ge=1)
    own_rhythm_least: int = setting(7, "... and is never taken to be shorter than this.", unit="days", ge=1)
    no_step: tuple[str, ...] = setting(
        (
            *("none", "none for now", "nothing", "nothing for now", "nothing planned", "no action", "tbd", "n/a"),
            *("无", "暂无", "没有", "暂时没有", "待定", "无计划"),
        ),
        "Next steps that say that there is none: only their date counts.",
    )
    plan_forgotten: int = setting(90, "A next step planned longer ago than this is forgotten.", unit="days", ge=1)


class OwnStep(NamedTuple):
    """A next step that the user planned himself."""

    day: date
    text: str | None
    origin: Origin

    def order(self) -> tuple[date, str, Origin]:
        return self.day, self.text or "", self.origin


def rhythm_of(facts: Facts, abc: AbcResult, run: Run, cadence: CadenceSettings) -> ContactRhythm:
    """When this customer was last in touch and should be next; without any recorded contact nothing is due."""
    last, origin = last_contact(facts, run.today)
    days, reason = interval(facts, abc, run, cadence)
    due = None if last is None else last + timedelta(days=days)
    step = own_step(facts, last, run.today, cadence)
    return ContactRhythm(
        last=last,
        last_origin=origin,
        interval_days=days,
        interval_reason=reason,
        due=due,
        days_late=max((run.today - due).days, 0) if due is not None else 0,
        planned=step.day if step else None,
        planned_text=said(step.text if step else facts.customer.next_action, cadence),
        planned_origin=step.origin if step else None,
    )


def said(text: str | None, cadence: CadenceSettings) -> str | None:
    """The next step in the user's words; None where they say that there is none."""
    return None if text is None or text.strip(" .。!！").casefold() in cadence.no_step else text


def last_contact(facts: Facts, today: date) -> tuple[date | None, Origin | None]:
    """The newest two-way contact: of the log, or of the customers tab where that one is newer."""
    customer = facts.customer
    entered = customer.last_contact if customer.last_contact and customer.last_contact <= today else None
    if not facts.visits:
        return (entered, customer.origin) if entered else (None, None)
    newest = facts.visits[-1]
    if entered is not None and entered > newest.date:
        return entered, customer.origin
    return newest.date, newest.origin


def interval(facts: Facts, abc: AbcResult, run: Run, cadence: CadenceSettings) -> tuple[int, str]:
    """(days, why so many): as entered for him, else by class or for a prospect, unless his own rhythm wins."""
    entered = facts.customer.contact_interval
    if entered is not None:
        return entered, run.texts("cadence.entered", days=entered)
    days, key, letter = usual_interval(facts, abc, cadence)
    own = own_rhythm(facts, cadence)
    wins = own is not None and (cadence.own_rhythm == "always" or own < days)
    if own is not None and wins and cadence.own_rhythm != "never":
        return own, run.texts("cadence.own", days=own)
    return days, run.texts(key, days=days, letter=letter)


def usual_interval(facts: Facts, abc: AbcResult, cadence: CadenceSettings) -> tuple[int, str, str]:
    """(days, text key of the reason, class): the computed class, else the one that the user entered himself."""
    customer = facts.customer
    if facts.is_prospect:
        if customer.status is CustomerStatus.TRIAL or customer.own_class == "A":
            return cadence.prospect_hot, "cadence.prospect_hot", ""
        return cadence.prospect, "cadence.prospect", ""
    letter = abc.letter or customer.own_class
    by_class = {"A": cadence.A, "B": cadence.B, "C": cadence.C}
    if letter not in by_class:
        return cadence.C, "cadence.no_class", ""
    return by_class[letter], "cadence.class" if abc.letter else "cadence.own_class", letter


def own_rhythm(facts: Facts, cadence: CadenceSettings) -> int | None:
    """The median gap between the last contacts, in whole days; None with too few of them."""
    gaps: list[int] = []
    newer: date | None = None
    for visit in reversed(facts.visits):
        if newer is not None and visit.date != newer:
            gaps.append((newer - visit.date).days)
            if len(gaps) == cadence.own_rhythm_gaps:
                break
        newer = visit.date
    if len(gaps) < cadence.own_rhythm_from:
        return None
    gaps.sort()
    # The median in whole days; statistics.median() takes ten times as long for five gaps.
    middle = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) // 2
    return max(middle, cadence.own_rhythm_least)


def own_step(facts: Facts, last: date | None, today: date, cadence: CadenceSettings) -> OwnStep | None:
    """The user's next step: the nearest one from today on, else the newest one past that no contact has met yet."""
    steps = list(planned_steps(facts))
    if not steps:
        return None
    ahead = [step for step in steps if step.day >= today]
    if ahead:
        return min(ahead, key=OwnStep.order)
    forgotten = today - timedelta(days=cadence.plan_forgotten)
    missed = [step for step in steps if step.day >= forgotten and (last is None or step.day > last)]
    return max(missed, key=OwnStep.order, default=None)


def planned_steps(facts: Facts) -> Iterator[OwnStep]:
    """What the user planned: in the customers tab, in the newest rows of the log, on the plans tab."""
    customer: Customer = facts.customer
    if customer.next_contact is not None:
        yield OwnStep(customer.next_contact, customer.next_action, customer.origin)
    for visit in facts.visits[-ROWS_WITH_PLANS:]:
        if visit.next_date is not None:
            yield OwnStep(visit.next_date, visit.next_step, visit.origin)
    for plan in facts.plans:
        if not plan.done:
            yield OwnStep(plan.date, plan.purpose, plan.origin)
