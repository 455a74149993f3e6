"""Pages on cells: nothing overlaps, nothing is clipped, no block is cut by a page's end."""

from datetime import date
from itertools import pairwise

import pytest

from relsheet.pages.summary import summary
from relsheet.render.layout import canvas_of
from relsheet.render.measure import lines_of
from relsheet.render.sketch import COLUMNS, PAGE_POINTS, Area
from relsheet.sheets.contract import Canvas
from relsheet.texts import LANGUAGES, Language
from tests.pages.sample import sample, sample_texts

SIZES = [0, 1, 5, 300]


def page(customers: int, language: Language) -> Canvas:
    return canvas_of(summary(sample(customers, language), sample_texts(language)), sample_texts(language))


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
        shown = cell.value.isoformat() if isinstance(cell.value, date) else str(cell.value)
        width = Area(cell.column, cell.column + cell.across - 1).pixels / (7 * size / 11)
        assert lines_of(shown, width) * size <= canvas.row_heights[cell.row], shown


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
