"""Columns and pages in a workbook of the user's: joined, found again, taken out, and never at his cost."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from msgspec import structs
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from relsheet.errors import NotWritten, RelsheetError, UnreadableInput
from relsheet.opc import references
from relsheet.sheets.edits import (
    Canvas,
    CanvasCell,
    CanvasRange,
    Chart,
    ChartKind,
    DropColumn,
    DropPage,
    Edit,
    OwnCell,
    PlaceColumn,
    PutPage,
    Receipt,
    Series,
    SpliceRows,
    Style,
)
from relsheet.sheets.workbook import Value
from relsheet.sheets.xlsx import XlsxBackend

HEADERS = ["Name", "Owner", "Revenue"]
ROWS: list[list[Value]] = [["Ant", "Li", 10], ["Bee", "Wu", 20], ["Cat", "Li", 30]]
BOLD, BAD = Style(bold=True), Style(fill="F4B183")
KEYS = ("customers.tier", "customers.abc", "customers.why")


def crm(path: Path, dress: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None] | None = None) -> Path:
    """A small customers tab beside another tab; ``dress`` adds what a test is about."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Customers")
    book.add_worksheet("Notes").write(0, 0, "free")
    sheet.write_row(0, 0, HEADERS)
    for number, row in enumerate(ROWS, 1):
        sheet.write_row(number, 0, row)
    if dress:
        dress(book, sheet)
    book.close()
    return path


def columns(*headers: str, tab: str = "Customers", mark: str = "") -> list[Edit]:
    """Three columns whose cells say which row of the user's they belong to."""
    names = headers or ("Tier ◆", "ABC ◆", "Why ◆")
    return [
        PlaceColumn(
            key, tab, 1, header, BOLD, 11, tuple(OwnCell(row, f"{key[-3:]}{row}{mark}", BAD) for row in range(2, 5))
        )
        for key, header in zip(KEYS, names, strict=True)
    ]


def write(path: Path, edits: list[Edit]) -> Receipt:
    return XlsxBackend(path).write(XlsxBackend(path).read(), edits)


def sheet(path: Path, tab: str = "Customers") -> Worksheet:
    return openpyxl.load_workbook(path)[tab]


def found(path: Path) -> dict[str, tuple[str, int]]:
    return {own.key: (own.tab, own.column) for own in XlsxBackend(path).read().own_columns}


