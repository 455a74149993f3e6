"""Answers that are kept for a run: asked of each customer once, and of the next run anew."""

from relsheet.rules.once import once, once_a_run
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
