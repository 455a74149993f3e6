"""Complaints that are not single cases: a fault that comes back, a customer who goes to the press or a lawyer."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Complaint, Origin
from relsheet.rules.complaint_course import NOT_COUNTED
from relsheet.rules.results import Recurrence, RecurringKind
from relsheet.rules.sla_settings import ESCALATED, as_date


class RecurringSettings(Settings):
    """From when on a complaint is not a single case."""

    section: ClassVar[str] = "recurring"
    customer_count: int = setting(2, "So many complaints of one customer in one category ...", ge=2)
    customer_days: int = setting(90, "... within so many days up to today.", unit="days", ge=1)
    product_customers: int = setting(2, "So many customers with one category and product ...", ge=2)
    product_days: int = setting(30, "... within so many days up to today.", unit="days", ge=1)
    category_count: int = setting(3, "So many complaints of one category ...", ge=2)
    category_days: int = setting(90, "... within so many days up to today.", unit="days", ge=1)
    escalation_days: int = setting(365, "To the media or a lawyer within so many days.", unit="days", ge=1)


def recurrences_by_row(
    complaints: Iterable[Complaint], today: date, settings: RecurringSettings
) -> Mapping[Origin, tuple[Recurrence, ...]]:
    """The recurrences that each complaint is part of, counted back from ``today``, by the complaint's origin."""
    by_row: dict[Origin, list[Recurrence]] = defaultdict(list)
    for recurrence in recurrences(complaints, today, settings):
        for row in recurrence.rows:
            by_row[row].append(recurrence)
    return {row: tuple(found) for row, found in by_row.items()}


def recurrences(complaints: Iterable[Complaint], today: date, settings: RecurringSettings) -> tuple[Recurrence, ...]:
    """What came back lately, first the first one; those not counted, or without date or category, are left out."""
    since = today - timedelta(days=max(settings.customer_days, settings.product_days, settings.category_days))
    late = [each for each in complaints if is_counted(each) and since < day_of(each) <= today and plain(each.category)]
    known = sorted(late, key=course_order)
    by_customer = groups_of(known, today, settings.customer_days, lambda complaint: complaint.customer)
    by_product = groups_of(known, today, settings.product_days, lambda complaint: plain(complaint.product))
    by_category = groups_of(known, today, settings.category_days, lambda complaint: True)
    return (
        *(
            recurrence_of(RecurringKind.CUSTOMER, group, settings.customer_days)
            for group in by_customer
            if len(group) >= settings.customer_count
        ),
        *(
            recurrence_of(RecurringKind.PRODUCT, group, settings.product_days)
            for group in by_product
            if len(customers_of(group)) >= settings.product_customers
        ),
        *(
            recurrence_of(RecurringKind.CATEGORY, group, settings.category_days)
            for group in by_category
            if len(group) >= settings.category_count
        ),
    )


def course_order(complaint: Complaint) -> tuple[date, str, str, str]:
    """The order in which complaints came in, whatever that of their rows."""
    return day_of(complaint), str(complaint.opened_at), complaint.customer or "", complaint.id or ""


def groups_of(
    complaints: Iterable[Complaint], today: date, days: int, part: Callable[[Complaint], Hashable]
) -> list[list[Complaint]]:
    """The complaints of the last days up to today by category and ``part``; those without a part are left out."""
    since = today - timedelta(days=days)
    groups: dict[tuple[str, Hashable], list[Complaint]] = defaultdict(list)
    for complaint in complaints:
        if complaint.opened_at is not None and since < as_date(complaint.opened_at) <= today and part(complaint):
            groups[plain(complaint.category), part(complaint)].append(complaint)
    return list(groups.values())


def recurrence_of(kind: RecurringKind, group: Sequence[Complaint], days: int) -> Recurrence:
    """The recurrence that a group of complaints amounts to, named as its first complaint is."""
    product = group[0].product if kind is RecurringKind.PRODUCT else None
    rows = tuple(complaint.origin for complaint in group)
    return Recurrence(kind, (group[0].category or "").strip(), product, customers_of(group), rows, days)


def customers_of(group: Iterable[Complaint]) -> tuple[str, ...]:
    """The customers who complained, each once."""
    return tuple(dict.fromkeys(complaint.customer for complaint in group if complaint.customer))


def escalated_from(
    complaints: Iterable[Complaint], today: date, settings: RecurringSettings
) -> Mapping[Origin, Complaint]:
    """Complaints through the media or the law -> what the same customer had told us last before that."""
    by_customer: dict[str, list[Complaint]] = defaultdict(list)
    for complaint in complaints:
        if complaint.customer and complaint.channel and is_counted(complaint):
            by_customer[complaint.customer].append(complaint)
    found: dict[Origin, Complaint] = {}
    for cases in by_customer.values():
        for case in cases:
            before = told_before(case, cases, settings.escalation_days) if case.channel in ESCALATED else None
            if before is not None and day_of(case) <= today:
                found[case.origin] = before
    return found


def told_before(case: Complaint, cases: Iterable[Complaint], days: int) -> Complaint | None:
    """The last complaint that the customer made to us on an earlier day within ``days``."""
    since = day_of(case) - timedelta(days=days)
    earlier = (each for each in cases if each.channel not in ESCALATED and since <= day_of(each) < day_of(case))
    return max(earlier, key=day_of, default=None)


def day_of(complaint: Complaint) -> date:
    """The day of receipt of a counted complaint."""
    assert complaint.opened_at is not None
    return as_date(complaint.opened_at)


def is_counted(complaint: Complaint) -> bool:
    """Whether it has a date of receipt and is neither cancelled nor unjustified."""
    excluded = complaint.status in NOT_COUNTED or complaint.justified is False
    return complaint.opened_at is not None and not excluded


def plain(text: str | None) -> str:
    """A category or product as it is compared."""
    return (text or "").strip().casefold()
