"""Answers that are kept for a run: asked of each customer once, and of the next run anew."""

from collections.abc import Sequence

from relsheet.rules.once import once, once_a_run, once_each, once_for_all
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from tests.rules.given import assessed, book, customer, run

BOOK = book(customer("C1"), customer("C2"))


def test_a_rule_is_asked_once_a_customer_and_run() -> None:
    asked: list[str] = []

    @once
    def unknown(facts: Facts, run: Run) -> None:
        asked.append(facts.customer.key)

    first, second = (case.facts for case in assessed(BOOK).cases)
    this_run, next_run = run(BOOK), run(BOOK)
    for facts in (first, second, first):
        assert unknown(facts, this_run) is None  # an answer of nothing is kept, too
    assert asked == ["C1", "C2"]
    unknown(first, next_run)
    assert asked == ["C1", "C2", "C1"]


def test_two_rules_keep_their_answers_apart() -> None:
    named = once(lambda facts, run: facts.customer.name)
    keyed = once(lambda facts, run: facts.customer.key)
    facts, this_run = assessed(BOOK).cases[0].facts, run(BOOK)
    assert (named(facts, this_run), keyed(facts, this_run)) == (facts.customer.name, facts.customer.key)


def test_a_rule_about_the_book_is_asked_once_a_run() -> None:
    asked: list[Run] = []
    this_run, next_run = run(BOOK), run(BOOK)

    @once_a_run
    def unknown(run: Run) -> None:
        asked.append(run)

    for each in (this_run, this_run, next_run):
        assert unknown(each) is None
    assert asked == [this_run, next_run]


def test_a_rule_is_asked_once_for_all_of_whom_the_same_is_asked() -> None:
    asked: list[tuple[str, bool | None]] = []
    this_run, next_run = run(BOOK), run(BOOK)

    @once_each
    def unknown(run: Run, name: str, mark: bool | None) -> None:
        asked.append((name, mark))

    for mark in (True, None, True, False):
        assert unknown(this_run, "contract", mark) is None
    assert asked == [("contract", True), ("contract", None), ("contract", False)]
    unknown(next_run, "contract", None)
    assert len(asked) == 4


def test_a_rule_about_all_customers_is_asked_once_a_run_however_they_are_given() -> None:
    @once_for_all
    def count(customers: Sequence[str], run: Run) -> int:
        return len(customers)

    this_run, next_run = run(BOOK), run(book())
    assert [count(["C1", "C2"], this_run), count(("C1", "C2"), this_run), count(["C1"], next_run)] == [2, 2, 1]