def values(path: Path, tab: str = "Customers") -> list[list[Value]]:
    return [list(row) for row in sheet(path, tab).iter_rows(values_only=True)]


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def rewritten(path: Path, name: str, pattern: str, new: str) -> None:
    """What another program might have left in a part."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    text, hits = re.subn(pattern, new, parts[name].decode())
    assert hits
    parts[name] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)


# Placing


def test_columns_stand_at_the_right_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    receipt = write(path, columns())
    assert receipt.written
    assert receipt.cells_written == 12
    assert values(path)[1] == ["Ant", "Li", 10, "ier2", "abc2", "why2"]
    assert sheet(path)["D2"].fill.fgColor.rgb == "FFF4B183"
    assert sheet(path).column_dimensions["D"].width == 11
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert not write(path, columns()).written
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_only_cells_that_say_something_else_are_written(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())
    edits = columns()
    first = edits[0]
    assert isinstance(first, PlaceColumn)
    edits[0] = PlaceColumn(first.key, first.tab, 1, first.header, BOLD, 11, (OwnCell(2, "new", BAD), *first.cells[1:2]))
    preview = XlsxBackend(path).preview(XlsxBackend(path).read(), edits)
    assert [(change.row, change.before, change.after) for change in preview] == [(2, "ier2", "new"), (4, "ier4", None)]
    assert write(path, edits).cells_written == 2


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("=1+1", "=1+1"),
        ("a\nb  c ", "a\nb  c "),
        ("<&>\"'", "<&>\"'"),
        ("_x0041_", "_x0041_"),
        ("bell\x07", "bell_x0007_"),
        ("客户🙂", "客户🙂"),
        (True, True),
        (0, 0),
        (-1.5e-9, -1.5e-9),
        (12345678901234, 12345678901234),
        (date(2026, 3, 5), datetime(2026, 3, 5)),  # noqa: DTZ001  cells know no time zone
        (datetime(2026, 3, 5, 18, 30), datetime(2026, 3, 5, 18, 30)),  # noqa: DTZ001  as above
        ("x" * 40_000, "x" * 32_767),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_value_is_read_back_by_another_program(tmp_path: Path, value: Value, read: Value) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, [PlaceColumn(KEYS[0], "Customers", 1, "T ◆", BOLD, 9, (OwnCell(2, value),))])
    cell = sheet(path)["D2"]
    assert openpyxl.utils.escape.unescape(cell.value) == read if read == "_x0041_" else cell.value == read
    assert cell.data_type != "f"


def test_dates_in_the_1904_system(tmp_path: Path) -> None:
    path = tmp_path / "crm.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    book.add_worksheet("Customers").write(0, 0, "Name")
    book.close()
    write(path, [PlaceColumn(KEYS[0], "Customers", 1, "By ◆", BOLD, 9, (OwnCell(2, date(2026, 3, 5)),))])
    write(path, [PutPage("todo", "To do ◆", Canvas((CanvasCell(1, 1, date(2026, 3, 5)),), {}, {}))])
    dates = sheet(path)["B2"].value, sheet(path, "To do ◆")["A1"].value
    assert dates == (datetime(2026, 3, 5), datetime(2026, 3, 5))  # noqa: DTZ001  cells know no time zone


@pytest.mark.parametrize(
    ("dress", "column"),
    [
        pytest.param(lambda _, s: s.write(90, 6, "total"), 8, id="a lone cell far below"),
        pytest.param(lambda _, s: s.merge_range(0, 3, 0, 5, "merged"), 7, id="a merged header"),
        pytest.param(
            lambda b, s: s.write_blank(1, 5, None, b.add_format({"bg_color": "red"})), 7, id="a coloured blank"
        ),
        pytest.param(lambda b, s: s.write_blank(1, 99, None, b.add_format({"bold": True})), 4, id="blanks far out"),
    ],
)
def test_the_first_free_column(tmp_path: Path, dress: Callable[..., None], column: int) -> None:
    path = crm(tmp_path / "crm.xlsx", dress)
    write(path, columns())
    assert found(path)["customers.tier"] == ("Customers", column)


def test_a_stated_dimension_that_is_wrong_does_no_harm(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    rewritten(path, "xl/worksheets/sheet1.xml", 'ref="A1:C4"', 'ref="A1:XFD1048576"')
    write(path, columns())
    assert found(path)["customers.tier"] == ("Customers", 4)


def test_no_column_is_left(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda _, s: s.write(0, 16_383, "last"))
    before = path.read_bytes()
    with pytest.raises(NotWritten, match="no free column"):
        write(path, columns())
    assert path.read_bytes() == before


def small_and_on_top(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    look = {"font_name": "Arial", "font_size": 9}
    sheet.write(0, 2, "Revenue", book.add_format({**look, "font_size": 12, "bg_color": "#000000"}))
    sheet.write(1, 2, 10, book.add_format({**look, "valign": "top", "font_color": "#FFFFFF"}))
    sheet.set_row(1, 40)


def test_our_cells_look_at_home_beside_the_users_last_column(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", small_and_on_top)
    before = part(path, "xl/worksheets/sheet1.xml")
    write(path, columns())
    header, cell = sheet(path)["D1"], sheet(path)["F4"]
    assert (header.font.name, header.font.sz, header.font.b) == ("Arial", 12, True)
    assert (cell.font.name, cell.font.sz, cell.alignment.vertical) == ("Arial", 9, "top")
    assert (header.fill.fill_type, cell.font.color.type) == (None, "theme")  # colours are not taken over
    heights = re.compile('(?:ht|customHeight)="[^"]*"')
    assert heights.findall(part(path, "xl/worksheets/sheet1.xml")) == heights.findall(before) != []
    assert not write(path, columns()).written


# Tables and filters


def with_table(**options: object) -> Callable[..., None]:
    names = [{"header": header} for header in HEADERS]
    return lambda _, s: s.add_table(
        0, 0, 3 + int("total_row" in options), 2, {"columns": names, "name": "T", **options}
    )


def test_columns_join_the_table_that_the_data_are(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", with_table())
    assert write(path, columns("Tier ◆", "tier ◆", "OWNER")).warnings == ()
    table = sheet(path).tables["T"]
    assert table.ref == table.autoFilter.ref == "A1:F4"
    assert [column.name for column in table.tableColumns] == [*HEADERS, "Tier ◆", "tier ◆2", "OWNER2"]
    assert [column.id for column in table.tableColumns] == [1, 2, 3, 4, 5, 6]
    assert values(path)[0] == [*HEADERS, "Tier ◆", "tier ◆2", "OWNER2"]
    assert not write(path, columns("Tier ◆", "tier ◆", "OWNER")).written


def test_a_totals_row_stays_the_last(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", with_table(total_row=True))
    write(path, columns())
    table = sheet(path).tables["T"]
    assert (table.ref, table.autoFilter.ref, table.totalsRowCount) == ("A1:F5", "A1:F4", 1)


def test_beside_a_table_with_something_at_its_right_columns_stand_apart(tmp_path: Path) -> None:
    def dress(book: xlsxwriter.Workbook, s: xlsxwriter.worksheet.Worksheet) -> None:
        with_table()(book, s)
        s.write(8, 4, "note")

    path = crm(tmp_path / "crm.xlsx", dress)
    receipt = write(path, columns())
    assert [key for key, _ in receipt.warnings] == ["warning.apart_from_table"]
    assert sheet(path).tables["T"].ref == "A1:C4"
    assert found(path)["customers.tier"] == ("Customers", 6)


def test_the_filter_grows_with_its_hidden_name(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda _, s: (s.autofilter(0, 0, 3, 2), s.filter_column(1, "x == Li")))
    write(path, columns())
    assert 'autoFilter ref="A1:F4"' in part(path, "xl/worksheets/sheet1.xml")
    assert '<filterColumn colId="1">' in part(path, "xl/worksheets/sheet1.xml")
    assert "Customers!$A$1:$F$4" in part(path, "xl/workbook.xml")


def test_a_filter_that_ends_before_the_last_column_stays(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda _, s: s.autofilter(0, 0, 3, 1))
    assert [key for key, _ in write(path, columns()).warnings] == ["warning.apart_from_filter"]
    assert 'autoFilter ref="A1:B4"' in part(path, "xl/worksheets/sheet1.xml")


CUSTOMERS, TARGETS, TABLE = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "xl/tables/table1.xml"


def to_utf16(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            utf16 = content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
            archive.writestr(entry, utf16 if entry in names else content)


@pytest.mark.parametrize(
    "dress",
    [
        pytest.param(lambda path: to_utf16(path, CUSTOMERS), id="a sheet in UTF-16"),
        pytest.param(lambda path: to_utf16(path, *part_names(path)), id="every part in UTF-16"),
        pytest.param(lambda path: rewritten(path, CUSTOMERS, "<v>(.*?)</v>", r"<v><![CDATA[\1]]></v>"), id="CDATA"),
        pytest.param(lambda path: rewritten(path, CUSTOMERS, "</c>", "<extLst/></c>"), id="extensions in cells"),
        pytest.param(
            lambda path: rewritten(path, CUSTOMERS, '<dimension ref="[^"]*"', '<dimension ref="#REF!"'),
            id="a dimension that is none",
        ),
        pytest.param(
            lambda path: rewritten(path, TARGETS, '"worksheets', '"../xl/./worksheets'), id="roundabout targets"
        ),
        pytest.param(lambda path: rewritten(path, CUSTOMERS, "<row ", "<!-- a row --><row "), id="comments"),
    ],
)
def test_a_workbook_in_an_unusual_form_is_read_and_written(dress: Callable[[Path], None], tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    dress(path)
    grid = XlsxBackend(path).read().grid("Customers")
    assert [list(values) for _, values in grid.rows(1, [1, 2, 3])] == [HEADERS, *ROWS]
    write(path, columns())
    assert values(path)[1] == ["Ant", "Li", 10, "ier2", "abc2", "why2"]
    assert not write(path, columns()).written


def part_names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [name for name in archive.namelist() if name.startswith(("xl/w", "xl/s", "xl/_rels", "[Content"))]


@pytest.mark.parametrize(
    ("name", "pattern", "new"),
    [
        pytest.param("xl/tables/table1.xml", 'id="1" name="Name"', 'id="one" name="Name"', id="a table column"),
        pytest.param("xl/styles.xml", 'numFmtId="164"', 'numFmtId="x"', id="a number format"),
        pytest.param(CUSTOMERS, '<col min="1"', '<col min="one"', id="a column"),
    ],
)
def test_a_number_that_is_none_is_refused_in_a_sentence(name: str, pattern: str, new: str, tmp_path: Path) -> None:
    def dress(book: xlsxwriter.Workbook, tab: xlsxwriter.worksheet.Worksheet) -> None:
        with_table()(book, tab)
        tab.set_column(0, 3, 20)
        tab.write(9, 0, 1, book.add_format({"num_format": "0.000"}))

    path = crm(tmp_path / "crm.xlsx", dress)
    rewritten(path, name, pattern, new)
    edits = [PlaceColumn(KEYS[0], "Customers", 1, "T ◆", BOLD, 9, (OwnCell(2, 1, Style(number_format="0.0000")),))]
    with pytest.raises(NotWritten) as refusal:
        write(path, edits)
    assert refusal.value.code == "odd_workbook"


@pytest.mark.parametrize(
    ("name", "pattern", "new"),
    [
        pytest.param(TARGETS, "worksheets/sheet2.xml", "worksheets/nowhere.xml", id="a tab without a part"),
        pytest.param("xl/worksheets/sheet2.xml", "</row>", "<row>", id="a tab that is no XML"),
        pytest.param("xl/worksheets/sheet2.xml", 'r="1"', f'r="{"9" * 5000}"', id="a row of an endless number"),
    ],
)
def test_a_damaged_tab_does_not_keep_us_from_the_others(name: str, pattern: str, new: str, tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    rewritten(path, name, pattern, new)
    workbook = XlsxBackend(path).read()
    for notes in (grid for grid in workbook.grids if grid.tab == "Notes"):
        assert notes.hidden_rows == frozenset()
        with suppress(UnreadableInput):
            notes.head(3)
    assert write(path, columns()).written


# Finding ourselves again


def edited(path: Path, edit: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def test_a_renamed_header_stays_renamed(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())
    edited(path, lambda book: book["Customers"].__setitem__("E1", "My class"))
    write(path, columns(mark="!"))
    assert values(path)[0] == [*HEADERS, "Tier ◆", "My class", "Why ◆"]
    assert values(path)[1][4] == "abc2!"


def test_sorted_rows_get_what_belongs_to_them_now(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())
    edited(path, lambda book: book["Customers"].move_range("A2:F2", rows=5))
    write(path, columns())
    assert values(path)[1][3:] == ["ier2", "abc2", "why2"]
    assert values(path)[6][3:] == [None, None, None]


def test_what_a_user_computes_below_or_between_our_cells_is_his(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())
    book = openpyxl.load_workbook(path)
    tab = book["Customers"]
    tab.move_range("A4:F4", rows=1)  # a row of the user's own comes between
    tab["E4"] = '=COUNTIF(E2:E3,"abc2")'
    tab["D6"], tab["E6"] = "Counted", '=COUNTIF(E2:E5,"abc2")'
    book.save(path)
    moved = [
        replace(edit, cells=tuple(structs.replace(cell, row=cell.row + (cell.row == 4)) for cell in edit.cells))
        for edit in columns()
        if isinstance(edit, PlaceColumn)
    ]
    write(path, [*moved])
    tab = sheet(path)
    assert [tab[at].value for at in ("E4", "D6", "E6")] == [
        '=COUNTIF(E2:E3,"abc2")',
        "Counted",
        '=COUNTIF(E2:E5,"abc2")',
    ]
    assert not write(path, [*moved]).written
    write(path, [DropColumn(key) for key in KEYS])
    tab = sheet(path)
    assert [tab[at].value for at in ("D1", "E2", "F5", "E4", "D6")] == [None] * 3 + [
        '=COUNTIF(E2:E3,"abc2")',
        "Counted",
    ]


def test_what_is_left_of_ours_below_the_last_row_goes(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())
    shorter = [replace(edit, cells=edit.cells[:1]) for edit in columns() if isinstance(edit, PlaceColumn)]
    write(path, [*shorter])
    assert [row[3:] for row in values(path)[2:]] == [[None] * 3] * 2


def test_a_column_that_excel_moved_is_filled_where_it_is(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())

    def swap(book: openpyxl.Workbook) -> None:
        tab = book["Customers"]
        tab.move_range("E1:E4", cols=5)
        book.defined_names["_relsheet.customers.abc"].attr_text = "Customers!$J$1"

    edited(path, swap)
    write(path, columns(mark="!"))
    assert [row[9] for row in values(path)] == ["ABC ◆", "abc2!", "abc3!", "abc4!"]
    assert [row[4] for row in values(path)] == [None] * 4


def test_a_column_that_the_user_deleted_comes_back_at_the_right(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())

    def delete(book: openpyxl.Workbook) -> None:
        book["Customers"].delete_cols(5)
        book.defined_names["_relsheet.customers.abc"].attr_text = "Customers!#REF!"
        book.defined_names["_relsheet.customers.why"].attr_text = "Customers!$E$1"

    edited(path, delete)
    assert "customers.abc" not in found(path)
    write(path, columns())
    assert values(path)[0] == [*HEADERS, "Tier ◆", "Why ◆", "ABC ◆"]
    assert values(path)[1][3:] == ["ier2", "why2", "abc2"]


def test_columns_shifted_by_a_program_that_forgets_names_are_not_written_over_others(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())
    edited(path, lambda book: book["Customers"].insert_cols(1))
    edited(path, lambda book: book["Customers"].__setitem__("A1", "Number"))
    write(path, columns(mark="!"))
    assert [row[1:4] for row in values(path)] == [HEADERS, *ROWS]


def test_a_renamed_tab_is_still_ours(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, [*columns(), summary()])
    rewritten(path, "xl/workbook.xml", "Summary ◆", "Overview")
    rewritten(path, "xl/workbook.xml", "Customers", "My people")
    write(path, [*columns(tab="My people"), summary("new")])
    assert openpyxl.load_workbook(path).sheetnames == ["Overview", "My people", "Notes"]
    assert sheet(path, "Overview")["A1"].value == "new"
    assert found(path)["customers.tier"] == ("My people", 4)


def test_lost_names_are_made_up_for_by_the_mark(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, [*columns(), summary()])
    edited(path, lambda book: book.defined_names.clear())
    workbook = XlsxBackend(path).read()
    assert [own.column for own in workbook.own_columns] == [4, 5, 6]
    write(path, [*columns(mark="!"), summary("new")])
    assert values(path)[1] == ["Ant", "Li", 10, "ier2!", "abc2!", "why2!"]
    assert openpyxl.load_workbook(path).sheetnames == ["Summary ◆", "Customers", "Notes"]


def copied_names(part_text: str) -> str:
    """The names that Excel and LibreOffice give to a copied tab: those of the first, for it alone."""
    ours = re.findall(r"<definedName name=\"_relsheet[^>]*>[^<]*</definedName>", part_text)
    copies = (
        one.replace(" hidden", ' localSheetId="1" hidden').replace("!", " copy'!").replace(">Cust", ">'Cust")
        for one in ours
        if "Customers!" in one
    )
    return part_text.replace("</definedNames>", "".join(copies) + "</definedNames>")


def test_a_tab_that_the_user_copied_is_his_and_ours_stay_where_they_are(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())
    copied = crm_of_copied(path)
    workbook = XlsxBackend(copied).read()
    assert {own.key: own.tab for own in workbook.own_columns if not own.copied} == dict.fromkeys(KEYS, "Customers")
    assert [own.key for own in workbook.own_columns if own.copied] == [f"{key}.2" for key in KEYS]
    write(copied, columns(mark="!"))
    assert values(copied)[0] == [*HEADERS, "Tier ◆", "ABC ◆", "Why ◆"]
    assert values(copied)[1][3:] == ["ier2!", "abc2!", "why2!"]
    assert values(copied, "Customers copy")[1][3:] == ["ier2", "abc2", "why2"]
    assert len(XlsxBackend(copied).read().own_columns) == len(KEYS)
    assert not write(copied, columns(mark="!")).written


def crm_of_copied(path: Path) -> Path:
    """The scored workbook with its customers tab copied in the place of the notes."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts["xl/worksheets/sheet2.xml"] = parts[CUSTOMERS]
    names = parts["xl/workbook.xml"].decode().replace('name="Notes"', 'name="Customers copy"')
    parts["xl/workbook.xml"] = copied_names(names).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    return path


