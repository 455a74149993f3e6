"""Values beside the right rows, also while people sort and insert: written, checked by the keys in the answer, mended.

Every write takes along an entry on the key column that changes nothing; the answer then shows the keys as they stood at
that very moment. Where they are not as read, the values go out again to the rows where their keys are now.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relsheet.errors import NotWritten
from relsheet.sheets.google_grid import Raw
from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.google_places import by_number

Json = dict[str, Any]
ROUNDS = 3
#: A text key and its values, as a Receipt carries them.
Warn = tuple[str, tuple[tuple[str, object], ...]]


@dataclass(frozen=True)
class ColumnValues:
    """One column to be written: ``wished`` is all that it should hold, ``changed`` the part that it does not hold yet.

    A column ``of_ours`` has nothing of the user's in it: where no value belongs, the cell is emptied.
    """

    mark: int
    header: Raw
    wished: Mapping[int, Raw]
    changed: Mapping[int, Raw]
    of_ours: bool = True


@dataclass(frozen=True)
class TabValues:
    """The columns of one tab, and the keys of its rows (row 1 first) as they should stand when we write."""

    title: str
    key_mark: int
    keys: Sequence[Raw]
    header_row: int
    columns: tuple[ColumnValues, ...]

    @property
    def needed(self) -> bool:
        """Whether there is anything to write."""
        return any(column.changed for column in self.columns)


@dataclass
class _Left:
    """What a tab still needs, and the rows that we have written in so far."""

    tab: TabValues
    entries: list[Json]
    keys: Sequence[Raw]
    last_row: int
    lost: set[Raw] = field(default_factory=set)


def unique(keys: Sequence[Raw]) -> dict[Raw, int]:
    """Key -> its row, for keys that stand once; blank ones left out."""
    counts = Counter((key, type(key) is bool) for key in keys)
    return {
        key: row for row, key in enumerate(keys, 1) if key not in (None, "") and counts[key, type(key) is bool] == 1
    }


def write_values(client: GoogleClient, tabs: Sequence[TabValues], pages: Sequence[Json]) -> list[Warn]:
    """Write all of it in one call, and again where rows have moved; what is to be said about it.

    NotWritten ``google_keeps_changing`` if rows still move after three rounds: our columns are then emptied, since a
    value beside a wrong customer is worse than none.
    """
    left = [_Left(tab, _changed(tab), tab.keys, len(tab.keys)) for tab in tabs if tab.needed]
    entries = list(pages)
    warnings: list[Warn] = []
    for _ in range(ROUNDS):
        if not left and not entries:
            return warnings
        answer = _sent(client, entries + [entry for one in left for entry in one.entries])
        entries = []
        left = [again for one in left if (again := _checked(one, answer, warnings)) is not None]
        if any(not one.entries for one in left):
            break
    if left:
        _empty(client, left)
        raise NotWritten("google_keeps_changing", ", ".join(one.tab.title for one in left))
    return warnings


def _sent(client: GoogleClient, entries: Sequence[Json]) -> dict[int, list[Raw]]:
    """Mark number -> the column as it stood when all was written."""
    body = {
        "valueInputOption": "RAW",
        "data": list(entries),
        "includeValuesInResponse": True,
        "responseValueRenderOption": "UNFORMATTED_VALUE",
        "responseDateTimeRenderOption": "SERIAL_NUMBER",
    }
    found: dict[int, list[Raw]] = {}
    for answer in client.by_filter("batchUpdate", body).get("responses", []):
        lookup = answer.get("dataFilter", {}).get("developerMetadataLookup", {})
        if "metadataId" in lookup:
            lines = answer.get("updatedData", {}).get("values", [])
            found[int(lookup["metadataId"])] = list(lines[0]) if lines else []
    return found


def column_entry(mark: int, values: Mapping[int, Raw]) -> Json:
    """The entry that writes these rows of a marked column and leaves the others alone."""
    line: list[Raw] = [None] * max(values, default=1)
    for row, value in values.items():
        line[row - 1] = "" if value is None else value
    return {"dataFilter": by_number(mark), "majorDimension": "COLUMNS", "values": [line]}


def _changed(tab: TabValues) -> list[Json]:
    entries = [column_entry(column.mark, column.changed) for column in tab.columns if column.changed]
    return [*entries, column_entry(tab.key_mark, {})]


def _checked(one: _Left, answer: Mapping[int, list[Raw]], warnings: list[Warn]) -> _Left | None:
    """None if every row was where we thought; else what to write next (nothing if the rows cannot be told apart)."""
    now = answer.get(one.tab.key_mark)
    if now is None:
        one.entries = []
        return one
    if _same(now, one.keys):
        if one.lost:
            warnings.append(("warning.google_rows_gone", (("tab", one.tab.title), ("count", len(one.lost)))))
        return None
    header = one.tab.keys[one.tab.header_row - 1] if one.tab.header_row <= len(one.tab.keys) else None
    if header in (None, "") or header not in now:
        one.entries = []
        return one
    header_row = now.index(header) + 1
    places, before = unique(now), unique(one.tab.keys)
    last_row = max(one.last_row, len(now), *(max(column.wished, default=1) for column in one.tab.columns))
    one.lost = {key for key, row in before.items() if row > one.tab.header_row and key not in places}
    moved = [
        column_entry(column.mark, _moved(column, one.tab, places, header_row, last_row)) for column in one.tab.columns
    ]
    one.entries, one.keys, one.last_row = [*moved, column_entry(one.tab.key_mark, {})], now, last_row
    return one


def _moved(
    column: ColumnValues, tab: TabValues, places: Mapping[Raw, int], header_row: int, last_row: int
) -> dict[int, Raw]:
    """The whole column for the rows as they are now."""
    wished = {
        places[key]: column.wished[row]
        for key, row in unique(tab.keys).items()
        if row > tab.header_row and row in column.wished and key in places
    }
    blank: dict[int, Raw] = {}
    if column.of_ours:
        blank = dict.fromkeys(range(min(tab.header_row, header_row), last_row + 1), None)
    return blank | wished | {header_row: column.header}


def _same(now: Sequence[Raw], keys: Sequence[Raw]) -> bool:
    return _trimmed(now) == _trimmed(keys)


def _trimmed(keys: Sequence[Raw]) -> list[Raw]:
    found = [None if key == "" else key for key in keys]
    while found and found[-1] is None:
        found.pop()
    return found


def _empty(client: GoogleClient, left: Sequence[_Left]) -> None:
    marks = [column.mark for one in left for column in one.tab.columns if column.of_ours]
    client.by_filter("batchClear", {"dataFilters": [by_number(mark) for mark in marks]})


def without_rows(values: Mapping[int, Raw], removed: Sequence[int]) -> dict[int, Raw]:
    """The same values after rows have been taken out."""
    gone = set(removed)
    return {row - sum(out < row for out in gone): value for row, value in values.items() if row not in gone}
