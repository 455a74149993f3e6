"""The open opportunities of all customers, kind by kind."""

from collections import defaultdict
from collections.abc import Sequence

from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.run import Run
from relsheet.rules.signals import KINDS, signals_of

#: So many customers are named; the count says how many there are.
NAMED = 6


@board("opportunities")
def opportunities(cases: Sequence[Case], run: Run) -> Board:
    """Per kind: how many customers, and who; those of the largest value first."""
    say = BoardTexts(run, "opportunities")
    found: dict[str, list[Case]] = defaultdict(list)
    telling = [case for case in cases if signals_of(case.facts, run)]
    for case in sorted(telling, key=lambda case: (-(case.abc.value_cents or 0), case.customer.key)):
        for signal in signals_of(case.facts, run):
            found[signal.kind].append(case)
    heads = (say.head("kind", 2), say.figures("count", 1), say.head("customers", 6))
    join, more = run.texts("profile.join"), "…"
    rows = []
    for kind in KINDS:
        names = [case.customer.name for case in found[kind]]
        if names:
            shown = join.join(names[:NAMED]) + (more if len(names) > NAMED else "")
            rows.append((run.texts(f"signal.{kind}"), len(names), shown))
    return say.board(rows, heads)