def test_a_column_of_the_users_with_our_header_is_his(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda _, s: s.write_column(0, 3, ["ABC", "mine", "mine", "mine"]))
    write(path, columns("Tier ◆", "ABC", "Why ◆"))
    assert [row[3] for row in values(path)] == ["ABC", "mine", "mine", "mine"]


def test_what_a_user_marked_as_we_do_is_his_in_a_workbook_that_we_never_wrote(tmp_path: Path) -> None:
    def dress(book: xlsxwriter.Workbook, tab: xlsxwriter.worksheet.Worksheet) -> None:
        tab.write_column(0, 3, ["ABC ◆", "mine", "mine", "mine"])
        tab.write(0, 4, "Why ◆")
        book.add_worksheet("Summary ◆").write(0, 0, "mine")

    path = crm(tmp_path / "crm.xlsx", dress)
    write(path, [*columns(), summary()])
    assert [row[3:] for row in values(path)][:2] == [
        ["ABC ◆", "Why ◆", "Tier ◆", "ABC ◆", "Why ◆"],
        ["mine", None, "ier2", "abc2", "why2"],
    ]
    assert values(path, "Summary ◆")[0][0] == "mine"
    assert values(path, "Summary ◆ 2")[0][0] == "Summary"
    assert not write(path, [*columns(), summary()]).written


