"""Every row of the book beside the customer it names, oldest first, up to today."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import ClassVar, Protocol, TypeVar

from relsheet.policy import Settings, setting
from relsheet.records import Complaint, Customer, CustomerStatus, Order, Plan, Visit
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
L = TypeVar("L", Visit, Order)

#: Statuses that say he has bought; a prospect is one who never did, or is marked so.
BOUGHT = frozenset({CustomerStatus.ACTIVE, CustomerStatus.DORMANT, CustomerStatus.LOST})
#: Cells that could tell of a purchase: an unreadable one keeps us from saying "never bought".
PURCHASES = frozenset({"revenue", "first_order", "last_order", "status"})


def facts_of(run: Run) -> tuple[Facts, ...]:
    """One ``Facts`` per customer in sheet order.

    Rows after now's day are left out; a visit that lies ahead, or that did not take place yet, is a plan.
    """
    book, window, today = run.book, run.window, run.today
    # Each tab is put in order as a whole, which costs next to nothing where it was written day by day.
    visits, ahead = visits_and_plans(sorted(book.visits, key=DAY_OF), today, run.policy.of(VisitsSettings))
    orders, _ = parted(sorted(book.orders, key=DAY_OF), today)
    earlier, orders_in_w = parted(orders, window.after)
    visits_of, visits_in_w_of = by_customer(visits), by_customer(parted(visits, window.after)[1])
    orders_of, orders_in_w_of = by_customer(orders), by_customer(orders_in_w)
    orders_year_before_of = by_customer(parted(earlier, run.year_before.after)[1])
    complaints_of = by_customer(sorted(book.complaints, key=opened_day))
    contacts_of = by_customer(book.contacts)
    competitors_of = by_customer(book.competitors)
    plans_of = by_customer(sorted((*book.plans, *ahead), key=PLANNED_DAY))
    orders_recorded = bool(book.orders)

    def facts(customer: Customer) -> Facts:
        key = customer.key
        his_orders = orders_of.get(key, ())
        return Facts(
            customer=customer,
            visits=visits_of.get(key, ()),
            orders=his_orders,
            complaints=complaints_of.get(key, ()),
            contacts=contacts_of.get(key, ()),
            competitors=competitors_of.get(key, ()),
            plans=plans_of.get(key, ()),
            is_prospect=is_prospect(customer, his_orders, orders_recorded),
            first_order=first_order(customer, his_orders),
            visits_in_w=visits_in_w_of.get(key, ()),
            orders_in_w=orders_in_w_of.get(key, ()),
            orders_year_before=orders_year_before_of.get(key, ()),
        )

    return tuple(map(facts, book.customers))


def parted(rows: Sequence[L], day: date) -> tuple[Sequence[L], Sequence[L]]:
    """(the rows up to and with that day, those after it), of rows sorted by date."""
    place = bisect_right(rows, day, key=DAY_OF)
    return rows[:place], rows[place:]


def visits_and_plans(
    visits: Sequence[Visit], today: date, settings: VisitsSettings
) -> tuple[Sequence[Visit], tuple[Plan, ...]]:
    """The contacts that took place, and the rows of the log that are only intended; of visits sorted by date."""
    words = frozenset(settings.not_done)
    statuses = set(map(STATUS, visits))
    not_done = {status for status in statuses if status and status.strip().casefold() in words}
    past, late = parted(visits, today)
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
