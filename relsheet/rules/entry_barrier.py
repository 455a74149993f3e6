"""Entry barrier against upkeep: customers who cost much, while hardly anything keeps them from leaving."""

from collections.abc import Sequence
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board, customer_entry
from relsheet.rules.cost import CostSettings, cost_of, cost_ratio_of
from relsheet.rules.lock_in import marks_of
from relsheet.rules.run import Run


class EntryBarrierSettings(Settings):
    """Which customers are named."""

    section: ClassVar[str] = "entry_barrier"
    low: int = setting(1, "So few lock-in marks are no barrier; high cost is [cost] watch.", unit="marks", ge=0, le=4)
    rows: int = setting(15, "So many customers are named, the most costly first.", ge=1)


@board("entry_barrier")
def entry_barrier(cases: Sequence[Case], run: Run) -> Board:
    """The customers with few marks and a high cost ÷ margin; those whose marks or margin are not known are left out."""
    say, settings, costs = BoardTexts(run, "entry_barrier"), run.policy.of(EntryBarrierSettings), []
    high, judged = run.policy.of(CostSettings).watch, 0
    for case in cases:
        marks = marks_of(case.facts, run)
        ratio = None if None in marks else cost_ratio_of(case.facts, run)
        if ratio is None or case.facts.is_prospect:
            continue
        judged += 1
        count = marks.count(True)
        if ratio >= high and count <= settings.low:
            costs.append((cost_of(case.facts, run).cents or 0, ratio, count, case))
    costs.sort(key=lambda found: (-found[0], found[3].customer.key))
    heads = (say.head("customer", 4), say.figures("marks"), say.figures("cost"), say.figures("ratio"))
    rows = [
        (
            customer_entry(case),
            count,
            f"{cents / 100:,.0f}",
            run.texts("cost_ratio.no_margin") if ratio > 99 else f"{ratio:.0%}",
        )
        for cents, ratio, count, case in costs[: settings.rows]
    ]
    note = run.texts("board.entry_barrier.note", judged=judged, named=len(costs)) if judged else None
    return say.board(rows, heads, note)
