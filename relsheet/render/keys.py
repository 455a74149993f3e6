"""A key of its own for each of our columns: customers may be spread over several tabs, each with columns of ours."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from relsheet.sheets.edits import PlaceColumn
from relsheet.sheets.workbook import OwnColumn


def with_own_keys(columns: Sequence[PlaceColumn], recorded: Sequence[OwnColumn]) -> tuple[PlaceColumn, ...]:
    """The columns, those of further tabs as customers.abc.2, customers.abc.3 …

    A column that an earlier run left on the same tab keeps its key, in whatever order the tabs stand now.
    """
    known = {(own.tab, _base(own.key)): own.key for own in recorded}
    taken = {own.key for own in recorded}
    keyed = []
    for column in columns:
        key = known.get((column.tab, column.key))
        if key is None:
            key = _free(column.key, taken)
            taken.add(key)
        keyed.append(replace(column, key=key))
    return tuple(keyed)


def _base(key: str) -> str:
    head, dot, tail = key.rpartition(".")
    return head if dot and tail.isdigit() else key


def _free(key: str, taken: set[str]) -> str:
    return next(name for number in count(1) if (name := key if number == 1 else f"{key}.{number}") not in taken)
