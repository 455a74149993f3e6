"""From plays to actions: what is suggested when, dates that stay, capacity, and what is not suggested again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from relsheet.records import (
    Book,
    Customer,
    CustomerStatus,
    History,
    MappedTab,
    PastAction,
    PastRun,
    Priority,
    Role,
    TodoRow,
)
from relsheet.rules.action_settings import ActionSettings
from relsheet.rules.actions import action_id
from relsheet.rules.results import Action
from tests.rules.given import NOW, TODAY, ago, ahead, assessed, book, case_of, complaint, customer, order, visit

MONDAY = ahead(1)  # today is a Sunday
REGISTER = MappedTab(
    role=Role.COMPLAINTS,
    tab="Complaints",
    header_row=1,
    records=1,
    headers={},
    columns={"opened_at": 2, "ack_at": 3, "resolved_at": 4},
)
OVERDUE = {"opened_at": NOW - timedelta(days=30), "id": "K1"}


def actions(who: Customer, **tabs: Any) -> list[Action]:
    return list(case_of(book(who, **tabs)).actions)


def plays(who: Customer, **tabs: Any) -> list[str]:
    return [action.play for action in actions(who, **tabs)]


@pytest.mark.parametrize(
    ("who", "tabs", "expected"),
    [
        pytest.param(customer(), {}, [], id="nothing recorded: nothing suggested"),
        pytest.param(customer(last_contact=ago(172)), {}, [], id="a contact due in eight days"),
        pytest.param(customer(last_contact=ago(173)), {}, ["contact"], id="a contact due in seven days"),
        pytest.param(customer(last_contact=ago(400)), {}, ["contact"], id="a contact long overdue"),
        pytest.param(customer(last_contact=ago(400), status=CustomerStatus.LOST), {}, [], id="a lost customer"),
        pytest.param(customer(last_contact=ago(400), customer_type="Competitor"), {}, [], id="a competitor"),
        pytest.param(customer(last_contact=ago(400), next_contact=ahead(9)), {}, ["own_plan"], id="a plan silences it"),
        pytest.param(customer(next_contact=ago(2)), {}, ["own_plan_past"], id="a plan of the user's that is past"),
        pytest.param(customer(next_contact=TODAY), {}, ["own_plan"], id="a plan for today is not past"),
        pytest.param(customer(contract_end=ahead(60)), {}, ["contract_end"], id="a contract ends in 60 days"),
        pytest.param(customer(contract_end=ahead(61)), {}, [], id="a contract ends in 61 days"),
        pytest.param(customer(contract_end=ago(1)), {}, [], id="a contract has ended"),
        pytest.param(
            customer(),
            {"visits": (visit(ago(9), promise="samples", promise_due=ago(1)),)},
            ["late_promise"],
            id="a late promise",
        ),
        pytest.param(
            customer(), {"visits": (visit(ago(9), promise="samples", promise_due=TODAY),)}, [], id="a promise due today"
        ),
        pytest.param(
            customer(), {"complaints": (complaint(**OVERDUE),)}, ["resolve_complaint"], id="an overdue complaint"
        ),
        pytest.param(
            customer(),
            {"complaints": (complaint(**OVERDUE),), "tabs": (REGISTER,)},
            ["reply_complaint"],
            id="neither answered nor resolved: the answer first",
        ),
        pytest.param(
            customer(),
            {"complaints": (complaint(**OVERDUE, ack_at=NOW - timedelta(days=30)),), "tabs": (REGISTER,)},
            ["resolve_complaint"],
            id="answered, not resolved",
        ),
    ],
)
def test_what_is_suggested(who: Customer, tabs: dict[str, Any], expected: list[str]) -> None:
    assert plays(who, **tabs) == expected


def test_at_most_three_the_most_urgent_first() -> None:
    late = tuple(visit(ago(9), promise=f"thing {n}", promise_due=ago(n)) for n in range(1, 6))
    found = actions(customer(next_contact=ago(2)), visits=late, complaints=(complaint(**OVERDUE),))
    assert [action.play for action in found] == ["resolve_complaint", "late_promise", "late_promise"]
    assert [action.text for action in found][1:] == ["Keep the promise: thing 5", "Keep the promise: thing 4"]


@pytest.mark.parametrize(
    ("owner", "promise"),
    [
        pytest.param("Ann", "Ann", id="a promise goes to the customer's owner, whoever came along"),
        pytest.param(None, "Cy (engineering)", id="without an owner it goes to who made it"),
    ],
)
def test_a_complaint_goes_to_its_handler(owner: str | None, promise: str) -> None:
    found = actions(
        customer(owner=owner),
        complaints=(complaint(**OVERDUE, handler="Bo"),),
        visits=(visit(ago(9), promise="samples", promise_due=ago(1), our_person="Cy (engineering)"),),
    )
    assert [action.owner for action in found] == ["Bo", promise]


def test_own_plans_stand_in_the_order_of_their_days() -> None:
    days = {"A1": ahead(20), "B1": ahead(2), "C1": ahead(9)}
    customers = [customer(key, own_class=key[0], next_contact=day) for key, day in days.items()]
    planned = assessed(book(*customers)).actions
    assert [action.customer for action in planned] == ["B1", "C1", "A1"]


def test_an_own_plan_keeps_its_day_its_words_and_its_name() -> None:
    (before,) = actions(customer(next_contact=ahead(3), next_action="send samples"))
    assert (before.due, before.text, before.is_own_plan) == (ahead(3), "send samples", True)
    later = case_of(book(customer(next_contact=ahead(3), next_action="send samples")), now=NOW + timedelta(days=5))
    (after,) = later.actions
    assert (after.id, after.due, after.text) == (before.id, ahead(3), "You planned: send samples")
    assert "2 days ago" in after.why


def history(action: Action, **fields: Any) -> History:
    kept = PastAction(
        action_id=action.id,
        customer=action.customer,
        play=action.play,
        first_due=action.due,
        suggested_on=TODAY,
        **fields,
    )
    return History(runs=(PastRun(as_of=NOW, digest="x"),), actions=(kept,))


SILENT = customer(last_contact=ago(400))


@pytest.mark.parametrize("days", [0, 1, 30])
def test_id_and_date_stay_as_first_suggested(days: int) -> None:
    (first,) = actions(SILENT)
    of = Book(customers=(SILENT,), history=history(first))
    (again,) = case_of(of, now=NOW + timedelta(days=days)).actions
    assert (again.id, again.due, again.first_suggested) == (first.id, first.due, TODAY)
    assert again.carried_days == max((TODAY + timedelta(days=days) - first.due).days, 0)


@pytest.mark.parametrize(
    ("how", "days", "suggested"),
    [
        pytest.param("done", 6, False, id="done, within the cooldown of seven days"),
        pytest.param("done", 7, True, id="done, the cooldown is over"),
        pytest.param("dismissed", 6, False, id="dismissed, within the cooldown"),
        pytest.param("gone", 1, True, id="it had only gone away by itself"),
    ],
)
def test_what_was_settled_is_not_suggested_again_soon(how: str, days: int, suggested: bool) -> None:
    (first,) = actions(SILENT)
    of = Book(customers=(SILENT,), history=history(first, closed_on=TODAY, how=how))
    found = case_of(of, now=NOW + timedelta(days=days)).actions
    assert bool(found) is suggested


@pytest.mark.parametrize(
    ("answer", "suggested"),
    [
        pytest.param(True, False, id="done"),
        pytest.param(False, False, id="not needed"),
        pytest.param(None, True, id="no answer yet"),
    ],
)
def test_an_answer_on_the_to_do_tab_counts_at_once(answer: bool | None, suggested: bool) -> None:
    (first,) = actions(SILENT)
    row = TodoRow(action_id=first.id, origin=SILENT.origin, done=answer, done_on=TODAY if answer else None)
    past = history(first)
    of = Book(customers=(SILENT,), history=History(runs=past.runs, actions=past.actions, todo=(row,)))
    assert bool(case_of(of, now=NOW + timedelta(days=1)).actions) is suggested


def silent_ones(count: int, **fields: Any) -> list[Customer]:
    return [customer(f"C{n:02}", last_contact=ago(200 + n), **fields) for n in range(count)]


def test_five_contacts_a_week_for_each_owner() -> None:
    found = assessed(book(*silent_ones(11, owner="Ann"))).actions
    first = found[0].due
    assert [(action.due - first).days for action in found] == [0] * 5 + [7] * 5 + [14]
    # The longest silent one comes first.
    assert found[0].customer == "C10"
    two_owners = [
        *silent_ones(5, owner="Ann"),
        *(customer(f"D{n}", last_contact=ago(300), owner="Bo") for n in range(5)),
    ]
    assert {action.due for action in assessed(book(*two_owners)).actions} == {first}


def test_a_contact_that_is_put_off_says_why_and_says_the_same_in_the_next_run() -> None:
    rows = silent_ones(11, owner="Ann")
    first = assessed(book(*rows)).actions
    told = [action.why.endswith("; Ann has 5 contacts a week until then") for action in first]
    assert told == [False] * 5 + [True] * 6
    kept = replace(history(first[0]), actions=tuple(kept for action in first for kept in history(action).actions))
    assert assessed(replace(book(*rows), history=kept)).actions == first
    room = {key: value for key, value in enumerate(first) if key >= 5}
    later = replace(kept, actions=tuple(kept for action in room.values() for kept in history(action).actions))
    alone = replace(
        book(*(row for row in rows if row.key in {action.customer for action in room.values()})), history=later
    )
    found = assessed(alone).actions
    assert [action.due for action in found] == [action.due for action in room.values()], "its date stays"
    assert not any("until then" in action.why for action in found), "the week before is free now"


def test_without_an_owner_the_reason_names_nobody() -> None:
    last = assessed(book(*silent_ones(6))).actions[-1]
    assert last.why.endswith("; 5 contacts a week planned until then")


def test_what_is_due_after_the_horizon_is_on_the_row_but_not_on_the_list() -> None:
    found = assessed(book(*silent_ones(11, owner="Ann")), ActionSettings(horizon=12))
    assert len(found.actions) == 10
    assert sum(bool(case.actions) for case in found.cases) == 11


def test_complaints_are_never_moved() -> None:
    rows = [complaint(f"C{n:02}", **{**OVERDUE, "id": f"K{n}"}, priority=Priority.HIGH) for n in range(9)]
    found = assessed(book(*(customer(f"C{n:02}", owner="Ann") for n in range(9)), complaints=tuple(rows)))
    assert {action.due for action in found.actions} == {MONDAY}


def test_the_last_note_is_quoted() -> None:
    visits = (visit(ago(399), notes="older"), visit(ago(390), notes="wants\n a better price"), visit(ago(380)))
    (action,) = actions(customer(), visits=visits)
    assert action.quote == "wants\n a better price"


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [*silent_ones(12, owner="Ann"), customer("X", next_contact=ago(3))]
    orders = tuple(order(ago(n), 100 + n, f"C{n % 12:02}") for n in range(40))

    def told(of: Book) -> dict[str, tuple[tuple[str, date], ...]]:
        return {action.id: ((action.play, action.due),) for action in assessed(of).actions}

    assert told(book(*rows, orders=orders)) == told(book(*reversed(rows), orders=orders[::-1]))


def test_an_id_is_made_of_play_customer_subject_and_first_due() -> None:
    one = action_id("contact", "C1", "", TODAY)
    assert one == action_id("contact", "C1", "", TODAY)
    assert len({one, action_id("contact", "C2", "", TODAY), action_id("contact", "C1", "", MONDAY)}) == 3
