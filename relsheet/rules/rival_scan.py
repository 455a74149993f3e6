"""The competitor file as a whole: of how many customers of each class we know who else supplies them."""

from collections.abc import Sequence

from relsheet.rules.abc import LETTERS
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.percent import percent
from relsheet.rules.rival import RivalSettings, newest_entry, rivals_of
from relsheet.rules.run import Run


@board("rival_scan")
def rival_scan(cases: Sequence[Case], run: Run) -> Board:
    """Scanned n of N by class, A first; and how many must be asked again."""
    say, limit = BoardTexts(run, "rival_scan"), run.policy.of(RivalSettings).old_days
    heads = (say.head("class"), *map(say.figures, ("scanned", "share")), say.figures("old", days=limit))
    if not any(rivals_of(case.facts) for case in cases):
        return say.board((), heads)
    rows = []
    for letter in (*LETTERS, None):
        members = [case for case in cases if case.abc.letter == letter]
        scanned = [case for case in members if rivals_of(case.facts)]
        if not members:
            continue
        ages = [(run.today - day).days for case in scanned if (day := newest_entry(case.facts)) is not None]
        of = run.texts("share.of", count=len(scanned), all=len(members))
        name = letter or run.texts("board.rival_scan.none")
        rows.append((name, of, percent(len(scanned) / len(members)), sum(age > limit for age in ages) or None))
    return say.board(rows, heads)
