from datetime import date

import pytest

from relsheet.records import Role
from relsheet.rules.promises import promise_state, promises_of
from relsheet.rules.results import PromiseState
from tests.rules.given import NOW, ago, ahead, book, complaint, tab, visit

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("due", "done", "expected", "late"),
    [
        pytest.param(ahead(1), None, PromiseState.OPEN, 0, id="not due yet"),
        pytest.param(TODAY, None, PromiseState.OPEN, 0, id="due today is not broken"),
        pytest.param(ago(1), None, PromiseState.BROKEN, 1, id="due yesterday"),
        pytest.param(ago(90), None, PromiseState.BROKEN, 90, id="due 90 days ago"),
        pytest.param(ago(91), None, PromiseState.UNTOLD, 91, id="old rows that do not say accuse nobody"),
        pytest.param(ago(91), False, PromiseState.BROKEN, 91, id="unless they do say"),
        pytest.param(ago(5), ago(5), PromiseState.KEPT, 0, id="done on the day"),
        pytest.param(ago(5), ago(9), PromiseState.KEPT, 0, id="done before"),
        pytest.param(ago(5), ago(4), PromiseState.KEPT_LATE, 1, id="done a day late"),
        pytest.param(ago(5), True, PromiseState.KEPT, 0, id="done, no date"),
        pytest.param(ago(5), ahead(2), PromiseState.BROKEN, 5, id="a day of doing that lies ahead"),
        pytest.param(None, None, PromiseState.UNDATED, 0, id="no date"),
        pytest.param(None, ago(3), PromiseState.KEPT, 0, id="no date, but done"),
    ],
)
def test_promise_state(due: date | None, done: date | bool | None, expected: PromiseState, late: int) -> None:
    assert promise_state(due, done, TODAY) == (expected, late)


def test_promises_of_visits_and_complaints() -> None:
    read = book(
        visits=(
            visit(ago(9), promise="a sample", promise_due=ago(2), our_person="Li"),
            visit(ago(8)),
            visit(ago(7), promise_due=ahead(3), next_step="send the quote"),
        ),
        complaints=(complaint(promise="a credit note", promise_due=ago(1), promise_done=True, handler="Wang"),),
    )
    found = promises_of(read, NOW)
    assert [(promise.text, promise.state, promise.person) for promise in found] == [
        ("a sample", PromiseState.BROKEN, "Li"),
        ("send the quote", PromiseState.OPEN, None),
        ("a credit note", PromiseState.KEPT, "Wang"),
    ]
    assert found[0].origin == read.visits[0].origin


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        pytest.param(("promise", "promise_due", "promise_done"), PromiseState.BROKEN, id="a column says what was kept"),
        pytest.param(("promise", "promise_due"), PromiseState.UNTOLD, id="no column does: nobody is accused"),
    ],
)
def test_a_sheet_that_never_says_kept_breaks_no_promise(columns: tuple[str, ...], state: PromiseState) -> None:
    made = visit(ago(9), promise="a sample", promise_due=ago(2))
    (found,) = promises_of(book(visits=(made,), tabs=(tab(Role.VISITS, *columns),)), NOW)
    assert found.state is state
