"""What a CRM holds, as records: customers, visits, complaints, orders, contacts, competitors.

Every record knows the cell it came from. ``None`` means "not recorded": never zero, never no.
The long tabs (visits, orders) are NamedTuples, since 200,000 frozen dataclasses cost as much time as reading the
workbook does (measured: 0.35 s against 0.05 s); they are as immutable and as typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import NamedTuple

from relsheet.errors import Problem
from relsheet.texts import Language

#: A calendar day; an alias, since a field named ``date`` would hide the type from the fields below it.
Day = date
#: A moment as somebody wrote it: a plain ``date`` where no time of day is known, else an aware ``datetime``.
Moment = date | datetime


class Origin(NamedTuple):
    """The cell that a record (or a value of it) came from; prints as ``Complaints!A17``."""

    tab: str
    row: int  # 1-based, as the user sees it
    column: int  # 1-based

    def __str__(self) -> str:
        return f"{self.tab}!{column_letters(self.column)}{self.row}"

    def at(self, column: int) -> "Origin":
        """The cell of another column in the same row."""
        return Origin(self.tab, self.row, column)


def column_letters(number: int) -> str:
    """The letters of a 1-based column number: 1 is A, 16384 is XFD."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Role(StrEnum):
    """What a tab is for; the keys of ``[tabs]`` and ``[headers.*]``."""

    CUSTOMERS = "customers"
    VISITS = "visits"
    COMPLAINTS = "complaints"
    CONTACTS = "contacts"
    ORDERS = "orders"
    COMPETITORS = "competitors"
    PLANS = "plans"
    CALENDAR = "calendar"


class Tier(IntEnum):
    """How deep the relationship is; not a grade. Prints as T1 ... T4 (``Tier.name`` with the digit)."""

    TRANSACTIONAL = 1
    PREFERRED = 2
    PARTNER = 3
    ALLIANCE = 4

    @property
    def code(self) -> str:
        """The machine's word: "T1" ... "T4"."""
        return f"T{int(self)}"


class CustomerStatus(StrEnum):
    ACTIVE = "active"
    TRIAL = "trial"
    PROSPECT = "prospect"
    DORMANT = "dormant"
    LOST = "lost"


class VisitMode(StrEnum):
    VISIT = "visit"
    CALL = "call"
    ONLINE = "online"
    MESSAGE = "message"
    HOSTED = "hosted"
    SOCIAL = "social"


class ContactLevel(StrEnum):
    EXECUTIVE = "executive"
    MANAGER = "manager"
    STAFF = "staff"


class ComplaintStatus(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    INVALID = "invalid"


class Priority(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Channel(StrEnum):
    PHONE = "phone"
    LETTER = "letter"
    IN_PERSON = "in_person"
    EMAIL = "email"
    WECHAT = "wechat"
    WEB = "web"
    MEDIA = "media"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One row of the customers tab. ``key`` is unique in the book: the id, else the normalised name."""

    key: str
    name: str
    origin: Origin  # the cell of the name
    id: str | None = None
    aliases: tuple[str, ...] = ()
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


class Visit(NamedTuple):
    """One contact with a customer: a visit, a call, a message."""

    customer: str  # Customer.key
    date: Day
    origin: Origin  # the cell of the date
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
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


class Order(NamedTuple):
    """One order or invoice; returns have a negative amount."""

    customer: str
    date: Day
    amount: Decimal | None
    origin: Origin
    id: str | None = None
    quantity: Decimal | None = None
    product: str | None = None
    margin: Decimal | None = None
    currency: str | None = None
    is_return: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One person at a customer's."""

    customer: str
    name: str
    origin: Origin
    title: str | None = None
    department: str | None = None
    level: ContactLevel | None = None
    role: str | None = None
    attitude: str | None = None
    phone: str | None = None
    wechat: str | None = None
    email: str | None = None
    birthday: date | None = None
    our_owner: str | None = None
    left: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One row of the user's Calendar tab: a day off, a make-up workday, or special hours ("09:00-12:00")."""

    day: date
    kind: DayKind
    origin: Origin
    hours: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoRow:
    """One row of our To do tab as the user left it."""

    action_id: str
    origin: Origin
    suggested_due: date | None = None
    done: bool | None = None  # False: the user has dismissed it
    done_on: date | None = None
    outcome: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """One earlier run, from the hidden history tab."""

    as_of: datetime
    digest: str  # of all results of that run
    figures: Mapping[str, float] = field(default_factory=dict)  # the tiles, by name


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStanding:
    """A customer's class and tier as they stood from that run on (recorded only when one of them changed)."""

    as_of: datetime
    customer: str
    abc: str | None
    tier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAction:
    """An action as it was first suggested: its date stays, and what became of it is evaluated."""

    action_id: str
    customer: str
    play: str
    first_due: date
    suggested_on: date
    closed_on: date | None = None
    how: str | None = None  # done, dismissed, gone (no longer suggested)
    outcome: str | None = None  # what the user wrote beside it on the To do tab
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What earlier runs found; empty on a first run."""

    runs: tuple[PastRun, ...] = ()
    standings: tuple[PastStanding, ...] = ()
    actions: tuple[PastAction, ...] = ()
    todo: tuple[TodoRow, ...] = ()
    problems: tuple[Problem, ...] = ()  # what of it could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTab:
    """A tab that was understood: its header row and, per field, the header as written and its column."""

    role: Role
    tab: str
    header_row: int  # 1-based; the last row of a two-row header
    first_row: int  # first row of records
    last_row: int  # last row that holds a record; header_row where there is none
    records: int
    headers: Mapping[str, str]  # field -> header as written
    columns: Mapping[str, int]  # field -> 1-based column
    skipped_rows: int = 0  # blank, subtotal, repeated header
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that was read, as records in the order of their rows."""

    customers: tuple[Customer, ...]
    visits: tuple[Visit, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    orders: tuple[Order, ...] = ()
    contacts: tuple[Contact, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    plans: tuple[Plan, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    history: History = History()
    tabs: tuple[MappedTab, ...] = ()
    language: Language = "en"
    currency: str | None = None  # the commonest one of the book's money cells
    problems: tuple[Problem, ...] = ()

    def tabs_of(self, role: Role) -> tuple[MappedTab, ...]:
        """The tabs that hold that role, in sheet order; empty where there is none."""
        return tuple(tab for tab in self.tabs if tab.role is role)

    def has(self, role: Role, name: str) -> bool:
        """Whether any tab of that role has a column for that field."""
        return any(name in tab.columns for tab in self.tabs_of(role))
