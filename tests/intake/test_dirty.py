"""Each dirty workbook ends as the table says, and the table in the docs is this one."""

from pathlib import Path

import pytest

from tests.intake.dirty import DOCS, Dirty, read_dirty, written
from tests.intake.dirty_table import DIRTY


@pytest.mark.parametrize("dirty", [pytest.param(one, id=one.case) for one in DIRTY])
def test_a_dirty_workbook_is_read_as_the_table_says(dirty: Dirty, tmp_path: Path) -> None:
    outcome = read_dirty(dirty, tmp_path)
    assert sorted(outcome.said) == sorted(dirty.says)
    if outcome.book is not None:
        assert dirty.found(outcome.book) == dirty.expected


@pytest.mark.parametrize("dirty", [pytest.param(one, id=one.case) for one in DIRTY])
def test_every_message_can_be_read_in_both_languages(dirty: Dirty, tmp_path: Path) -> None:
    outcome = read_dirty(dirty, tmp_path)
    assert len(outcome.messages("en")) == len(outcome.messages("zh")) == len(dirty.says)


def test_no_case_stands_twice_and_there_are_enough() -> None:
    assert len({one.case for one in DIRTY}) == len(DIRTY) >= 43


def test_the_docs_hold_this_table() -> None:
    assert DOCS.read_text(encoding="utf-8") == written(DIRTY), "run: python -m tests.intake.dirty"
