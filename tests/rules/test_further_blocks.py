"""The further blocks of the Summary: what each counts, and what it says where nothing is known."""

from datetime import timedelta
from decimal import Decimal

import pytest

from relsheet.records import Channel, Competitor, Customer, Origin
from relsheet.rules.abc import AbcSettings
from relsheet.rules.boards import BOARDS, SummarySettings
from relsheet.rules.entry_barrier import EntryBarrierSettings
from tests.rules.given import NOW, ago, assessed, block, book, complaint, customer, lines, order, plan, visit

LETTERS = AbcSettings(letters_from=1)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(BOARDS))
def test_each_block_says_what_to_enter_where_nothing_is_known(name: str, language) -> None:
    found = block(book(customer()), name, language=language)
    assert found is None or (found.empty and found.title)


def test_blocks_come_in_the_order_of_the_config_and_unknown_names_are_told() -> None:
    found = assessed(book(customer()), SummarySettings(blocks=("rival_scan", "conversoin", "conversion")))
    assert [board.title for board in found.boards] == ["What we know of rivals", "From prospect to loyal customer"]
    assert [problem.code for problem in found.problems] == ["unknown-block"]
    assert not assessed(book(customer())).boards


def every(days: int, since: int, key: str) -> tuple:
    return tuple(order(ago(back), key=key) for back in range(0, since + 1, days))


def test_conversion() -> None:
    of = book(
        *(customer(f"C{n}") for n in range(1, 5)),
        orders=(order(ago(9)), *every(100, 1200, "C2"), order(ago(9), key="C3"), order(ago(99), key="C3")),
    )
    assert [row[1:] for row in lines(block(of, "conversion"))] == [(4, "–"), (3, "75%"), (2, "67%"), (1, "50%")]


def test_conversion_leaves_open_what_orders_cannot_tell() -> None:
    young = book(orders=(order(ago(9)), order(ago(99))))
    assert [row[1] for row in lines(block(young, "conversion"))] == [1, 1, 1, "–"]
    assert [row[1] for row in lines(block(book(customer(revenue=Decimal(5))), "conversion"))] == [1, 1, "–", "–"]


def test_the_matrix_of_a_year_has_new_and_lost() -> None:
    orders = (
        *(order(ago(500), 90, key="C1"), order(ago(10), 90, key="C1")),
        order(ago(10), 60, key="C2"),
        order(ago(500), 30, key="C3"),
        order(ago(800), 1, key="C4"),
    )
    found = block(book(*(customer(f"C{n}") for n in range(1, 6)), orders=orders), "abc_year", LETTERS)
    table = {row[0]: row[1:] for row in lines(found)}
    assert table["A"] == (1, "–", "–", 1)
    assert table["New"] == (1, "–", "–", "–")
    assert found is not None
    assert found.note == "3 customers"


def test_the_matrix_needs_orders_that_reach_back() -> None:
    assert lines(block(book(orders=(order(ago(10)),)), "abc_year", LETTERS)) == []


def test_channels_and_who_went_further() -> None:
    told = (
        complaint(opened_at=NOW - timedelta(days=40), channel=Channel.PHONE, resolved_at=NOW - timedelta(days=39)),
        complaint(opened_at=NOW - timedelta(days=20), channel=Channel.MEDIA),
        complaint(opened_at=NOW - timedelta(days=20), resolved_at=NOW - timedelta(days=20)),
        complaint(opened_at=NOW - timedelta(days=400), channel=Channel.PHONE),
    )
    assert lines(block(book(complaints=told), "channels")) == [
        ("Phone", 1, "33%", "–", "–"),
        ("Media", 1, "33%", 1, "C1 Ltd"),
        ("Not recorded", 1, "33%", "–", "–"),
    ]


@pytest.mark.parametrize(
    ("visits", "done", "with_result"),
    [
        pytest.param((), 0, 0, id="nobody went"),
        pytest.param((visit(ago(13)),), 1, 0, id="three days after the planned one"),
        pytest.param((visit(ago(14)),), 0, 0, id="four days off"),
        pytest.param((visit(ago(10), result="ok"),), 1, 1, id="on the day, with a result"),
    ],
)
def test_plan_done_result(visits: tuple, done: int, with_result: int) -> None:
    found = block(book(customer(owner="Ann"), plans=(plan(ago(10)),), visits=visits), "plan_result")
    assert lines(found) == [("Ann", 1, done, with_result)]


def test_the_users_own_mark_says_whether_a_plan_was_done() -> None:
    plans = (plan(ago(10), done=True, person="Bo"), plan(ago(9), done=False, person="Bo"))
    assert lines(block(book(plans=plans, visits=(visit(ago(9)),)), "plan_result")) == [("Bo", 2, 1, 0)]
    seen = (visit(ago(30), next_date=ago(20), our_person="Bo"),)
    assert lines(block(book(visits=seen), "plan_result")) == [("Bo", 1, 0, 0)]


MARKS = {"contract": True, "exclusivity": False, "custom_work": False, "integration": False, "equity_link": False}


@pytest.mark.parametrize(
    ("who", "named"),
    [
        pytest.param(customer(margin=Decimal(10), cost_to_serve=Decimal(5), **MARKS), True, id="half of the margin"),
        pytest.param(customer(margin=Decimal(10), cost_to_serve=Decimal(4), **MARKS), False, id="less"),
        pytest.param(
            customer(margin=Decimal(10), cost_to_serve=Decimal(5), **{**MARKS, "integration": True}),
            False,
            id="two marks",
        ),
        pytest.param(customer(margin=Decimal(10), cost_to_serve=Decimal(5)), False, id="marks not entered"),
        pytest.param(customer(cost_to_serve=Decimal(5), **MARKS), False, id="no margin"),
    ],
)
def test_costly_and_easy_to_lose(who: Customer, named: bool) -> None:
    assert bool(lines(block(book(who), "entry_barrier", EntryBarrierSettings()))) is named


def test_the_rival_scan_counts_class_by_class() -> None:
    known = Competitor(customer="C1", name="Globex", origin=Origin("Rivals", 2, 1), event_date=ago(91))
    fresh = Competitor(customer="C2", name="Globex", origin=Origin("Rivals", 3, 1), event_date=ago(90))
    people = (customer("C1", revenue=Decimal(50)), customer("C2", revenue=Decimal(49)), customer("C3"))
    of = book(*people, competitors=(known, fresh))
    assert lines(block(of, "rival_scan", AbcSettings(letters_from=1, cuts=(0.99, 1)))) == [
        ("A", "2 of 2", "100%", 1),
        ("No class", "0 of 1", "0%", "–"),
    ]


def test_opportunities_by_kind_the_largest_customer_first() -> None:
    people = (customer("C1", revenue=Decimal(5)), customer("C2", revenue=Decimal(9)))
    seen = (visit(ago(5), signal="new_product"), visit(ago(5), key="C2", notes="a new line next year"))
    found = lines(block(book(*people, visits=seen), "opportunities"))
    assert found == [("new product", 2, "C2 Ltd, C1 Ltd")]
