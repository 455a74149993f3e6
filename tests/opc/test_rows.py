"""Cells are spliced into rows of every shape that programs write."""

import pytest

from relsheet.opc.rows import Rows
from relsheet.opc.sheet import ColumnLook, SheetPart

CELL = b'<c r="%b"><v>9</v></c>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            b'<row r="2" spans="1:1" ht="20"><c r="A2"><v>1</v></c></row>',
            b'<row r="2" ht="20"><c r="A2"><v>1</v></c><c r="C2"><v>9</v></c></row>',
            id="behind the last cell; spans are dropped",
        ),
        pytest.param(
            b'<row r="2"><c r="A2"/><c r="D2"><v>1</v></c></row>',
            b'<row r="2"><c r="A2"/><c r="C2"><v>9</v></c><c r="D2"><v>1</v></c></row>',
            id="between two cells",
        ),
        pytest.param(
            b'<row r="2"><c r="C2" s="3"><v>1</v></c></row>',
            b'<row r="2"><c r="C2"><v>9</v></c></row>',
            id="in the place of the old one",
        ),
        pytest.param(
            b"<row><c/></row><row><c><v>1</v></c><c/></row>",
            b'<row><c/></row><row><c><v>1</v></c><c/><c r="C2"><v>9</v></c></row>',
            id="rows and cells do not say where they are",
        ),
        pytest.param(
            b'<row r="1"/><row r="5"/>',
            b'<row r="1"/><row r="2"><c r="C2"><v>9</v></c></row><row r="5"/>',
            id="the row is missing between others",
        ),
        pytest.param(
            b'<row r="1"/>\n',
            b'<row r="1"/><row r="2"><c r="C2"><v>9</v></c></row>\n',
            id="the row is missing at the end",
        ),
        pytest.param(b"", b'<row r="2"><c r="C2"><v>9</v></c></row>', id="there are no rows at all"),
        pytest.param(
            b'<row r="2" ht="20" />',
            b'<row r="2" ht="20"><c r="C2"><v>9</v></c></row>',
            id="the row is empty",
        ),
        pytest.param(
            b"<row r='2'><c r='A2'/></row >",
            b"<row r='2'><c r='A2'/><c r=\"C2\"><v>9</v></c></row >",
            id="single quotes, and a space in the end tag",
        ),
        pytest.param(
            b'<row r="2"><c r="A2"/><extLst><ext/></extLst></row>',
            b'<row r="2"><c r="A2"/><c r="C2"><v>9</v></c><extLst><ext/></extLst></row>',
            id="before the row's extensions",
        ),
        pytest.param(
            b'<row r="2"><c s="1" r="A2"/><c\nr="B2"/></row>',
            b'<row r="2"><c s="1" r="A2"/><c\nr="B2"/><c r="C2"><v>9</v></c></row>',
            id="other order of attributes, and a line break",
        ),
    ],
)
def test_a_cell_is_put_into(body: bytes, expected: bytes) -> None:
    assert Rows(body, b"").spliced({2: {3: CELL % b"C2"}}) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b'<c r="B2"/><c r="C2"><v>1</v></c>', b'<c r="B2"/>', id="the last one goes"),
        pytest.param(b'<c r="C2"><v>1</v></c><c r="D2"/>', b'<c r="D2"/>', id="one that is followed goes"),
        pytest.param(
            b'<c r="C2"><v>1</v></c><c><v>2</v></c>',
            b'<c r="C2"/><c><v>2</v></c>',
            id="a follower without its place keeps it",
        ),
        pytest.param(b"<c/><c/><c><v>1</v></c><c/>", b"<c/><c/><c/><c/>", id="none says its place"),
        pytest.param(b'<c r="A2"/>', b'<c r="A2"/>', id="there is none"),
    ],
)
def test_a_cell_is_taken_out_of(content: bytes, expected: bytes) -> None:
    body = b'<row r="2">%b</row>'
    assert Rows(body % content, b"").spliced({2: {3: None}}) == body % expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(b"", (0, 0, 0), id="nothing"),
        pytest.param(b'<row r="3"><c r="B3"><v>1</v></c></row>', (3, 2, 2), id="one cell"),
        pytest.param(
            b'<row r="3"><c r="B3"><v>1</v></c><c r="F3" s="2"/></row>', (3, 2, 6), id="formatted blanks behind"
        ),
        pytest.param(
            b'<row r="1"><c><f>A2</f></c><c/></row><row r="9"><c r="A9" s="1"/></row>', (1, 1, 2), id="blank rows"
        ),
        pytest.param(b'<row><c t="inlineStr"><is><t>a</t></is></c></row>', (1, 1, 1), id="an inline string"),
    ],
)
def test_extent(body: bytes, expected: tuple[int, int, int]) -> None:
    assert tuple(Rows(body, b"").extent()) == expected


def test_cells_of_a_column_are_found_with_and_without_their_place() -> None:
    named = Rows(b'<row r="4"><c r="A4"><v>1</v></c><c r="B4" s="7"><v>2</v></c></row>', b"")
    bare = Rows(b'<row r="4"><c><v>1</v></c><c s="7"><v>2</v></c></row>', b"")
    for rows in (named, bare):
        found = rows.cells(frozenset({2}))
        assert {place: (cell.style, cell.value(str)) for place, cell in found.items()} == {(4, 2): (7, 2.0)}


