"""The proof finds every loss, and lets pass what is ours."""

import io
import re
import zipfile

import pytest
import xlsxwriter

from relsheet.errors import WouldLoseData
from relsheet.opc.verify import Ours, prove
from relsheet.opc.verify_sheet import Splice

OURS = Ours(columns={"Data": frozenset({5, 6})}, tabs=frozenset({"Summary ◆"}))
Parts = dict[str, bytes]
TYPES = "[Content_Types].xml"
SHEET, OTHER, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml"


def before() -> Parts:
    """A workbook with a little of everything."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    data, other = book.add_worksheet("Data"), book.add_worksheet("Other")
    bold = book.add_format({"bold": True})
    data.write_row(0, 0, ["Name", "Value", "Sum", "Note"], bold)
    for row in range(1, 6):
        data.write_row(row, 0, [f"n{row}", row, row * 2, "x"])
    data.merge_range(8, 0, 8, 1, "merged")
    data.set_column(0, 0, 30)
    data.data_validation(1, 1, 5, 1, {"validate": "integer", "criteria": ">", "value": 0})
    data.conditional_format(1, 1, 5, 1, {"type": "cell", "criteria": ">", "value": 3, "format": bold})
    data.autofilter(0, 0, 5, 3)
    other.write(0, 0, "there")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Data!$B$2:$B$6"})
    other.insert_chart(2, 2, chart)
    book.define_name("Rate", "=Data!$B$2")
    book.close()
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


BEFORE = before()


def archived(parts: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed(part: str, pattern: str, new: str) -> Parts:
    """The workbook with one thing in it changed."""
    result, found = re.subn(pattern, new, BEFORE[part].decode(), count=1)
    assert found, f"{pattern} is not in {part}"
    return BEFORE | {part: result.encode()}


@pytest.mark.parametrize(
    ("part", "pattern", "new"),
    [
        pytest.param(SHEET, "</row>", '<c r="E1" t="inlineStr"><is><t>ABC</t></is></c></row>', id="a cell"),
        pytest.param(SHEET, "</sheetData>", '<row r="7"><c r="F7"><v>1</v></c></row></sheetData>', id="a row"),
        pytest.param(SHEET, ' spans="1:4"', "", id="spans gone"),
        pytest.param(SHEET, 'autoFilter ref="A1:D6"', 'autoFilter ref="A1:F6"', id="a wider filter"),
        pytest.param(BOOK, "Data!\\$A\\$1:\\$D\\$6", "Data!$A$1:$F$6", id="the filter's hidden name"),
        pytest.param(STYLES, "</cellXfs>", '<xf numFmtId="9"/></cellXfs>', id="a format behind the others"),
        pytest.param(SHEET, "</cols>", '<col min="5" max="5" width="9"/></cols>', id="a width"),
        pytest.param(BOOK, "<calcPr [^>]*>", "<calcPr/>", id="whether Excel recalculates on opening"),
    ],
)
def test_what_is_ours_may_change(part: str, pattern: str, new: str) -> None:
    prove(archived(BEFORE), archived(changed(part, pattern, new)), OURS)


@pytest.mark.parametrize(
    ("part", "pattern", "new"),
    [
        pytest.param(SHEET, '<c r="B3"><v>2</v>', '<c r="B3"><v>3</v>', id="a value"),
        pytest.param(SHEET, '<c r="B3"><v>2</v></c>', "", id="a cell is gone"),
        pytest.param(SHEET, '<c r="A1" s="1"', '<c r="A1" s="0"', id="a cell's format"),
        pytest.param(SHEET, '<c r="B3">', '<c r="B3" t="str">', id="a cell's type"),
        pytest.param(SHEET, '<row r="3"', '<row r="3" ht="40" customHeight="1"', id="a row's height"),
        pytest.param(SHEET, '<row r="3"([^>]*)>', r'<row r="3"\1 ht="30.01">', id="an automatic height"),
        pytest.param(SHEET, "</row>", '<c r="G1"><v>1</v></c></row>', id="a cell in another column"),
        pytest.param(SHEET, "<mergeCells.*?</mergeCells>", "", id="a merge"),
        pytest.param(SHEET, "<dataValidation .*?</dataValidation>", "", id="a validation"),
        pytest.param(SHEET, '<cfRule type="cellIs"', '<cfRule type="cellIs" x="1"', id="a condition"),
        pytest.param(SHEET, 'width="30.7109375"', 'width="12"', id="a column's width"),
        pytest.param(SHEET, "<autoFilter[^>]*/>", "", id="the filter is gone"),
        pytest.param(SHEET, "</sheetData>", "</sheetData", id="a sheet that is no XML any more"),
        pytest.param(SHEET, "</row>", '<c r="E1"><v>1</x></c></row>', id="a cell of ours that is no XML"),
        pytest.param(OTHER, "<v>", "<v> ", id="a sheet that nobody asked for"),
        pytest.param(BOOK, "Data!\\$B\\$2", "Data!$B$3", id="a name stands for something else"),
        pytest.param(BOOK, '<definedName name="Rate">[^<]*</definedName>', "", id="a name is gone"),
        pytest.param(BOOK, 'name="Other"', 'name="Others"', id="a tab is called otherwise"),
        pytest.param(BOOK, '(<sheet name="Data"[^>]*/>)(<sheet [^>]*/>)', "\\2\\1", id="tabs change places"),
        pytest.param(BOOK, "<workbookPr ", '<workbookPr date1904="1" ', id="the date system"),
        pytest.param(STYLES, "<cellXfs[^>]*>", '<cellXfs count="3"><xf numFmtId="9"/>', id="formats move"),
        pytest.param(STYLES, "<b/>", "<i/>", id="a font"),
        pytest.param(TYPES, "<Override [^>]*theme[^>]*/>", "", id="a content type"),
        pytest.param("xl/_rels/workbook.xml.rels", "<Relationship [^>]*theme[^>]*/>", "", id="a relation"),
        pytest.param("xl/charts/chart1.xml", 'barDir val="bar"', 'barDir val="col"', id="inside a chart"),
        pytest.param("xl/sharedStrings.xml", "n3", "n4", id="a shared text"),
        pytest.param("xl/theme/theme1.xml", "Calibri", "Arial", id="the theme"),
    ],
)
def test_a_loss_is_found(part: str, pattern: str, new: str) -> None:
    after = archived(changed(part, pattern, new))
    with pytest.raises(WouldLoseData) as found:
        prove(archived(BEFORE), after, OURS)
    assert found.value.code == "would_lose"


@pytest.mark.parametrize("part", [name for name in BEFORE if name != "xl/calcChain.xml"])
def test_a_part_that_is_gone_is_found(part: str) -> None:
    after = archived({name: content for name, content in BEFORE.items() if name != part})
    with pytest.raises(WouldLoseData):
        prove(archived(BEFORE), after, OURS)


def test_a_column_of_the_users_is_not_ours_whoever_says_so() -> None:
    claim = Ours(columns={"Data": frozenset({4, 5})})
    with pytest.raises(WouldLoseData):
        prove(archived(BEFORE), archived(changed(SHEET, '<c r="D2" t="s"><v>\\d+</v></c>', "")), claim)


def test_a_tab_of_the_users_is_not_ours_whoever_says_so() -> None:
    claim = Ours(tabs=frozenset({"Other"}))
    with pytest.raises(WouldLoseData):
        prove(archived(BEFORE), archived(changed(OTHER, "<v>", "<v> ")), claim)


RELATED = "xl/worksheets/_rels/sheet3.xml.rels"
DRAWN, DRAWING, IMAGE = "xl/drawings/_rels/drawing9.xml.rels", "xl/drawings/drawing9.xml", "xl/media/image1.png"
THEIRS_DRAWN = "xl/drawings/_rels/drawing1.xml.rels"


def related(kind: str, target: str) -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="rId9" Type="{namespace}/{kind}" Target="{target}"/>'


def relations(*nodes: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{"".join(nodes)}</Relationships>'.encode()


def with_page() -> Parts:
    """The workbook with a page of ours, on which there is a picture that stands on a tab of the user's too."""
    types = BEFORE[TYPES].decode()
    sheet, drawing = (re.findall(f'ContentType="([^"]*{kind}[+]xml)"', types)[0] for kind in ("worksheet", "drawing"))
    of_ours = (
        f'<Default Extension="png" ContentType="image/png"/><Override PartName="/{DRAWING}" ContentType="{drawing}"/>'
    )
    of_ours += f'<Override PartName="/xl/worksheets/sheet3.xml" ContentType="{sheet}"/></Types>'
    listed = '<sheet name="Summary ◆" sheetId="9" r:id="rId9"/></sheets>'
    page = BEFORE[OTHER].replace(b'<drawing r:id="rId1"/>', b'<drawing r:id="rId9"/>')
    assert b"rId9" in page
    main, theirs = "xl/_rels/workbook.xml.rels", BEFORE[THEIRS_DRAWN].decode()
    image = related("image", "../media/image1.png")
    return BEFORE | {
        BOOK: BEFORE[BOOK].replace(b"</sheets>", listed.encode()),
        main: BEFORE[main].replace(b"</Rel", related("worksheet", "worksheets/sheet3.xml").encode() + b"</Rel"),
        TYPES: types.replace("</Types>", of_ours).encode(),
        "xl/worksheets/sheet3.xml": page,
        RELATED: relations(related("drawing", "../drawings/drawing9.xml")),
        DRAWING: b'<xdr:wsDr xmlns:xdr="x" xmlns:r="r"><a r:embed="rId9"/></xdr:wsDr>',
        DRAWN: relations(image),
        THEIRS_DRAWN: theirs.replace("</Rel", f"{image}</Rel").encode(),
        IMAGE: b"picture",
    }


