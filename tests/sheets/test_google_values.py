"""A tab too long for one answer is read in two parts: they fit together, or are read again."""

from collections.abc import Iterator

import pytest

from relsheet.errors import RemoteFailure
from relsheet.sheets import google_values
from relsheet.sheets.google_grid import Raw
from relsheet.sheets.google_values import all_differ, parsed
from relsheet.sheets.gsheets import GoogleBackend
from relsheet.sheets.workbook import Value
from tests.sheets.google_server import running_server
from tests.sheets.test_contract import cells
from tests.sheets.test_google_races import EDITS, human, misplaced, prepared, run
from tests.sheets_server.batch import batch_update
from tests.sheets_server.book import Book
from tests.sheets_server.faults import Kind
from tests.sheets_server.loading import enter, load_rows
from tests.sheets_server.server import SheetsServer

ROWS = 60


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SheetsServer]:
    """The server, and limits that part a tab of a thousand rows after its second column."""
    monkeypatch.setattr(google_values, "CELLS_PER_CALL", 26_000)
    monkeypatch.setattr(google_values, "BYTES_PER_CALL", 2 * 1000 * google_values.BYTES_PER_CELL)
    running, _ = running_server()
    running.faults.reset()
    running.calls.clear()
    yield running
    running.faults.reset()
    assert (running.mismatches, running.complaints) == ([], [])


def sheet(server: SheetsServer, *, telling: bool = True) -> Book:
    """Visits of five columns, and a tab beside them; ``telling``: one of the left two tells the rows apart."""
    numbers = [f"V{row:03}" if telling else "V" for row in range(ROWS)]
    rows: list[list[Value]] = [[number, row % 7, f"C{row}", row, None] for row, number in enumerate(numbers)]
    return load_rows(server.store, {"Visits": [["No", "Day", "Who", "Row", "Note"], *rows], "Notes": [["free"]]})


def ranges(server: SheetsServer) -> list[list[str]]:
    """What was asked for, call by call."""
    return [[*call.ranges] for call in server.calls if call.method.endswith("values.batchGet")]


def read(book: Book) -> dict[tuple[int, int], Value]:
    return cells(GoogleBackend(f"gsheet:{book.id}", login=running_server()[1]).read(), "Visits")


def sort(book: Book) -> None:
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": ROWS + 1}
    batch_update(book, [{"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]}}])


def assert_rows_fit(found: dict[tuple[int, int], Value]) -> None:
    for row in range(2, ROWS + 2):
        number = found[row, 4]
        assert isinstance(number, int)
        assert (found[row, 1], found[row, 2], found[row, 3]) == (f"V{number:03}", number % 7, f"C{number}")


def test_both_parts_make_the_whole_tab(server: SheetsServer) -> None:
    book = sheet(server)
    assert_rows_fit(read(book))
    assert ranges(server) == [["'Visits'!A:B"], ["'Visits'!A:A", "'Visits'!C:Z", "'Notes'"]]


def test_where_nothing_tells_the_rows_apart_the_tab_is_read_whole(server: SheetsServer) -> None:
    book = sheet(server, telling=False)
    found = read(book)
    assert [found[row, 4] for row in range(2, ROWS + 2)] == [*range(ROWS)]
    assert ranges(server) == [["'Visits'!A:B"], ["'Visits'", "'Notes'"]]


@pytest.mark.parametrize("call", range(4), ids=lambda call: f"before_call_{call}")
def test_rows_that_are_sorted_between_the_parts_still_fit_together(server: SheetsServer, call: int) -> None:
    book = sheet(server)
    server.faults.at(call, Kind.EDIT, edit=lambda: sort(book))
    assert_rows_fit(read(book))
    assert len(ranges(server)) == (4 if call == 2 else 2), "and only what was torn is read again"


def test_rows_that_never_stand_still_are_not_read(server: SheetsServer) -> None:
    book = sheet(server)
    for call in (2, 5, 8):
        server.faults.at(call, Kind.EDIT, edit=lambda call=call: enter(book, "Visits", 9, 1, f"V9{call}"))  # type: ignore[misc]  # (mypy knows no lambda with a default)
    with pytest.raises(RemoteFailure) as refused:
        read(book)
    assert refused.value.code == "google_busy"


@pytest.mark.parametrize("edit", EDITS, ids=str)
@pytest.mark.parametrize("call", [2, 3, 4], ids=lambda call: f"before_call_{call}")
def test_no_value_stands_beside_a_wrong_customer(server: SheetsServer, edit: str, call: int) -> None:
    """The race matrix where the customers themselves are read in two parts."""
    book, twin = prepared(second_run=True)

    def now() -> None:
        EDITS[edit](book)
        EDITS[edit](twin)

    server.faults.at(call, Kind.EDIT, edit=now)
    outcome = run(book, "v2")
    server.faults.reset()
    assert (misplaced(book), human(book) == human(twin)) == ([], True), outcome
    assert run(book, "v2") in ("done", "nothing", "no key column"), "the next run finds its way"
    assert (misplaced(book), human(book) == human(twin)) == ([], True)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param([], True, id="no row at all"),
        pytest.param(["V1", "V2", "V3"], True, id="counted up"),
        pytest.param(["V3", "V1", "V2"], True, id="in any order"),
        pytest.param(["V1", 7, "", None, 2.5], True, id="texts, numbers and blanks"),
        pytest.param(["V1", "V2", "V2"], False, id="counted up, and the last one twice"),
        pytest.param(["V2", "V1", "V2"], False, id="twice in any order"),
        pytest.param(["V1", 7, "V2", 7], False, id="twice among texts and numbers"),
        pytest.param([1, 2, True], False, id="a tick is no 1 that tells a row"),
    ],
)
def test_cells_that_tell_the_rows_apart(cells: list[Raw], expected: bool) -> None:
    assert all_differ(cells) is expected


@pytest.mark.parametrize(
    ("answer", "value"),
    [(b'{"a": ["\xe5\xae\xa2", 1.5, 12, true, ""]}', ["客", 1.5, 12, True, ""]), (b'{"a": "x\\ud83d"}', "x\ud83d")],
    ids=["values of each kind", "half an emoji"],
)
def test_answers_are_parsed_as_python_does(answer: bytes, value: object) -> None:
    assert parsed(answer) == {"a": value}
