"""What the book as a whole records: without a column for it, nobody's blank means anything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from relsheet.records import Book, Customer, Role
from relsheet.rules.window import DAY_OF

CONTACT, LEVEL, NEXT_DATE = attrgetter("contact"), attrgetter("contact_level"), attrgetter("next_date")
#: The yes-or-no columns of the customers tab, where a blank means no once anybody has a yes.
MARKS = (
    "contract",
    "exclusivity",
    "custom_work",
    "integration",
    "equity_link",
    "joint_plan",
    "is_main_supplier",
    "teaches_us",
)
#: The tops of the scales that ratings are given on.
SCALES = (5, 10, 100)
RATINGS = attrgetter(*(f"rated_{name}" for name in ("skill", "devotion", "speed", "product", "service", "strength")))
#: Columns of the customers tab whose absence leaves results unknown.
FIGURES = (
    *("revenue", "margin", "share_of_wallet", "wallet", "first_order"),
    *("last_contact", "next_contact", "needs", "competitor"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """Which tabs have rows, and which columns have any entry."""

    orders: bool
    visits: bool
    complaints: bool  # a complaints tab, even an empty one: a register that holds nothing says something
    visit_contacts: bool  # the log says whom of theirs we met
    visit_plans: bool  # the log says when we mean to be in touch again
    departments: bool  # anybody's department is recorded
    levels: bool  # anybody's level (staff, manager, executive) is recorded
    margins: bool  # any order or customer has a margin
    yes_in: frozenset[str]  # mark columns in which anybody has a yes
    filled: frozenset[str]  # customers' columns with any entry
    first_order_row: date | None  # the oldest row of the orders tab: it cannot speak of earlier days
    currency: str | None  # the commonest one; money without one is taken to be of it
    foreign: frozenset[str]  # the others: they are never added to it
    best_rating: int  # the top of the scale on which customers rate us: 5, 10 or 100
    best_satisfaction: int
    best_view: int  # ... and rivals

    def mark(self, customer: Customer, name: str) -> bool | None:
        """A yes-or-no mark; blank is no where anybody in that column has a yes, else not known."""
        answer: bool | None = getattr(customer, name)
        if answer is None and name in self.yes_in and name not in customer.unreadable:
            return False
        return answer


def known_of(book: Book) -> Known:
    """What this book records."""
    currency, foreign = currencies_of(book)
    return Known(
        orders=bool(book.orders),
        visits=bool(book.visits),
        complaints=bool(book.complaints or book.tabs_of(Role.COMPLAINTS)),
        visit_contacts=any(map(CONTACT, book.visits)),
        visit_plans=book.may_hold(Role.VISITS, "next_date") and any(map(NEXT_DATE, book.visits)),
        departments=any(contact.department for contact in book.contacts),
        levels=any(contact.level for contact in book.contacts)
        or (book.may_hold(Role.VISITS, "contact_level") and any(map(LEVEL, book.visits))),
        margins=any(order.margin is not None for order in book.orders)
        or any(anybody_has(book.customers, name) for name in ("margin", "margin_rate")),
        yes_in=frozenset(name for name in MARKS if anybody_says_yes(book.customers, name)),
        filled=frozenset(name for name in (*FIGURES, *MARKS) if anybody_has(book.customers, name)),
        first_order_row=min(map(DAY_OF, book.orders), default=None),
        currency=currency,
        foreign=foreign,
        best_rating=top_of(RATINGS(customer) for customer in book.customers),
        best_satisfaction=top_of((customer.satisfaction,) for customer in book.customers),
        best_view=top_of((row.customer_view,) for row in book.competitors),
    )


def currencies_of(book: Book) -> tuple[str | None, frozenset[str]]:
    """(the book's commonest currency, the others that are named)."""
    written = [order.currency for order in book.orders if order.currency]
    written += [customer.currency for customer in book.customers if customer.currency]
    codes = frozenset(written)
    if book.currency or len(codes) < 2:
        commonest = book.currency or next(iter(codes), None)
    else:
        named = Counter(written)
        commonest = min(codes, key=lambda code: (-named[code], code))
    return commonest, codes - {commonest}


def top_of(ratings: Iterable[Iterable[float | None]]) -> int:
    """The top of the scale that these ratings are on, told by the highest of them."""
    highest = max((rating for row in ratings for rating in row if rating is not None), default=0)
    return next((top for top in SCALES if highest <= top), SCALES[-1])


def anybody_says_yes(customers: Iterable[Customer], name: str) -> bool:
    return any(map(attrgetter(name), customers))


def anybody_has(customers: Iterable[Customer], name: str) -> bool:
    return any(value is not None for value in map(attrgetter(name), customers))
