"""What a customer's relationship tier rests on, as plain values: many customers are alike in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

from relsheet.records import ContactLevel, Customer, Order, Priority, Tier
from relsheet.rules.facts import BOUGHT
from relsheet.rules.lock_in import LOCK_INS, contract_in_force
from relsheet.rules.people import Met
from relsheet.rules.results import OVERDUE, AbcResult, Facts, Verdict
from relsheet.rules.run import Run
from relsheet.rules.tier_settings import TierSettings
from relsheet.rules.trading import bought_before
from relsheet.rules.wallet import share_of_wallet
from relsheet.rules.window import months_before

GRAVE = frozenset({Priority.HIGH, Priority.URGENT})
EXECUTIVES = frozenset({ContactLevel.EXECUTIVE})
MANAGERS = EXECUTIVES | {ContactLevel.MANAGER}
#: The marks of a customer's row beside contract and main supplier.
OTHER_MARKS = attrgetter(*LOCK_INS[1:], "joint_plan")


class Evidence(Struct, frozen=True, gc=False):
    """What a customer's tier rests on; of all who are alike in it one is judged."""

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
class Gatherer:
    """Gathers the evidence of one customer after the other."""

    run: Run
    settings: TierSettings

    @cached_property
    def trading_line(self) -> date:
        """The day by which a partner must have bought from us."""
        return months_before(self.run.today, self.settings.trading_months)

    def of(self, facts: Facts, abc: AbcResult, verdicts: Sequence[Verdict], met: Met | None) -> Evidence:
        """The facts of one customer as plain values."""
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

    def main(self, customer: Customer, value_cents: int | None) -> bool | None:
        """Whether we are his main supplier; what either column says yes to counts."""
        share = share_of_wallet(customer, value_cents, self.run.known.currency)
        by_share = None if share is None else share >= self.settings.main_share
        by_rank = self.run.known.mark(customer, "is_main_supplier")
        if by_share or by_rank:
            return True
        return by_rank if by_share is None else by_share

    def is_met(self, met: Met | None, levels: frozenset[ContactLevel]) -> bool | None:
        """Whether one of these levels was met; somebody of unknown level leaves it open."""
        if met is None or not self.run.known.levels:
            return None
        return True if met.levels & levels else None if met.somebody_unranked else False


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
