"""Many records at once, column by column: what has no column, and what no field."""

from itertools import repeat

import pytest
from msgspec import Struct, field

from relsheet.records.making import records_of


class Note(Struct, frozen=True):
    text: str
    place: str
    mark: str | None = None


class Album(Struct, frozen=True):
    name: str
    notes: list[str] = field(default_factory=list)


def test_one_record_a_row_in_the_order_of_the_fields() -> None:
    columns = {"place": repeat("Visits"), "text": ["a", "b"], "no field": [1, 2]}
    assert [*records_of(Note, columns)] == [Note("a", "Visits"), Note("b", "Visits")]


@pytest.mark.parametrize(
    ("kind", "columns", "lacking"),
    [
        pytest.param(Note, {"text": ["a"]}, "place", id="neither a column nor a default"),
        pytest.param(Album, {"name": ["a"]}, "notes", id="a list of its own for each record"),
    ],
)
def test_a_field_that_nothing_fills_is_named(kind: type[Struct], columns: dict[str, list[str]], lacking: str) -> None:
    with pytest.raises(TypeError, match=lacking):
        records_of(kind, columns)


def test_no_row_is_lost_where_a_column_is_too_short() -> None:
    with pytest.raises(ValueError, match="length"):
        records_of(Note, {"text": ["a", "b"], "place": ["Visits"]})
