"""Plays on tier and class, letters, results, reports, second suppliers, faults that come back."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from relsheet.records import Book, Channel, ComplaintStatus, Order, Priority, Role, Tier, Visit, VisitMode
from relsheet.rules.abc import AbcSettings
from relsheet.rules.tier_settings import TierSettings
from tests.rules.given import NOW, ago, ahead, assessed, book, complaint, customer, order, plays, tab, visit

LETTERS = AbcSettings(letters_from=1)
REGISTER = tab(Role.COMPLAINTS, "opened_at", "ack_at", "resolved_at", "status", "satisfaction", "channel")


def at(days_ago: int) -> datetime:
    return NOW - timedelta(days=days_ago)


def told(**fields: Any) -> Book:
    return book(customer(), complaints=(complaint(id="T1", **fields),), tabs=(REGISTER,))


@pytest.mark.parametrize(
    ("fields", "suggested"),
    [
        pytest.param({"channel": Channel.EMAIL}, True, id="an e-mail, closed without an answer"),
        pytest.param({"channel": Channel.PHONE}, False, id="a call"),
        pytest.param({"channel": Channel.LETTER, "ack_at": at(19)}, False, id="a letter with an answer"),
        pytest.param({}, False, id="channel not recorded"),
    ],
)
def test_a_letter_is_answered_even_after_its_case_is_closed(fields: dict[str, Any], suggested: bool) -> None:
    of = told(opened_at=at(20), resolved_at=at(18), closed_at=at(18), status=ComplaintStatus.CLOSED, **fields)
    assert ("answer_letter" in plays(of)) is suggested


@pytest.mark.parametrize(
    ("fields", "suggested"),
    [
        pytest.param({"resolved_at": at(6)}, True, id="solved for four working days and more"),
        pytest.param({"resolved_at": at(4)}, False, id="solved for three"),
        pytest.param({"resolved_at": at(9), "satisfied": True}, False, id="he has said that he is content"),
        pytest.param({}, False, id="not solved"),
    ],
)
def test_a_result_is_told(fields: dict[str, Any], suggested: bool) -> None:
    assert ("tell_result" in plays(told(opened_at=at(20), ack_at=at(20), **fields))) is suggested


def test_a_fault_that_comes_back_asks_for_its_cause() -> None:
    twice = tuple(complaint(id=f"T{n}", opened_at=at(20 + n), resolved_at=at(19), category="leak") for n in range(2))
    assert "root_cause" in plays(book(complaints=twice))
    assert "root_cause" not in plays(book(complaints=twice[:1]))


def test_the_cause_is_one_task_not_one_per_customer() -> None:
    rows = tuple(
        complaint(f"C{n}", id=f"T{n}", opened_at=at(20 + n), resolved_at=at(19), category="leak", product="Pump")
        for n in range(1, 4)
    )
    of = book(*(customer(f"C{n}") for n in range(1, 4)), complaints=rows)
    assert [key for key in ("C1", "C2", "C3") if "root_cause" in plays(of, key=key)] == ["C3"], "the first to complain"


def traded(months: int) -> tuple[Order, ...]:
    return tuple(order(ago(31 * n + 1)) for n in range(months))


@pytest.mark.parametrize(
    ("fields", "months", "suggested"),
    [
        pytest.param({"contract": False, "is_main_supplier": False}, 2, True, id="class A, Preferred refuted"),
        pytest.param({"contract": True}, 3, False, id="Preferred already"),
    ],
)
def test_a_class_a_who_only_trades_is_to_be_raised(fields: dict[str, Any], months: int, suggested: bool) -> None:
    seen = (visit(ago(3), contact="Li"),)
    of = book(customer(**fields), customer("C2"), orders=(*traded(months), order(ago(9), 1, key="C2")), visits=seen)
    assert ("raise_tier" in plays(of, LETTERS)) is suggested


def test_nobody_is_raised_while_his_tier_is_open() -> None:
    of = book(customer(), customer("C2"), orders=(*traded(2), order(ago(9), 1, key="C2")))
    assert "raise_tier" not in plays(of, LETTERS)


def test_a_class_c_with_a_deep_relationship_is_to_be_checked() -> None:
    deep = {"own_tier": Tier.PARTNER}
    of = book(customer(revenue=Decimal(1), **deep), *(customer(f"B{n}", revenue=Decimal(100 - n)) for n in range(20)))
    assert "check_cost" in plays(of, TierSettings(override=True))
    assert "check_cost" not in plays(of)


LOG = tab(Role.VISITS, "result")


@pytest.mark.parametrize(
    ("seen", "suggested"),
    [
        pytest.param(visit(ago(5)), True, id="no result after two working days"),
        pytest.param(visit(ago(3)), False, id="the second working day is not over"),
        pytest.param(visit(ago(30)), True, id="thirty days ago"),
        pytest.param(visit(ago(31)), False, id="longer ago: forgotten"),
        pytest.param(visit(ago(5), result="sent samples"), False, id="a result"),
        pytest.param(visit(ago(5), mode=VisitMode.CALL), False, id="a call"),
    ],
)
def test_the_report_of_the_last_visit_is_asked_for(seen: Visit, suggested: bool) -> None:
    assert ("report_gap" in plays(book(visits=(seen,), tabs=(LOG,)))) is suggested
    assert "report_gap" not in plays(book(visits=(seen,)))


@pytest.mark.parametrize(
    ("fields", "suggested"),
    [
        pytest.param({"share_of_wallet": 0.2}, True, id="a fifth of his wallet"),
        pytest.param({"share_of_wallet": 0.19}, False, id="less"),
        pytest.param({"share_of_wallet": 0.49}, True, id="just under a half"),
        pytest.param({"share_of_wallet": 0.5}, False, id="a half: main supplier"),
        pytest.param({"share_of_wallet": 0.3, "competitor": None}, False, id="no rival known"),
        pytest.param({"share_of_wallet": 0.3, "own_class": "C"}, False, id="class C"),
        pytest.param({}, False, id="share not known"),
    ],
)
def test_a_second_supplier_offers_what_the_first_does_not(fields: dict[str, Any], suggested: bool) -> None:
    of = book(customer(**{"own_class": "A", "competitor": "Globex", **fields}))
    assert ("win_share" in plays(of)) is suggested


@pytest.mark.parametrize(
    ("minutes", "play", "due"),
    [
        pytest.param(179, "unanswered_complaint", NOW.date(), id="just under three quarters of the four hours"),
        pytest.param(180, "reply_due_soon", NOW.date(), id="three quarters: the reply is due soon, and today"),
        pytest.param(241, "reply_complaint", ahead(1), id="overdue"),
    ],
)
def test_the_date_of_a_reply_is_that_of_its_own_clock(minutes: int, play: str, due: date) -> None:
    three = NOW.replace(day=19, hour=15)  # a Thursday
    opened = three - timedelta(minutes=minutes)
    of = told(opened_at=opened, priority=Priority.URGENT)
    (action, *_) = assessed(of, now=three).actions
    assert (action.play, action.due) == (play, due - (NOW.date() - three.date()))


@pytest.mark.parametrize(
    ("days", "suggested"),
    [pytest.param(365, True, id="a year ago"), pytest.param(366, False, id="longer ago: nobody is asked any more")],
)
def test_who_was_not_content_is_asked_for_a_year(days: int, suggested: bool) -> None:
    of = told(opened_at=at(days), resolved_at=at(days - 2), closed_at=at(days - 2), satisfied=False)
    assert ("unsatisfied_complaint" in plays(of)) is suggested