PAGE = with_page()
PNG = b'<Default Extension="png" ContentType="image/png"/></Types>'
ALONE = BEFORE | {THEIRS_DRAWN: PAGE[THEIRS_DRAWN], IMAGE: b"picture", TYPES: BEFORE[TYPES].replace(b"</Types>", PNG)}


def without(parts: Parts, *gone: str) -> Parts:
    return {name: content for name, content in parts.items() if name not in gone}


@pytest.mark.parametrize("old", [ALONE, PAGE], ids=["made", "made anew"])
def test_a_page_of_ours_may_come(old: Parts) -> None:
    new = PAGE | {DRAWING: PAGE[DRAWING].replace(b"<a ", b"<b "), "xl/media/image9.png": b"ours"}
    new[DRAWN] = PAGE[DRAWN].replace(b"image1", b"image9")
    prove(archived(old), archived(new), OURS)


def test_a_page_of_ours_may_go_with_what_hangs_on_it_alone() -> None:
    prove(archived(PAGE), archived(ALONE), OURS)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(
            without(PAGE, DRAWING, DRAWN, RELATED, "xl/worksheets/sheet3.xml", IMAGE), id="a shared picture goes"
        ),
        pytest.param(PAGE | {IMAGE: b"other"}, id="a shared picture becomes another"),
        pytest.param(without(PAGE, DRAWING), id="a relationship of ours to nothing"),
        pytest.param(without(PAGE, RELATED), id="our sheet names a relationship that it does not have"),
        pytest.param(without(PAGE, "xl/worksheets/sheet3.xml"), id="a tab of ours without a part"),
        pytest.param(
            PAGE | {RELATED: PAGE[RELATED].replace(b"drawing9", b"drawing1")}, id="our sheet shows the user's drawing"
        ),
        pytest.param(PAGE | {TYPES: ALONE[TYPES]}, id="parts of ours that are of no kind"),
    ],
)
def test_a_page_of_ours_that_is_not_whole_or_leans_on_the_users_is_found(after: Parts) -> None:
    for old in (PAGE, ALONE):
        with pytest.raises(WouldLoseData):
            prove(archived(old), archived(after), OURS)


