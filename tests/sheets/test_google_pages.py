"""A page as requests to Google looks as it does in a workbook: as wide as its texts ask for, charts on its width."""

import pytest

from relsheet.pages.summary import summary
from relsheet.render.layout import canvas_of
from relsheet.render.measure import lines_of
from relsheet.render.sketch import COLUMNS
from relsheet.sheets.google_pages import drawn
from relsheet.texts import LANGUAGES, Language
from tests.pages.sample import sample, sample_texts

ARIAL_DIGIT = 0.556  # of the font's size
EDGE_PIXELS, INDENT_PIXELS = 6, 9


def requests(language: Language) -> list[dict]:
    texts = sample_texts(language)
    return drawn(7, canvas_of(summary(sample(300, language), texts), texts), {})


def widths(language: Language) -> list[int]:
    """The pixels of each column of the page."""
    found: list[int] = []
    for sized in (
        each["updateDimensionProperties"] for each in requests(language) if "updateDimensionProperties" in each
    ):
        if sized["range"]["dimension"] == "COLUMNS":
            found += [sized["properties"]["pixelSize"]] * (sized["range"]["endIndex"] - sized["range"]["startIndex"])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_are_as_wide_as_the_page_and_say_what_they_count(language: Language) -> None:
    bar, pareto = (each["addChart"]["chart"] for each in requests(language) if "addChart" in each)
    page = sum(widths(language)[:COLUMNS])
    for chart in (bar, pareto):
        assert 0.97 * page <= chart["position"]["overlayPosition"]["widthPixels"] <= 1.01 * page
        assert chart["spec"]["altText"]
    assert bar["spec"]["basicChart"]["stackedType"] == "PERCENT_STACKED"
    share = pareto["spec"]["basicChart"]["axis"][0]
    assert (share["position"], share["viewWindowOptions"]["viewWindowMax"]) == ("RIGHT_AXIS", 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_needs_more_lines_than_its_row_is_high(language: Language) -> None:
    texts = sample_texts(language)
    canvas = canvas_of(summary(sample(300, language), texts), texts)
    columns = widths(language)
    for cell in canvas.cells:
        if cell.column <= COLUMNS and isinstance(cell.value, str):
            size = cell.style.size or 10
            room = sum(columns[cell.column - 1 : cell.column - 1 + cell.across]) - EDGE_PIXELS
            digits = (room - INDENT_PIXELS * cell.style.indent) / (ARIAL_DIGIT * size * 96 / 72)
            assert lines_of(cell.value, digits) * size * 1.15 <= canvas.row_heights[cell.row], cell.value
