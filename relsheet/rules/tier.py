"""The relationship tier: a claim that facts prove, refute, or leave open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from msgspec.structs import replace

from relsheet.records import Customer, Tier
from relsheet.rules.lock_in import LOCK_INS
from relsheet.rules.logic import all_of, any_of, at_least, proof_of
from relsheet.rules.people import Met
from relsheet.rules.results import AbcResult, Facts, Gate, GatePart, Proof, TierResult, Verdict
from relsheet.rules.run import Run
from relsheet.rules.tier_evidence import Evidence, Gatherer
from relsheet.rules.tier_reason import reason_of
from relsheet.rules.tier_settings import TierSettings

#: The facts that settle a gate, the one that is quickest to enter first.
CHEAPEST = (
    "contract_or_main",
    "plan_or_lock_in",
    "alliance",
    "two_people",
    "manager_met",
    "executive_met",
    "trading",
    "order_months",
    "no_overdue_complaint",
)


@dataclass(frozen=True)
class Prover:
    """Weighs the facts of one customer after the other."""

    run: Run
    settings: TierSettings
    made: dict[tuple[str, str | None, Proof, int], GatePart] = field(default_factory=dict)
    results: dict[Evidence, TierResult] = field(default_factory=dict)

    @cached_property
    def gatherer(self) -> Gatherer:
        """What finds the evidence."""
        return Gatherer(self.run, self.settings)

    def part(self, name: str, proof: Proof, count: int = 0, told: str | None = None) -> GatePart:
        """One condition with its reason; ``count`` is the number that it rests on, ``told`` another text's name."""
        key = (name, told, proof, count)
        found = self.made.get(key)
        if found is None:
            reason = self.run.texts(f"tier.part.{told or name}.{proof}", n=count, limit=self.limit(name))
            found = self.made[key] = GatePart(name, proof, reason)
        return found

    def limit(self, name: str) -> int:
        """The threshold of a condition that counts something."""
        settings = self.settings
        limits: Mapping[str, int] = {
            "order_months": settings.order_months,
            "two_people": settings.people,
            "trading": settings.trading_months,
            "plan_or_lock_in": settings.lock_in_marks,
        }
        return limits.get(name, 0)

    def tier(self, facts: Facts, abc: AbcResult, verdicts: Sequence[Verdict], met: Met | None) -> TierResult:
        """The highest proven tier, and whether the next one is open."""
        previous = self.run.past.tier_of(facts.customer.key)
        if facts.is_prospect:
            return TierResult(None, (), is_prospect=True, previous=previous)
        evidence = self.gatherer.of(facts, abc, verdicts, met)
        found = self.results.get(evidence)
        if found is None:
            found = self.results[evidence] = self.judged(self.parts(evidence, facts.customer), evidence.own_tier)
        return found if previous is None else replace(found, previous=previous)

    def parts(self, evidence: Evidence, customer: Customer) -> tuple[GatePart, ...]:
        """The conditions of all gates with their reasons; the customer is any one of this evidence."""
        return (
            self.part("customer", Proof.PROVEN if evidence.bought else Proof.UNKNOWN),
            self.order_months(evidence.order_months),
            self.contract_or_main(evidence.contract, evidence.main),
            self.two_people(evidence.people, evidence.somebody_unnamed),
            self.met("manager_met", evidence.manager_met, evidence),
            self.part("trading", proof_of(evidence.trading)),
            self.plan_or_lock_in(customer, evidence.contract),
            self.no_overdue_complaint(evidence.grave),
            self.part("alliance", proof_of(self.run.known.mark(customer, "equity_link"))),
            self.met("executive_met", evidence.executive_met, evidence),
        )

    def judged(self, parts: tuple[GatePart, ...], own: Tier | None) -> TierResult:
        """The tier that these conditions make; the user's own where that one wins."""
        gates = self.gates(parts)
        if own is not None:
            return TierResult(
                own, gates, open=open_parts(own, gates), reason=reason_of(own, gates, None, self.run.texts)
            )
        proven = max((gate.tier for gate in gates if gate.proof is Proof.PROVEN), default=None)
        above = next((gate for gate in gates if gate.tier > (proven or 0)), None)
        is_open = above is not None and above.proof is Proof.UNKNOWN
        cheapest = self.cheapest(above) if above is not None and is_open else None
        nothing_known = all(part.proof is Proof.UNKNOWN for part in gates[1].parts)
        return TierResult(
            tier=proven,
            gates=gates,
            next_unknown=is_open and proven is not None,
            needs_data=nothing_known and (proven or 0) <= Tier.TRANSACTIONAL,
            cheapest_fact=cheapest,
            open=open_parts(proven, gates),
            reason=reason_of(proven, gates, cheapest, self.run.texts) if proven else "",
        )

    def gates(self, parts: tuple[GatePart, ...]) -> tuple[Gate, ...]:
        """All four gates with their parts."""
        customer, months, contract, people, manager, trading, plan, complaints, alliance, executive = parts
        two = (months, contract, people)
        preferred = self.part("preferred", at_least(2, [part.proof for part in two]))
        three = (preferred, manager, trading, plan, complaints)
        four = (preferred, alliance, executive)
        return (
            Gate(Tier.TRANSACTIONAL, customer.proof, (customer,)),
            Gate(Tier.PREFERRED, preferred.proof, two),
            Gate(Tier.PARTNER, all_of(tuple(part.proof for part in three)), three),
            Gate(Tier.ALLIANCE, all_of(tuple(part.proof for part in four)), four),
        )

    def order_months(self, months: int | None) -> GatePart:
        """Orders in enough different months of W; unknown without an orders tab."""
        if months is None:
            return self.part("order_months", Proof.UNKNOWN)
        proof = proof_of(months >= self.settings.order_months)
        return self.part("order_months", proof, months, told=None if months else "no_orders")

    def contract_or_main(self, contract: bool | None, main: bool | None) -> GatePart:
        """A contract that has not ended, or the place of his main supplier, by rank or by share of his wallet."""
        if contract or main:
            return self.part("contract_or_main", Proof.PROVEN, told="contract" if contract else "main")
        return self.part("contract_or_main", any_of((proof_of(contract), proof_of(main))))

    def two_people(self, people: int | None, somebody_unnamed: bool) -> GatePart:
        """Enough of their people met; a contact without a name leaves open whether there was one more."""
        if people is None:
            return self.part("two_people", Proof.UNKNOWN)
        if people >= self.settings.people:
            return self.part("two_people", Proof.PROVEN, people)
        if somebody_unnamed:
            return self.part("two_people", Proof.UNKNOWN, people)
        return self.part("two_people", Proof.REFUTED, people, told=None if people else "nobody")

    def met(self, name: str, is_met: bool | None, evidence: Evidence) -> GatePart:
        """A level met or not; where no meeting is recorded at all, that is what is said."""
        nobody = is_met is False and evidence.people == 0 and not evidence.somebody_unnamed
        return self.part(name, proof_of(is_met), told="nobody" if nobody else None)

    def plan_or_lock_in(self, customer: Customer, contract: bool | None) -> GatePart:
        """A joint plan, or enough marks that tie us together."""
        mark = self.run.known.mark
        marks = [proof_of(contract)] + [proof_of(mark(customer, name)) for name in LOCK_INS[1:]]
        tied = at_least(self.settings.lock_in_marks, marks)
        proof = any_of((proof_of(mark(customer, "joint_plan")), tied))
        return self.part("plan_or_lock_in", proof, marks.count(Proof.PROVEN))

    def no_overdue_complaint(self, grave: int | None) -> GatePart:
        """No open overdue complaint of high or urgent priority; unknown where no register is kept."""
        if grave is None:
            return self.part("no_overdue_complaint", Proof.UNKNOWN)
        return self.part("no_overdue_complaint", proof_of(not grave), grave)

    def cheapest(self, gate: Gate) -> str:
        """Which facts would settle this gate with the least to enter, as a sentence that names at most two of them."""
        unknown = {part.name: part for part in gate.parts if part.proof is Proof.UNKNOWN}
        wanted = [name for name in CHEAPEST if name in unknown]
        if gate.tier is Tier.PREFERRED:
            wanted = wanted[: 2 - sum(part.proof is Proof.PROVEN for part in gate.parts)]
        if gate.tier is Tier.TRANSACTIONAL:
            wanted = ["customer"]
        texts = self.run.texts
        tier, (first, *others) = texts(f"tier.{gate.tier.code}"), [texts(f"tier.fact.{name}") for name in wanted]
        if not others:
            return texts("tier.if_known", tier=tier, fact=first)
        key = "tier.if_more_known" if len(wanted) > 2 else "tier.if_both_known"
        return texts(key, tier=tier, first=first, second=others[0], count=len(wanted))


def open_parts(tier: Tier | None, gates: Sequence[Gate]) -> tuple[str, ...]:
    """The conditions that are not known of the next gate, where nothing refutes that."""
    above = next((gate for gate in gates if gate.tier > (tier or 0)), None)
    if above is None or above.proof is not Proof.UNKNOWN:
        return ()
    return tuple(part.name for part in above.parts if part.proof is Proof.UNKNOWN)
