"""What somebody wrote into our columns, told by the traces of what we left there."""

from datetime import date

import pytest

from relsheet.ledger import MOST_TRACES, traces
from relsheet.sheets.theirs import rows_of_theirs
from relsheet.sheets.workbook import Value

ROW = 2_000
WHY = [f"last contact {number} days ago" for number in range(3 * MOST_TRACES)]
LEFT = {"abc": traces("ABC"), "due": traces([date(2026, 11, 20), 7]), "why": traces(WHY)}
KEPT = LEFT["why"]
#: Of a column so long that only a sample of its traces is kept: what we left and what we did not, both beyond it.
OURS_BEYOND = next(text for text in WHY if not traces([text]) & KEPT)
NOTE_BEYOND = next(note for note in map("ask Ann {}".format, range(99)) if min(traces([note])) > max(KEPT))


@pytest.mark.parametrize(
    ("cells", "theirs"),
    [
        pytest.param({"abc": "C", "why": OURS_BEYOND}, False, id="what a removed customer has left"),
        pytest.param({"abc": "ask Ann"}, True, id="a note"),
        pytest.param({"abc": "C", "due": "ask Ann"}, True, id="a note beside what we left"),
        pytest.param({"why": NOTE_BEYOND}, True, id="a note below a column of which only a sample is known"),
        pytest.param({"abc": "C", "why": NOTE_BEYOND}, False, id="what may be ours beside what we left"),
        pytest.param({"due": date(2026, 11, 20)}, False, id="a day of ours"),
        pytest.param({"due": 46346.0}, False, id="a day of ours shown as a number"),
        pytest.param({"due": 44884}, False, id="the same, counted from 1904"),
        pytest.param({"due": 46347}, True, id="a number that is no day of ours"),
        pytest.param({"due": True}, True, id="a yes"),
        pytest.param({"other": "ask Ann"}, False, id="a column of which nothing is known"),
        pytest.param({"abc": None, "why": ""}, False, id="blank cells"),
    ],
)
def test_a_row_below_ours_is_theirs_where_somebody_wrote_in_it(cells: dict[str, Value], theirs: bool) -> None:
    found = rows_of_theirs([(ROW, key, value) for key, value in cells.items()], LEFT)
    assert found == ({ROW} if theirs else set())
