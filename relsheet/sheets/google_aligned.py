"""Values beside the right rows, also while people sort and insert: written, checked by the keys in the answer, mended.

Every write shows the keys of all rows as they stood at that very moment. Where they are not as read, the values go out
again to the rows where their keys are now.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from relsheet.errors import NotWritten, Warn
from relsheet.sheets.google_grid import Raw
from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.google_places import Mark
from relsheet.sheets.google_sending import ColumnCells, Keys, PageCells, Seen, Sending, clear, send

ROUNDS = 3


@dataclass(frozen=True)
class ColumnValues:
    """One column to be written: ``wished`` is all that it should hold, ``changed`` the part that it does not hold yet.

    A column ``of_ours`` has nothing of the user's in it but ``theirs``: where no value belongs, the cell is emptied.
    """

    mark: Mark
    header: Raw
    wished: Mapping[int, Raw]
    changed: Mapping[int, Raw]
    of_ours: bool = True
    theirs: Mapping[int, Raw] = field(default_factory=dict)  # above the header, and beside rows that we know nothing of


@dataclass(frozen=True)
class TabValues:
    """The columns of one tab, and the keys of its rows (row 1 first) as they should stand when we write."""

    title: str
    key: Mark
    keys: Sequence[Raw]
    header_row: int
    columns: tuple[ColumnValues, ...]

    @property
    def needed(self) -> bool:
        """Whether there is anything to write."""
        return any(column.changed for column in self.columns)

    def without_rows(self, removed: Sequence[int]) -> "TabValues":
        """The same after these rows have been taken out."""
        gone = set(removed)
        keys = [key for row, key in enumerate(self.keys, 1) if row not in gone]
        columns = tuple(
            replace(column, wished=_without(column.wished, gone), changed=_without(column.changed, gone))
            for column in self.columns
        )
        return replace(self, keys=keys, columns=columns)


def _without(values: Mapping[int, Raw], gone: set[int]) -> dict[int, Raw]:
    return {row - sum(out < row for out in gone): value for row, value in values.items() if row not in gone}


@dataclass
class _Left:
    """What a tab still needs, and the rows that we have written in so far."""

    tab: TabValues
    cells: list[ColumnCells]
    keys: Sequence[Raw]
    last_row: int
    lost: set[Raw] = field(default_factory=set)
    can_be_told: bool = True  # which row is which


def unique(keys: Sequence[Raw]) -> dict[Raw, int]:
    """Key -> its row, for keys that stand once; blank ones left out."""
    counts = Counter(keys)
    return {key: row for row, key in enumerate(keys, 1) if counts[key] == 1 and key is not None and key != ""}


def sending_of(tabs: Sequence[TabValues], pages: Sequence[PageCells]) -> Sending:
    """All that is not there yet, as the first call takes it."""
    return _sending([_left(tab) for tab in tabs if tab.needed], pages)


def write_values(
    client: GoogleClient, tabs: Sequence[TabValues], pages: Sequence[PageCells], seen: Seen | None = None
) -> list[Warn]:
    """Write all of it in one call, and again where rows have moved; what is to be said about it. ``seen``: all of it
    has been written already, and these keys were shown by the answer.

    NotWritten ``google_keeps_changing`` if rows still move after three rounds: our columns are then emptied, since a
    value beside a wrong customer is worse than none.
    """
    left = [_left(tab) for tab in tabs if tab.needed]
    warnings: list[Warn] = []
    for _ in range(ROUNDS):
        if not left and not pages:
            return warnings
        shown = send(client, _sending(left, pages)) if seen is None else seen
        seen, pages = None, ()
        left = [again for one in left if (again := _checked(one, shown, warnings)) is not None]
        if not all(one.can_be_told for one in left):
            break
    if left:
        _give_up(client, [one.tab for one in left])
        raise NotWritten("google_keeps_changing", ", ".join(one.tab.title for one in left))
    return warnings


def _give_up(client: GoogleClient, tabs: Sequence[TabValues]) -> None:
    """Empty our columns; only what people wrote above the headers can be put back where it was."""
    ours = [(tab, column) for tab in tabs for column in tab.columns if column.of_ours]
    clear(client, [column.mark for _, column in ours])
    above = [
        ColumnCells(column.mark, {row: value for row, value in column.theirs.items() if row < tab.header_row})
        for tab, column in ours
    ]
    if any(cells.values for cells in above):
        send(client, Sending(tuple(cells for cells in above if cells.values)))


def _left(tab: TabValues) -> _Left:
    cells = [ColumnCells(column.mark, column.changed) for column in tab.columns if column.changed]
    return _Left(tab, cells, tab.keys, len(tab.keys))


def _sending(left: Sequence[_Left], pages: Sequence[PageCells]) -> Sending:
    return Sending(
        tuple(cells for one in left for cells in one.cells),
        tuple(Keys(one.tab.title, one.tab.key) for one in left),
        tuple(pages),
    )


def _checked(one: _Left, seen: Seen, warnings: list[Warn]) -> _Left | None:
    """None if every row was where we thought; else what to write next."""
    now = seen.get(one.tab.key.number)
    if now is not None and same_keys(now, one.keys):
        if one.lost:
            warnings.append(("warning.google_rows_gone", (("tab", one.tab.title), ("count", len(one.lost)))))
        return None
    header = one.tab.keys[one.tab.header_row - 1] if one.tab.header_row <= len(one.tab.keys) else None
    if now is None or header in (None, "") or header not in now:
        one.can_be_told = False
        return one
    places, before = unique(now), unique(one.tab.keys)
    last_row = max(one.last_row, len(now), *(max(column.wished, default=1) for column in one.tab.columns))
    one.lost = {key for key, row in before.items() if row > one.tab.header_row and key not in places}
    written = {cells.mark.number: cells.values for cells in one.cells}
    one.cells = [
        ColumnCells(column.mark, _moved(column, one.tab, now, written.get(column.mark.number, {}), last_row))
        if column.of_ours
        else ColumnCells(column.mark, _mended(column, one.tab, now, written.get(column.mark.number, {})))
        for column in one.tab.columns
    ]
    one.keys, one.last_row = now, last_row
    return one


def _moved(
    column: ColumnValues, tab: TabValues, now: Sequence[Raw], written: Mapping[int, Raw], last_row: int
) -> dict[int, Raw]:
    """The whole column of ours for the rows as they are now; what is not ours is left where it moved to."""
    places, before = unique(now), unique(tab.keys)
    header_row = now.index(tab.keys[tab.header_row - 1]) + 1
    wished = {
        places[key]: column.wished[row]
        for key, row in before.items()
        if row > tab.header_row and row in column.wished and key in places
    }
    blank: dict[int, Raw] = dict.fromkeys(range(min(tab.header_row, header_row), last_row + 1), None)
    found = blank | wished | {header_row: column.header}
    for row, value in column.theirs.items():
        here = _now_at(row, tab.keys, now)
        if here in written:
            found[here] = value
        else:
            found.pop(here, None)
    return found


def _now_at(row: int, keys: Sequence[Raw], now: Sequence[Raw]) -> int:
    """Where a row of the user's stands now: with its key, else as far below the last row as before."""
    key, last = keys[row - 1] if row <= len(keys) else None, len(_trimmed(keys))
    if key in unique(keys):
        return unique(now).get(key, row)
    return row + len(_trimmed(now)) - last if row > last else row


def _mended(column: ColumnValues, tab: TabValues, now: Sequence[Raw], written: Mapping[int, Raw]) -> dict[int, Raw]:
    """Of a column that users write into too: our values beside their rows, and back what they overwrote elsewhere."""
    places, before = unique(now), unique(tab.keys)
    right = {places[key]: column.changed[row] for key, row in before.items() if row in column.changed and key in places}
    back = {}
    for row in written.keys() - right.keys():
        key = now[row - 1] if row <= len(now) else None
        back[row] = column.wished.get(before[key]) if key in before else None
    return back | right


def same_keys(now: Sequence[Raw], keys: Sequence[Raw]) -> bool:
    """Whether the same keys stand in the same rows; blank rows at the end do not count."""
    return _trimmed(now) == _trimmed(keys)


def _trimmed(keys: Sequence[Raw]) -> list[Raw]:
    found = [None if key == "" else key for key in keys]
    while found and found[-1] is None:
        found.pop()
    return found
