"""A team that uses the lists for ten weeks: what was suggested stays, what was dismissed is not suggested again."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from relsheet.pages.history import history_after
from relsheet.policy import Policy
from relsheet.records import Book, Complaint, Customer, History, Origin, TodoRow, Visit
from relsheet.rules.assessment import Assessment, Fate
from relsheet.rules.playbook import built_in_plays
from relsheet.rules.score import assess
from relsheet.texts import texts_in

START = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TEXTS = texts_in("en")
COOLDOWN = {play.name: play.cooldown for play in built_in_plays()}


def visited(dice: random.Random, today: date, number: int) -> Visit:
    key, day = f"C{dice.randrange(30)}", today - timedelta(days=dice.randrange(7))
    promise = "samples" if dice.random() < 0.3 else None
    due = day + timedelta(days=10) if promise else None
    return Visit(
        key, day, "Visits", number + 2, 1, contact=dice.choice(("Li", "Wang")), promise=promise, promise_due=due
    )


def first_book() -> Book:
    customers = tuple(
        Customer(
            key=f"C{n}",
            id=f"C{n}",
            name=f"Firm {n}",
            origin=Origin("Customers", n + 2, 1),
            owner="Ann",
            revenue=Decimal(1000 - 30 * n),
            last_contact=START.date() - timedelta(days=10 * n),
        )
        for n in range(30)
    )
    return Book(customers=customers)


def weeks(seed: int) -> Iterator[tuple[Book, Assessment]]:
    """Ten runs, a week apart; between them the team visits, complains are made, and marks are set on the To do tab."""
    dice, book = random.Random(seed), first_book()
    for week in range(10):
        now = START + timedelta(weeks=week)
        found = assess(book, Policy({}), now, TEXTS)
        yield book, found
        marks = {row.action_id: row for row in book.history.todo}
        for action in found.actions:
            old = marks.get(action.id) or TodoRow(action_id=action.id, origin=Origin("To do", 2, 1))
            done = old.done if old.done is not None else dice.choice((None, None, True, False))
            marks[action.id] = replace(old, done=done, done_on=now.date() if done is not None else None)
        # As on the tab: a row stays with whatever the user wrote beside it.
        history = replace(history_after(found, TEXTS, "x"), todo=tuple(marks.values()))
        today = now.date() + timedelta(days=7)
        row = Complaint(
            origin=Origin("Complaints", week + 2, 1), id=f"T{week}", customer=f"C{dice.randrange(30)}", opened_at=now
        )
        shuffled = dice.sample(book.customers, len(book.customers))
        book = replace(
            book,
            customers=tuple(shuffled),
            visits=(*book.visits, *(visited(dice, today, len(book.visits) + n) for n in range(8))),
            complaints=(*book.complaints, row),
            history=history,
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ten_weeks(seed: int) -> None:
    dates: dict[str, date] = {}
    dismissed: dict[tuple[str, str, str], date] = {}
    history = History()
    for book, found in weeks(seed):
        today = found.as_of.date()
        assert len(history.actions) <= len(book.history.actions), "no suggestion is forgotten"
        history = book.history
        for action in found.actions:
            assert dates.setdefault(action.id, action.due) == action.due, "a date stays"
            settled = dismissed.get((action.play, action.customer, action.subject))
            if settled is not None and not action.is_own_plan:
                assert (today - settled).days >= COOLDOWN[action.play], f"{action.play} was settled on {settled}"
        settled_now = {row.action_id for row in book.history.todo if row.done is not None}
        assert not settled_now & {action.id for action in found.actions}
        for record in found.evaluation:
            assert sum(record.fates.values()) == sum(record.since.values()) == record.suggested
        suggested = sum(record.suggested for record in found.evaluation)
        assert suggested == sum(action.suggested_on < today for action in book.history.actions)
        marks = {row.action_id: row for row in book.history.todo}
        for past in book.history.actions:
            mark = marks.get(past.action_id)
            if mark is not None and mark.done_on is not None:
                subject = next((a.subject for a in found.actions if a.id == past.action_id), "")
                dismissed.setdefault((past.play, past.customer, subject), mark.done_on)
    done = sum(record.fates.get(Fate.DONE, 0) for record in found.evaluation)
    assert done > 0
