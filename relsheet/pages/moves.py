"""Who changed class or tier since the run that is compared with, and why."""

from collections.abc import Iterator

from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.rules.assessment import Assessment, Case
from relsheet.texts import Texts

ROWS = 15


def moves(assessment: Assessment, texts: Texts) -> Table:
    """The moves, those out of class A first; at most fifteen, the note counts the rest."""
    found = [row for case in sorted(assessment.cases, key=_urgency) for row in _moves_of(case, assessment, texts)]
    columns = (
        TableColumn(texts("summary.column.customer"), 4),
        TableColumn(texts("summary.column.moved"), 4),
        TableColumn(texts("summary.column.why"), 10),
    )
    note = texts("summary.moves.more", count=len(found) - ROWS) if len(found) > ROWS else None
    if assessment.compared_with is None:
        empty = texts("summary.moves.first_run")
    else:
        empty = texts("summary.moves.none", since=assessment.compared_with.date().isoformat())
    return Table(Heading(texts("summary.moves"), note), columns, tuple(found[:ROWS]), empty)


def _urgency(case: Case) -> tuple[bool, int, int]:
    """Out of A first, then the other losses, then the gains; the larger customer before the smaller."""
    return (not (case.abc.previous == "A" and case.abc.move < 0), case.abc.move, -(case.abc.value_cents or 0))


def _moves_of(case: Case, assessment: Assessment, texts: Texts) -> Iterator[tuple[TableCell, ...]]:
    """One row, with both moves where class and tier changed together."""
    found = {"abc": _class_move(case, texts), "tier": _tier_move(case, texts)}
    moved = {column: move for column, move in found.items() if move}
    if moved:
        findings = assessment.customer_findings.get(case.customer.key, {})
        reasons = "\n".join(findings[column].reason for column in moved if column in findings)
        yield (
            TableCell(case.customer.name, link=case.customer.origin),
            TableCell("\n".join(moved.values())),
            TableCell(reasons),
        )


def _class_move(case: Case, texts: Texts) -> str | None:
    if not case.abc.move:
        return None
    return texts("summary.moves.class", before=case.abc.previous, now=case.abc.letter)


def _tier_move(case: Case, texts: Texts) -> str | None:
    """A tier is not a grade: from one to the other, no better or worse."""
    before, now = case.tier.moved_from, case.tier.tier
    if before is None or now is None:
        return None
    return texts("summary.moves.tier", before=texts(f"summary.tier.{before}"), now=texts(f"summary.tier.{now.code}"))