SHEET = '<{0}worksheet xmlns{1}="urn:x">{2}<{0}sheetData>{3}</{0}sheetData></{0}worksheet>'


def test_prefixes_are_kept() -> None:
    sheet = SheetPart(SHEET.format("x:", ":x", "", '<x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>').encode())
    sheet.splice({2: {3: b'<x:c r="C2"/>'}})
    assert b'<x:c r="A2"><x:v>1</x:v></x:c><x:c r="C2"/></x:row>' in sheet.content()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-8-sig"])
def test_other_encodings_are_transcoded(encoding: str) -> None:
    named = "utf-8" if encoding == "utf-8-sig" else encoding.removesuffix("-le").removesuffix("-be")
    text = f'<?xml version="1.0" encoding="{named}"?>' + SHEET.format("", "", "", '<row r="1"><c><v>客户</v></c></row>')
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    sheet = SheetPart(marks.get(encoding, b"") + text.encode(encoding))
    assert "客户" in sheet.content().decode("utf-8")


def test_comments_and_cdata_among_the_rows_are_read_by_a_parser() -> None:
    body = '<row r="1"><!-- <row r="7"> --><c r="A1" t="str"><v><![CDATA[<c r="B1"/>]]></v></c></row>'
    sheet = SheetPart(SHEET.format("", "", "", body).encode())
    assert [row.number for row in sheet.rows.index] == [1]
    assert tuple(sheet.rows.extent()) == (1, 1, 1)
    assert b"&lt;c r=" in sheet.content()


@pytest.mark.parametrize(
    ("cols", "expected"),
    [
        pytest.param("", [("3", "3", "12")], id="there were none"),
        pytest.param('<col min="1" max="2" width="5"/>', [("1", "2", "5"), ("3", "3", "12")], id="behind the others"),
        pytest.param(
            '<col min="2" max="9" width="5" hidden="1"/>',
            [("2", "2", "5"), ("3", "3", "12"), ("4", "9", "5")],
            id="cut out of a wide one",
        ),
        pytest.param('<col min="3" max="4" width="5"/>', [("3", "3", "12"), ("4", "4", "5")], id="at its beginning"),
        pytest.param('<col min="1" max="3" width="5"/>', [("1", "2", "5"), ("3", "3", "12")], id="at its end"),
        pytest.param('<col min="3" max="3" width="5"/>', [("3", "3", "12")], id="in its place"),
    ],
)
def test_a_column_gets_its_width_and_gives_it_back(cols: str, expected: list[tuple[str, str, str]]) -> None:
    sheet = SheetPart(SHEET.format("", "", f"<cols>{cols}</cols>" if cols else "", "").encode())
    sheet.set_width(ColumnLook(3, 12.0))
    found = [(node.get("min"), node.get("max"), node.get("width")) for node in sheet.frame.iter("{*}col")]
    assert found == expected
    sheet.drop_widths([3])
    assert not any(node.get("width") == "12" for node in sheet.frame.iter("{*}col"))


@pytest.mark.parametrize(
    ("cols", "expected"),
    [
        pytest.param('<col min="1" max="16384" width="5"/>', [("1", "16384")], id="all were one"),
        pytest.param('<col min="5" max="9" width="5"/>', [("5", "9")], id="ours stand at its left"),
        pytest.param(
            '<col min="1" max="2" width="5"/><col min="5" max="9" width="7"/>', [("1", "2"), ("5", "9")], id="two"
        ),
        pytest.param("", [], id="there were none"),
    ],
)
def test_a_wide_column_entry_is_whole_again_when_ours_are_out(cols: str, expected: list[tuple[str, str]]) -> None:
    sheet = SheetPart(SHEET.format("", "", f"<cols>{cols}</cols>" if cols else "", "").encode())
    for column in (3, 4):
        sheet.set_width(ColumnLook(column, 12.0))
    sheet.drop_widths([3, 4])
    assert [(node.get("min"), node.get("max")) for node in sheet.frame.iter("{*}col")] == expected


@pytest.mark.parametrize(
    ("col", "expected"),
    [
        pytest.param((3, 4), [], id="ours alone"),
        pytest.param((2, 4), [("2", "2")], id="joined with one of the user's at the left"),
        pytest.param((3, 9), [("5", "9")], id="joined with some of the user's at the right"),
        pytest.param((1, 9), [("1", "9")], id="in the midst of the user's"),
    ],
)
def test_widths_of_ours_that_excel_joined_go_too(col: tuple[int, int], expected: list[tuple[str, str]]) -> None:
    cols = '<cols><col min="{}" max="{}" width="5"/></cols>'.format(*col)
    sheet = SheetPart(SHEET.format("", "", cols, "").encode())
    sheet.drop_widths([3, 4])
    assert [(node.get("min"), node.get("max")) for node in sheet.frame.iter("{*}col")] == expected


def test_what_a_comment_before_the_rows_says_is_not_taken_for_them() -> None:
    text = SHEET.format("", "", "", '<row r="1"><c r="A1"><v>1</v></c></row>')
    text = "<!-- <worksheet a> -->" + text.replace("<sheetData>", "<!--<sheetData>--><sheetData>")
    sheet = SheetPart(text.encode())
    sheet.splice({1: {2: b'<c r="B1"/>'}})
    assert sheet.content().count(b"<!--<sheetData>--><sheetData>") == 1
    assert b'<v>1</v></c><c r="B1"/></row>' in sheet.content()