def test_saved_by_openpyxl_our_cells_are_known_and_left_alone(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, columns())
    edited(path, lambda _: None)
    assert XlsxBackend(path).preview(XlsxBackend(path).read(), columns()) == ()


# Pages


def summary(text: str = "Summary", title: str = "Summary ◆") -> PutPage:
    cells = (CanvasCell(1, 1, text, BOLD), CanvasCell(2, 1, "A"), CanvasCell(2, 2, 5), CanvasCell(3, 2, 7))
    series = Series("n", CanvasRange(2, 1, 3, 1), CanvasRange(2, 2, 3, 2), "0072B2", ChartKind.BAR)
    chart = Chart(ChartKind.BAR, 5, 1, 300, 200, None, "a chart", (series,))
    return PutPage("summary", title, Canvas(cells, {1: 20}, {}, charts=(chart,)), at_front=True)


def test_a_page_comes_with_its_chart_and_is_replaced_wholly(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda b, s: s.insert_chart(5, 1, _chart(b)))
    write(path, [summary()])
    names = set(zipfile.ZipFile(path).namelist())
    assert {"xl/charts/chart1.xml", "xl/charts/chart2.xml"} <= names
    assert "Summary ◆" in part(path, "xl/charts/chart2.xml")
    assert not write(path, [summary()]).written
    write(path, [summary("other")])
    assert set(zipfile.ZipFile(path).namelist()) == names
    assert sheet(path, "Summary ◆")["A1"].value == "other"


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Customers!$C$2:$C$4"})
    return chart


