"""What is kept for a run changes no result: customers alike in this and not in that, judged with it and without."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import pytest

from relsheet.records import Book, ContactLevel, CustomerStatus, Priority, Tier
from relsheet.rules import score
from relsheet.rules.abc import AbcSettings
from relsheet.rules.assessment import Assessment
from relsheet.rules.boards import BOARDS, SummarySettings
from relsheet.rules.columns import CUSTOMER_COLUMNS, ColumnsSettings
from relsheet.rules.hint import Open, open_of
from relsheet.rules.run import Run, run_of
from relsheet.rules.tier import Prover
from relsheet.rules.tier_settings import TierSettings
from tests.rules.given import ago, ahead, assessed, book, complaint, contact, customer, order, situation_of, visit

ALL_ON = (ColumnsSettings(customers=tuple(CUSTOMER_COLUMNS)), SummarySettings(blocks=tuple(BOARDS)), AbcSettings())
MARKS = ("contract", "exclusivity", "custom_work", "integration", "equity_link", "joint_plan", "is_main_supplier")
FIELDS: dict[str, Sequence[Any]] = {
    **dict.fromkeys((*MARKS, "teaches_us"), (True, False)),
    "status": tuple(CustomerStatus),
    "own_class": ("A", "B", "C"),
    "own_tier": tuple(Tier),
    "contract_end": (ago(9), ahead(9)),
    "first_order": (ago(100), ago(2000)),
    "last_contact": (ago(1), ago(200)),
    "next_contact": (ago(3), ahead(3)),
    "revenue": (Decimal(0), Decimal(900)),
    "margin": (Decimal(5), Decimal(90)),
    "cost_to_serve": (Decimal(40), Decimal(400)),
    "wallet": (Decimal(1000), Decimal(9000)),
    "share_of_wallet": (0.1, 0.6),
    "discount": (0.0, 0.1),
    "needs": ("quiet pumps", ""),
    "satisfaction": (2.0, 5.0),
    "unreadable": (("contract",), ("joint_plan", "needs"), ("equity_link",)),
}


def any_book(dice: Random) -> Book:
    """Hundreds of customers with a few entries and rows each; what is recorded at all differs from book to book."""
    recorded = [name for name in FIELDS if dice.random() < 0.7]
    keys = [f"C{number}" for number in range(300)]
    customers = [
        customer(key, **{name: dice.choice(FIELDS[name]) for name in recorded if dice.random() < 0.15}) for key in keys
    ]

    def rows(most: int) -> list[tuple[str, date]]:
        return [(key, ago(dice.randint(0, 1200))) for key in keys for _ in range(dice.randint(0, most))]

    people, levels = ("Li", "Wang", "Li/Zhou", None), (*ContactLevel, None)
    met = [{"contact": dice.choice(people), "our_person": dice.choice(("Ann", "Bo", None))} for _ in range(9)]
    return book(
        *customers,
        visits=tuple(
            visit(day, key, contact_level=dice.choice(levels), notes=dice.choice(("tender", None)), **dice.choice(met))
            for key, day in rows(2)
        ),
        orders=tuple(order(day, dice.randint(1, 900), key, product=dice.choice("ABC")) for key, day in rows(2)),
        complaints=tuple(complaint(key, opened_at=day, priority=dice.choice([*Priority])) for key, day in rows(1)),
        contacts=tuple(contact("Li", key, level=dice.choice(levels)) for key in keys[::2]),
    )


@cache
def judged(seed: int) -> Assessment:
    return assessed(any_book(Random(seed)), *ALL_ON)


class Forgetful(defaultdict[object, dict[Any, Any]]):
    """Answers that nobody finds again."""

    def __init__(self) -> None:
        super().__init__(dict)

    def __getitem__(self, rule: object) -> dict[Any, Any]:
        return {}


def forgetful_run_of(*asked: Any) -> Run:
    return replace(run_of(*asked), answers=Forgetful())


@pytest.mark.parametrize("seed", range(3))
def test_answers_that_are_kept_are_those_of_each_customer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = judged(seed)
    monkeypatch.setattr(score, "run_of", forgetful_run_of)
    anew = assessed(kept.book, *ALL_ON)
    for key, findings in kept.customer_findings.items():
        assert anew.customer_findings[key] == findings
    assert (anew.boards, anew.actions, anew.hint) == (kept.boards, kept.actions, kept.hint)


@pytest.mark.parametrize("seed", range(3))
def test_customers_of_one_evidence_have_the_tier_that_each_has_alone(seed: int) -> None:
    for at in map(situation_of, judged(seed).cases):
        assert Prover(at.run, TierSettings()).tier(at.facts, at.abc, at.verdicts, at.met) == at.tier


@pytest.mark.parametrize("seed", range(3))
def test_customers_who_share_their_gates_wait_for_the_same(seed: int) -> None:
    waits_for: dict[int, set[Open]] = defaultdict(set)
    for at, case in zip(map(situation_of, judged(seed).cases), judged(seed).cases, strict=True):
        if case.tier.open:
            waits_for[id(case.tier.gates)].add(open_of(case, at.run))
    assert {len(found) for found in waits_for.values()} == {1}
