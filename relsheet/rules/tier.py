"""The relationship tier: a claim that facts prove, refute, or leave open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from relsheet.policy import Settings, setting
from relsheet.records import ContactLevel, Customer, Order, Priority, Tier
from relsheet.rules.facts import BOUGHT
from relsheet.rules.lock_in import LOCK_INS, contract_in_force
from relsheet.rules.logic import all_of, any_of, at_least, proof_of
from relsheet.rules.people import Met
from relsheet.rules.results import OVERDUE, AbcResult, Facts, Gate, GatePart, Proof, TierResult, Verdict
from relsheet.rules.run import Run
from relsheet.rules.tier_reason import reason_of
from relsheet.rules.trading import bought_before
from relsheet.rules.wallet import share_of_wallet
from relsheet.rules.window import months_before

GRAVE = frozenset({Priority.HIGH, Priority.URGENT})
EXECUTIVES = frozenset({ContactLevel.EXECUTIVE})
MANAGERS = EXECUTIVES | {ContactLevel.MANAGER}
#: The marks of a customer's row beside contract and main supplier.
OTHER_MARKS = attrgetter(*LOCK_INS[1:], "joint_plan")
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


class TierSettings(Settings):
    """What proves a relationship."""

    section: ClassVar[str] = "tier"
    order_months: int = setting(3, "Preferred: orders in so many different months of W.", unit="months", ge=1, le=12)
    people: int = setting(2, "Preferred: so many of their people with a two-way contact in W.", unit="people", ge=1)
    main_share: float = setting(0.50, "From this share of his wallet on we are his main supplier.", gt=0, le=1)
    trading_months: int = setting(24, "Partner: trading for so long.", unit="months", ge=0)
    lock_in_marks: int = setting(2, "Partner: so many lock-in marks, where there is no joint plan.", ge=1, le=5)
    override: bool = setting(False, "Whether the tier that you entered yourself wins over the proven one.")


class Evidence(Struct, frozen=True, gc=False):
    """What a customer's tier rests on. Many customers are alike in it, and of those one is judged for all."""

    bought: bool
    order_months: int | None  # different months of W with an order; None without an orders tab
    contract: bool | None
    main: bool | None
    entered: tuple[bool | None, ...]  # the other marks of his row, as written
    unreadable: tuple[str, ...]
    people: int | None  # theirs whom we met in W; None where the log does not name them
    somebody_unnamed: bool
    manager_met: bool | None
    executive_met: bool | None
    trading: bool | None  # for long enough
    grave: int | None  # open overdue complaints of high or urgent priority; None where no register is kept
    own_tier: Tier | None  # only where it wins


@dataclass(frozen=True)
class Prover:
    """Weighs the facts of one customer after the other."""

    run: Run
    settings: TierSettings
    made: dict[tuple[str, str | None, Proof, int], GatePart] = field(default_factory=dict)
    results: dict[Evidence, TierResult] = field(default_factory=dict)

    @cached_property
    def trading_line(self) -> date:
        """The day by which a partner must have bought from us."""
        return months_before(self.run.today, self.settings.trading_months)

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
        evidence = self.evidence(facts, abc, verdicts, met)
        found = self.results.get(evidence)
        if found is None:
            found = self.results[evidence] = self.judged(self.parts(evidence, facts.customer), evidence.own_tier)
        return found if previous is None else replace(found, previous=previous)

    def evidence(self, facts: Facts, abc: AbcResult, verdicts: Sequence[Verdict], met: Met | None) -> Evidence:
        """The facts as plain values; their words are made for one customer of each evidence."""
        run, known, customer = self.run, self.run.known, facts.customer
        names_told = met if known.visit_contacts else None
        return Evidence(
            bought=bought(facts),
            order_months=months_of(facts.orders_in_w) if known.orders else None,
            contract=contract_in_force(customer, run),
            main=self.main(customer, abc.value_cents),
            entered=OTHER_MARKS(customer),
            unreadable=customer.unreadable,
            people=len(names_told.names) if names_told else None,
            somebody_unnamed=met is not None and met.somebody_unnamed,
            manager_met=self.is_met(met, MANAGERS),
            executive_met=self.is_met(met, EXECUTIVES),
            trading=bought_before(facts, self.trading_line, run),
            grave=sum(map(is_grave, verdicts)) if known.complaints else None,
            own_tier=customer.own_tier if self.settings.override else None,
        )

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

    def main(self, customer: Customer, value_cents: int | None) -> bool | None:
        """Whether we are his main supplier; what either column says yes to counts."""
        share = share_of_wallet(customer, value_cents, self.run.known.currency)
        by_share = None if share is None else share >= self.settings.main_share
        by_rank = self.run.known.mark(customer, "is_main_supplier")
        if by_share or by_rank:
            return True
        return by_rank if by_share is None else by_share

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

    def is_met(self, met: Met | None, levels: frozenset[ContactLevel]) -> bool | None:
        """Whether one of these levels was met; somebody of unknown level leaves it open."""
        if met is None or not self.run.known.levels:
            return None
        return True if met.levels & levels else None if met.somebody_unranked else False

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


def bought(facts: Facts) -> bool:
    """Whether anything tells of an order: one ever, or revenue, or a mark as a customer."""
    customer = facts.customer
    told = facts.orders or customer.first_order or customer.last_order or customer.revenue
    return bool(told) or customer.status in BOUGHT


def months_of(orders: Sequence[Order]) -> int:
    """In how many different months these orders came in."""
    return len({(order.date.year, order.date.month) for order in orders})


def is_grave(verdict: Verdict) -> bool:
    """An open complaint of high or urgent priority that is overdue."""
    return verdict.is_open and verdict.priority in GRAVE and verdict.state in OVERDUE
