"""A tab of a Google Sheet as the API tells it: blank cells, and columns that hold numbers."""

from collections.abc import Sequence

import pytest

from relsheet.sheets.google_grid import GoogleGrid, Raw
from relsheet.sheets.google_values import Values


def grid(*columns: Sequence[Raw]) -> GoogleGrid:
    values = Values()
    values.add(1, [[*column] for column in columns])
    return GoogleGrid("t", False, 0, values.columns)


def test_a_blank_cell_is_none_however_it_is_asked_for() -> None:
    """The API gives an empty text between filled cells, and where a formula shows nothing."""
    told = grid(["Name", "", "a", "", ""], ["Sum", "", 0, False, ""], ["", ""])
    assert (told.last_row, told.last_column) == (4, 2)
    assert told.raw_column(1) == ["Name", None, "a"]
    assert told.raw_column(2) == ["Sum", None, 0, False]
    assert not told.raw_column(3)
    assert not told.raw_column(4)
    assert [told.raw_at(row, 1) for row in range(1, 5)] == ["Name", None, "a", None]
    assert told.keys(1) == ["Name", None, "a", None]
    assert told.head(9) == [["Name", "Sum"], [None, None], ["a", 0], [None, False]]
    assert told.columns(2, [1, 2]) == (range(2, 5), [[None, "a", None], [None, 0, False]])
    assert [*told.rows(1, [1])] == [(1, ("Name",)), (3, ("a",)), (4, (None,))], "without the row that is all blank"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["Name", "a", "b"], False, id="texts alone"),
        pytest.param(["Name", "", "12"], False, id="texts and blanks, one of them looks like a number"),
        pytest.param(["Name", True, ""], False, id="ticks are no numbers"),
        pytest.param([], False, id="nothing"),
        pytest.param(["Name", "a", 7], True, id="a whole number in the last row"),
        pytest.param(["Name", "", True, 0.5, "a"], True, id="a number among all else"),
    ],
)
def test_columns_that_hold_a_number(cells: Sequence[Raw], expected: bool) -> None:
    assert grid(cells).holds_numbers(1) is expected
    assert grid(cells).holds_numbers(2) is False