def test_a_tab_of_the_users_with_our_title_is_his(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda b, _: b.add_worksheet("SUMMARY").write(0, 0, "mine"))
    write(path, [summary(title="Summary")])
    assert set(openpyxl.load_workbook(path).sheetnames) == {"Summary 2", "Customers", "Notes", "SUMMARY"}
    assert sheet(path, "SUMMARY")["A1"].value == "mine"
    assert not write(path, [summary(title="Summary")]).written


def test_names_that_belong_to_a_tab_keep_their_tab(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda _, s: s.print_area(0, 0, 3, 2))
    write(path, [summary()])
    assert openpyxl.load_workbook(path)["Customers"].print_area == "'Customers'!$A$1:$C$4"
    write(path, [DropPage("summary")])
    assert openpyxl.load_workbook(path)["Customers"].print_area == "'Customers'!$A$1:$C$4"


def test_a_name_of_a_tab_that_is_not_there_stays_as_it_is(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda b, _: b.define_name("rate", "=Notes!$A$1"))
    rewritten(path, "xl/workbook.xml", 'name="rate"', 'name="rate" localSheetId="9"')
    write(path, [summary()])
    write(path, [DropPage("summary")])
    assert 'name="rate" localSheetId="9"' in part(path, "xl/workbook.xml")


