"""Pages on cells: nothing overlaps, nothing is clipped, no block is cut by a page's end."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from relsheet.pages.blocks import Heading, Slice, StackedBar
from relsheet.pages.summary import summary
from relsheet.render.charts import draw_stacked_bar
from relsheet.render.layout import canvas_of
from relsheet.render.measure import lines_of
from relsheet.render.sketch import COLUMNS, PAGE_POINTS, Area
from relsheet.sheets.edits import Canvas, CanvasCell
from relsheet.texts import LANGUAGES, Language
from tests.pages.sample import sample, sample_texts

SIZES = [0, 1, 5, 300]
INDENT_PIXELS = 9


def page(customers: int, language: Language) -> Canvas:
    return canvas_of(summary(sample(customers, language), sample_texts(language)), sample_texts(language))


def shown_text(cell: CanvasCell) -> str:
    """The value as its cell shows it."""
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    is_counted = isinstance(cell.value, int | float) and cell.style.number_format == "#,##0"
    return f"{cell.value:,}" if is_counted else str(cell.value)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customers", SIZES)
def test_no_cell_lies_on_another(customers: int, language: Language) -> None:
    taken = [
        (row, column)
        for cell in page(customers, language).cells
        for row in range(cell.row, cell.row + cell.down)
        for column in range(cell.column, cell.column + cell.across)
    ]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customers", SIZES)
def test_every_text_fits_its_cell(customers: int, language: Language) -> None:
    canvas = page(customers, language)
    for cell in canvas.cells:
        if cell.column > COLUMNS or cell.value is None:
            continue
        size = cell.style.size or 11
        shown = shown_text(cell)
        pixels = Area(cell.column, cell.column + cell.across - 1).pixels - INDENT_PIXELS * cell.style.indent
        lines = lines_of(shown, pixels / (7 * size / 11))
        assert lines == 1 or cell.style.wrap, shown
        assert lines * size * 1.2 <= canvas.row_heights[cell.row], shown


@pytest.mark.parametrize("customers", SIZES)
def test_each_printed_page_is_one_sheet_of_paper(customers: int) -> None:
    canvas = page(customers, "en")
    last = max(canvas.row_heights)
    for first, end in pairwise([1, *canvas.page_breaks, last + 1]):
        assert sum(canvas.row_heights[row] for row in range(first, end)) <= PAGE_POINTS


def test_charts_have_room_and_words() -> None:
    canvas = page(300, "en")
    assert [len(chart.series) for chart in canvas.charts] == [5, 4]
    for chart in canvas.charts:
        below = [cell.row for cell in canvas.cells if cell.row >= chart.row and cell.column <= COLUMNS]
        room = sum(canvas.row_heights[row] for row in range(chart.row, min(below, default=len(canvas.row_heights))))
        assert room >= chart.height * 0.75
        assert chart.alt_text
        assert chart.legend


def test_the_figures_of_the_charts_stand_outside_of_what_is_printed() -> None:
    canvas = page(300, "en")
    assert canvas.print_area is not None
    for chart in canvas.charts:
        for series in chart.series:
            assert series.values.first_column > canvas.print_area.last_column


def test_customers_are_linked_to_their_rows() -> None:
    links = [cell for cell in page(300, "zh").cells if cell.link and cell.link.tab == "客户档案"]
    assert len(links) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_stands_as_text(language: Language) -> None:
    """Excel would put a green corner on each."""
    texts = [cell.value for cell in page(300, language).cells if isinstance(cell.value, str)]
    assert not [text for text in texts if re.fullmatch(r"[\d,.]+%?", text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_on_an_axis_has_its_unit(language: Language) -> None:
    pareto = page(300, language).charts[1]
    assert re.fullmatch(r'"¥"#,##0"(m|万)";;0', pareto.axis_format or "")


def test_a_slice_too_thin_for_its_count_has_none() -> None:
    block = StackedBar(Heading("Open"), tuple(Slice(f"{n}", n, "chart_bad") for n in (2, 98, 3)), "")
    series = draw_stacked_bar(block, sample_texts("en"), 46).charts[0].series
    assert [each.labels for each in series] == [False, True, False]
    assert draw_stacked_bar(replace(block, slices=block.slices[1:]), sample_texts("en"), 46).charts[0].series[0].labels
