"""How often a customer is to be contacted, as people write it."""

import pytest

from relsheet.intake.values.column import ColumnContext
from relsheet.intake.values.spans import MOST_DAYS, read_span, read_spans
from relsheet.sheets.workbook import Value


@pytest.mark.parametrize(
    ("written", "days"),
    [
        pytest.param(30, 30, id="a number of days"),
        pytest.param("30", 30, id="as text"),
        pytest.param("３０天", 30, id="with its measure, full-width"),
        pytest.param("every 2 weeks", 14, id="weeks"),
        pytest.param("每两周一次", 14, id="Chinese weeks"),
        pytest.param("Monthly", 30, id="a word"),
        pytest.param("每月", 30, id="a Chinese word"),
        pytest.param("每月2次", 15, id="so many times"),
        pytest.param("2次/月", 15, id="the same with a slash"),
        pytest.param("twice a month", 15, id="twice"),
        pytest.param("半年", 180, id="half a year"),
        pytest.param(MOST_DAYS, MOST_DAYS, id="the longest"),
        pytest.param(MOST_DAYS + 1, None, id="longer"),
        pytest.param(0, None, id="zero"),
        pytest.param(1.5, None, id="half days"),
        pytest.param("as needed", None, id="no span"),
        pytest.param("31 days a month", None, id="less than a day"),
        pytest.param(True, None, id="a tick"),
    ],
)
def test_spans(written: Value, days: int | None) -> None:
    assert read_span(written) == days


@pytest.mark.parametrize(
    ("header", "values", "faults"),
    [
        pytest.param("拜访周期", [2, None], 0, id="days"),
        pytest.param("拜访周期（周）", [14, None], 0, id="the bracket names the measure"),
        pytest.param("Visit frequency", [None, None], 1, id="a frequency of 2 may be either"),
    ],
)
def test_a_bare_number_is_what_the_header_says(header: str, values: list[int | None], faults: int) -> None:
    found = read_spans([2, ""], ColumnContext(header=header))
    assert (list(found.values), len(found.faults)) == (values, faults)
