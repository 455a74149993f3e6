"""One tab: its cells and everything that hangs on it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.sheets_server.cells import Cell
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.shifting import Shift, shifted

LISTS = ("merges", "conditionalFormats", "filterViews", "protectedRanges", "charts", "bandedRanges", "rowGroups",
         "columnGroups", "slicers", "tables")  # fmt: skip
PIXELS = {"ROWS": 21, "COLUMNS": 100}
MOST_CELLS = 10_000_000


class Tab:
    """Cells by row, short rows where the rest is empty; ``hanging`` is the rest in Google's own words."""

    def __init__(self, properties: Json) -> None:
        self.properties = properties
        grid = properties.setdefault("gridProperties", {})
        grid.setdefault("rowCount", 1000)
        grid.setdefault("columnCount", 26)
        self.rows: list[list[Cell | None]] = []
        self.hanging: Json = {}
        self.sizes: dict[str, dict[int, Json]] = {"ROWS": {}, "COLUMNS": {}}
        self.looks_up = False  # whether a formula here reads other cells
        self.copies_cells = False  # while a batch may still be taken back, cells are changed in copies

    def snapshot(self) -> "Tab":
        """The tab as it is now; from here on changed cells are copies, so that this one stays."""
        kept = Tab(deepcopy(self.properties))
        kept.rows = [list(row) for row in self.rows]
        kept.hanging, kept.sizes = deepcopy(self.hanging), deepcopy(self.sizes)
        kept.looks_up = self.looks_up
        self.copies_cells = True
        return kept

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    def count(self, axis: str) -> int:
        return self.row_count if axis == "ROWS" else self.column_count

    def resize(self, axis: str, count: int) -> None:
        """Grow or cut the grid."""
        if count < 1:
            raise bad("Invalid gridProperties: a sheet must have at least one row and one column.")
        self.properties["gridProperties"]["rowCount" if axis == "ROWS" else "columnCount"] = count
        if self.row_count * self.column_count > MOST_CELLS:
            raise bad(
                "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
            )
        del self.rows[self.row_count :]
        for row in self.rows:
            del row[self.column_count :]

    def find(self, row: int, column: int) -> Cell | None:
        """The cell if there is anything in it."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def cell(self, row: int, column: int) -> Cell:
        """The cell, made if need be."""
        if row >= self.row_count or column >= self.column_count:
            raise bad(
                f"Range ({self.title}!R{row + 1}C{column + 1}) exceeds grid limits. "
                f"Max rows: {self.row_count}, max columns: {self.column_count}"
            )
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        if len(line) <= column:
            line.extend([None] * (column + 1 - len(line)))
        found = line[column]
        if found is None:
            found = line[column] = Cell()
        elif self.copies_cells:
            found = line[column] = found.copy()
        return found

    def drop(self, row: int, column: int) -> None:
        """Forget a cell in which nothing is left."""
        found = self.find(row, column)
        if found is not None and found.is_bare:
            self.rows[row][column] = None

    def formulas(self) -> Iterator[tuple[int, int]]:
        """The places of formulas that may read other cells."""
        if self.looks_up:
            for row, line in enumerate(self.rows):
                yield from ((row, column) for column, cell in enumerate(line) if cell is not None and cell.formula)

    def used(self) -> tuple[int, int]:
        """(rows, columns) up to the last value."""
        last_row = last_column = 0
        for number, row in enumerate(self.rows, 1):
            for column in range(len(row), 0, -1):
                cell = row[column - 1]
                if cell is not None and (cell.value is not None or cell.formula):
                    last_row, last_column = number, max(last_column, column)
                    break
        return last_row, last_column

    def cells(self, area: Json) -> Iterator[tuple[int, int]]:
        """Every place of a GridRange."""
        rows = range(area.get("startRowIndex", 0), min(area.get("endRowIndex", self.row_count), self.row_count))
        columns = range(
            area.get("startColumnIndex", 0), min(area.get("endColumnIndex", self.column_count), self.column_count)
        )
        return ((row, column) for row in rows for column in columns)

    # rows and columns that come, go and move

    def insert(self, axis: str, at: int, count: int, *, like_before: bool) -> None:
        self.resize(axis, self.count(axis) + count)
        if axis == "ROWS":
            if at < len(self.rows):
                self.rows[at:at] = [[] for _ in range(count)]
        else:
            for row in self.rows:
                if at < len(row):
                    row[at:at] = [None] * count
        if like_before and at:
            self._dress(axis, at, count)

    def _dress(self, axis: str, at: int, count: int) -> None:
        """New rows look like the one before them."""
        span = range(self.column_count) if axis == "ROWS" else range(len(self.rows))
        for across in span:
            like = self.find(*((at - 1, across) if axis == "ROWS" else (across, at - 1)))
            if like is not None and like.format:
                for new in range(at, at + count):
                    self.cell(*((new, across) if axis == "ROWS" else (across, new))).format = like.format

    def delete(self, axis: str, first: int, last: int) -> None:
        if last - first >= self.count(axis):
            raise bad(f"You can't delete all the {axis.lower()} on the sheet.")
        if axis == "ROWS":
            del self.rows[first:last]
        else:
            for row in self.rows:
                del row[first:last]
        self.resize(axis, self.count(axis) - (last - first))

    def move(self, axis: str, first: int, last: int, to: int) -> None:
        to_after = to if to <= first else to - (last - first)
        if axis == "ROWS":
            while len(self.rows) < max(last, to):
                self.rows.append([])
            block = self.rows[first:last]
            del self.rows[first:last]
            self.rows[to_after:to_after] = block
            return
        for row in self.rows:
            if len(row) > min(first, to):
                row.extend([None] * (max(last, to) - len(row)))
                block_of_row = row[first:last]
                del row[first:last]
                row[to_after:to_after] = block_of_row

    def shift(self, axis: str, shift: Shift) -> None:
        """Bring everything that hangs on the tab to its new place."""
        self.hanging = {key: shifted(value, self.id, axis, shift) for key, value in self.hanging.items()}
        self.hanging = {key: value for key, value in self.hanging.items() if value is not None}
        sizes = {}
        for at, size in self.sizes[axis].items():
            new = shift(at, at + 1)
            if new is not None:
                sizes[new[0]] = size
        self.sizes[axis] = sizes

    def sort(self, area: Json, specs: list[Json]) -> None:
        """Sort the rows of a range; numbers before texts before blanks, as Google does."""
        top, bottom = area.get("startRowIndex", 0), min(area.get("endRowIndex", self.row_count), self.row_count)
        left, right = (
            area.get("startColumnIndex", 0),
            min(area.get("endColumnIndex", self.column_count), self.column_count),
        )
        rows = [
            [self.find(row, column) for column in range(left, right)] for row in range(top, min(bottom, len(self.rows)))
        ]
        for spec in reversed(specs):
            column = spec.get("dimensionIndex", 0) - left
            down = spec.get("sortOrder") == "DESCENDING"
            rows.sort(key=lambda row: sort_key(row[column].value if row[column] else None, down=down), reverse=down)
        for row, cells in enumerate(rows, top):
            line = self.rows[row]
            line.extend([None] * (right - len(line)))
            line[left:right] = cells


def sort_key(value: Any, *, down: bool) -> tuple[int, Any]:
    """Blanks stay last both ways."""
    if value is None:
        return (-1 if down else 3), 0
    if isinstance(value, bool):
        return 2, value
    return (0, value) if isinstance(value, int | float) else (1, str(value).casefold())
