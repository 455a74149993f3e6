"""Whatever workbook: after a write the user's cells are as they were, and ours as asked."""

import io
import string
from collections.abc import Mapping
from datetime import date

import openpyxl
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from relsheet.opc.archive import read_members
from relsheet.opc.package import Package
from relsheet.opc.verify import Ours, prove
from relsheet.sheets.editing import Editing
from relsheet.sheets.edits import OwnCell, PlaceColumn, Style
from relsheet.sheets.placing import place_columns
from relsheet.sheets.workbook import Value, Workbook

Cells = Mapping[tuple[int, int], Value]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
VALUES = st.one_of(TEXT, st.integers(-(10**9), 10**9), st.floats(-1e12, 1e12), st.booleans())
CELLS = st.dictionaries(st.tuples(st.integers(1, 12), st.integers(1, 8)), VALUES, max_size=25)
OWN = st.lists(st.one_of(TEXT, st.integers(0, 99), st.just(date(2026, 3, 5)), st.none()), max_size=12)
STYLES = st.builds(
    Style,
    bold=st.booleans(),
    wrap=st.booleans(),
    fill=st.sampled_from([None, "F4B183"]),
    number_format=st.sampled_from([None, "0.0%", "@"]),
)


def by_xlsxwriter(cells: Cells, options: Mapping[str, bool]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    sheet = book.add_worksheet("T")
    for (row, column), value in sorted(cells.items()):
        sheet.write(row - 1, column - 1, value)
    book.close()
    return target.getvalue()


def by_openpyxl(cells: Cells) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "T"
    for (row, column), value in cells.items():
        cell = book.active.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read_by_openpyxl(source: bytes) -> dict[tuple[int, int], object]:
    rows = openpyxl.load_workbook(io.BytesIO(source))["T"].iter_rows()
    return {(cell.row, cell.column): cell.value for row in rows for cell in row if cell.value is not None}


def read_by_calamine(source: bytes) -> dict[tuple[int, int], object]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(source)).get_sheet_by_name("T")
    rows = enumerate(sheet.to_python(skip_empty_area=False), 1)
    return {(row, at): value for row, values in rows for at, value in enumerate(values, 1) if value != ""}


SOURCES = st.one_of(
    st.builds(by_openpyxl, CELLS),
    st.builds(by_xlsxwriter, CELLS, st.just({"constant_memory": True})),
    st.builds(by_xlsxwriter, CELLS, st.just({"date_1904": True})),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES, OWN, STYLES)
def test_users_cells_stay_and_ours_are_as_asked(source: bytes, own: list[Value], style: Style) -> None:
    cells = tuple(OwnCell(row, value, style) for row, value in enumerate(own, 2))
    edit = PlaceColumn("customers.abc", "T", 1, "ABC ◆", style, 12, cells)
    package = Package(source)
    editing = Editing(package, Workbook("t.xlsx", (), ""))
    place_columns(editing, "T", [edit])
    editing.finish()
    result = package.to_bytes()
    column = editing.columns["customers.abc"].column
    prove(source, result, Ours({"T": frozenset({column})}))
    for read in (read_by_openpyxl, read_by_calamine):
        before, after = read(source), read(result)
        assert {place: value for place, value in after.items() if place[1] != column} == before
        texts = {row: value for row, value in enumerate(own, 2) if isinstance(value, str) and not is_blank(value)}
        assert {row: after.get((row, column)) for row in texts} == texts
        assert after[1, column] == "ABC ◆"
    touched = set(package.touched)
    kept = {member.part: bytes(member.packed) for member in read_members(source)[0] if member.part not in touched}
    assert kept.items() <= {member.part: bytes(member.packed) for member in read_members(result)[0]}.items()


def is_blank(text: str) -> bool:
    """calamine takes a text of spaces alone for an empty cell."""
    return not text.strip(string.whitespace + "\u00a0\u3000") or "_x" in text
