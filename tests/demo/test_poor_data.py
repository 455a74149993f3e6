"""The demo workbooks with tabs and columns taken out: no crash, no accusation, little unknown, and what would help.

A sample of three at a time; all single ones and many more triples with RELSHEET_FULL=1.
"""

import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from relsheet.records import Book
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from tests.demo.given import NAMES, USUAL, Demo, Piece, assessed, demo

FULL = bool(os.environ.get("RELSHEET_FULL"))
SINGLES, TRIPLES = (10_000, 60) if FULL else (4, 3)
MOST_UNKNOWN = 0.20
#: Without these the sheet says something else, and so do we: a priority stands for a deadline, a status for an end.
SAY_OTHERWISE = frozenset({"complaints.priority", "complaints.status"})


def taken_out(of: Demo, name: str) -> Iterator[tuple[Piece, ...]]:
    dice, pieces = random.Random(name), of.pieces()
    yield from ((piece,) for piece in dice.sample(pieces, min(SINGLES, len(pieces))))
    yield from (tuple(dice.sample(pieces, min(3, len(pieces)))) for _ in range(TRIPLES))


def bad_cells(found: Assessment) -> set[tuple[str, str]]:
    names = {case.customer.key: case.customer.name for case in found.cases}
    rows = found.customer_findings.items()
    return {(names[key], column) for key, row in rows for column, cell in row.items() if cell.tone is Tone.BAD}


def unknown_share(found: Assessment) -> float:
    """Of the usual columns that would be written: those that say nothing of anybody are left out."""
    rows = found.customer_findings.values()
    written = [column for column in USUAL if any(row[column].value is not None for row in rows)]
    cells = [row[column] for row in rows for column in written]
    return sum(cell.tone is Tone.UNKNOWN for cell in cells) / max(len(cells), 1)


@pytest.mark.parametrize("name", NAMES)
def test_with_any_three_tabs_or_columns_taken_out(demo_files: dict[str, Path], name: str) -> None:
    whole = demo(demo_files[f"{name}.xlsx"])
    bad = bad_cells(assessed(whole.book))
    for pieces in taken_out(whole, name):
        told = " and ".join(map(str, pieces))
        found = assessed(whole.without(*pieces))
        if not SAY_OTHERWISE.intersection(map(str, pieces)):
            assert bad_cells(found) <= bad, f"bad for lack of {told}"
        assert unknown_share(found) <= MOST_UNKNOWN, told
        assert all(row["next_action"].text for row in found.customer_findings.values()), told
        assert found.hint or not unknown_share(found), told


def columns_of(book: Book, names: Sequence[str], of: Demo) -> Book:
    """The customers tab alone, with these columns only."""
    pieces = of.pieces()
    gone = [piece for piece in pieces if not piece.field]
    gone += [piece for piece in pieces if piece.role == "customers" and piece.field not in names]
    return of.without(*gone)


@pytest.mark.parametrize("name", NAMES)
def test_name_owner_last_and_next_contact_are_enough_for_a_useful_answer(
    demo_files: dict[str, Path], name: str
) -> None:
    whole = demo(demo_files[f"{name}.xlsx"])
    found = assessed(columns_of(whole.book, ("owner", "last_contact", "next_contact"), whole))
    assert len(found.cases) == len(whole.book.customers)
    assert not bad_cells(found)
    written = [spec.key for spec in found.customer_columns if spec.key in USUAL]
    steps = [row["next_action"] for row in found.customer_findings.values()]
    assert {"next_action", "due"} <= set(written)
    assert sum(step.value is not None for step in steps) >= 0.9 * len(steps)
    assert found.hint
