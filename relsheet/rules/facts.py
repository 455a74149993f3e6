"""Every row of the book beside the customer it names, oldest first, up to today."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import ClassVar, Protocol, TypeVar

from relsheet.policy import Settings, setting
from relsheet.records import (
    Competitor,
    Complaint,
    Contact,
    Customer,
    CustomerStatus,
    Order,
    Plan,
    Role,
    Visit,
)
from relsheet.rules.once import once_a_run
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.window import DAY_OF


class VisitsSettings(Settings):
    """Which rows of the visit log are contacts that took place."""

    section: ClassVar[str] = "visits"
    not_done: tuple[str, ...] = setting(
        (
            *("planned", "scheduled", "cancelled", "canceled", "postponed", "no show", "no", "not done"),
            *("计划", "计划中", "待拜访", "未拜访", "未完成", "取消", "已取消", "延期", "否", "未"),
        ),
        "A visit with one of these words as its status did not take place.",
    )


class OfCustomer(Protocol):
    @property
    def customer(self) -> str | None: ...


R = TypeVar("R", bound=OfCustomer)
#: Rows by Customer.key; None stands for those of nobody known.
Groups = Mapping[str | None, Sequence[R]]
L = TypeVar("L", Visit, Order)

#: Statuses that say he has bought; a prospect is one who never did, or is marked so.
BOUGHT = frozenset({CustomerStatus.ACTIVE, CustomerStatus.DORMANT, CustomerStatus.LOST})
#: Cells that could tell of a purchase: an unreadable one keeps us from saying "never bought".
PURCHASES = frozenset({"revenue", "first_order", "last_order", "status"})


def facts_of(run: Run) -> tuple[Facts, ...]:
    """One ``Facts`` per customer in sheet order.

    Rows after now's day are left out; a visit that lies ahead, or that did not take place yet, is a plan.
    """
    return tuple(map(registers_of(run).facts, run.book.customers))


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers of the book by the customer whom their rows name, each customer's rows oldest first."""

    visits: Groups[Visit]
    orders: Groups[Order]
    complaints: Groups[Complaint]
    contacts: Groups[Contact]
    competitors: Groups[Competitor]
    plans: Groups[Plan]
    visits_in_w: Groups[Visit]
    orders_in_w: Groups[Order]
    orders_year_before: Groups[Order]
    orders_kept: bool

    def facts(self, customer: Customer) -> Facts:
        """The rows of one customer."""
        key = customer.key
        orders = self.orders.get(key, ())
        return Facts(
            customer=customer,
            visits=self.visits.get(key, ()),
            orders=orders,
            complaints=self.complaints.get(key, ()),
            contacts=self.contacts.get(key, ()),
            competitors=self.competitors.get(key, ()),
            plans=self.plans.get(key, ()),
            is_prospect=is_prospect(customer, orders, self.orders_kept),
            first_order=first_order(customer, orders),
            visits_in_w=self.visits_in_w.get(key, ()),
            orders_in_w=self.orders_in_w.get(key, ()),
            orders_year_before=self.orders_year_before.get(key, ()),
        )


def registers_of(run: Run) -> Registers:
    """The rows of the book in order, up to today, in groups.

    Each tab is put in order as a whole, which costs next to nothing where it was written day by day; so a window is
    cut once for all customers.
    """
    book, after = run.book, run.window.after
    visits, ahead = visits_and_plans(run)
    orders, _ = parted(sorted(book.orders, key=DAY_OF), run.today)
    earlier, orders_in_w = parted(orders, after)
    return Registers(
        visits=by_customer(visits),
        orders=by_customer(orders),
        complaints=by_customer(sorted(book.complaints, key=opened_day)),
        contacts=by_customer(book.contacts),
        competitors=by_customer(book.competitors),
        plans=by_customer(sorted((*book.plans, *ahead), key=PLANNED_DAY)),
        visits_in_w=by_customer(parted(visits, after)[1]),
        orders_in_w=by_customer(orders_in_w),
        orders_year_before=by_customer(parted(earlier, run.year_before.after)[1]),
        orders_kept=bool(book.orders),
    )


def parted(rows: Sequence[L], day: date) -> tuple[Sequence[L], Sequence[L]]:
    """(the rows up to and with that day, those after it), of rows sorted by date."""
    place = bisect_right(rows, day, key=DAY_OF)
    return rows[:place], rows[place:]


@once_a_run
def visits_and_plans(run: Run) -> tuple[Sequence[Visit], tuple[Plan, ...]]:
    """The contacts that took place, oldest first, and the rows of the log that are only intended."""
    past, late = parted(sorted(run.book.visits, key=DAY_OF), run.today)
    done = past
    if run.book.may_hold(Role.VISITS, "status"):
        words = frozenset(run.policy.of(VisitsSettings).not_done)
        not_done = {status for status in set(map(STATUS, past)) if status and status.strip().casefold() in words}
        done = [visit for visit in past if visit.status not in not_done] if not_done else past
    plans = (
        Plan(
            customer=visit.customer,
            date=visit.date,
            origin=visit.origin,
            person=visit.our_person,
            purpose=visit.purpose,
        )
        for visit in late
    )
    return done, tuple(plans)


def by_customer(rows: Iterable[R]) -> dict[str | None, list[R]]:
    """The rows in groups by the customer they name."""
    groups: dict[str | None, list[R]] = defaultdict(list)
    for row in rows:
        groups[row.customer].append(row)
    return groups


PLANNED_DAY: Callable[[Plan], date] = attrgetter("date")
STATUS: Callable[[Visit], str | None] = attrgetter("status")


def opened_day(complaint: Complaint) -> date:
    """The day a complaint came in; one without comes first."""
    opened = complaint.opened_at
    return opened.date() if isinstance(opened, datetime) else opened or date.min


def first_order(customer: Customer, orders: Sequence[Order]) -> date | None:
    """The first order that anything tells of: the dates entered, or the oldest row. He bought by then at the latest."""
    days = [day for day in (customer.first_order, customer.last_order) if day is not None]
    if orders:
        days.append(orders[0].date)
    return min(days, default=None)


def is_prospect(customer: Customer, orders: Sequence[Order], orders_recorded: bool) -> bool:
    """Whether he is marked as a prospect, or the book shows that he never bought.

    Without any record that could show a purchase (no orders, no revenue, no status) nobody is a prospect.
    """
    if customer.status is CustomerStatus.PROSPECT:
        return True
    if customer.status in BOUGHT or PURCHASES.intersection(customer.unreadable):
        return False
    if orders or customer.first_order or customer.last_order or customer.revenue:
        return False
    return customer.status is CustomerStatus.TRIAL or orders_recorded or customer.revenue is not None
