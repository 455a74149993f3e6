"""A page of ours, drawn: read back with openpyxl, a reader that is not ours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from relsheet.sheets.charts import LABEL_FLAGS, C
from relsheet.sheets.drawing import draw
from relsheet.sheets.edits import (
    Align,
    Canvas,
    CanvasCell,
    CanvasRange,
    Chart,
    ChartKind,
    DropDown,
    Link,
    Series,
    Style,
)
from relsheet.sheets.workbook import Value
from tests.judges import converted, need
from tests.opc.variety.structures import SHEET_ORDER

AWARE = datetime(2026, 11, 22, 9, tzinfo=UTC)
EMPTY = Canvas(cells=(), column_widths={}, row_heights={})


def moment(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001  a cell knows no time zone


def drawn(canvas: Canvas) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(draw(canvas, "汇总 ◆"))).worksheets[0]


def part(canvas: Canvas, name: str) -> bytes:
    return ZipFile(BytesIO(draw(canvas, "Summary"))).read(name)


def test_what_stands_around_the_cells_is_in_the_order_of_the_schema() -> None:
    cells = CanvasRange(1, 1, 3, 3)
    canvas = Canvas(
        (CanvasCell(1, 1, "Name", link=Link("Customers", 2, 1), across=2), CanvasCell(3, 1, 5)),
        {1: 20},
        {1: 30},
        charts=(
            Chart(
                ChartKind.BAR, 5, 1, 300, 200, None, "a chart", (Series("n", cells, cells, "0072B2", ChartKind.BAR),)
            ),
        ),
        drop_downs=(DropDown(cells, ("yes", "no")),),
        freeze_rows=1,
        page_breaks=(2,),
        filter_range=cells,
        print_area=cells,
        print_footer="&P",
    )
    names = [etree.QName(node).localname for node in etree.fromstring(part(canvas, "xl/worksheets/sheet1.xml"))]
    assert names == sorted(names, key=SHEET_ORDER.index)
    assert {"hyperlinks", "dataValidations", "rowBreaks", "headerFooter", "drawing"} <= set(names)


@pytest.mark.parametrize(
    ("value", "read_back"),
    [
        pytest.param("=1+1", "=1+1", id="text that looks like a formula stays text"),
        pytest.param("+86 10", "+86 10", id="a leading plus stays text"),
        pytest.param("007", "007", id="a text of digits stays text"),
        pytest.param("http://a.example", "http://a.example", id="an address is not made a link"),
        pytest.param(" a\nb ", " a\nb ", id="spaces and line ends at the edge stay"),
        pytest.param("客户 ◆", "客户 ◆", id="Chinese"),
        pytest.param("x" * 32767, "x" * 32767, id="as long a text as a cell takes"),
        pytest.param(True, True, id="yes is a boolean, not 1"),
        pytest.param(0, 0, id="nought is written"),
        pytest.param(1234.5, 1234.5, id="a number"),
        pytest.param(date(2026, 11, 22), moment(2026, 11, 22), id="a date"),
        pytest.param(moment(2026, 11, 22, 9, 30), moment(2026, 11, 22, 9, 30), id="a moment"),
        pytest.param(AWARE, moment(2026, 11, 22, 9), id="an aware moment as its clock"),
        pytest.param(time(9, 30), time(9, 30), id="a time of day"),
        pytest.param(timedelta(hours=30), timedelta(hours=30), id="a span"),
        pytest.param("", None, id="an empty text is an empty cell"),
        pytest.param(None, None, id="an empty cell"),
    ],
)
def test_a_value_comes_back_as_it_was(value: Value, read_back: object) -> None:
    cell = drawn(replace(EMPTY, cells=(CanvasCell(2, 3, value),))).cell(2, 3)
    assert cell.value == read_back
    assert cell.data_type != "f"
    assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        pytest.param(date(2026, 1, 2), Style(), "yyyy-mm-dd", id="a date without a wish"),
        pytest.param(moment(2026, 1, 2, 3), Style(), "yyyy-mm-dd hh:mm", id="a moment without a wish"),
        pytest.param(date(2026, 1, 2), Style(number_format="m/d"), "m/d", id="a wish wins"),
        pytest.param(0.5, Style(number_format="0.0%"), "0.0%", id="a share"),
        pytest.param(0.5, Style(), "General", id="a number without a wish"),
    ],
)
def test_number_format(value: Value, style: Style, shown: str) -> None:
    assert drawn(replace(EMPTY, cells=(CanvasCell(1, 1, value, style),))).cell(1, 1).number_format == shown


def test_a_cell_looks_as_its_style_says() -> None:
    style = Style(
        bold=True,
        size=14,
        color="7F7F7F",
        fill="F4B183",
        align=Align.RIGHT,
        top=True,
        wrap=True,
        border_bottom="BFBFBF",
        indent=1,
    )
    cell = drawn(replace(EMPTY, cells=(CanvasCell(1, 1, "x", style),))).cell(1, 1)
    assert (cell.font.b, cell.font.sz, cell.font.color.rgb) == (True, 14, "FF7F7F7F")
    assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == ("solid", "FFF4B183")
    alignment = cell.alignment
    assert (alignment.horizontal, alignment.vertical, alignment.wrap_text, alignment.indent) == (
        "right",
        "top",
        True,
        1,
    )
    assert (cell.border.bottom.style, cell.border.bottom.color.rgb, cell.border.top.style) == ("thin", "FFBFBFBF", None)


@pytest.mark.parametrize(("date1904", "serial"), [(False, b"<v>46348</v>"), (True, b"<v>44886</v>")])
def test_dates_count_as_in_the_workbook_that_the_page_goes_into(date1904: bool, serial: bytes) -> None:
    canvas = replace(EMPTY, cells=(CanvasCell(1, 1, date(2026, 11, 22)),))
    package = ZipFile(BytesIO(draw(canvas, "Summary", date1904=date1904)))
    assert serial in package.read("xl/worksheets/sheet1.xml")


def test_equal_styles_are_one_format() -> None:
    cells = tuple(CanvasCell(row, 1, "x", Style(bold=True)) for row in range(1, 50))
    styles = etree.fromstring(part(replace(EMPTY, cells=cells), "xl/styles.xml"))
    assert len(styles.find("{*}cellXfs")) == 2


@pytest.mark.parametrize(
    ("value", "style", "underline"),
    [
        pytest.param("客户", Style(color="000000"), None, id="a text, in the style given, not in blue"),
        pytest.param("客户", Style(underline=True), "single", id="underlined only where asked for"),
        pytest.param(3.5, Style(), None, id="a number stays a number"),
        pytest.param(date(2026, 1, 2), Style(), None, id="a date stays a date"),
    ],
)
def test_a_link_leads_to_its_cell(value: Value, style: Style, underline: str | None) -> None:
    cell = drawn(replace(EMPTY, cells=(CanvasCell(1, 1, value, style, link=Link("Müller's 客户", 7, 28)),))).cell(1, 1)
    assert cell.hyperlink.location == "'Müller''s 客户'!AB7"
    assert (cell.value.date() if isinstance(cell.value, datetime) else cell.value) == value
    assert cell.font.u == underline


def test_merged_cells_keep_their_text_and_fill_wherever_they_begin() -> None:
    fill = Style(fill="FFE699")
    cells = (
        CanvasCell(1, 1, "across", fill, across=3),
        CanvasCell(2, 1, "down", fill, down=3),
        CanvasCell(3, 2, "beside", fill),
        CanvasCell(4, 2, "block", fill, across=2, down=2),
    )
    sheet = drawn(replace(EMPTY, cells=cells))
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:C1", "A2:A4", "B4:C5"]
    assert [sheet[at].value for at in ("A1", "A2", "B3", "B4")] == ["across", "down", "beside", "block"]
    covered = part(replace(EMPTY, cells=cells), "xl/worksheets/sheet1.xml")
    assert all(f'<c r="{at}" s="1"/>'.encode() in covered for at in ("B1", "C1", "A3", "A4", "C5"))


def test_cells_may_come_in_any_order() -> None:
    sheet = drawn(replace(EMPTY, cells=(CanvasCell(5, 2, "late"), CanvasCell(1, 1, "early"), CanvasCell(5, 1, "left"))))
    assert [sheet[at].value for at in ("A1", "A5", "B5")] == ["early", "left", "late"]


def test_layout_and_print() -> None:
    canvas = replace(
        EMPTY,
        cells=(CanvasCell(1, 1, "x"), CanvasCell(9, 4, "y")),
        column_widths={1: 30, 2: 8},
        row_heights={1: 24, 5: 6},
        hidden_columns=(7,),
        hidden_rows=(6,),
        freeze_rows=3,
        repeat_rows=(2, 3),
        page_breaks=(6,),
        filter_range=CanvasRange(3, 1, 9, 4),
        print_area=CanvasRange(1, 1, 9, 4),
        print_footer="&C&P / &N",
    )
    sheet = drawn(canvas)
    assert round(sheet.column_dimensions["A"].width) == 31
    assert sheet.column_dimensions["G"].hidden
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[5].height) == (24, 6)
    assert (sheet.row_dimensions[6].hidden, sheet.row_dimensions[5].hidden) == (True, False)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:D9", "$2:$3")
    assert [found.id for found in sheet.row_breaks.brk] == [5]
    assert sheet.print_area == "'汇总 ◆'!$A$1:$D$9"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.oddFooter.center.text == "&P / &N"
    assert not sheet.sheet_view.showGridLines


def test_a_print_scale_takes_the_place_of_fitting() -> None:
    sheet = drawn(replace(EMPTY, cells=(CanvasCell(1, 1, "x"),), print_scale=80))
    assert (sheet.page_setup.scale, sheet.page_setup.fitToHeight) == (80, None)


def test_a_drop_down_suggests_and_forbids_nothing() -> None:
    (found,) = drawn(
        replace(EMPTY, drop_downs=(DropDown(CanvasRange(2, 1, 9, 1), ("是", "否")),))
    ).data_validations.dataValidation
    assert (str(found.sqref), found.formula1, bool(found.showErrorMessage)) == ("A2:A9", '"是,否"', False)


BAR = CanvasRange(1, 1, 1, 2)
NUMBERS = (CanvasCell(1, 1, "a"), CanvasCell(1, 2, "b"), CanvasCell(2, 1, 3), CanvasCell(2, 2, 0.5))


def charted(kind: ChartKind, *, line: bool = False) -> Canvas:
    series = [Series("S", BAR, CanvasRange(2, 1, 2, 2), "0072B2", kind, labels=True)]
    if line:
        series.append(Series("L", BAR, CanvasRange(2, 1, 2, 2), "D55E00", ChartKind.LINE, dashed=True))
    chart = Chart(kind, 4, 1, 600, 200, None, "what it shows", tuple(series))
    return replace(EMPTY, cells=NUMBERS, charts=(chart,))


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_leaves_nothing_to_be_guessed(kind: ChartKind) -> None:
    chart = etree.fromstring(part(charted(kind), "xl/charts/chart1.xml"))
    (labels,) = chart.iter(C + "dLbls")
    assert {flag: labels.find(C + flag).get("val") for flag in LABEL_FLAGS} == dict.fromkeys(LABEL_FLAGS, "0") | {
        "showVal": "1"
    }
    assert [flag.get("val") for flag in chart.iter(C + "varyColors")] == ["0"]
    assert all(axis.find(C + "delete") is not None for name in ("catAx", "valAx") for axis in chart.iter(C + name))
    assert chart.find(f".//{C}autoTitleDeleted").get("val") == "1"
    assert chart.find(f".//{C}legend") is None
    assert [point.text for point in chart.iterfind(f".//{C}numCache/{C}pt/{C}v")] == ["3", "0.5"]


def test_a_line_over_columns_has_its_own_axis_from_nought_to_one() -> None:
    chart = etree.fromstring(part(charted(ChartKind.COLUMN, line=True), "xl/charts/chart1.xml"))
    second = chart.findall(f".//{C}valAx")[1]
    assert (second.find(f".//{C}min").get("val"), second.find(f".//{C}max").get("val")) == ("0", "1")
    assert len(chart.findall(f".//{C}lineChart/{C}ser")) == 1


def test_a_chart_tells_the_blind_what_it_shows() -> None:
    assert b'descr="what it shows"' in part(charted(ChartKind.BAR), "xl/drawings/drawing1.xml")


def test_the_same_page_gives_the_same_bytes() -> None:
    canvas = charted(ChartKind.COLUMN, line=True)
    assert draw(canvas, "Summary ◆") == draw(canvas, "Summary ◆")


def test_strings_stand_inline() -> None:
    with ZipFile(BytesIO(draw(charted(ChartKind.LINE), "x"))) as package:
        assert "xl/sharedStrings.xml" not in package.namelist()


def test_libreoffice_guesses_nothing_either(tmp_path: Path) -> None:
    """As it reads the charts in a workbook of a later Excel, where ours end up; told by what it saves again."""
    need("libreoffice")
    old = ZipFile(BytesIO(draw(charted(ChartKind.COLUMN, line=True), "x")))
    with ZipFile(tmp_path / "page.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<AppVersion>12.", b"<AppVersion>16."))
    (tmp_path / "again").mkdir()
    again = ZipFile(converted(tmp_path / "page.xlsx", tmp_path / "again", "xlsx"))
    chart = etree.fromstring(again.read("xl/charts/chart1.xml"))
    assert {axis.find(C + "delete").get("val") for axis in chart.iter(C + "valAx")} == {"0"}
    assert {found.get("val") for found in chart.iter(C + "showSerName", C + "showCatName", C + "varyColors")} == {"0"}
    assert chart.find(f".//{C}legend") is None
