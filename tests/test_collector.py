"""The garbage collector rests while a run makes its records, and is as it was afterwards."""

import gc

import pytest

from relsheet.collector import garbage_left_alone


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