def test_numbers_of_tabs_stay_below_the_limit(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    rewritten(path, "xl/workbook.xml", 'sheetId="2"', 'sheetId="65534"')
    write(path, [summary()])
    assert sorted(re.findall('sheetId="([0-9]+)"', part(path, "xl/workbook.xml"))) == ["1", "2", "65534"]


def test_names_of_parts_that_are_gone_are_not_given_to_ours(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    gone = '<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument'
    rewritten(path, "[Content_Types].xml", "</Types>", f'{gone}.drawing+xml"/></Types>')
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/charts/_rels/chart1.xml.rels", part(path, TARGETS))
    write(path, [summary()])
    with zipfile.ZipFile(path) as archive:
        assert {"xl/drawings/drawing2.xml", "xl/charts/chart2.xml"} <= set(archive.namelist())
    write(path, [DropPage("summary")])
    assert gone in part(path, "[Content_Types].xml")


# Taking out


@pytest.mark.parametrize(
    "dress", [None, with_table(), lambda _, s: s.autofilter(0, 0, 3, 2)], ids=["plain", "table", "filter"]
)
def test_everything_of_ours_goes_again(tmp_path: Path, dress: Callable[..., None] | None) -> None:
    path = crm(tmp_path / "crm.xlsx", dress)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    before = values(path), part(path, "xl/workbook.xml").count("<definedName ")
    write(path, [*columns(), summary()])
    write(path, [*(DropColumn(key) for key in KEYS), DropPage("summary")])
    assert (values(path), part(path, "xl/workbook.xml").count("<definedName ")) == before
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) == names
    if sheet(path).tables:
        assert sheet(path).tables["T"].ref == "A1:C4"
    assert "<cols>" not in part(path, "xl/worksheets/sheet1.xml")


SORTED = '<sortState ref="A2:F4"><sortCondition ref="{0}2:{0}4"/></sortState>'


@pytest.mark.parametrize(
    ("column", "left"),
    [
        pytest.param("A", 'sortState ref="A2:C4"><sortCondition ref="A2:A4"/>', id="sorted by a column of the user's"),
        pytest.param("E", "", id="sorted by one of ours"),
    ],
)
def test_a_table_that_was_sorted_and_filtered_with_our_columns_shrinks_back(
    tmp_path: Path, column: str, left: str
) -> None:
    path = crm(tmp_path / "crm.xlsx", with_table())
    write(path, columns())
    hidden = '<filterColumn colId="4"><filters><filter val="x"/></filters></filterColumn>'
    had = '<autoFilter ref="A1:F4"/>'
    rewritten(path, TABLE, had, f"{had[:-2]}>{hidden}</autoFilter>{SORTED.format(column)}")
    assert not write(path, columns()).written
    write(path, [DropColumn(key) for key in KEYS])
    assert sheet(path).tables["T"].ref == "A1:C4"
    assert [found.name for found in sheet(path).tables["T"].tableColumns] == HEADERS
    assert '<autoFilter ref="A1:C4"/>' in part(path, TABLE)
    assert left in part(path, TABLE)
    assert ("sortState" in part(path, TABLE)) == bool(left)


@pytest.mark.parametrize("formula", ['COUNTIF(Crm[ABC ◆],"A")', "COUNTA(Crm[[Name]:[ABC ◆]])"])
def test_a_table_keeps_a_column_that_a_formula_calls_by_its_name(tmp_path: Path, formula: str) -> None:
    def as_table(_: xlsxwriter.Workbook, tab: xlsxwriter.worksheet.Worksheet) -> None:
        tab.add_table(0, 0, 4, 2, {"name": "Crm", "total_row": True, "columns": [{"header": name} for name in HEADERS]})

    path = crm(tmp_path / "crm.xlsx", as_table)
    write(path, columns())
    book = openpyxl.load_workbook(path)
    book["Notes"]["B1"] = f"={formula}"
    book["Customers"].tables["Crm"].tableColumns[4].totalsRowFunction = "count"
    book["Customers"]["E5"] = "=SUBTOTAL(103,Crm[ABC ◆])"
    book.save(path)
    receipt = write(path, [DropColumn(key) for key in KEYS])
    assert [key for key, _ in receipt.warnings] == ["warning.table_column_stays"] * 2
    kept = sheet(path).tables["Crm"]
    assert (kept.ref, [column.name for column in kept.tableColumns][3:]) == ("A1:E5", ["Tier ◆", "ABC ◆"])
    assert [sheet(path)[at].value for at in ("E1", "E2", "E5", "F1")] == [
        "ABC ◆",
        None,
        "=SUBTOTAL(103,Crm[ABC ◆])",
        None,
    ]


def test_a_filter_with_a_condition_on_our_column_gives_it_back(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda _, s: s.autofilter(0, 0, 3, 2))
    write(path, columns())
    shown = '<filterColumn colId="{}"><filters><filter val="x"/></filters></filterColumn>'
    had, both = '<autoFilter ref="A1:F4"/>', shown.format(0) + shown.format(5)
    rewritten(path, CUSTOMERS, had, f"{had[:-2]}>{both}{SORTED.format('D')}</autoFilter>")
    write(path, [DropColumn(key) for key in KEYS])
    assert f'<autoFilter ref="A1:C4">{shown.format(0)}</autoFilter>' in part(path, CUSTOMERS)


# Rows of the To do tab


def todo() -> PutPage:
    rows = [["Id", "What", "Done"], *([f"id{row}", f"do {row}", None] for row in range(2, 6))]
    cells = [CanvasCell(r, c, value) for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1)]
    return PutPage("todo", "To do ◆", Canvas(tuple(cells), {}, {}, filter_range=CanvasRange(1, 1, 5, 3)))


