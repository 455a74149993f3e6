"""Who would stand elsewhere under other settings: the same records judged twice."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from relsheet.records import Customer
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Finding

#: What a customer's standing is told by, in the order in which it is told.
STANDINGS = ("abc", "tier", "complaint_sla")


class Move(Struct, frozen=True, gc=False):
    """One customer who would stand elsewhere in one column."""

    customer: Customer
    column: str
    before: Finding
    after: Finding


def moves(before: Assessment, after: Assessment) -> tuple[Move, ...]:
    """Every move, column by column, in sheet order; a customer who would come or go is none."""
    found = []
    for column in STANDINGS:
        for case in before.cases:
            key = case.customer.key
            old, new = before.customer_findings[key][column], after.customer_findings.get(key, {}).get(column)
            if new is not None and old.text != new.text:
                found.append(Move(case.customer, column, old, new))
    return tuple(found)


def counted(found: Sequence[Move]) -> Sequence[tuple[str, str, str, int]]:
    """(column, before and after as the cells show it, how many customers); the most frequent move of a column first."""
    counts = Counter((move.column, move.before.text, move.after.text) for move in found)
    ordered = sorted(counts.items(), key=lambda item: (STANDINGS.index(item[0][0]), -item[1], item[0]))
    return [(*move, count) for move, count in ordered]
