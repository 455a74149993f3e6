"""What somebody wrote into our columns, told by the traces of what we left there."""

from datetime import date

import pytest

from relsheet.ledger import HistoryKey, column_rows, left_in_columns, traces
from relsheet.opc.cell import MAX_TEXT
from relsheet.sheets.memory import MemoryGrid
from relsheet.sheets.theirs import Handwriting
from relsheet.sheets.workbook import Value

ROW, BESIDE, OURS = 2, 1, frozenset({2, 3})
LEFT = {"abc": traces("ABC"), "due": traces([date(2026, 11, 20), 7]), "empty": traces([])}


@pytest.mark.parametrize(
    ("key", "value", "theirs"),
    [
        pytest.param("abc", "C", False, id="what we left"),
        pytest.param("abc", "ask Ann", True, id="a note"),
        pytest.param("due", date(2026, 11, 20), False, id="a day of ours"),
        pytest.param("due", 46346.0, False, id="a day of ours shown as a number"),
        pytest.param("due", 44884, False, id="the same, counted from 1904"),
        pytest.param("due", 46347, True, id="a number that is no day of ours"),
        pytest.param("due", True, True, id="a yes"),
        pytest.param("empty", "ask Ann", True, id="anything in a column in which we left nothing"),
        pytest.param("abc", None, False, id="a blank cell"),
        pytest.param("abc", "", False, id="an empty text"),
        pytest.param("?.ABC ◆", "C", False, id="what we left in a column that only its mark tells"),
        pytest.param("?.ABC ◆", "ask Ann", True, id="a note in a column that only its mark tells"),
    ],
)
def test_what_we_did_not_leave_is_theirs(key: str, value: Value, theirs: bool) -> None:
    left = {f"customers.{name}" if name == "abc" else name: noted for name, noted in LEFT.items()} | LEFT
    written = Handwriting(MemoryGrid("Customers", []), OURS, left)
    assert written.rows(key, [(ROW, value)]) == ({ROW} if theirs else set())


@pytest.mark.parametrize(
    ("beside", "theirs"),
    [
        pytest.param(None, True, id="alone in its row"),
        pytest.param("Firm 1", False, id="beside a customer"),
    ],
)
def test_where_nothing_tells_what_we_left_it_is_theirs_if_nothing_else_stands_beside_it(
    beside: Value, theirs: bool
) -> None:
    grid = MemoryGrid("Customers", [["Customer", "ABC ◆", "Why ◆"], [beside, "A", "ask Ann"]])
    assert Handwriting(grid, OURS, {}).rows("abc", [(ROW, "ask Ann")]) == ({ROW} if theirs else set())


@pytest.mark.parametrize("count", [0, 1, 1_777, 1_778, 10_000])
def test_every_value_of_a_column_is_known_again_however_many_there_are(count: int) -> None:
    values = [f"last contact {number} days ago" for number in range(count)]
    noted = [*column_rows("customers.why", values), *column_rows("customers.abc", "ABC")]
    at = list(HistoryKey).index(HistoryKey.DIGEST)
    assert max(len(str(row[at])) for row in noted) < MAX_TEXT // 2
    left = left_in_columns([tuple(HistoryKey), *noted])
    assert left == {"customers.why": traces(values), "customers.abc": traces("ABC")}
