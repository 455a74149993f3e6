"""The workbooks that pictures are taken of: the demo team with 5, 300 and 10,000 customers, or with none."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from itertools import chain, count, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from relsheet.demo.look import Look
from relsheet.demo.rows import CustomerRow, Story
from relsheet.demo.story import tell
from relsheet.demo.tab import new_book, write_tab
from relsheet.demo.words import Language, words_in
from relsheet.demo.workbook import write_workbook

#: A copy of the team's customers keeps every n-th of its visits and orders: 10,000 customers, not 2,000,000 rows.
KEPT_OF_COPIES = 8
#: The tabs, in their order, and their rows.
ROWS: dict[str, Callable[[Story], Sequence[object]]] = {
    "customers": attrgetter("customers"),
    "contacts": attrgetter("contacts"),
    "visits": attrgetter("visits"),
    "complaints": attrgetter("complaints"),
    "orders": attrgetter("orders"),
    "competitors": attrgetter("rivals"),
}
#: The demo has as many as a team has; asking for 300 gives it as it is.
DEMO = 300


def write_book(path: Path, language: Language, customers: int) -> None:
    """The team's workbook with that many customers, unscored; for 0 all its headers, and below them a few names and
    nothing else."""
    words, story = words_in(language), tell(language)
    if customers == DEMO:
        write_workbook(path, story, words)
        return
    story = _copied(story, customers) if customers > DEMO else _cut(story, customers) if customers else _bare(story)
    book = new_book(path, words)
    look = Look(book, words)
    for role, rows in ROWS.items():
        write_tab(book, look, words.tabs[role], rows(story))
    book.close()


def _bare(story: Story) -> Story:
    blank = {field.name: None for field in fields(CustomerRow)}
    customers = tuple(CustomerRow(**{**blank, "name": row.name}) for row in story.customers[:5])
    return Story(customers, (), (), (), (), ())


def _cut(story: Story, customers: int) -> Story:
    """The busiest customers, those with complaints before the others, and only what is written about them."""
    complained = {row.customer for row in story.complaints}
    busiest = sorted(story.customers, key=lambda row: (row.name not in complained, -float(str(row.sales or 0))))
    chosen = busiest[:customers]
    names = {row.name for row in chosen}
    return Story(
        customers=tuple(chosen),
        contacts=tuple(row for row in story.contacts if row.customer in names),
        visits=tuple(row for row in story.visits if row.customer in names),
        complaints=tuple(row for row in story.complaints if row.customer in names),
        orders=tuple(row for row in story.orders if row.customer in names),
        rivals=tuple(row for row in story.rivals if row.customer in names),
    )


def _copied(story: Story, customers: int) -> Story:
    """The same customers again and again under numbered names, with fewer visits, orders and complaints each."""

    def copies(rows: tuple[Any, ...], kept: int) -> tuple[Any, ...]:
        rounds = range(2, customers // len(story.customers) + 2)
        return tuple(
            replace(row, customer=f"{row.customer} {number}")
            for number in rounds
            for row in rows[number % kept :: kept]
        )

    more = (_numbered(row, number) for number in count(2) for row in story.customers)
    return Story(
        customers=tuple(islice(chain(story.customers, more), customers)),
        contacts=story.contacts + copies(story.contacts, 2),
        visits=story.visits + copies(story.visits, KEPT_OF_COPIES),
        complaints=story.complaints + copies(story.complaints, KEPT_OF_COPIES),
        orders=story.orders + copies(story.orders, KEPT_OF_COPIES),
        rivals=story.rivals,
    )


def _numbered(row: CustomerRow, number: int) -> CustomerRow:
    return replace(row, id=f"{row.id}-{number}", name=f"{row.name} {number}")
