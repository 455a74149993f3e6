"""Small books for the tests of the rules: every builder takes what the test is about and fills in the rest."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from relsheet.policy import Policy, Settings
from relsheet.records import Book, Complaint, Contact, Customer, MappedTab, Order, Origin, Plan, Role, Visit
from relsheet.rules.action_settings import ActionSettings
from relsheet.rules.assessment import Assessment, Board, Case
from relsheet.rules.boards import SummarySettings
from relsheet.rules.columns import ColumnsSettings
from relsheet.rules.finding import Finding
from relsheet.rules.run import Run, run_of
from relsheet.rules.score import assess
from relsheet.rules.situation import Flags, Situation
from relsheet.texts import Language, texts_in

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Sunday
TODAY = NOW.date()
ROWS = count(2)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def customer(key: str = "C1", **fields: Any) -> Customer:
    return Customer(**{"key": key, "id": key, "name": f"{key} Ltd", "origin": Origin("Customers", 2, 1), **fields})


def visit(day: date, key: str = "C1", **fields: Any) -> Visit:
    return Visit(customer=key, date=day, tab="Visits", row=next(ROWS), column=1, **fields)


def order(day: date, amount: str | int | None = 100, key: str = "C1", **fields: Any) -> Order:
    money = None if amount is None else Decimal(amount)
    return Order(customer=key, date=day, amount=money, tab="Orders", row=next(ROWS), column=1, **fields)


def complaint(key: str = "C1", **fields: Any) -> Complaint:
    return Complaint(**{"customer": key, "origin": Origin("Complaints", next(ROWS), 1), **fields})


def contact(name: str, key: str = "C1", **fields: Any) -> Contact:
    return Contact(customer=key, name=name, origin=Origin("Contacts", next(ROWS), 1), **fields)


def plan(day: date, key: str = "C1", **fields: Any) -> Plan:
    return Plan(customer=key, date=day, origin=Origin("Plans", next(ROWS), 1), **fields)


def book(*customers: Customer, **tabs: Any) -> Book:
    return Book(customers=customers or (customer(),), **tabs)


def policy(*sections: Settings) -> Policy:
    return Policy({section.section: section for section in sections})


def run(of: Book, *sections: Settings, now: datetime = NOW, language: Language = "en") -> Run:
    return run_of(of, policy(*sections), now, texts_in(language))


def assessed(of: Book, *sections: Settings, now: datetime = NOW, language: Language = "en") -> Assessment:
    return assess(of, policy(*sections), now, texts_in(language))


def case_of(of: Book, *sections: Settings, key: str = "C1", now: datetime = NOW) -> Case:
    return next(case for case in assessed(of, *sections, now=now).cases if case.customer.key == key)


def situation_of(case: Case) -> Situation:
    """The case as the plays saw it."""
    assert isinstance(case.flags, Flags)
    return case.flags.at


def column(of: Book, key: str, *sections: Settings, customer_key: str = "C1", language: Language = "en") -> Finding:
    """What the column of that key shows for one customer."""
    found = assessed(of, ColumnsSettings(customers=(key,)), *sections, language=language)
    return found.customer_findings[customer_key][key]


def flags(of: Book, *sections: Settings, key: str = "C1") -> set[str]:
    """The flags raised for one customer."""
    return set(case_of(of, *sections, key=key).flags)


def block(of: Book, name: str, *sections: Settings, now: datetime = NOW, language: Language = "en") -> Board | None:
    """The Summary's block of that name; None where it has nothing to show."""
    found = assessed(of, SummarySettings(blocks=(name,)), *sections, now=now, language=language)
    return found.boards[0] if found.boards else None


def lines(board: Board | None) -> list[tuple[Any, ...]]:
    """The values of a block's rows."""
    assert board is not None
    assert all(len(row) == len(board.heads) for row in board.rows)
    return [tuple(entry.value for entry in row) for row in board.rows]


def tab(role: Role, *fields: str) -> MappedTab:
    """A tab with a column for each of these fields."""
    columns = {name: place for place, name in enumerate(fields, 1)}
    headers = {name: name.title() for name in fields}
    return MappedTab(role=role, tab=role.title(), header_row=1, records=1, headers=headers, columns=columns)


def plays(of: Book, *sections: Settings, key: str = "C1") -> list[str]:
    """The plays that suggest something for one customer, the most urgent first, far more than are usually shown."""
    found = assessed(of, ActionSettings(per_customer=50, horizon=999, contacts_per_week=99), *sections)
    return [action.play for action in found.actions if action.customer == key]
