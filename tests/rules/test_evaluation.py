"""What became of suggestions: fates and states add up to what was suggested, play by play."""

from datetime import timedelta

import pytest

from relsheet.records import Book, Complaint, History, PastAction, PastStanding, TodoRow, Visit
from relsheet.rules.abc import AbcSettings
from relsheet.rules.actions import action_id
from relsheet.rules.assessment import Fate, PlayRecord, Since
from tests.rules.given import NOW, TODAY, ago, assessed, book, complaint, customer, visit


def suggested(play: str, subject: str = "", **fields) -> PastAction:
    due = ago(10)
    name = action_id(play, "C1", subject, due)
    return PastAction(
        **{"action_id": name, "customer": "C1", "play": play, "first_due": due, "suggested_on": ago(20), **fields}
    )


def record(past: PastAction, *todo: TodoRow, standings: tuple[PastStanding, ...] = (), **tabs) -> PlayRecord:
    who = tabs.pop("who", customer())
    history = History(actions=(past,), todo=todo, standings=standings)
    (found,) = assessed(book(who, history=history, **tabs)).evaluation
    assert sum(found.fates.values()) == sum(found.since.values()) == found.suggested == 1
    return found


def marked(past: PastAction, done: bool) -> TodoRow:
    return TodoRow(action_id=past.action_id, origin=customer().origin, done=done)


CONTACT = suggested("contact")
LATE = (visit(ago(250)),)


@pytest.mark.parametrize(
    ("past", "mark", "fate"),
    [
        pytest.param(suggested("contact", how="done", closed_on=ago(5)), None, Fate.DONE, id="done at an earlier run"),
        pytest.param(suggested("contact", how="gone", closed_on=ago(5)), None, Fate.GONE, id="gone at an earlier run"),
        pytest.param(CONTACT, True, Fate.DONE, id="ticked since the last run"),
        pytest.param(CONTACT, False, Fate.DISMISSED, id="waved off since the last run"),
        pytest.param(CONTACT, None, Fate.OPEN, id="still suggested"),
        pytest.param(suggested("upgrade"), None, Fate.GONE, id="no longer suggested"),
    ],
)
def test_fates(past: PastAction, mark: bool | None, fate: Fate) -> None:
    todo = () if mark is None else (marked(past, mark),)
    assert record(past, *todo, visits=LATE).fates == {fate: 1}


@pytest.mark.parametrize(
    ("visits", "since"),
    [
        pytest.param(LATE, Since.SAME, id="nobody has been in touch"),
        pytest.param((visit(ago(3)),), Since.IMPROVED, id="somebody has"),
        pytest.param((), Since.UNKNOWN, id="the log is gone"),
    ],
)
def test_what_happened_since_to_a_contact(visits: tuple[Visit, ...], since: Since) -> None:
    assert record(CONTACT, visits=visits).since == {since: 1}


def fault(**fields) -> Complaint:
    return complaint(id="T1", opened_at=NOW - timedelta(days=30), **fields)


@pytest.mark.parametrize(
    ("play", "row", "since"),
    [
        pytest.param("resolve_complaint", fault(), Since.SAME, id="still overdue"),
        pytest.param("resolve_complaint", fault(resolved_at=ago(1)), Since.IMPROVED, id="resolved, if late"),
        pytest.param("complaint_due_soon", fault(), Since.WORSE, id="was due soon, is overdue now"),
        pytest.param("complaint_due_soon", fault(resolved_at=ago(1)), Since.IMPROVED, id="was due soon, is resolved"),
    ],
)
def test_what_happened_since_to_a_complaint(play: str, row: Complaint, since: Since) -> None:
    assert record(suggested(play, "T1"), complaints=(row,)).since == {since: 1}


def test_a_complaint_that_is_no_longer_there() -> None:
    assert record(suggested("resolve_complaint", "T2"), complaints=(fault(),)).since == {Since.UNKNOWN: 1}


@pytest.mark.parametrize(("done", "since"), [(ago(3), Since.IMPROVED), (None, Since.SAME)])
def test_what_happened_since_to_a_promise(done, since: Since) -> None:
    promised = (visit(ago(30), promise="prices", promise_due=ago(20), promise_done=done),)
    past = suggested("late_promise", f"{ago(20)}|prices")
    assert record(past, visits=promised).since == {since: 1}


@pytest.mark.parametrize(
    ("noted", "since"),
    [
        pytest.param("A", Since.WORSE, id="an A when it was suggested, a B now"),
        pytest.param("B", Since.SAME, id="no change"),
        pytest.param(None, Since.SAME, id="not noted"),
    ],
)
def test_a_customer_who_fell_since(noted: str | None, since: Since) -> None:
    standings = (PastStanding(as_of=NOW - timedelta(days=21), customer="C1", abc=noted, tier=None),)
    history = History(actions=(CONTACT,), standings=standings)
    of = book(customer(own_class="B"), history=history, visits=LATE)
    (found,) = assessed(of, AbcSettings(override=True)).evaluation
    assert found.since == {since: 1}


def test_without_history_there_is_nothing_to_evaluate_and_today_does_not_count() -> None:
    assert assessed(book(customer())).evaluation == ()
    fresh = History(actions=(suggested("contact", suggested_on=TODAY),))
    assert assessed(book(customer(), history=fresh)).evaluation == ()


def test_a_customer_or_a_play_that_is_gone() -> None:
    assert record(suggested("contact", customer="C9")).since == {Since.UNKNOWN: 1}
    assert record(suggested("a_play_of_mine")).since == {Since.UNKNOWN: 1}


def test_the_open_suggestions_of_one_book_are_told_apart() -> None:
    of: Book = book(customer(), customer("C2"), history=History(actions=(CONTACT, suggested("contact", customer="C2"))))
    (found,) = assessed(of).evaluation
    assert (found.suggested, found.fates[Fate.GONE]) == (2, 2)
