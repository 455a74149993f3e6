"""The ABC class: both sides of each limit, ties, who has none, and the laws that hold for any values."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsheet.records import Book, CustomerStatus, History, Origin, PastRun, PastStanding, Role
from relsheet.rules.abc import AbcSettings, rank
from relsheet.rules.abc_limits import Limits, letter_with_hysteresis, limits_by_share, limits_computed
from relsheet.rules.results import AbcResult, Standing
from tests.rules.given import NOW, TODAY, ago, assessed, book, case_of, column, customer, order, tab


def letters(*values: int, **config: object) -> str:
    ranking = rank(values, AbcSettings(**{"letters_from": 1, **config}))
    return "".join(ranking.letter(value) or "-" for value in values)


def of_revenues(*values: object, **config: object) -> list[AbcResult]:
    rows = [customer(f"C{n}", revenue=None if value is None else Decimal(str(value))) for n, value in enumerate(values)]
    return [case.abc for case in assessed(book(*rows), AbcSettings(**{"letters_from": 1, **config})).cases]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param((80, 15, 5), "ABC", id="at exactly 80 % the next is B, at exactly 95 % the next is C"),
        pytest.param((79, 14, 5, 2), "AABC", id="the one that crosses a line is in the better class"),
        pytest.param((50, 20, 20, 10), "AAAB", id="tied values share the better class"),
        pytest.param((40, 20, 20, 20), "AAAA", id="a tie across the line is A for all"),
    ],
)
def test_the_class_follows_the_share_before(values: tuple[int, ...], expected: str) -> None:
    assert letters(*values) == expected


def test_no_float_decides() -> None:
    # 0.7 + 0.1 is 0.7999999999999999 in floats: whoever comes next would be A.
    assert letters(70, 10, 9, 8, 3) == "AABBC"


def test_with_fewer_than_fifteen_there_are_shares_but_no_letters() -> None:
    fourteen = of_revenues(*range(1, 15), letters_from=15)
    assert {result.standing for result in fourteen} == {Standing.TOO_FEW}
    assert {result.letter for result in fourteen} == {None}
    assert fourteen[-1].share == pytest.approx(14 / 105)
    assert {result.standing for result in of_revenues(*range(1, 16), letters_from=15)} == {Standing.RANKED}


def test_all_tied_has_no_letters() -> None:
    assert {result.standing for result in of_revenues(*[7] * 20)} == {Standing.ALL_TIED}


def test_no_figure_is_no_class() -> None:
    assert of_revenues(5, 3, None)[2].standing is Standing.NO_FIGURE


def test_no_value_in_the_window_is_c_where_there_were_orders() -> None:
    orders = (order(ago(5), 10, "A"), order(ago(4), 5, "B"), order(ago(500), 9, "C"))
    found = assessed(book(*map(customer, "ABC"), orders=orders), AbcSettings(letters_from=1))
    assert [case.abc.letter for case in found.cases] == ["A", "A", "C"]
    assert found.cases[2].abc.standing is Standing.NO_VALUE
    assert found.customer_findings["C"]["abc"].reason == "C: no sales in the window, but orders before"


def test_returns_reduce_the_value() -> None:
    found = case_of(book(orders=(order(ago(5), 100), order(ago(4), -30, is_return=True))))
    assert found.abc.value_cents == 7000


def test_prospects_have_no_class_and_do_not_count() -> None:
    prospect = customer("P", revenue=Decimal(1000), status=CustomerStatus.PROSPECT)
    rows = [customer(f"C{n}", revenue=Decimal(n)) for n in (80, 15, 5)]
    found = assessed(book(prospect, *rows), AbcSettings(letters_from=1))
    assert [case.abc.letter for case in found.cases] == [None, "A", "B", "C"]
    assert found.cases[0].abc.standing is Standing.PROSPECT


def test_other_currencies_are_left_out_and_reported() -> None:
    orders = (order(ago(1), 100, currency="CNY"), order(ago(1), 100), order(ago(1), 999, currency="USD"))
    found = assessed(book(orders=orders))
    assert found.cases[0].abc.value_cents == 20000
    assert [(fault.code, fault.where) for fault in found.problems] == [("other-currency", str(orders[2].origin))]


def test_the_cell_of_an_amount_in_another_currency_is_named() -> None:
    rows = (customer("C1", revenue=Decimal(9), currency="GBP"), customer("C2", revenue=Decimal(9)))
    dollars = customer("C3", revenue=Decimal(9), currency="USD", origin=Origin("Customers", 4, 1))
    orders = tuple(order(ago(1), 100, currency=code) for code in ("GBP", "GBP", "USD"))
    tabs = (tab(Role.CUSTOMERS, "name", "revenue"), tab(Role.ORDERS, "customer", "date", "amount"))
    found = assessed(book(*rows, dollars, orders=orders, tabs=tabs))
    told = [fault.where for fault in found.problems if fault.code == "other-currency"]
    assert told == ["Customers!B4", str(orders[2].origin.at(3))]


@pytest.mark.parametrize(
    ("day", "cents"),
    [
        pytest.param(date(2025, 11, 22), 0, id="a year ago to the day is outside"),
        pytest.param(date(2025, 11, 23), 10000, id="the day after is inside"),
        pytest.param(TODAY, 10000, id="today is inside"),
    ],
)
def test_the_window_of_orders(day: date, cents: int) -> None:
    assert case_of(book(orders=(order(day),))).abc.value_cents == cents


def test_margin_from_a_rate() -> None:
    rows = [customer(f"C{n}", revenue=Decimal(200), margin_rate=0.1 * n) for n in (1, 2)]
    found = assessed(book(*rows), AbcSettings(value="margin"))
    assert [case.abc.value_cents for case in found.cases] == [2000, 4000]


def test_own_grade_is_compared_and_wins_only_if_asked() -> None:
    rows = [customer(f"C{n}", revenue=Decimal(n), own_class="A") for n in (80, 15, 5)]
    found = assessed(book(*rows), AbcSettings(letters_from=1))
    assert found.customer_findings["C15"]["abc"].reason.endswith("yours A, by sales B")
    assert "yours" not in found.customer_findings["C80"]["abc"].reason
    obeyed = assessed(book(*rows), AbcSettings(letters_from=1, override=True))
    assert [case.abc.letter for case in obeyed.cases] == ["A", "A", "A"]
    assert obeyed.customer_findings["C15"]["abc"].reason == "A as entered by you"


def past(abc: str, when: datetime) -> History:
    return History(
        runs=(PastRun(as_of=when, digest="x"),),
        standings=(PastStanding(as_of=when, customer="C80", abc=abc, tier=None),),
    )


def test_moves_count_from_the_last_run_before_today() -> None:
    rows = [customer(f"C{n}", revenue=Decimal(n)) for n in (80, 15, 5)]
    for history, move in ((past("B", NOW - timedelta(days=7)), 1), (past("B", NOW), 0), (History(), 0)):
        found = assessed(Book(customers=tuple(rows), history=history), AbcSettings(letters_from=1))
        assert found.cases[0].abc.move == move
    assert (
        "class B → A since 2026-11-15"
        in assessed(
            Book(customers=tuple(rows), history=past("B", NOW - timedelta(days=7))), AbcSettings(letters_from=1)
        )
        .customer_findings["C80"]["why"]
        .text
    )


@pytest.mark.parametrize(
    ("before", "previous", "expected"),
    [
        pytest.param(81, "A", "A", id="less than two points past the line: stays A"),
        pytest.param(82, "A", "B", id="two points past: falls"),
        pytest.param(79, "B", "B", id="less than two points under: stays B"),
        pytest.param(78, "B", "A", id="two points under: rises"),
        pytest.param(96, "A", "B", id="far past the first line, not past the second"),
        pytest.param(97, "A", "C", id="past both"),
        pytest.param(81, None, "B", id="without a previous class the line decides"),
    ],
)
def test_hysteresis(before: int, previous: str | None, expected: str) -> None:
    assert letter_with_hysteresis(before, previous, Limits(80, 95), slack=2) == expected


def test_computed_limits() -> None:
    # Yield 60, 85, 95, 100 % at a quarter of the effort each. Nearest to (0, 1) is the first (0.25² + 0.4²); two bring
    # at least the mean: A ends after the first, and B at the point nearest to (0.5, 1), which is the second (0.15²).
    assert limits_computed((60, 25, 10, 5)) == Limits(60, 85)


def test_limits_that_were_found_are_told_with_their_numbers() -> None:
    rows = [customer(f"C{n}", revenue=Decimal(n)) for n in (60, 25, 10, 5)]
    settings = AbcSettings(letters_from=1, method="computed", computed_from=3)
    found = assessed(book(*rows), settings)
    reasons = [found.customer_findings[case.customer.key]["abc"].reason for case in found.cases]
    assert reasons[0].startswith("A: rank 1 of 4, share before it 0.0% < 60.0% (found in the values themselves)")
    assert reasons[1].startswith("B: rank 2 of 4, share before it 60.0% between 60.0% and 85.0% (found in")
    assert found.portfolio.cuts == (0.6, 0.85)


def test_too_few_for_the_computed_method_are_classed_and_told_by_the_cuts() -> None:
    rows = [customer(f"C{n}", revenue=Decimal(n)) for n in (80, 15, 5)]
    found = assessed(book(*rows), AbcSettings(letters_from=1, method="computed"))
    assert found.customer_findings["C80"]["abc"].reason.startswith("A: rank 1 of 3, share before it 0.0% < 80%")
    assert found.portfolio.cuts == (0.80, 0.95)


def test_small_a_by_wallet() -> None:
    rows = [customer("A", revenue=Decimal(80)), customer("B", revenue=Decimal(20), wallet=Decimal(80))]
    found = {case.customer.key: case.abc for case in assessed(book(*rows), AbcSettings(letters_from=1)).cases}
    assert found["B"].upgrade_missing_cents == 6000
    small = [rows[0], customer("B", revenue=Decimal(20), wallet=Decimal("79.99"))]
    assert assessed(book(*small), AbcSettings(letters_from=1)).cases[1].abc.upgrade_missing_cents is None
    indebted = [rows[0], customer("B", revenue=Decimal(20), wallet=Decimal(80), overdue_amount=Decimal(1))]
    assert assessed(book(*indebted), AbcSettings(letters_from=1)).cases[1].abc.upgrade_missing_cents is None


@pytest.mark.parametrize(
    ("before", "is_small_a"),
    [pytest.param(100, True, id="grown by 20 %"), pytest.param(101, False, id="grown by less")],
)
def test_small_a_by_growth(before: int, is_small_a: bool) -> None:
    orders = [order(ago(5), 1000, "A"), order(ago(5), 120, "B"), order(ago(400), before, "B"), order(ago(720), 1, "A")]
    found = assessed(book(customer("A"), customer("B"), orders=tuple(orders)), AbcSettings(letters_from=1))
    assert (found.cases[1].abc.upgrade_missing_cents is not None) is is_small_a


@pytest.mark.parametrize(("currency", "told"), [("GBP", "880 GBP short of class A"), (None, "880 short of class A")])
def test_what_a_small_a_lacks_is_told_in_the_currency_of_the_book(currency: str | None, told: str) -> None:
    paid = [(5, 1000, "A"), (5, 120, "B"), (400, 100, "B"), (720, 1, "A")]
    orders = tuple(order(ago(days), amount, key, currency=currency) for days, amount, key in paid)
    of = book(customer("A"), customer("B"), orders=orders)
    assert told in column(of, "abc", AbcSettings(letters_from=1), customer_key="B").reason


def test_structure() -> None:
    found = assessed(book(*(customer(f"C{n}", revenue=Decimal(n)) for n in (80, 15, 5))), AbcSettings(letters_from=1))
    portfolio = found.portfolio
    assert [(line.letter, line.customers, line.value_cents) for line in portfolio.classes] == [
        ("A", 1, 8000),
        ("B", 1, 1500),
        ("C", 1, 500),
    ]
    assert (portfolio.largest_share, portfolio.first_five_share, portfolio.a_line_cents) == (0.8, 1.0, 8000)
    assert [tuple(case.flags) for case in found.cases] == [("dependence",), (), ()]


AMOUNTS = st.lists(st.integers(min_value=-500, max_value=10**9), min_size=1, max_size=60)


@given(AMOUNTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(values: list[int], random: Random) -> None:
    shuffled = values[:]
    random.shuffle(shuffled)
    ranking, again = rank(values, AbcSettings(letters_from=1)), rank(shuffled, AbcSettings(letters_from=1))
    assert [ranking.letter(value) for value in values] == [again.letter(value) for value in values]


@given(AMOUNTS)
@settings(max_examples=60)
def test_more_value_is_never_a_worse_class(values: list[int]) -> None:
    for method in ("shares", "computed"):
        ranking = rank(values, AbcSettings(letters_from=1, computed_from=3, method=method))
        ordered = [ranking.letter(value) or "" for value in sorted(values, reverse=True)]
        assert ordered == sorted(ordered)


@given(st.lists(st.integers(min_value=1, max_value=10**9), min_size=2, max_size=40))
def test_limits_split_where_exact_fractions_do(values: list[int]) -> None:
    total = sum(values)
    limits = limits_by_share((0.8, 0.95), total)
    for before in values:
        assert (before < limits.a) == (before * 5 < total * 4)
        assert (before < limits.b) == (before * 20 < total * 19)


def test_orders_without_any_amount_leave_the_figure_of_the_customers_tab() -> None:
    case = case_of(book(customer(revenue=Decimal(7)), orders=(order(ago(9), None),)))
    assert case.abc.value_cents == 700


def test_a_class_that_rests_on_some_of_the_orders_says_how_many_do_not_count() -> None:
    orders = (
        *(order(ago(1), 100 * n, f"C{n}", currency="CNY") for n in range(1, 4)),
        order(ago(2), None, "C1"),
        order(ago(3), 50, "C1", currency="USD"),
        order(ago(4), 50, "C2", currency="USD"),
    )
    whole = assessed(book(*map(customer, ("C1", "C2", "C3")), orders=orders), AbcSettings(letters_from=1))
    reasons = [whole.customer_findings[key]["abc"].reason for key in ("C1", "C2", "C3")]
    assert ["not counted" in reason for reason in reasons] == [True, True, False]
    assert reasons[0].endswith("2 orders not counted: no amount, or in another currency")
    assert reasons[1].endswith("1 order not counted: no amount, or in another currency")


def test_a_figure_in_another_currency_is_not_called_missing() -> None:
    rows = [customer(f"C{n}", revenue=Decimal(n), currency="CNY") for n in range(1, 4)]
    rows.append(customer("D", revenue=Decimal(9), currency="USD"))
    found = assessed(book(*rows), AbcSettings(letters_from=1)).customer_findings["D"]["abc"]
    assert found.value is None
    assert found.reason == "no figure that counts: an amount is missing, or in another currency than the others"
