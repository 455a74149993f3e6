"""How complaints reach us, and who went from a call to the press or a lawyer."""

from collections import Counter
from collections.abc import Sequence

from relsheet.records import Channel
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.percent import percent
from relsheet.rules.results import OVERDUE, SlaState
from relsheet.rules.run import Run
from relsheet.rules.situation import day_of


@board("channels")
def channels(cases: Sequence[Case], run: Run) -> Board:
    """Per channel the complaints in W, those overdue, and the customers who came from another channel before."""
    say = BoardTexts(run, "channels")
    heads = (say.head("channel"), *map(say.figures, ("count", "share", "overdue")), say.head("escalated", 5))
    counts: Counter[Channel | None] = Counter()
    overdue: Counter[Channel | None] = Counter()
    escalated: dict[Channel | None, dict[str, None]] = {}
    for case in cases:
        for verdict in case.verdicts:
            channel = verdict.complaint.channel
            if verdict.state is SlaState.EXCLUDED or not run.window.covers(day_of(verdict.complaint.opened_at)):
                continue
            counts[channel] += 1
            overdue[channel] += verdict.is_open and verdict.state in OVERDUE
            if verdict.escalated_from is not None:
                escalated.setdefault(channel, {})[case.customer.name] = None
    total = counts.total()
    rows = [
        (
            run.texts(f"board.channels.{channel or 'none'}"),
            counts[channel],
            percent(counts[channel] / total),
            overdue[channel] or None,
            run.texts("profile.join").join(escalated.get(channel, ())) or None,
        )
        for channel in (*Channel, None)
        if counts[channel]
    ]
    return say.board(rows, heads)
