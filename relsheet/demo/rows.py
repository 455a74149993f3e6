"""The rows of the demo workbooks, field by field as they will stand in the cells."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | None  # a datetime is a date, too


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    id: str
    name: str
    status: str
    grade: str | None
    industry: str
    city: str
    owner: str | None
    phone: str
    since: Cell
    potential: Cell
    rank: str | None
    contract: str | None
    contract_end: Cell
    exclusive: str | None
    joint_plan: str | None
    alliance: str | None
    terms: str | None
    overdue: Cell
    needs: str | None
    rival: str | None
    satisfaction: Cell
    next_contact: Cell
    next_action: str | None
    notes: str | None
    sales: Cell = None  # a formula in the workbook: the value is worked out last, from what stands in the orders
    last_contact: Cell = None  # likewise, from the visits


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    customer: str
    name: str
    title: str
    department: str
    level: str
    role: str
    attitude: str | None
    mobile: str
    mail: str | None
    left: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    date: Cell
    customer: str
    mode: str
    contact: str | None
    our_person: str
    purpose: str
    notes: str
    result: str | None
    next_step: str | None
    next_date: Cell
    promise: str | None
    promise_due: Cell
    promise_done: Cell
    signal: str | None
    cost: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRow:
    id: str
    customer: str
    contact: str | None
    channel: str
    priority: str | None
    category: str
    product: str
    opened: Cell
    replied: Cell
    resolved: Cell
    paused_from: Cell = None
    paused_to: Cell = None
    status: str
    handler: str
    text: str
    cure: str | None
    cause: str | None
    satisfied: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    id: str
    date: Cell
    customer: str
    product: str
    quantity: Cell
    amount: Cell
    margin: Cell
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalRow:
    name: str
    customer: str
    benefit: str | None
    view: Cell
    share: Cell
    weakness: str | None
    event: str | None
    event_date: Cell


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that one demo team has written down."""

    customers: tuple[CustomerRow, ...]
    contacts: tuple[ContactRow, ...]
    visits: tuple[VisitRow, ...]
    complaints: tuple[ComplaintRow, ...]
    orders: tuple[OrderRow, ...]
    rivals: tuple[RivalRow, ...]
