"""Who has how much to do: counts only. Who is late is not said here: people who are ranked stop logging."""

from collections import Counter
from datetime import timedelta

from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.pages.matrix import COUNT
from relsheet.pages.tiles import end_of_week
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from relsheet.texts import Texts

ROWS = 10
#: The columns of counts, as wide as their headers ask for.
WEIGHTS = {"this_week": 3.0, "next_week": 2.2, "later": 2.2}


def actions_per_owner(assessment: Assessment, texts: Texts) -> Table:
    """Per owner the actions due this week, next week and later; beyond ten owners the rest in one line."""
    this_week = end_of_week(assessment.as_of.date())
    next_week = this_week + timedelta(days=7)
    counts: Counter[tuple[str | None, int]] = Counter(
        (action.owner, 0 if action.due <= this_week else 1 if action.due <= next_week else 2)
        for action in assessment.actions
    )
    totals = Counter(action.owner for action in assessment.actions)
    owners = sorted(totals, key=lambda owner: (owner is None, -totals[owner], owner or ""))
    rows = [
        _row(owner or texts("summary.no_owner"), [counts[owner, when] for when in range(3)]) for owner in owners[:ROWS]
    ]
    if owners[ROWS:]:
        rest = [sum(counts[owner, when] for owner in owners[ROWS:]) for when in range(3)]
        rows.append(_row(texts("summary.owners.others", count=len(owners) - ROWS), rest))
    columns = (
        TableColumn(texts("summary.column.owner"), 5.6),
        *(TableColumn(texts(f"summary.column.{when}"), weight, numeric=True) for when, weight in WEIGHTS.items()),
    )
    return Table(
        Heading(texts("summary.owners"), texts("summary.owners.note") if rows else None),
        columns,
        tuple(rows),
        texts("summary.owners.empty"),
    )


def _row(label: str, counts: list[int]) -> tuple[TableCell, ...]:
    return (TableCell(label), *(_count(count) for count in counts))


def _count(count: int) -> TableCell:
    return TableCell(count, number_format=COUNT) if count else TableCell("–", Tone.UNKNOWN)
