"""Every row of the book beside the customer it names, oldest first, up to today."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, repeat
from operator import attrgetter
from typing import ClassVar, Generic, Protocol, TypeVar

from relsheet.policy import Settings, setting
from relsheet.records import (
    Complaint,
    Customer,
    CustomerStatus,
    Order,
    Plan,
    Role,
    Visit,
)
from relsheet.records.making import records_of
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
L = TypeVar("L", Visit, Order)

#: Statuses that say he has bought; a prospect is one who never did, or is marked so.
BOUGHT = frozenset({CustomerStatus.ACTIVE, CustomerStatus.DORMANT, CustomerStatus.LOST})
#: By a name of its own: Python 3.11 takes long to look a member of an enumeration up.
PROSPECT = CustomerStatus.PROSPECT
#: Cells that could tell of a purchase: an unreadable one keeps us from saying "never bought".
PURCHASES = frozenset({"revenue", "first_order", "last_order", "status"})


def facts_of(run: Run) -> tuple[Facts, ...]:
    """One ``Facts`` per customer in sheet order.

    Rows after now's day are left out; a visit that lies ahead, or that did not take place yet, is a plan.
    """
    book, customers = run.book, run.book.customers
    keys = [customer.key for customer in customers]
    done, ahead = visits_and_plans(run)
    before, year_before = run.window.after, run.year_before.after
    visits = in_windows(done, keys, (before,))
    so_far, _ = parted(sorted(book.orders, key=DAY_OF), run.today)
    orders = in_windows(so_far, keys, (year_before, before))
    columns = {
        "customer": customers,
        "visits": visits.all,
        "orders": orders.all,
        "complaints": in_order(sorted(book.complaints, key=opened_day), keys),
        "contacts": in_order(book.contacts, keys),
        "competitors": in_order(book.competitors, keys),
        "plans": in_order(sorted((*book.plans, *ahead), key=PLANNED_DAY), keys),
        "is_prospect": map(is_prospect, customers, orders.all, repeat(bool(book.orders))),
        "first_order": map(first_order, customers, orders.all),
        "visits_before_w": visits.cuts[before],
        "orders_before_w": orders.cuts[before],
        "orders_long_before": orders.cuts[year_before],
    }
    return tuple(records_of(Facts, columns))


def parted(rows: Sequence[L], day: date) -> tuple[Sequence[L], Sequence[L]]:
    """(the rows up to and with that day, those after it), of rows sorted by date."""
    place = bisect_right(rows, day, key=DAY_OF)
    return (rows[:place], rows[place:]) if place < len(rows) else (rows, ())


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
    groups: defaultdict[str | None, list[R]] = defaultdict(list)
    add(rows, groups)
    return groups


def in_order(rows: Iterable[R], keys: Sequence[str]) -> list[Sequence[R]]:
    """The rows of each customer, in the order of the keys."""
    groups = by_customer(rows)
    return [groups.get(key, ()) for key in keys] if groups else [()] * len(keys)


@dataclass(frozen=True, slots=True)
class Windows(Generic[L]):
    """Each customer's rows, oldest first, with the places at which some days cut them."""

    all: Sequence[Sequence[L]]
    cuts: Mapping[date, Sequence[int]]  # day -> how many rows of each customer lie up to and with it


def in_windows(rows: Sequence[L], keys: Sequence[str], days: Sequence[date]) -> Windows[L]:
    """The rows of each customer, in the order of the keys, cut at these days; rows and days from the earliest.

    Each tab is put in order as a whole, which costs next to nothing where it was written day by day; so a window is
    cut once for all customers.
    """
    groups: defaultdict[str | None, list[L]] = defaultdict(list)
    cuts: dict[date, Sequence[int]] = {}
    begun, rest = 0, iter(rows)
    for day in days:
        place = bisect_right(rows, day, key=DAY_OF)
        add(islice(rest, place - begun), groups)
        cuts[day] = [len(groups.get(key, ())) for key in keys]
        begun = place
    add(rest, groups)
    return Windows([groups.get(key, ()) for key in keys], cuts)


def add(rows: Iterable[R], groups: defaultdict[str | None, list[R]]) -> None:
    """Put each row into the group of the customer it names."""
    for row in rows:
        groups[row.customer].append(row)


PLANNED_DAY: Callable[[Plan], date] = attrgetter("date")
STATUS: Callable[[Visit], str | None] = attrgetter("status")


def opened_day(complaint: Complaint) -> date:
    """The day a complaint came in; one without comes first."""
    opened = complaint.opened_at
    return opened.date() if isinstance(opened, datetime) else opened or date.min


def first_order(customer: Customer, orders: Sequence[Order]) -> date | None:
    """The first order that anything tells of: the dates entered, or the oldest row. He bought by then at the latest."""
    first, last = customer.first_order, customer.last_order
    if last is not None and (first is None or last < first):
        first = last
    if orders and (first is None or orders[0].date < first):
        first = orders[0].date
    return first


def is_prospect(customer: Customer, orders: Sequence[Order], orders_recorded: bool) -> bool:
    """Whether he is marked as a prospect, or the book shows that he never bought.

    Without any record that could show a purchase (no orders, no revenue, no status) nobody is a prospect.
    """
    if customer.status is PROSPECT:
        return True
    if orders or customer.status in BOUGHT or (customer.unreadable and PURCHASES.intersection(customer.unreadable)):
        return False
    if customer.first_order or customer.last_order or customer.revenue:
        return False
    return customer.status is CustomerStatus.TRIAL or orders_recorded or customer.revenue is not None
