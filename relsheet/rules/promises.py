"""What we promised in visits and complaints: open, kept, kept late, broken, or without a date."""

from collections.abc import Iterator
from datetime import date, datetime

from relsheet.records import Book, Role
from relsheet.rules.results import Promise, PromiseState

#: A promise that nobody has noted anything about for so long after its date is not called broken: old rows do not say.
ASKED_FOR_DAYS = 90


def promises_of(book: Book, now: datetime) -> tuple[Promise, ...]:
    """Every promise of the book, visits first, each tab in sheet order."""
    return (*visit_promises(book, now.date()), *complaint_promises(book, now.date()))


def visit_promises(book: Book, today: date) -> Iterator[Promise]:
    """What was promised on visits."""
    if not any(book.may_hold(Role.VISITS, name) for name in ("promise", "promise_due")):
        return
    is_told = book.may_hold(Role.VISITS, "promise_done")
    for visit in book.visits:
        if visit.promise is None and visit.promise_due is None:
            continue
        state, late = promise_state(visit.promise_due, visit.promise_done, today, is_told=is_told)
        text = visit.promise or visit.next_step or visit.purpose or ""
        yield Promise(visit.customer, text, visit.promise_due, state, visit.origin, visit.our_person, late)


def complaint_promises(book: Book, today: date) -> Iterator[Promise]:
    """What was promised to people who complained."""
    is_told = book.may_hold(Role.COMPLAINTS, "promise_done")
    for complaint in book.complaints:
        if complaint.promise is None and complaint.promise_due is None:
            continue
        state, late = promise_state(complaint.promise_due, complaint.promise_done, today, is_told=is_told)
        text = complaint.promise or complaint.description or ""
        due, origin, person = complaint.promise_due, complaint.origin, complaint.handler
        yield Promise(complaint.customer, text, due, state, origin, person, late)


def promise_state(
    due: date | None, done: date | bool | None, today: date, *, is_told: bool = True
) -> tuple[PromiseState, int]:
    """The state of a promise and how many calendar days it is, or was, late.

    Done on the due day is kept; done without a date is kept. A date of doing that lies ahead is not done yet.
    ``is_told``: the sheet has a column that says what was kept; where none does, nobody is said to have broken one.
    """
    if done is True:
        return PromiseState.KEPT, 0
    is_done = isinstance(done, date) and done <= today
    if due is None:
        return (PromiseState.KEPT if is_done else PromiseState.UNDATED), 0
    days = ((done if isinstance(done, date) and is_done else today) - due).days
    if is_done:
        return (PromiseState.KEPT_LATE, days) if days > 0 else (PromiseState.KEPT, 0)
    if days <= 0:
        return PromiseState.OPEN, 0
    if done is None and (days > ASKED_FOR_DAYS or not is_told):
        return PromiseState.UNTOLD, days
    return PromiseState.BROKEN, days
