"""Workbooks that others made: each is written into without a loss, or refused with a reason."""

import os
from pathlib import Path

import pytest

from tests.judges import CORPUS, need
from tests.opc.walk import try_workbook, workbooks

#: Why a workbook may be refused, and nothing else (README.md).
REFUSALS = {
    "encrypted",
    "damaged",
    "doubled_part",
    "signed",
    "protected_sheet",
    "protected_structure",
    "no_column_left",
}
EVERY = 1 if os.environ.get("RELSHEET_FULL") else 12


@pytest.mark.parametrize("path", workbooks()[::EVERY], ids=lambda path: str(path.relative_to(CORPUS)))
def test_a_workbook_of_the_corpus(path: Path, tmp_path: Path) -> None:
    outcome = try_workbook(path, tmp_path / path.name)
    if outcome.kind == "refused":
        assert outcome.detail in REFUSALS
        return
    assert outcome.kind in {"passed", "skipped"}, outcome.detail


def test_there_is_a_corpus() -> None:
    need("shared")
    assert workbooks()