TODO = Ours(tabs=frozenset({"To do ◆"}), spliced={"To do ◆": Splice(frozenset({(4, 2)}), (2,))})


def todo(*rows: str) -> bytes:
    sheet = "".join(
        f'<row r="{number}">{cells.replace("#", str(number))}</row>' for number, cells in enumerate(rows, 1)
    ).encode()
    whole = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + sheet + b"</sheetData>", BEFORE[OTHER])
    book = BEFORE[BOOK].replace(b'name="Other"', 'name="To do ◆"'.encode())
    return archived(BEFORE | {OTHER: whole, BOOK: book})


ROWS = ['<c r="A#"><v>1</v></c>', '<c r="A#"><v>2</v></c>', '<c r="A#"><v>3</v></c>', '<c r="B#"><v>4</v></c>']


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        pytest.param([ROWS[0], ROWS[2], '<c r="B#"><v>9</v></c>'], False, id="one row left, one cell changed"),
        pytest.param([ROWS[0], ROWS[2], ROWS[3], '<c r="A#"><v>5</v></c>'], False, id="a row came"),
        pytest.param([ROWS[0], ROWS[3]], True, id="another row left"),
        pytest.param([ROWS[0], ROWS[1], ROWS[3]], True, id="a row stands beside another's cells"),
        pytest.param(
            [ROWS[0], '<c r="A#"><v>3</v></c><c r="C#"><v>1</v></c>', ROWS[3]], True, id="a cell came between"
        ),
    ],
)
def test_rows_of_a_tab_that_users_write_into(rows: list[str], lost: bool) -> None:
    before, after = todo(*ROWS), todo(*rows)
    if not lost:
        prove(before, after, TODO)
        return
    with pytest.raises(WouldLoseData):
        prove(before, after, TODO)