def test_rows_go_and_come_and_what_users_wrote_stays_beside_its_row(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, [todo()])

    def work(book: openpyxl.Workbook) -> None:
        tab = book["To do ◆"]
        tab["C4"], tab["E4"], tab["E5"] = "yes", "=B4&C4", "note"
        tab.merge_cells("E5:F5")

    edited(path, work)
    splice = SpliceRows(
        "todo",
        changed=((5, 2, "do 5!", BOLD),),
        appended=(((1, "id6", BOLD), (2, "do 6", BOLD)),),
        removed=(2, 3),
    )
    receipt = write(path, [splice])
    assert receipt.written
    assert values(path, "To do ◆") == [
        ["Id", "What", "Done", None, None, None],
        ["id4", "do 4", "yes", None, "=B2&C2", None],
        ["id5", "do 5!", None, None, "note", None],
        ["id6", "do 6", None, None, None, None],
    ]
    assert sheet(path, "To do ◆").auto_filter.ref == "A1:C4"
    assert [str(cells) for cells in sheet(path, "To do ◆").merged_cells.ranges] == ["E3:F3"]


def test_notes_and_pictures_stay_beside_their_rows(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    write(path, [todo()])

    def work(book: openpyxl.Workbook) -> None:
        for row in (2, 5):
            book["To do ◆"][f"B{row}"].comment = Comment(f"of {row}", "Ann")
        chart = BarChart()
        chart.add_data(Reference(book["To do ◆"], min_col=1, min_row=1, max_row=3))
        book["To do ◆"].add_chart(chart, "E5")

    edited(path, work)
    write(path, [SpliceRows("todo", changed=(), appended=(), removed=(2, 3))])
    tab = sheet(path, "To do ◆")
    assert {cell.coordinate: cell.comment.text for row in tab.iter_rows() for cell in row if cell.comment} == {
        "B3": "of 5"
    }
    with zipfile.ZipFile(path) as archive:
        shapes = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml"))
    assert re.findall(r":Row>(\d+)</", shapes) == ["2"]
    assert len(re.findall(r"<\w+:shape ", shapes)) == 1
    assert tab._charts[0].anchor._from.row == 2


# What is not written


def test_formulas_that_look_at_our_columns_are_recalculated(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", lambda _, s: s.write_formula(9, 0, '=COUNTIF($D:$D,"abc2")'))
    assert [key for key, _ in write(path, columns()).warnings] == ["warning.recalculates"]
    assert 'fullCalcOnLoad="1"' in part(path, "xl/workbook.xml")


CHAIN = '<Relationship Id="c" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>'


@pytest.mark.parametrize(
    ("first", "listed", "found"),
    [
        pytest.param("=1+1", False, True, id="it begins with formulas"),
        pytest.param("no formula", True, True, id="Excel lists formulas of it"),
        pytest.param("no formula", False, False, id="nothing tells of formulas"),
    ],
)
def test_a_long_tab_is_looked_through_where_something_tells_of_formulas(
    first: str, listed: bool, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dress(book: xlsxwriter.Workbook, _: xlsxwriter.worksheet.Worksheet) -> None:
        notes = book.get_worksheet_by_name("Notes")
        notes.write(0, 0, first)
        notes.write_column(1, 0, range(1000))
        notes.write(2000, 0, "=SUM(Customers!E2:E9)")

    path = crm(tmp_path / "crm.xlsx", dress)
    if listed:
        rewritten(path, TARGETS, "</Relationships>", CHAIN)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/calcChain.xml", '<calcChain><c r="A2001" i="2"/></calcChain>')
    monkeypatch.setattr(references, "WHOLE_BYTES", 5_000)
    monkeypatch.setattr(references, "BEGINNING_BYTES", 2_000)
    assert ("warning.recalculates" in [key for key, _ in write(path, columns()).warnings]) == found


@pytest.mark.parametrize(
    ("dress", "code"),
    [
        pytest.param(lambda _, s: s.protect(), "protected_sheet", id="the tab is protected"),
    ],
)
def test_what_is_protected_is_not_written(tmp_path: Path, dress: Callable[..., None], code: str) -> None:
    path = crm(tmp_path / "crm.xlsx", dress)
    refused(path, columns(), code)


def test_a_locked_list_of_tabs_takes_columns_but_no_pages(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    rewritten(path, "xl/workbook.xml", "<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>')
    assert write(path, columns()).written
    refused(path, [summary()], "protected_structure")


def test_a_signed_workbook_is_not_written(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/origin.sigs", b"")
    refused(path, columns(), "signed")


def test_a_workbook_that_changed_since_it_was_read_is_not_written(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    workbook = XlsxBackend(path).read()
    edited(path, lambda book: book["Notes"].__setitem__("A1", "later"))
    with pytest.raises(NotWritten) as refusal:
        XlsxBackend(path).write(workbook, columns())
    assert refusal.value.code == "changed_since_read"


def refused(path: Path, edits: list[Edit], code: str) -> None:
    before = path.read_bytes()
    with pytest.raises(RelsheetError) as refusal:
        write(path, edits)
    assert refusal.value.code == code
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>', id="entities that swell"),
        pytest.param('<!DOCTYPE x SYSTEM "file:///etc/passwd">', id="a file from outside"),
    ],
)
def test_a_document_type_is_refused(tmp_path: Path, bomb: str) -> None:
    path = crm(tmp_path / "crm.xlsx")
    rewritten(path, "xl/workbook.xml", "<workbook ", f"{bomb}<workbook ")
    with pytest.raises(RelsheetError) as refusal:
        XlsxBackend(path).read()
    assert refusal.value.code == "doctype"


def test_a_new_file_may_take_the_result(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx")
    before = path.read_bytes()
    backend = XlsxBackend(path, tmp_path / "scored.xlsx")
    assert backend.write(backend.read(), columns()).output == tmp_path / "scored.xlsx"
    assert path.read_bytes() == before
    assert (
        openpyxl.load_workbook(io.BytesIO((tmp_path / "scored.xlsx").read_bytes()))["Customers"]["D1"].value == "Tier ◆"
    )


STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def test_in_a_strict_workbook_all_that_is_ours_is_strict(tmp_path: Path) -> None:
    path = crm(tmp_path / "crm.xlsx", with_table())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            for transitional, strict in STRICT.items():
                text = text.replace(transitional, strict)
            archive.writestr(name, text)
    write(path, [*columns(), summary()])
    assert not write(path, [*columns(), summary()]).written
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            left = [uri for uri in STRICT if uri in archive.read(name).decode()]
            assert not left, f"{name} holds {left}"
    grids = {grid.tab: grid for grid in XlsxBackend(path).read().grids}
    assert list(grids["Customers"].head(2)[1]) == ["Ant", "Li", 10.0, "ier2", "abc2", "why2"]
    assert grids["Summary ◆"].head(1)[0][0] == "Summary"
