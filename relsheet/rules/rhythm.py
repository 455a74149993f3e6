"""How often a customer is to be contacted: when he was last in touch, when he should be next, what the user planned."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import ClassVar, Literal

from msgspec import Struct

from relsheet.policy import Settings, setting
from relsheet.records import Customer, CustomerStatus, Origin, Visit
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

    @cached_property
    def by_class(self) -> Mapping[str, int]:
        """The interval of each class."""
        return {"A": self.A, "B": self.B, "C": self.C}

    @cached_property
    def nothing_planned(self) -> frozenset[str]:
        """``no_step``, to be looked up by the thousand."""
        return frozenset(self.no_step)


class OwnStep(Struct, frozen=True, order=True, gc=False):
    """A next step that the user planned himself; they sort by day."""

    day: date
    text: str  # "" where only the day is written
    origin: Origin


@dataclass(frozen=True, slots=True)
class Metronome:
    """Tells the rhythm of one customer after the other."""

    run: Run
    cadence: CadenceSettings
    reasons: dict[tuple[str, int, str], str] = field(default_factory=dict)  # a few for thousands of customers

    def rhythm(self, facts: Facts, abc: AbcResult) -> ContactRhythm:
        """When this customer was last in touch and should be next; without any recorded contact nothing is due."""
        today, cadence = self.run.today, self.cadence
        last, told_by = last_contact(facts, today)
        days, reason = self.interval(facts, abc)
        due = None if last is None else last + timedelta(days=days)
        step = own_step(facts, last, self.run, cadence)
        return ContactRhythm(
            last=last,
            last_told_by=told_by,
            interval_days=days,
            interval_reason=reason,
            due=due,
            days_late=(today - due).days if due is not None and due < today else 0,
            planned=step.day if step else None,
            planned_text=said(step.text if step else facts.customer.next_action, cadence.nothing_planned),
            planned_origin=step.origin if step else None,
        )

    def interval(self, facts: Facts, abc: AbcResult) -> tuple[int, str]:
        """(days, why so many): as entered for him, else by class or for a prospect, unless his own rhythm wins."""
        entered, cadence = facts.customer.contact_interval, self.cadence
        if entered is not None:
            return entered, self.reason("cadence.entered", entered)
        days, key, letter = self.usual_interval(facts, abc)
        own = own_rhythm(facts, cadence) if cadence.own_rhythm != "never" else None
        if own is not None and (cadence.own_rhythm == "always" or own < days):
            return own, self.reason("cadence.own", own)
        return days, self.reason(key, days, letter)

    def usual_interval(self, facts: Facts, abc: AbcResult) -> tuple[int, str, str]:
        """(days, text key of the reason, class): the computed class, else the one that the user entered himself."""
        customer, cadence = facts.customer, self.cadence
        if facts.is_prospect:
            if customer.status is CustomerStatus.TRIAL or customer.own_class == "A":
                return cadence.prospect_hot, "cadence.prospect_hot", ""
            return cadence.prospect, "cadence.prospect", ""
        letter = abc.letter or customer.own_class or ""
        if letter not in cadence.by_class:
            return cadence.C, "cadence.no_class", ""
        return cadence.by_class[letter], "cadence.class" if abc.letter else "cadence.own_class", letter

    def reason(self, key: str, days: int, letter: str = "") -> str:
        """An interval in words."""
        found = self.reasons.get((key, days, letter))
        if found is None:
            found = self.reasons[key, days, letter] = self.run.texts(key, days=days, letter=letter)
        return found


def said(text: str | None, no_step: Container[str]) -> str | None:
    """The next step in the user's words; None where they say that there is none."""
    return None if not text or text.strip(" .。!！").casefold() in no_step else text


def last_contact(facts: Facts, today: date) -> tuple[date | None, Visit | Customer | None]:
    """The newest two-way contact and the row that tells of it: of the log, or of the customers tab if newer."""
    customer = facts.customer
    entered = customer.last_contact if customer.last_contact and customer.last_contact <= today else None
    if not facts.visits:
        return (entered, customer) if entered else (None, None)
    newest = facts.visits[-1]
    if entered is not None and entered > newest.date:
        return entered, customer
    return newest.date, newest


def own_rhythm(facts: Facts, cadence: CadenceSettings) -> int | None:
    """The median gap between the last contacts, in whole days; None with too few of them."""
    gaps: list[int] = []
    newer: date | None = None
    for visit in reversed(facts.visits):
        day = visit.date
        if newer is not None and day != newer:
            gaps.append((newer - day).days)
            if len(gaps) == cadence.own_rhythm_gaps:
                break
        newer = day
    if len(gaps) < cadence.own_rhythm_from:
        return None
    gaps.sort()
    # The median in whole days; statistics.median() takes ten times as long for five gaps.
    middle = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) // 2
    return max(middle, cadence.own_rhythm_least)


def own_step(facts: Facts, last: date | None, run: Run, cadence: CadenceSettings) -> OwnStep | None:
    """The user's next step: the nearest one from today on, else the newest one past that no contact has met yet."""
    steps, today = planned_steps(facts, run), run.today
    if not steps:
        return None
    steps.sort()
    for step in steps:
        if step.day >= today:
            return step
    newest = steps[-1]
    if (last is not None and newest.day <= last) or (today - newest.day).days > cadence.plan_forgotten:
        return None
    return newest


def planned_steps(facts: Facts, run: Run) -> list[OwnStep]:
    """What the user planned: in the customers tab, in the newest rows of the log, on the plans tab."""
    customer = facts.customer
    steps = [
        OwnStep(visit.next_date, visit.next_step or "", visit.origin)
        for visit in (facts.visits[-ROWS_WITH_PLANS:] if run.known.visit_plans else ())
        if visit.next_date is not None
    ]
    if customer.next_contact is not None:
        steps.append(OwnStep(customer.next_contact, customer.next_action or "", customer.origin))
    if facts.plans:
        steps += [OwnStep(plan.date, plan.purpose or "", plan.origin) for plan in facts.plans if not plan.done]
    return steps
