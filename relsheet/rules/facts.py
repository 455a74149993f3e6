"""Every row of the book beside the customer it names, oldest first, up to today."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import ClassVar, Protocol, TypeVar

from relsheet.policy import Settings, setting
from relsheet.records import Book, Complaint, Customer, CustomerStatus, Order, Plan, Visit
from relsheet.rules.results import Facts
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

#: Statuses that say he has bought; a prospect is one who never did, or is marked so.
BOUGHT = frozenset({CustomerStatus.ACTIVE, CustomerStatus.DORMANT, CustomerStatus.LOST})
#: Cells that could tell of a purchase: an unreadable one keeps us from saying "never bought".
PURCHASES = frozenset({"revenue", "first_order", "last_order", "status"})


def facts_of(book: Book, now: datetime, settings: VisitsSettings) -> tuple[Facts, ...]:
    """One ``Facts`` per customer in sheet order.

    Rows after now's day are left out; a visit that lies ahead, or that did not take place yet, is a plan.
    """
    today = now.date()
    visits, ahead = visits_and_plans(book.visits, today, settings)
    visits_of = by_customer(visits)
    orders_of = by_customer(order for order in book.orders if order.date <= today)
    complaints_of = by_customer(book.complaints)
    contacts_of = by_customer(book.contacts)
    competitors_of = by_customer(book.competitors)
    plans_of = by_customer((*book.plans, *ahead))
    orders_recorded = bool(book.orders)

    def facts(customer: Customer) -> Facts:
        key = customer.key
        orders = in_order(orders_of.get(key, ()), DAY_OF)
        return Facts(
            customer=customer,
            visits=in_order(visits_of.get(key, ()), DAY_OF),
            orders=orders,
            complaints=in_order(complaints_of.get(key, ()), opened_day),
            contacts=tuple(contacts_of.get(key, ())),
            competitors=tuple(competitors_of.get(key, ())),
            plans=in_order(plans_of.get(key, ()), PLANNED_DAY),
            is_prospect=is_prospect(customer, orders, orders_recorded),
        )

    return tuple(facts(customer) for customer in book.customers)


def visits_and_plans(
    visits: Sequence[Visit], today: date, settings: VisitsSettings
) -> tuple[Iterable[Visit], tuple[Plan, ...]]:
    """The contacts that took place, and the rows of the log that are only intended."""
    words = frozenset(settings.not_done)
    statuses = set(map(STATUS, visits))
    not_done = {status for status in statuses if status and status.strip().casefold() in words}
    late = [visit for visit in visits if visit.date > today]
    if not late and not not_done:
        return visits, ()
    done = (visit for visit in visits if visit.date <= today and visit.status not in not_done)
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


T = TypeVar("T")
PLANNED_DAY: Callable[[Plan], date] = attrgetter("date")
STATUS: Callable[[Visit], str | None] = attrgetter("status")


def in_order(rows: Sequence[T], day_of: Callable[[T], date]) -> tuple[T, ...]:
    """The rows, oldest first. Most customers have none of most kinds."""
    if len(rows) < 2:
        return tuple(rows)
    return tuple(sorted(rows, key=day_of))


def opened_day(complaint: Complaint) -> date:
    """The day a complaint came in; one without comes first."""
    opened = complaint.opened_at
    return opened.date() if isinstance(opened, datetime) else opened or date.min


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
