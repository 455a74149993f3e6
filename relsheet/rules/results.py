"""What the core models find, as data: the rules make these, the columns and pages read them.

What is made for every customer or complaint is a ``msgspec.Struct``: made in a tenth of the time that a frozen
dataclass takes, a fifth of a NamedTuple's (as the rows of the tabs, records/rows.py).
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from relsheet.records import (
    Competitor,
    Complaint,
    Contact,
    Customer,
    Moment,
    Order,
    Origin,
    Plan,
    Priority,
    Tier,
    Visit,
)
from relsheet.rules.finding import Tone
from relsheet.rules.sla_due import Deadline


class Facts(Struct, frozen=True, gc=False):
    """One customer and every row that names him, each sort by date, oldest first; nothing after ``now``'s day.

    Each sort lies in one list, in which numbers tell where the look-back window W begins.
    """

    customer: Customer
    visits: Sequence[Visit]
    orders: Sequence[Order]
    complaints: Sequence[Complaint]
    contacts: Sequence[Contact]
    competitors: Sequence[Competitor]
    plans: Sequence[Plan]
    is_prospect: bool
    first_order: date | None = None  # the first that anything tells of: entered, or the oldest row
    visits_before_w: int = 0  # so many of the visits lie before W
    orders_before_w: int = 0
    orders_long_before: int = 0  # so many of the orders lie even before the window before W

    @property
    def visits_in_w(self) -> Sequence[Visit]:
        """The visits in W."""
        return self.visits[self.visits_before_w :]

    @property
    def orders_in_w(self) -> Sequence[Order]:
        """The orders in W."""
        return self.orders[self.orders_before_w :]

    @property
    def orders_year_before(self) -> Sequence[Order]:
        """The orders in the window before W."""
        return self.orders[self.orders_long_before : self.orders_before_w]


class Standing(StrEnum):
    """Why a customer has the class he has, or none."""

    RANKED = "ranked"
    NO_VALUE = "no_value"  # value of zero or less with an order ever: class C
    PROSPECT = "prospect"
    NO_FIGURE = "no_figure"
    TOO_FEW = "too_few"  # fewer customers with a value than letters make sense for
    ALL_TIED = "all_tied"


class AbcResult(Struct, frozen=True, gc=False):
    """A customer's place in the ABC ranking. Money in cents; shares 0 ... 1 of the sum of the positive values."""

    standing: Standing
    letter: str | None
    value_cents: int | None = None
    share: float | None = None
    share_before: float | None = None
    rank: int | None = None
    ranked: int = 0  # how many customers have a value
    previous: str | None = None  # the letter at the run that is compared with
    year_before_cents: int | None = None  # value in the window one year earlier; None without orders
    year_before_letter: str | None = None
    upgrade_missing_cents: int | None = None  # what a small A lacks to the A line; None for everybody else
    left_out: int = 0  # amounts of the window that do not count: missing, unreadable or in another currency
    cuts_found: tuple[float, float] | None = None  # where A and B end, if the values themselves say so ([abc] method)

    @property
    def move(self) -> int:
        """+1 up, -1 down, 0 the same or not comparable, against the run that is compared with."""
        if self.letter is None or self.previous is None:
            return 0
        return (self.letter < self.previous) - (self.letter > self.previous)


class Proof(StrEnum):
    PROVEN = "proven"
    REFUTED = "refuted"
    UNKNOWN = "unknown"


class GatePart(Struct, frozen=True, gc=False):
    """One condition of a gate with what it rests on."""

    name: str  # "orders_in_three_months"
    proof: Proof
    reason: str


class Gate(Struct, frozen=True, gc=False):
    tier: Tier
    proof: Proof
    parts: tuple[GatePart, ...]


class TierResult(Struct, frozen=True, gc=False):
    """The highest proven tier and how sure we are of what comes next."""

    tier: Tier | None  # None: nothing proven (a prospect, or nothing known)
    gates: tuple[Gate, ...]
    is_prospect: bool = False
    next_unknown: bool = False  # the gate above is unknown: "1→2?"
    needs_data: bool = False  # nothing of what T2 asks is known
    cheapest_fact: str | None = None  # in the user's language
    open: tuple[str, ...] = ()  # the conditions that keep the next tier open
    reason: str = ""  # what proves the tier, and what keeps it from the next one
    previous: str | None = None  # "T2" at the run that is compared with

    @property
    def moved_from(self) -> str | None:
        """The tier of the earlier run where it is another now; None where the higher of both is merely open now."""
        if self.tier is None or self.previous in (None, self.tier.code):
            return None
        is_open = self.next_unknown and (self.previous or "") > self.tier.code
        return None if is_open else self.previous


