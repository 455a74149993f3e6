"""Which one more column or tab would make the most unknown results known."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from msgspec import Struct

from relsheet.rules.assessment import Case
from relsheet.rules.lock_in import LOCK_INS, contract_in_force
from relsheet.rules.logic import all_of, any_of, at_least, proof_of
from relsheet.rules.results import Proof, Standing
from relsheet.rules.run import Run
from relsheet.rules.tier_settings import TierSettings
from relsheet.rules.wallet import share_of_wallet


@dataclass(frozen=True, slots=True)
class Addition:
    """A column or tab that could be added: what it would tell of every customer."""

    facts: Mapping[str, float] = field(default_factory=dict)  # fact -> for how many it will be true (convention)
    tells_value: bool = False
    tells_contact: bool = False
    is_tab: bool = False


ADDITIONS: Mapping[str, Addition] = {
    "revenue": Addition({"customer": 1}, tells_value=True),
    "last_contact": Addition(tells_contact=True),
    "first_order": Addition({"customer": 1, "trading": 0.6}),
    "contract": Addition({"contract": 0.4}),
    "share_of_wallet": Addition({"main": 0.4}),
    "joint_plan": Addition({"joint_plan": 0.3}),
    "exclusivity": Addition({"exclusivity": 0.3}),
    "custom_work": Addition({"custom_work": 0.3}),
    "integration": Addition({"integration": 0.3}),
    "equity_link": Addition({"equity_link": 0.1}),
    "visit_contact": Addition({"two_people": 0.5}),
    "level": Addition({"manager_met": 0.8, "executive_met": 0.4}),
    "visits": Addition({"two_people": 0.5}, tells_contact=True, is_tab=True),
    "orders": Addition({"customer": 1, "order_months": 0.5, "trading": 0.6}, tells_value=True, is_tab=True),
    "complaints": Addition({"no_overdue_complaint": 0.9}, is_tab=True),
}

#: What "a contract or our rank" and "a joint plan or lock-in" are made of.
FACTS = (*LOCK_INS, "joint_plan", "main")


#: By a name of its own: Python 3.11 takes long to look a member of an enumeration up.
NO_FIGURE = Standing.NO_FIGURE


class Open(Struct, frozen=True, gc=False):
    """What a tier waits for: the conditions of each gate, and FACTS, as far as they are known."""

    gates: tuple[tuple[tuple[str, Proof], ...], ...]
    facts: tuple[Proof, ...]


class Unknowns(Struct, frozen=True, gc=False):
    """What is not known of a customer; many are alike in it."""

    value: bool
    contact: bool
    tier: Open | None  # None: it waits for nothing


class Gain(Struct, frozen=True, gc=False):
    """An addition by name, and how many results it would make known."""

    name: str
    results: int


def hint_for(cases: Sequence[Case], run: Run) -> str | None:
    """One sentence that names it, and where it is a tab also the best column; None where nothing would help."""
    gains = sorted(gains_of(cases, run), key=lambda gain: -gain.results)  # of equals the first: a column before a tab
    if not gains:
        return None
    best, texts = gains[0], run.texts
    hint = texts("hint", what=texts(f"hint.{best.name}"), count=f"{best.results:,}")
    column = next((gain for gain in gains if not ADDITIONS[gain.name].is_tab), None)
    if not ADDITIONS[best.name].is_tab or column is None:
        return hint
    return hint + texts("hint.column", what=texts(f"hint.{column.name}"), count=f"{column.results:,}")


def gains_of(cases: Sequence[Case], run: Run) -> Iterator[Gain]:
    """Every addition that the book lacks and that would make something known."""
    alike = unknowns_of(cases, run)
    marks_needed = run.policy.of(TierSettings).lock_in_marks
    for name, addition in ADDITIONS.items():
        if is_missing(name, run):
            gain = sum(count * expected(addition, unknowns, marks_needed) for unknowns, count in alike.items())
            if round(gain):
                yield Gain(name, round(gain))


def unknowns_of(cases: Sequence[Case], run: Run) -> Mapping[Unknowns, int]:
    """How many customers there are of each kind; those of the same evidence share their gates: one look is enough."""
    counts = Counter((case.abc.standing is NO_FIGURE, case.contact.last is None, id(case.tier.gates)) for case in cases)
    tiers = {id(case.tier.gates): case for case in cases}
    opens = {gates: open_of(case, run) if case.tier.open else None for gates, case in tiers.items()}
    alike: Counter[Unknowns] = Counter()
    for (value, contact, gates), count in counts.items():
        alike[Unknowns(value, contact, opens[gates])] += count
    return alike


def open_of(case: Case, run: Run) -> Open:
    """What this customer's tier waits for."""
    customer, known = case.customer, run.known
    marks = [proof_of(known.mark(customer, name)) for name in (*LOCK_INS[1:], "joint_plan")]
    is_main = known.mark(customer, "is_main_supplier")
    share = share_of_wallet(customer, case.abc.value_cents, known.currency)
    main = Proof.UNKNOWN if is_main is None and share is None else Proof.REFUTED  # proven, the condition is not open
    return Open(
        gates=tuple(tuple((part.name, part.proof) for part in gate.parts) for gate in case.tier.gates),
        facts=(proof_of(contract_in_force(customer, run)), *marks, main),
    )


