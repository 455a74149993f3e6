"""How classes moved in a year: a matrix of the year before against now, with new and lost customers."""

from collections import Counter
from collections.abc import Sequence

from relsheet.rules.abc import LETTERS
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.results import AbcResult, Standing
from relsheet.rules.run import Run

NEW, LOST = "new", "lost"


def move_of(result: AbcResult) -> tuple[str, str] | None:
    """(class the year before or "new", class now or "lost"); None where one of the two is not known."""
    if result.year_before_cents is None or result.value_cents is None or result.standing is Standing.PROSPECT:
        return None
    before = result.year_before_letter if result.year_before_cents > 0 else NEW
    now = result.letter if result.value_cents > 0 else LOST
    if before is None or now is None or (before, now) == (NEW, LOST):
        return None
    return before, now


@board("abc_year")
def abc_year(cases: Sequence[Case], run: Run) -> Board:
    """Rows: the class in the year before; columns: the class now. Needs orders that reach back two years."""
    say = BoardTexts(run, "abc_year")
    counts = Counter(move for case in cases if (move := move_of(case.abc)) is not None)
    heads = (say.head("before"), *(say.figures("class", letter=letter) for letter in LETTERS), say.figures("lost"))
    if not counts:
        return say.board((), heads)
    names = {letter: letter for letter in LETTERS} | {NEW: run.texts("board.abc_year.new")}
    rows = [(name, *(counts[before, now] or None for now in (*LETTERS, LOST))) for before, name in names.items()]
    return say.board(rows, heads, run.texts("board.abc_year.note", count=sum(counts.values())))