class SlaState(StrEnum):
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    MET = "met"
    MET_LATE = "met_late"
    PAUSED = "paused"
    PAUSED_LATE = "paused_late"
    STALE = "stale"
    UNDATED = "undated"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


#: Worst first; ``excluded`` is outside any comparison.
WORST_FIRST: tuple[SlaState, ...] = (
    SlaState.BREACHED,
    SlaState.PAUSED_LATE,
    SlaState.AT_RISK,
    SlaState.UNKNOWN,
    SlaState.STALE,
    SlaState.ON_TRACK,
    SlaState.PAUSED,
    SlaState.MET_LATE,
    SlaState.MET,
    SlaState.UNDATED,
    SlaState.EXCLUDED,
)
#: What was due is not done, whether the clock runs or waits for the customer.
OVERDUE = frozenset({SlaState.BREACHED, SlaState.PAUSED_LATE})


class Clock(Struct, frozen=True):
    """One clock of a complaint: first reply, or resolution."""

    state: SlaState
    reason: str
    due: Moment | None = None
    due_text: str = ""  # the deadline as it is written: without a time where it is judged by days
    over_by: str | None = None  # "2 working days late", in the user's language
    at: Moment | None = None  # when it was done
    deadline: Deadline | None = None  # None where the clock never ran
    next_change: datetime | None = None  # when the passing of time alone would change the state

    @property
    def worked_seconds(self) -> int | None:
        """Working time from receipt until it was done, pauses left out; None while it is open."""
        return None if self.deadline is None or self.at is None else self.deadline.worked(self.at)


class RecurringKind(StrEnum):
    CUSTOMER = "customer"  # one customer, one category
    PRODUCT = "product"  # several customers, one category and product
    CATEGORY = "category"  # one category


class Recurrence(Struct, frozen=True, gc=False):
    """A fault that came back within the last ``days``."""

    kind: RecurringKind
    category: str
    product: str | None  # for PRODUCT
    customers: tuple[str, ...]  # Customer.key, in order of their first complaint
    rows: tuple[Origin, ...]
    days: int


class Verdict(Struct, frozen=True, gc=False):
    """What a complaint's two clocks say. ``reply`` is None where the sheet has no reply column."""

    complaint: Complaint
    state: SlaState  # the worse clock
    reply: Clock | None
    resolve: Clock
    priority: Priority
    priority_reason: str
    is_open: bool
    unsatisfied: bool = False  # closed, but the customer is not content
    opened_on: date | None = None
    next_change: datetime | None = None  # when the passing of time alone would change the state
    age_days: int | None = None  # working days since receipt while open, since the end when done; None if not known
    recurrences: tuple[Recurrence, ...] = ()  # this complaint is one of several
    escalated_from: Complaint | None = None  # what the customer had told us before he went to the press or a lawyer

    @property
    def customer(self) -> str | None:
        """Customer.key of who complains."""
        return self.complaint.customer


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"  # open and past its date
    UNTOLD = "untold"  # past its date, and nothing says whether it was kept: nobody is accused
    UNDATED = "undated"


class Promise(Struct, frozen=True, gc=False):
    """Something that we promised in a visit or a complaint."""

    customer: str | None
    text: str
    due: date | None
    state: PromiseState
    origin: Origin
    person: str | None
    days_late: int = 0  # calendar days


class ContactRhythm(Struct, frozen=True, gc=False):
    """When the customer was last in touch, and when he should be next."""

    last: date | None
    last_told_by: Visit | Customer | None  # the row that tells of it
    interval_days: int
    interval_reason: str
    due: date | None
    days_late: int  # 0 when not late or not known
    planned: date | None  # the user's own next date
    planned_text: str | None
    planned_origin: Origin | None

    @property
    def last_origin(self) -> Origin | None:
        """The cell that tells of the last contact."""
        return None if self.last_told_by is None else self.last_told_by.origin


class Action(Struct, frozen=True, gc=False):
    """One suggestion: who does what by when, and why."""

    id: str  # stable: hash of play, customer key, subject and first due date
    play: str  # "reply_complaint"
    customer: str  # Customer.key
    customer_name: str
    subject: str  # what it is about within the play: a complaint id, a promise; "" where there is only one
    owner: str | None
    due: date
    text: str
    why: str
    rank: int  # 0 is the most urgent play
    tone: Tone
    rows: tuple[Origin, ...]
    first_suggested: date
    carried_days: int = 0  # days past the date it was first due, not done
    is_own_plan: bool = False  # the user's own next step, shown as it stands
    quote: str | None = None  # the last note, as written
