"""Effort against value: who gets less of our visits, or of our cost, than he brings, and who gets more."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from msgspec import Struct

from relsheet.policy import Settings, setting
from relsheet.rules.abc import LETTERS
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.comparisons import comparison
from relsheet.rules.cost import cost_of
from relsheet.rules.once import once_for_all
from relsheet.rules.percent import percent
from relsheet.rules.rhythm import CadenceSettings
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation


class EffortSettings(Settings):
    """When effort and value do not match: share of our effort ÷ share of our value."""

    section: ClassVar[str] = "effort"
    by: Literal["visits", "cost"] = setting("visits", "What effort is counted in: contacts in W, or cost in W.")
    neglected: float = setting(0.5, "Below this a customer is neglected.", gt=0, lt=1)
    over_served: float = setting(
        2.0, "Above this, and above so many times the contacts that [cadence] asks for, he is over-served.", gt=1
    )
    least: int = setting(3, "... and so many contacts off the fair number at least.", unit="contacts", ge=0)


#: All customers.
Rows = Sequence[Situation] | Sequence[Case]


class Effort(Struct, frozen=True, gc=False):
    """A customer's effort (contacts, or cents) with the amount that his share of our value would make fair."""

    amount: int
    fair: float
    asked: float  # the contacts in W that the interval of his class asks for; 0 where cost is counted

    @property
    def ratio(self) -> float:
        return self.amount / self.fair


@once_for_all
def efforts_of(rows: Rows, run: Run) -> Mapping[str, Effort]:
    """The effort of each customer with a value, by Customer.key; empty where no effort is recorded at all."""
    by_cost = run.policy.of(EffortSettings).by == "cost"
    if not by_cost and not run.known.visits:
        return {}
    asked = {} if by_cost else asked_of_classes(run)
    found: list[tuple[str, int, float, float]] = []
    for row in rows:
        share, facts = row.abc.share, row.facts
        if share is not None and share > 0:
            amount = cost_of(facts, run).cents if by_cost else len(facts.visits_in_w)
            if amount is not None:
                found.append((facts.customer.key, amount, share, asked.get(row.abc.letter, 0.0)))
    total = sum([amount for _, amount, _, _ in found])
    shares = sum([share for _, _, share, _ in found])
    if not total or len(found) < 2:
        return {}
    return {key: Effort(amount, total * share / shares, ask) for key, amount, share, ask in found}


def asked_of_classes(run: Run) -> Mapping[str | None, float]:
    """The contacts in W that the interval of each class asks for; without a class that of C."""
    cadence = run.policy.of(CadenceSettings)
    days = (run.window.until - run.window.after).days
    intervals = {"A": cadence.A, "B": cadence.B, "C": cadence.C, None: cadence.C}
    return {letter: days / interval for letter, interval in intervals.items()}


@once_for_all
def misfits(rows: Rows, run: Run) -> Sequence[tuple[str, str, Effort]]:
    """(Customer.key, "neglected" or "over_served", his effort) of each customer whose effort is far from fair."""
    found = []
    settings = run.policy.of(EffortSettings)
    most, least = settings.over_served, settings.least if settings.by == "visits" else 0
    for key, effort in efforts_of(rows, run).items():
        if abs(effort.amount - effort.fair) < least:
            continue
        if effort.ratio < settings.neglected:
            found.append((key, "neglected", effort))
        elif effort.ratio > most and effort.amount > most * effort.asked:
            found.append((key, "over_served", effort))
    return found


def reasons(situations: Sequence[Situation], wanted: str) -> Mapping[str, str]:
    """The customers of that kind with the reason."""
    if not situations:
        return {}
    run = situations[0].run
    settings = run.policy.of(EffortSettings)
    limit = settings.neglected if wanted == "neglected" else settings.over_served
    key = f"flag.{wanted}.{settings.by}"
    scale = 100 if settings.by == "cost" else 1
    return {
        customer: run.texts(
            key,
            amount=f"{effort.amount / scale:,.0f}",
            fair=shown(effort.fair / scale),
            ratio=f"{effort.ratio:.1f}",
            limit=f"{limit:g}",
        )
        for customer, kind, effort in misfits(situations, run)
        if kind == wanted
    }


def shown(fair: float) -> str:
    """A fair number in as many digits as say something."""
    return f"{fair:,.0f}" if fair >= 10 else f"{fair:.1f}"


@comparison("neglected")
def neglected(situations: Sequence[Situation]) -> Mapping[str, str]:
    """He gets much less of our effort than he brings of our value; silent without visits and values."""
    return reasons(situations, "neglected")


@comparison("over_served")
def over_served(situations: Sequence[Situation]) -> Mapping[str, str]:
    """He gets much more of our effort than he brings of our value."""
    return reasons(situations, "over_served")


@board("effort")
def effort(cases: Sequence[Case], run: Run) -> Board:
    """Per class: its share of our value and of our effort, and how often its customers are seen against the target."""
    say, efforts = BoardTexts(run, "effort"), efforts_of(cases, run)
    cadence = run.policy.of(CadenceSettings)
    targets = {"A": cadence.A, "B": cadence.B, "C": cadence.C}
    heads = (say.head("class", 1), *map(say.figures, ("customers", "value", "effort", "ratio", "target", "seen")))
    total = sum(each.amount for each in efforts.values())
    days = (run.window.until - run.window.after).days
    rows = []
    for letter in LETTERS:
        members = [case for case in cases if case.abc.letter == letter and case.customer.key in efforts]
        if not members:
            continue
        value = sum(case.abc.share or 0 for case in members)
        own = sum(efforts[case.customer.key].amount for case in members) / total
        contacts = sum(len(case.facts.visits_in_w) for case in members)
        seen = round(days * len(members) / contacts) if contacts else None
        ratio = f"{own / value:.1f}"
        rows.append((letter, len(members), percent(value), percent(own), ratio, targets[letter], seen))
    found = [kind for _, kind, _ in misfits(cases, run)]
    note = run.texts("board.effort.note", neglected=found.count("neglected"), over=found.count("over_served"))
    return say.board(rows, heads, note)
