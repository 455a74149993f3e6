"""What several models ask of one customer, or all customers of the book: worked out once in a run, and kept."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

from relsheet.rules.results import Facts
from relsheet.rules.run import Run

R = TypeVar("R")
All = TypeVar("All")
Asked = TypeVarTuple("Asked")


def once(rule: Callable[[Facts, Run], R]) -> Callable[[Facts, Run], R]:
    """The same rule, which keeps its answer for each customer of a run. Who asks must not change what he is given."""

    @wraps(rule)
    def ask(facts: Facts, run: Run) -> R:
        answers: dict[str, R] = run.answers[rule]
        key = facts.customer.key
        if key not in answers:
            answers[key] = rule(facts, run)
        return answers[key]

    return ask


def once_each(rule: Callable[[Run, *Asked], R]) -> Callable[[Run, *Asked], R]:
    """The same rule, which keeps its answer for all customers of whom it is asked the same.

    What it is asked must tell all that the answer rests on, beside the run; and must never change (no list).
    """

    @wraps(rule)
    def ask(run: Run, *asked: *Asked) -> R:
        answers: dict[object, R] = run.answers[rule]
        try:  # nearly always there: looked up but once
            return answers[asked]
        except KeyError:
            pass
        answers[asked] = found = rule(run, *asked)
        return found

    return ask


def once_for_all(rule: Callable[[All, Run], R]) -> Callable[[All, Run], R]:
    """The same rule about all customers together, however they are given, which keeps its answer for the run."""

    @wraps(rule)
    def ask(customers: All, run: Run) -> R:
        answers: dict[str, R] = run.answers[rule]
        if not answers:
            answers[""] = rule(customers, run)
        return answers[""]

    return ask


def once_a_run(rule: Callable[[Run], R]) -> Callable[[Run], R]:
    """The same rule about the book as a whole, which keeps its answer for the run."""
    return once_each(rule)
