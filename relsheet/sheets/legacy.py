"""Sources that are read and not written: what is ours goes into a new .xlsx beside a copy of their values."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, PasswordError

from relsheet.errors import NotWritten, UnreadableInput, UsageError
from relsheet.opc.package import DEFAULT_LIMITS, Limits, read_package
from relsheet.sheets.calamine import open_grids
from relsheet.sheets.drawing import CREATED
from relsheet.sheets.edits import CellChange, Edit, Receipt
from relsheet.sheets.formats import DEFAULT_FORMATS
from relsheet.sheets.kinds import Kind
from relsheet.sheets.replace import fingerprint
from relsheet.sheets.text_tables import csv_grid, html_grids, is_tab_name
from relsheet.sheets.workbook import Grid, Value, Workbook
from relsheet.sheets.xlsx import XlsxBackend

WIDTH_ROWS = 100
NARROWEST, WIDEST = 9, 40


class LegacyBackend:
    """An .xls, .xlsb, .ods, .csv or HTML file. ``output`` is the new .xlsx; without it only reading works."""

    def __init__(self, path: Path, kind: Kind, output: Path | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
        self._path, self._kind, self._output, self._limits = path, kind, output, limits
        self._copy: tuple[str, bytes] = ("", b"")  # fingerprint of the source, and the new workbook with its values

    def read(self) -> Workbook:
        """The values as they stand; nothing of ours can be in such a file."""
        return Workbook(self._path.name, tuple(_grids(self._path, self._kind, self._limits)), fingerprint(self._path))

    def preview(self, workbook: Workbook, edits: Sequence[Edit]) -> tuple[CellChange, ...]:
        """The cells that the new workbook would have beside those of the source."""
        with self._copied(workbook, None) as copy:
            return copy.preview(copy.read(), edits)

    def write(self, workbook: Workbook, edits: Sequence[Edit]) -> Receipt:
        """Make the new workbook. UsageError ``needs_output`` if nobody named one."""
        if self._output is None:
            raise UsageError("needs_output", self._path.name, kind=self._kind.value)
        if fingerprint(self._path) != workbook.fingerprint:
            raise NotWritten("changed_since_read", self._path.name)
        with self._copied(workbook, self._output) as copy:
            return copy.write(copy.read(), edits)

    @contextmanager
    def _copied(self, workbook: Workbook, output: Path | None) -> Iterator[XlsxBackend]:
        """The new .xlsx with the values of the source, as a source itself: the edits are placed as in any other."""
        if self._copy[0] != workbook.fingerprint:
            self._copy = (workbook.fingerprint, workbook_of(workbook.grids))
        with TemporaryDirectory(prefix="relsheet-") as folder:
            scratch = Path(folder) / "copy.xlsx"
            scratch.write_bytes(self._copy[1])
            yield XlsxBackend(scratch, output)


def _grids(path: Path, kind: Kind, limits: Limits) -> Sequence[Grid]:
    if kind is Kind.CSV:
        return (csv_grid(path),)
    if kind is Kind.HTML:
        return html_grids(path)
    if kind in {Kind.XLSB, Kind.ODS}:
        read_package(path, limits)  # a zip archive that swells too much is refused
    try:
        return open_grids(path, most_cells=limits.cells)
    except PasswordError as err:
        raise UnreadableInput("encrypted", path.name) from err
    except CalamineError as err:
        raise UnreadableInput("damaged", path.name) from err


def workbook_of(grids: Sequence[Grid]) -> bytes:
    """A new .xlsx that holds the values of these tabs."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    book.set_properties({"created": CREATED})
    formats = {kind: book.add_format({"num_format": shown}) for kind, shown in DEFAULT_FORMATS.items()}
    visible = []
    for grid in grids:
        if not is_tab_name(grid.tab):
            raise NotWritten("tab_name", grid.tab)
        sheet = book.add_worksheet(grid.tab)
        if grid.hidden:
            sheet.hide()
        else:
            visible.append(sheet)
        _write_rows(sheet, grid, formats)
    if visible:
        visible[0].activate()  # the first tab may be hidden, and a hidden tab must not be the active one
    book.close()
    return target.getvalue()


def _write_rows(sheet: Any, grid: Grid, formats: Mapping[type, Any]) -> None:
    for column, width in enumerate(_widths(grid.head(WIDTH_ROWS))):
        sheet.set_column(column, column, width)
    for number, values in grid.rows(1, range(1, grid.last_column + 1)):
        for column, value in enumerate(values):
            _write_value(sheet, (number - 1, column), value, formats.get(type(value)))


def _write_value(sheet: Any, at: tuple[int, int], value: Value, shown: Any) -> None:
    """Text never as a formula, dates and spans in the format given."""
    match value:
        case None:
            return
        case str():
            sheet.write_string(*at, value)
        case bool():
            sheet.write_boolean(*at, value)
        case int() | float():
            sheet.write_number(*at, value)
        case _:
            sheet.write_datetime(*at, value, shown)


def _widths(rows: Sequence[Sequence[Value]]) -> list[int]:
    """Wide enough for the first rows; Chinese characters take two places."""
    places = [[sum(1 + (letter > "\u2e80") for letter in str(value or "")) for value in row] for row in rows]
    return [min(max(*column, NARROWEST) + 1, WIDEST) for column in zip(*places, strict=True)]
