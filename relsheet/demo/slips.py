"""The mistakes that every tended workbook has: a date that is none, a name spelled otherwise, a missing owner."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from relsheet.demo.firms import Firm
from relsheet.demo.rows import Cell, ComplaintRow, CustomerRow, OrderRow, Story, VisitRow
from relsheet.demo.words import Words


def with_slips(story: Story, firms: tuple[Firm, ...], words: Words, random: Random) -> Story:
    """The same story as careful but busy people would have typed it."""
    other_names = _spelled_otherwise(firms, words)
    return replace(
        story,
        customers=_customers(story.customers, words, random),
        visits=_visits(story.visits, other_names, words, random),
        complaints=_complaints(story.complaints, words, random),
        orders=_orders(story.orders, words, random),
    )


def _spelled_otherwise(firms: tuple[Firm, ...], words: Words) -> dict[str, str]:
    """Each firm's name with another legal form."""
    return {firm.name: firm.name.removesuffix(firm.legal) + words.firm.other_legal[firm.legal] for firm in firms}


def _customers(rows: tuple[CustomerRow, ...], words: Words, random: Random) -> tuple[CustomerRow, ...]:
    changed = list(rows)
    spots = iter(random.sample(range(len(rows)), 24))
    for place in (next(spots) for _ in range(3)):
        changed[place] = replace(changed[place], owner=None)
    for place in (next(spots) for _ in range(4)):
        changed[place] = replace(changed[place], name=changed[place].name + "  ")
    rest = list(spots)
    graded = [place for place in rest if changed[place].grade][: len(words.dirt.own_grade)]
    for place, slip in zip(graded, words.dirt.own_grade, strict=True):
        changed[place] = replace(changed[place], grade=slip)
    dated = [place for place in rest if place not in graded and changed[place].since][:2]
    for place in dated:
        changed[place] = replace(changed[place], since=f"{changed[place].since:%Y.%m}")
    return tuple(changed)


def _visits(rows: tuple[VisitRow, ...], others: dict[str, str], words: Words, random: Random) -> tuple[VisitRow, ...]:
    changed = list(rows)
    recent = len(rows) // 2
    spots = iter(sorted(random.sample(range(recent, len(rows) - 60), 40)))
    for slip in (words.dirt.bad_date, words.dirt.relative_date, words.dirt.text_date):
        place = next(spots)
        changed[place] = replace(changed[place], date=slip)
    for place in (next(spots) for _ in range(9)):
        changed[place] = replace(changed[place], customer=others[changed[place].customer])
    for place in (next(spots) for _ in range(8)):
        changed[place] = replace(changed[place], customer=changed[place].customer + " ")
    for place in (next(spots) for _ in range(2)):
        changed[place] = replace(changed[place], customer=words.labels.unknown_customer)
    place = next(spots)
    changed[place] = replace(changed[place], contact=None, notes=" " + changed[place].notes)
    return tuple(changed)


def _complaints(rows: tuple[ComplaintRow, ...], words: Words, random: Random) -> tuple[ComplaintRow, ...]:
    changed = list(rows)
    solved = [place for place, row in enumerate(rows) if row.resolved is not None]
    spots = iter(random.sample(solved, 10))
    place = next(spots)
    opened = changed[place].opened
    if isinstance(opened, datetime):
        # The year was not turned yet: solved before it came in.
        changed[place] = replace(changed[place], resolved=opened - timedelta(days=363))
    for slip in words.dirt.priority:
        place = next(spots)
        changed[place] = replace(changed[place], priority=slip)
    place = next(spots)
    changed[place] = replace(changed[place], priority=None)
    for place in (next(spots) for _ in range(3)):
        changed[place] = _without_times(changed[place])
    return tuple(changed)


def _without_times(row: ComplaintRow) -> ComplaintRow:
    """The days only, as somebody writes who does not look at the clock."""
    return replace(row, opened=_day(row.opened), replied=_day(row.replied), resolved=_day(row.resolved))


def _day(moment: Cell) -> Cell:
    return moment.date() if isinstance(moment, datetime) else moment


def _orders(rows: tuple[OrderRow, ...], words: Words, random: Random) -> tuple[OrderRow, ...]:
    changed = list(rows)
    spots = iter(random.sample(range(len(rows) - 1500, len(rows)), 4))
    place = next(spots)
    changed[place] = replace(changed[place], amount=words.dirt.amount_unit)
    place = next(spots)
    changed[place] = replace(changed[place], amount=words.dirt.amount_text)
    place = next(spots)
    changed[place] = replace(changed[place], date=f"{changed[place].date:%Y/%m/%d}")
    place = next(spots)
    changed[place] = replace(changed[place], customer=changed[place].customer + "　")
    return tuple(changed)
