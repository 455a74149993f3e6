"""What only the backend of tests has: grids from lists, second looks, styles."""

import pytest

from relsheet.sheets.edits import OwnCell, PlaceColumn, Style
from relsheet.sheets.memory import MemoryBackend, MemoryGrid
from relsheet.sheets.workbook import Fault


def test_ragged_rows_are_read_in_full_width() -> None:
    grid = MemoryGrid("T", [["a"], [], [None, "b", None]])
    assert (grid.last_row, grid.last_column) == (3, 2)
    assert grid.head(9) == [["a", None], [None, None], [None, "b"]]
    assert list(grid.rows(1, [2])) == [(1, [None]), (3, ["b"])]


def test_an_empty_tab() -> None:
    grid = MemoryGrid("T", [])
    assert (grid.last_row, grid.last_column, grid.head(5), list(grid.rows(1, [1]))) == (0, 0, [], [])


def test_a_second_look_finds_only_what_stands_in_the_columns_asked_for() -> None:
    grid = MemoryGrid("T", [["x"]], fault_cells={(1, 1): (Fault.ERROR, "#REF!")}, padded={(1, 2): "007"})
    assert grid.faults([1]) == {(1, 1): (Fault.ERROR, "#REF!")}
    assert grid.faults([2]) == {}
    assert grid.padded_numbers([2]) == {(1, 2): "007"}


@pytest.mark.parametrize(
    ("value", "style"),
    [
        pytest.param(True, Style(), id="a one that becomes a yes"),
        pytest.param(1, Style(bold=True), id="a cell that only looks otherwise"),
    ],
)
def test_a_change_that_python_would_not_see(value: int, style: Style) -> None:
    backend = MemoryBackend({"T": [["h"], ["r"]]})

    def column(value: int, style: Style) -> PlaceColumn:
        return PlaceColumn("k", "T", 1, "H", Style(), 10, (OwnCell(2, value, style),))

    backend.write(backend.read(), [column(1, Style())])
    receipt = backend.write(backend.read(), [column(value, style)])
    assert (receipt.written, receipt.cells_written) == (True, 1)
    assert backend.style("T", 2, 2) == style
