"""The rows of a CRM as records: customers, visits, complaints, orders, contacts, competitors.

Every record knows the cell it came from. ``None`` means "not recorded": never zero, never no.
They are ``msgspec.Struct``s, since 200,000 frozen dataclasses cost as much time as reading the workbook does (measured:
1 s, NamedTuples 0.2 s, these 0.04 s); they are as immutable and as typed. None of them can be part of a circle, hence
``gc=False``: the collector need not look at them. The cell of a visit or an order is made when somebody asks for it,
which few do: 200,000 of them would be 0.01 s and 9 MB.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from relsheet.records.places import Day, Moment, Origin
from relsheet.records.words import (
    Channel,
    ComplaintStatus,
    ContactLevel,
    CustomerStatus,
    Priority,
    Tier,
    VisitMode,
)


class Customer(Struct, frozen=True, gc=False):
    """One row of the customers tab. ``key`` is unique in the book: the id, else the normalised name."""

    key: str
    name: str
    origin: Origin  # the cell of the name
    id: str | None = None
    aliases: tuple[str, ...] = ()
    tax_id: str | None = None
    owner: str | None = None
    status: CustomerStatus | None = None
    own_class: str | None = None  # the user's own A/B/C/D
    own_tier: Tier | None = None
    customer_type: str | None = None
    industry: str | None = None
    region: str | None = None
    address: str | None = None
    source: str | None = None
    phone: str | None = None
    email: str | None = None
    primary_contact: str | None = None
    first_order: date | None = None
    last_order: date | None = None
    last_contact: date | None = None
    next_contact: date | None = None
    next_action: str | None = None
    contact_interval: int | None = None  # calendar days: how often he is to be contacted
    revenue: Decimal | None = None
    margin: Decimal | None = None
    margin_rate: float | None = None  # where the margin column holds percentages (毛利率)
    currency: str | None = None  # ISO code where a cell names one
    cost_to_serve: Decimal | None = None
    wallet: Decimal | None = None
    share_of_wallet: float | None = None  # 0 ... 1
    supplier_rank: str | None = None  # as written
    is_main_supplier: bool | None = None  # read from supplier_rank
    contract: bool | None = None
    contract_end: date | None = None
    exclusivity: bool | None = None
    joint_plan: bool | None = None
    equity_link: bool | None = None  # equity, joint venture or alliance, as entered
    custom_work: bool | None = None
    integration: bool | None = None
    payment: str | None = None
    overdue_amount: Decimal | None = None
    discount: float | None = None
    rebate: Decimal | None = None
    needs: str | None = None
    current_product: str | None = None
    competitor: str | None = None
    satisfaction: float | None = None
    expectation: float | None = None
    teaches_us: bool | None = None
    rated_skill: float | None = None  # how he rates us, 1-5 or 0-100
    rated_devotion: float | None = None
    rated_speed: float | None = None
    rated_product: float | None = None
    rated_service: float | None = None
    rated_strength: float | None = None
    updated_at: date | None = None
    notes: str | None = None
    unreadable: tuple[str, ...] = ()  # fields whose cell could not be read: each has its Problem


class Visit(Struct, frozen=True, gc=False):
    """One contact with a customer: a visit, a call, a message."""

    customer: str  # Customer.key
    date: Day
    tab: str
    row: int
    column: int  # of the date
    id: str | None = None
    planned_date: Day | None = None
    mode: VisitMode | None = None
    contact: str | None = None  # whom of theirs
    contact_level: ContactLevel | None = None
    our_person: str | None = None
    purpose: str | None = None
    notes: str | None = None
    result: str | None = None
    next_step: str | None = None
    next_date: Day | None = None
    promise: str | None = None
    promise_due: Day | None = None
    promise_done: Day | bool | None = None
    cost: Decimal | None = None
    signal: str | None = None
    status: str | None = None

    @property
    def origin(self) -> Origin:
        """The cell of the date."""
        return Origin(self.tab, self.row, self.column)


class Complaint(Struct, frozen=True, kw_only=True, gc=False):
    """One row of the complaints tab."""

    origin: Origin  # the cell of the id, else of the customer, else the first mapped cell of the row
    id: str | None = None
    customer: str | None = None  # Customer.key; None where the row's customer is unknown
    customer_text: str | None = None  # as written
    contact: str | None = None
    opened_at: Moment | None = None
    ack_at: Moment | None = None  # the first reply
    resolved_at: Moment | None = None
    closed_at: Moment | None = None
    reopened_at: Moment | None = None
    paused_from: Moment | None = None
    paused_to: Moment | None = None
    due_at: Moment | None = None
    channel: Channel | None = None
    priority: Priority | None = None
    category: str | None = None
    product: str | None = None
    description: str | None = None
    handler: str | None = None
    resolution: str | None = None
    status: ComplaintStatus | None = None
    promise: str | None = None
    promise_due: date | None = None
    promise_done: date | bool | None = None
    satisfied: bool | None = None
    cause: str | None = None
    justified: bool | None = None
    unreadable: tuple[str, ...] = ()


class Order(Struct, frozen=True, gc=False):
    """One order or invoice; returns have a negative amount."""

    customer: str
    date: Day
    amount: Decimal | None
    tab: str
    row: int
    column: int  # of the date
    id: str | None = None
    quantity: Decimal | None = None
    product: str | None = None
    margin: Decimal | None = None
    currency: str | None = None
    is_return: bool = False

    @property
    def origin(self) -> Origin:
        """The cell of the date."""
        return Origin(self.tab, self.row, self.column)


class Contact(Struct, frozen=True, kw_only=True, gc=False):
    """One person at a customer's."""

    customer: str
    name: str
    origin: Origin
    title: str | None = None
    department: str | None = None
    level: ContactLevel | None = None
    role: str | None = None
    attitude: str | None = None
    interest: str | None = None  # whose interest he follows: his company's or his own
    trust: str | None = None  # whom of us he trusts: the company or a person
    phone: str | None = None
    wechat: str | None = None
    email: str | None = None
    birthday: date | None = None
    our_owner: str | None = None
    left: bool | None = None


class Competitor(Struct, frozen=True, kw_only=True, gc=False):
    """What is known of one rival at one customer."""

    customer: str | None
    name: str | None
    origin: Origin
    benefit: str | None = None
    customer_view: float | None = None
    share: float | None = None
    weakness: str | None = None
    event: str | None = None
    event_date: date | None = None


class Plan(Struct, frozen=True, gc=False):
    """One planned visit."""

    customer: str
    date: Day
    origin: Origin
    person: str | None = None
    purpose: str | None = None
    done: bool | None = None


class DayKind(StrEnum):
    OFF = "off"
    WORK = "work"
    HOURS = "hours"


class CalendarDay(Struct, frozen=True, kw_only=True, gc=False):
    """One row of the user's Calendar tab: a day off, a make-up workday, or special hours ("09:00-12:00")."""

    day: date
    kind: DayKind
    origin: Origin
    hours: str | None = None
