"""What people wrote into our columns, told by what the last run noted of its own values."""

from collections.abc import Iterable, Mapping, Sequence

from relsheet.errors import Warn
from relsheet.ledger import is_strange, was_left
from relsheet.opc.address import letters
from relsheet.sheets.edits import CellChange
from relsheet.sheets.own import MARK, left_in
from relsheet.sheets.workbook import Value, Workbook

Left = Mapping[str, frozenset[str]]
#: So many cells are named, each with so many characters of what stood in it.
MOST_NAMED, MOST_SHOWN = 5, 40


def rows_of_theirs(cells: Iterable[tuple[int, str, Value]], left: Left) -> set[int]:
    """The rows in which somebody wrote something of his own, from (row, key of our column, value): all that stands in
    line with it, as the label of a total, is his too.

    Where only a sample of a long column is known, a row is ours if we know anything in it.
    """
    theirs, ours, unknown = set(), set(), set()
    for row, key, value in cells:
        traces = left.get(key, frozenset())
        if value in (None, "") or not traces:
            continue
        match was_left(value, traces):
            case True:
                ours.add(row)
            case False:
                theirs.add(row)
            case None:
                unknown.add(row)
    return theirs | (unknown - ours)


def typed_over(workbook: Workbook, changes: Iterable[CellChange]) -> Warn | None:
    """What to say of cells of ours in which somebody had written, and which a run has set right."""
    keys = {(own.tab, own.column): own.key for own in workbook.own_columns}
    ours = [change for change in changes if change.before is not None and (change.tab, change.column) in keys]
    if not ours:
        return None
    left = left_in(workbook.own_tabs, workbook.grids)
    over = [
        change
        for change in ours
        if not str(change.before).endswith(MARK)  # a header of ours
        and is_strange(change.before, left.get(keys[change.tab, change.column], frozenset()))
    ]
    return ("warning.typed_over", (("count", len(over)), ("cells", first_few([*map(_named, over)])))) if over else None


def first_few(names: Sequence[str]) -> str:
    """The names as a list, cut where it would be too long to read."""
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])


def _named(change: CellChange) -> str:
    return f"{change.tab}!{letters(change.column)}{change.row} ({_short(change.before)})"


def _short(value: Value) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
