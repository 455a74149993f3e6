"""The demo team's whole story in one language: the same every time it is told."""

from dataclasses import replace
from datetime import date
from random import Random

from relsheet.demo.clerk import Clerk, seed_of
from relsheet.demo.days import TODAY
from relsheet.demo.firms import make_firms
from relsheet.demo.journal import make_visits
from relsheet.demo.register import make_complaints
from relsheet.demo.rows import CustomerRow, Story
from relsheet.demo.slips import with_slips
from relsheet.demo.trade import make_orders
from relsheet.demo.words import Language, words_in

YEAR_START = date(TODAY.year - 1, TODAY.month, TODAY.day)


def tell(language: Language) -> Story:
    """Everything the team has written down until the demo's day, mistakes included."""
    words, random = words_in(language), Random(seed_of(language))
    firms = make_firms(words, random)
    clerk = Clerk(words, random)
    orders = make_orders(words, firms, random)
    rivals = (clerk.rival(firm) for firm in firms)
    story = Story(
        customers=tuple(clerk.customer(firm) for firm in firms),
        contacts=tuple(contact for firm in firms for contact in clerk.contacts(firm)),
        visits=make_visits(words, firms, random),
        complaints=make_complaints(words, firms, orders, random),
        orders=orders,
        rivals=tuple(rival for rival in rivals if rival is not None),
    )
    return _worked_out(with_slips(story, firms, words, random))


def _worked_out(story: Story) -> Story:
    """With the results of the two formula columns, as a spreadsheet would show them: text counts for nothing."""
    sales: dict[str, float] = {}
    for order in story.orders:
        if isinstance(order.date, date) and order.date > YEAR_START and isinstance(order.amount, float):
            sales[order.customer.lower()] = sales.get(order.customer.lower(), 0.0) + order.amount
    met: dict[str, date] = {}
    for visit in story.visits:
        if isinstance(visit.date, date):
            met[visit.customer.lower()] = max(visit.date, met.get(visit.customer.lower(), visit.date))
    return replace(story, customers=tuple(_with_results(row, sales, met) for row in story.customers))


def _with_results(row: CustomerRow, sales: dict[str, float], met: dict[str, date]) -> CustomerRow:
    key = row.name.lower()
    return replace(row, sales=round(sales.get(key, 0.0), 2), last_contact=met.get(key, ""))
