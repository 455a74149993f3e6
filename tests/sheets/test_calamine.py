"""Tabs as calamine reads them, and what only a second look at the XML tells."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from relsheet.errors import UnreadableInput
from relsheet.sheets.calamine import CalamineGrid, open_grids
from relsheet.sheets.workbook import Columnar, Fault, Texts

MAY = date(2026, 5, 6)
SHEET = "xl/worksheets/sheet1.xml"
Saved = Callable[[Workbook], Path]


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    def save(file: Workbook) -> Path:
        path = tmp_path / "book.xlsx"
        file.save(path)
        return path

    return save


@pytest.fixture
def with_rows(saved: Saved, tmp_path: Path) -> Callable[[str], CalamineGrid]:
    """The only tab of a workbook whose rows are that XML."""

    def make(rows: str, prefix: str = "") -> CalamineGrid:
        path = saved(Workbook())
        with ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        parts[SHEET] = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
        with ZipFile(path, "w", ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return open_grids(path)[0]

    return make


def offset_table() -> Workbook:
    """Headers in C3:D3, one row below, one blank row, one more row."""
    file = Workbook()
    sheet = file.active
    assert sheet is not None
    for cell, value in {"C3": "name", "D3": "day", "C4": "Acme", "D4": date(2026, 5, 6), "C6": "Beta"}.items():
        sheet[cell] = value
    return file


def test_cells_stand_at_their_true_addresses(saved: Saved) -> None:
    grid = open_grids(saved(offset_table()))[0]
    assert (grid.last_row, grid.last_column) == (6, 4)
    assert grid.head(3)[2] == [None, None, "name", "day"]
    assert list(grid.rows(4, [3, 4])) == [(4, ["Acme", date(2026, 5, 6)]), (5, [None, None]), (6, ["Beta", None])]


def test_columns_are_the_rows_turned_and_may_lie_beyond_the_used_ones(saved: Saved) -> None:
    grid = open_grids(saved(offset_table()))[0]
    numbers, columns = grid.columns(4, [4, 1, 99, 3])
    assert list(numbers) == [4, 5, 6]
    assert columns == [[date(2026, 5, 6), None, None], [None] * 3, [None] * 3, ["Acme", None, "Beta"]]


PEOPLE = ["Ann", "Bo", None, "Ann"] * 6_000


@pytest.mark.parametrize(
    ("cells", "different"),
    [
        pytest.param(PEOPLE, ["Ann", "Bo", None], id="names that come again"),
        pytest.param([f"V{n}" for n in range(20_000)], [f"V{n}" for n in range(20_000)], id="ids, each once"),
        pytest.param([None, "a", None], [None, "a"], id="blank from the first row on"),
        pytest.param([*PEOPLE, 7.0], None, id="a number below many names"),
        pytest.param([True, "a", 1.0, "1"], None, id="what is equal to Python and no text"),
        pytest.param([MAY] * 300, None, id="days"),
    ],
)
def test_a_column_of_texts_says_which_ones_it_has(
    cells: list[object], different: list[object] | None, saved: Saved
) -> None:
    file = Workbook(write_only=True)
    sheet = file.create_sheet()
    for value in cells:
        sheet.append([value, 0])
    _, [column] = open_grids(saved(file))[0].columns(1, [1])
    assert [(type(value), value) for value in column] == [(type(value), value) for value in cells]
    assert (column.different if isinstance(column, Texts) else None) == different
    if different is not None:
        assert len(set(map(id, column))) == len(different)  # a text that comes often is one object


def test_what_was_let_go_of_is_loaded_again_when_asked_for(saved: Saved) -> None:
    grid = open_grids(saved(offset_table()))[0]
    assert isinstance(grid, Columnar)
    before = list(grid.rows(1, [3]))
    grid.release()
    assert (grid.last_row, list(grid.merges), list(grid.rows(1, [3]))) == (6, [], before)


def test_midnight_is_a_day_and_noon_a_moment(saved: Saved) -> None:
    file = Workbook()
    sheet = file.active
    assert sheet is not None
    noon = datetime(2026, 5, 6, 12)  # noqa: DTZ001  # cells know no time zone
    sheet.append([datetime.combine(MAY, time()), noon])
    assert list(open_grids(saved(file))[0].head(1)) == [[MAY, noon]]


def test_hidden_tabs_are_tabs_and_chart_sheets_are_none(saved: Saved) -> None:
    file = offset_table()
    file.create_sheet("hidden").sheet_state = "veryHidden"
    file.create_chartsheet("chart")
    grids = open_grids(saved(file))
    assert [(grid.tab, grid.hidden) for grid in grids] == [("Sheet", False), ("hidden", True)]
    assert (grids[1].last_row, grids[1].head(5), list(grids[1].rows(1, [1])), grids[1].columns(1, [1])[1]) == (
        0,
        [],
        [],
        [[]],
    )


def test_bytes_are_read_like_a_file(saved: Saved) -> None:
    path = saved(offset_table())
    assert open_grids(path.read_bytes())[0].head(6) == open_grids(path)[0].head(6)


ERROR = '<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(ERROR, {(2, 2): (Fault.ERROR, "#N/A")}, id="an error"),
        pytest.param(
            '<row><c t="n"><v>1</v></c><c t="e"><v>#REF!</v></c></row>',
            {(1, 2): (Fault.ERROR, "#REF!")},
            id="cells and rows without an address follow each other",
        ),
        pytest.param(
            '<row r="5"><c r="B5"><f>A1&amp;"x"</f></c></row>',
            {(5, 2): (Fault.NO_CACHE, '=A1&"x"')},
            id="a formula without a value",
        ),
        pytest.param(
            '<row r="5"><c r="B5"><f>A1</f><v></v></c></row>',
            {(5, 2): (Fault.NO_CACHE, "=A1")},
            id="a formula with an empty value, as openpyxl writes it",
        ),
        pytest.param(
            '<row r="5"><c r="B5" t="str"><f>""</f><v></v></c></row>', {}, id="a formula that gives an empty text"
        ),
        pytest.param('<row r="5"><c r="B5"><f t="shared" si="0"/><v>7</v></c></row>', {}, id="a calculated formula"),
        pytest.param(
            '<row r="5"><c r="B5"><f>[1]Sheet1!A1</f><v>7</v></c></row>',
            {(5, 2): (Fault.EXTERNAL, "=[1]Sheet1!A1")},
            id="a link to another workbook",
        ),
        pytest.param(
            '<row r="5"><c r="B5"><f>Sales[2026]</f><v>7</v></c></row>', {}, id="a column of a table is no link"
        ),
        pytest.param('<row r="2"><c r="C2" t="e"><v>#N/A</v></c></row>', {}, id="a column that nobody asked for"),
    ],
)
def test_the_second_look_finds_what_calamine_hides(
    with_rows: Callable[[str], CalamineGrid], rows: str, expected: dict[tuple[int, int], tuple[Fault, str]]
) -> None:
    assert with_rows(rows).faults([2]) == expected


def test_formats_of_zeros_are_shown_as_excel_shows_them(saved: Saved) -> None:
    file = Workbook()
    sheet = file.active
    assert sheet is not None
    for row, (value, number_format) in enumerate(
        [(7, "00000"), (7, "0"), (7, '"C-"000'), ("7", "000"), (1.5, "000")], 1
    ):
        sheet.cell(row, 1, value).number_format = number_format
    assert open_grids(saved(file))[0].padded_numbers([1]) == {(1, 1): "00007", (3, 1): "C-007"}


def test_hidden_rows_are_found(saved: Saved) -> None:
    file = offset_table()
    sheet = file.active
    assert sheet is not None
    sheet.row_dimensions[4].hidden = True
    assert open_grids(saved(file))[0].hidden_rows == {4}


def test_a_hidden_row_without_its_number_counts_from_the_rows_of_the_portion_before(
    with_rows: Callable[[str], CalamineGrid],
) -> None:
    cell = f'<c t="inlineStr"><is><t>{"x" * 900}</t></is></c>'
    numbered = "".join(f'<row r="{row}">{cell}</row>' for row in range(1, 1201))
    following = f"<row>{cell}</row>" * 2400
    assert with_rows(numbered + following + f'<row hidden="1">{cell}</row>').hidden_rows == {3601}


def test_a_stray_cell_far_out_is_refused_before_it_eats_the_memory(saved: Saved) -> None:
    file = offset_table()
    sheet = file.active
    assert sheet is not None
    sheet["XFD1048576"] = "x"
    with pytest.raises(UnreadableInput) as caught:
        open_grids(saved(file))[0].head(1)
    assert caught.value.code == "too_wide_tab"
