"""The way to Google breaks: every run ends in time, in done, in exit 4 or in exit 5; the next one mends all."""

import os
from dataclasses import dataclass
from random import Random

import pytest

from relsheet.errors import NotWritten, RelsheetError, RemoteFailure
from relsheet.sheets.edits import Edit, SpliceRows, Style
from relsheet.sheets.google_http import Patience
from relsheet.sheets.gsheets import GoogleBackend
from relsheet.sheets.workbook import Workbook
from tests.sheets.google_server import running_server
from tests.sheets.test_contract import HEADER, TABS, cells, column, page, users_cells
from tests.sheets_server.book import Book
from tests.sheets_server.faults import OF_THE_NETWORK, Kind
from tests.sheets_server.loading import load_rows

FULL = bool(os.environ.get("RELSHEET_FULL"))
SEEDS = range(1000 if FULL else 12)
CALLS = 6 if FULL else 5
#: What the two runs of a case leave on the To do tab, id by id.
FIRST_TODO, LATER_TODO = ["id", "a", "b"], ["id", "a", "b", "c"]


@dataclass
class Hours:
    """Time that passes only while we wait."""

    now: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def patience(self) -> Patience:
        return Patience(sleep=self.sleep, clock=lambda: self.now, jitter=lambda: 0.5, answer=5.0)


def backend(book: Book, hours: Hours) -> GoogleBackend:
    return GoogleBackend(f"gsheet:{book.id}", patience=hours.patience(), login=running_server()[1])


def wishes(workbook: Workbook, version: str) -> list[Edit]:
    """Two columns, a page drawn anew, and rows on a page that users write into."""
    edits: list[Edit] = [column(version, "B", 3), column("x", version, key="customers.why", header="Why ◆")]
    edits.append(page(["as of", version], *([["more"]] if version == "v2" else [])))
    if all(tab.key != "todo" for tab in workbook.own_tabs):
        return [*edits, page(*([key] for key in FIRST_TODO), key="todo", title="To do ◆")]
    here = {value for (_, at), value in cells(workbook, "To do ◆").items() if at == 1}
    missing = tuple(((1, key, Style()),) for key in LATER_TODO if key not in here)
    splice = SpliceRows("todo", changed=((2, 2, version, HEADER),), appended=missing)
    return [*edits, splice]


def run(book: Book, version: str) -> RelsheetError | None:
    """None, or how the run ended."""
    hours = Hours()
    served = backend(book, hours)
    try:
        workbook = served.read()
        served.write(workbook, wishes(workbook, version))
    except RelsheetError as err:
        return err
    finally:
        assert hours.now <= 2 * Patience().deadline
    return None


def assert_all_is_there(book: Book, version: str) -> None:
    """The workbook as two sound runs leave it: nothing doubled, nothing missing."""
    workbook = backend(book, Hours()).read()
    ours = {(own.key, own.column) for own in workbook.own_columns}
    assert ours == {("customers.abc", 4), ("customers.why", 5)}
    assert sorted(tab.key for tab in workbook.own_tabs) == ["summary", "todo"]
    placed = {(3, 4): "ABC ◆", (4, 4): version, (5, 4): "B", (6, 4): 3, (3, 5): "Why ◆", (4, 5): "x", (5, 5): version}
    assert cells(workbook, "客户") == users_cells() | placed
    todo = cells(workbook, "To do ◆")
    assert [todo[row, 1] for row in range(1, len(LATER_TODO) + 1)] == LATER_TODO
    assert sum(1 for _, at in todo if at == 1) == len(LATER_TODO)


def assert_users_cells_stand(book: Book) -> None:
    workbook = backend(book, Hours()).read()
    there = cells(workbook, "客户")
    assert {at: value for at, value in there.items() if at[1] <= 3} == users_cells()


def prepared() -> Book:
    server, _ = running_server()
    server.faults.reset()
    return load_rows(server.store, TABS)


@pytest.mark.parametrize("call", range(CALLS), ids=lambda call: f"call_{call}")
@pytest.mark.parametrize("kind", OF_THE_NETWORK, ids=str)
@pytest.mark.parametrize("later", [False, True], ids=["first_run", "later_run"])
def test_one_fault_is_got_over(kind: Kind, call: int, *, later: bool) -> None:
    book = prepared()
    server, _ = running_server()
    if later:
        assert run(book, "v1") is None
    server.faults.reset()
    server.faults.at(call, kind, seconds=0.01)
    assert run(book, "v2" if later else "v1") is None
    server.faults.reset()
    assert run(book, "v2") is None
    assert_all_is_there(book, "v2")
    assert (server.mismatches, server.complaints) == ([], [])


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"seed_{seed}")
def test_faults_at_random(seed: int) -> None:
    book = prepared()
    server, _ = running_server()
    server.faults.at_random(seed, rate=Random(seed).choice([0.1, 0.3, 0.6, 0.9]))
    for version in ("v1", "v2"):
        ended = run(book, version)
        assert ended is None or isinstance(ended, RemoteFailure | NotWritten)
    server.faults.reset()
    assert_users_cells_stand(book)
    for _ in range(2):
        assert run(book, "v2") is None
    assert_all_is_there(book, "v2")


@pytest.mark.parametrize("kind", [Kind.HTML_503, Kind.TOO_MANY, Kind.RESET], ids=str)
def test_a_steady_fault_ends_within_the_deadline(kind: Kind) -> None:
    book = prepared()
    server, _ = running_server()
    for call in range(50):
        server.faults.at(call, kind, seconds=1)
    ended = run(book, "v1")
    server.faults.reset()
    assert isinstance(ended, RemoteFailure)
    assert ended.code == ("google_quota" if kind is Kind.TOO_MANY else "google_unreachable")


def test_a_retry_after_longer_than_the_deadline_is_not_waited_for() -> None:
    book = prepared()
    server, _ = running_server()
    server.faults.at(0, Kind.TOO_MANY, seconds=3600)
    ended = run(book, "v1")
    server.faults.reset()
    assert isinstance(ended, RemoteFailure)
    assert ended.code == "google_quota"


def test_two_first_runs_at_once_leave_one_set_of_columns() -> None:
    book = prepared()
    one, other = backend(book, Hours()), backend(book, Hours())
    first, second = one.read(), other.read()
    assert one.write(first, wishes(first, "v1")).written
    with pytest.raises(NotWritten) as refused:
        other.write(second, wishes(second, "v1"))
    assert refused.value.code == "google_other_run"
    assert [own.key for own in one.read().own_columns] == ["customers.abc", "customers.why"]
    assert run(book, "v2") is None
    assert_all_is_there(book, "v2")
