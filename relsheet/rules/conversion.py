"""From prospect to loyal customer: how many stand on each step, and what share goes on to the next."""

from collections.abc import Sequence

from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.life import LifeSettings, is_loyal, order_days
from relsheet.rules.percent import percent
from relsheet.rules.run import Run
from relsheet.rules.window import months_before


@board("conversion")
def conversion(cases: Sequence[Case], run: Run) -> Board:
    """All, customers, those who ordered again, the loyal ones; a step that the orders cannot tell shows a dash."""
    say, settings = BoardTexts(run, "conversion"), run.policy.of(LifeSettings)
    heads = (say.head("step", 3), say.figures("count"), say.figures("rate"))
    bought = [case for case in cases if not case.facts.is_prospect]
    again = [case for case in bought if len(order_days(case.facts, run)) > 1]
    loyal = [case for case in again if is_loyal(case.facts, run)]
    first = run.known.first_order_row
    reaches_back = first is not None and first <= months_before(run.today, 12 * (settings.loyal_years - 1))
    steps: list[tuple[str, int | None]] = [
        ("all", len(cases)),
        ("bought", len(bought)),
        ("again", len(again) if run.known.orders else None),
        ("loyal", len(loyal) if reaches_back else None),
    ]
    rows = []
    before: int | None = None
    for name, count in steps:
        rate = percent(count / before) if count is not None and before else None
        rows.append((run.texts(f"board.conversion.{name}", years=settings.loyal_years), count, rate))
        before = count
    return say.board(rows if cases else (), heads)
