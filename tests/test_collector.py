"""The garbage collector rests while a run makes its records, and is as it was afterwards; it has nothing to do then."""

import gc
import weakref

import pytest

from relsheet.collector import garbage_left_alone
from tests.rules.given import NOW, ago, assessed, book, complaint, customer, order, visit


def test_it_rests_within_and_works_again_afterwards() -> None:
    assert gc.isenabled()
    with garbage_left_alone():
        with garbage_left_alone():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_an_error() -> None:
    with pytest.raises(KeyError), garbage_left_alone():
        raise KeyError
    assert gc.isenabled()


def test_what_a_run_found_goes_when_nobody_needs_it() -> None:
    """It holds no circle, which would stay in memory from run to run: a watcher makes one after the other."""
    here = book(
        *map(customer, ("C1", "C2")),
        visits=(visit(ago(9)),),
        orders=(order(ago(5)), order(ago(7), key="C2")),
        complaints=(complaint(opened_at=NOW),),
    )
    with garbage_left_alone():
        found = assessed(here)
        told = dict(found.cases[0].flags)
        (verdict,) = found.verdicts
        assert verdict.resolve.deadline is not None
        of_that_run = weakref.ref(verdict.resolve.deadline.calendar)
        del found, verdict
        assert of_that_run() is None
    assert [*told] == ["dependence"]