def expected(addition: Addition, unknowns: Unknowns, marks_needed: int) -> float:
    """How many more results of such a customer it makes known, over all that it can say of him."""
    gain = float(addition.tells_value and unknowns.value) + float(addition.tells_contact and unknowns.contact)
    if unknowns.tier is None:
        return gain
    before = known_of_tier(unknowns.tier, {}, marks_needed)
    return gain + sum(
        chance * (known_of_tier(unknowns.tier, told, marks_needed) - before) for chance, told in answers_of(addition)
    )


def answers_of(addition: Addition) -> Iterator[tuple[float, Mapping[str, Proof]]]:
    """Every combination of yes and no to its facts, with its chance."""
    for answers in product((True, False), repeat=len(addition.facts)):
        chance = prod(yes if answer else 1 - yes for yes, answer in zip(addition.facts.values(), answers, strict=True))
        if chance:
            yield chance, dict(zip(addition.facts, map(proof_of, answers), strict=True))


def known_of_tier(tier: Open, told: Mapping[str, Proof], marks_needed: int) -> int:
    """0 where the cell says "Needs data", 1 where it says "1→2?", 2 where nothing is open; ``told`` is what is new."""
    facts = {**dict(zip(FACTS, tier.facts, strict=True)), **told}
    proofs = {**{name: proof for gate in tier.gates for name, proof in gate}, **told}
    if proofs["contract_or_main"] is Proof.UNKNOWN:
        proofs["contract_or_main"] = any_of((facts["contract"], facts["main"]))
    tied = at_least(marks_needed, [facts[name] for name in LOCK_INS])
    proofs["plan_or_lock_in"] = any_of((facts["joint_plan"], tied))
    proofs["alliance"] = facts["equity_link"]
    asked = [proofs[name] for name, _ in tier.gates[1]]
    proofs["preferred"] = at_least(2, asked)
    reached = [proofs["customer"], proofs["preferred"]]
    reached += [all_of(tuple(proofs[name] for name, _ in gate)) for gate in tier.gates[2:]]
    proven = max((place for place, proof in enumerate(reached) if proof is Proof.PROVEN), default=-1)
    if proven < 0 or (proven == 0 and set(asked) == {Proof.UNKNOWN}):
        return 0
    return 1 if Proof.UNKNOWN in reached[proven + 1 : proven + 2] else 2


def is_missing(name: str, run: Run) -> bool:
    """Whether the book has nothing of that kind."""
    known = run.known
    tabs = {
        "visits": not known.visits,
        "visit_contact": known.visits and not known.visit_contacts,
        "level": known.visit_contacts and not known.levels,
        "orders": not known.orders,
        "complaints": not known.complaints,
        "revenue": not known.orders and "revenue" not in known.filled,
        "last_contact": not known.visits and "last_contact" not in known.filled,
        "share_of_wallet": known.filled.isdisjoint(("share_of_wallet", "wallet")),
    }
    return tabs.get(name, name not in known.filled)
