"""Ten weeks on a real workbook: a team scores it every Monday, and writes, sorts, inserts and deletes in between.

Whatever they do, an id keeps its date, nothing of theirs is lost, what was waved off stays away for its cooldown, and
the evaluation adds up.
"""

import os
import random
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from relsheet.api.options import Options
from relsheet.api.session import open_session
from relsheet.cli import commands
from relsheet.records import column_letters
from relsheet.rules.assessment import Assessment
from relsheet.rules.playbook import built_in_plays
from relsheet.rules.results import Action
from relsheet.rules.score import assess
from relsheet.sheets.xlsx import XlsxBackend
from tests import judges

START = datetime(2026, 9, 7, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
WEEKS = 10
ZONE = 'calendar.time_zone="Asia/Shanghai"'
TODO, HEADER, MARKS = "To do ◆", 2, {"Done": True, "Not needed": False}
REMARK = "My remark"
COOLDOWN = {play.name: play.cooldown for play in built_in_plays()}
OWNERS = ("Ann", "Bo")
#: Only our Summary has charts; the judge takes its sheet for ours, but not what hangs on it and is printed of it.
OUR_PARTS = ("xl/drawings/", "xl/charts/", "xl/worksheets/_rels/", "workbook: defined name '_xlnm.Print_Area'")
SEEDS = (1, 2, 3, 4) if os.environ.get("RELSHEET_FULL") else (1,)
Row = list[Any]


class Team:
    """What the team does between two runs; every choice comes of the seed."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path, self.dice, self.names = path, random.Random(seed), [f"Firm {n:02d}" for n in range(24)]
        self.written: dict[str, str] = {}  # action id -> what they wrote beside it
        self.settled: dict[tuple[str, str, str], date] = {}  # (play, customer, subject) -> the day of the mark
        book = openpyxl.Workbook()
        customers = book.active
        assert customers is not None
        customers.title = "Customers"
        customers.append(
            ["ID", "Customer", "Owner", "Revenue", "Last Contact", "Next Contact", "Next Step", "Lucky number"]
        )
        for n, name in enumerate(self.names):
            last = START.date() - timedelta(days=9 * n)
            customers.append([f"C{n:02d}", name, OWNERS[n % 2], 5000 - 190 * n, last, None, None, n * 7])
        for title, header in {
            "Visits": ["Visit Date", "Customer", "Met With", "Rep", "Notes", "Promise", "Promise Due", "Delivered On"],
            "Complaints": ["Complaint No", "Customer", "Received", "First Reply", "Resolved", "Status", "Description"],
        }.items():
            book.create_sheet(title).append(header)
        visits = book["Visits"]
        visits.append(
            [START.date() - timedelta(days=40), self.names[0], "Li", "Ann", "asked for prices", None, None, None]
        )
        book["Complaints"].append(["T0", self.names[1], START - timedelta(days=9), None, None, "New", "leaks"])
        book["Complaints"]["C2"].value = book["Complaints"]["C2"].value.replace(tzinfo=None)
        book.save(path)

    def work(self, found: Assessment, today: date) -> None:
        """A week: marks and notes on the To do tab, rows sorted, deleted and put in, new visits and complaints."""
        book = openpyxl.load_workbook(self.path)
        self._mark(book[TODO], {action.id: action for action in found.actions}, today)
        self._shuffle(book[TODO], today)
        self._tend(book["Customers"], today)
        for _ in range(6):
            self._visit(book["Visits"], today)
        if self.dice.random() < 0.6:
            number = f"T{book['Complaints'].max_row}"
            received = datetime.combine(today - timedelta(days=self.dice.randrange(6)), START.time())
            book["Complaints"].append([number, self.dice.choice(self.names), received, None, None, "New", "weeps"])
        book.save(self.path)

    def _mark(self, tab: Worksheet, actions: Mapping[str, Action], today: date) -> None:
        places = places_of(tab)
        if REMARK not in places:
            places[REMARK] = tab.max_column + 1
            tab.cell(HEADER, places[REMARK], REMARK)
        for row in range(HEADER + 1, tab.max_row + 1):
            action = actions.get(str(tab.cell(row, places["Id ◆"]).value))
            mark = self.dice.choice((None, None, None, "Done", "Not needed"))
            if action is None or mark is None or tab.cell(row, places["Done?"]).value:
                continue
            tab.cell(row, places["Done?"], mark)
            tab.cell(row, places["Done on"], today)
            self.written[action.id] = f"{mark} in week {today}"
            tab.cell(row, places["Note"], self.written[action.id])
            self.settled[action.play, action.customer, action.subject] = today
            if self.dice.random() < 0.2:
                tab.cell(row, places[REMARK], f"remember {action.id}")

    def _shuffle(self, tab: Worksheet, today: date) -> None:
        """Sorted by another column, one unmarked row deleted, one of their own put into the middle."""
        places = places_of(tab)
        rows = [[cell.value for cell in row] for row in tab.iter_rows(min_row=HEADER + 1)]
        done = places["Done?"] - 1
        unmarked = [row for row in rows if not row[done] and row[places["Id ◆"] - 1]]
        if unmarked:
            rows.remove(self.dice.choice(unmarked))
        own: Row = [None] * len(rows[0]) if rows else []
        if own:
            own[places["Customer ◆"] - 1] = f"buy cake, {today}"
            rows.insert(len(rows) // 2, own)
        by = self.dice.choice([places["Customer ◆"], places["What ◆"], places["By ◆"]]) - 1
        refill(tab, HEADER + 1, sorted(rows, key=lambda row: str(row[by])))

    def _tend(self, tab: Worksheet, today: date) -> None:
        """Customers sorted anew, one gone, one come, and plans made."""
        rows = [[cell.value for cell in row] for row in tab.iter_rows(min_row=2)]
        self.dice.shuffle(rows)
        if self.dice.random() < 0.3:
            gone = rows.pop()
            self.names.remove(gone[1])
        name = f"Firm {today:%j}"
        self.names.append(name)
        rows.insert(
            3, [f"N{today:%j}", name, self.dice.choice(OWNERS), 900, today, None, None, 1, *[None] * (len(rows[0]) - 8)]
        )
        for row in self.dice.sample(rows, 3):
            row[5], row[6] = today + timedelta(days=self.dice.randrange(1, 12)), "show the new pump"
        refill(tab, 2, rows)

    def _visit(self, tab: Worksheet, today: date) -> None:
        promise = self.dice.random() < 0.3
        day = today - timedelta(days=self.dice.randrange(7))
        due = day + timedelta(days=8) if promise else None
        who = (self.dice.choice(self.names), self.dice.choice(("Li", "Wang")), self.dice.choice(OWNERS))
        tab.append([day, *who, "all well", "samples" if promise else None, due, None])


def places_of(tab: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in tab[HEADER] if cell.value}


def refill(tab: Worksheet, first: int, rows: Sequence[Row]) -> None:
    """The rows in this order, as if the user had sorted, inserted and deleted: nothing stays below them."""
    tab.delete_rows(first, tab.max_row)
    for number, row in enumerate(rows, start=first):
        for place, value in enumerate(row, start=1):
            if value is not None:
                tab.cell(number, place, value)


def score(path: Path, now: datetime) -> None:
    told = CliRunner().invoke(
        commands, ["score", str(path), "--no-input", "--as-of", f"{now:%Y-%m-%dT%H:%M}", "--set", ZONE]
    )
    assert told.exit_code == 0, told.output


def found_in(path: Path, now: datetime) -> Assessment:
    """What a run on the workbook as it stands now finds."""
    session = open_session(str(path), now, Options(settings=(ZONE,), as_of=f"{now:%Y-%m-%dT%H:%M}"))
    return assess(session.book, session.policy, session.as_of, session.texts)


def users_cells(path: Path) -> dict[str, list[Row]]:
    """Everything that is the user's: his tabs without our columns, and his columns of the To do tab."""
    workbook, book = XlsxBackend(path).read(), openpyxl.load_workbook(path)
    ours = {tab.tab for tab in workbook.own_tabs}
    columns = {(own.tab, own.column) for own in workbook.own_columns}
    return {
        tab.title: [[cell.value for cell in row if (tab.title, cell.column) not in columns] for row in tab.iter_rows()]
        for tab in book.worksheets
        if tab.title not in ours
    }


def remarks(path: Path) -> set[str]:
    """What stands in the user's own column of the To do tab, and the rows that are his own."""
    tab = openpyxl.load_workbook(path)[TODO]
    places = places_of(tab)
    cells = [
        tab.cell(row, column) for row in range(HEADER + 1, tab.max_row + 1) for column in (places.get(REMARK, 99), 3)
    ]
    return {str(cell.value) for cell in cells if cell.value and str(cell.value).startswith(("remember", "buy cake"))}


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("seed", SEEDS)
def test_ten_weeks_on_a_real_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    path, before = tmp_path / "crm.xlsx", tmp_path / "before.xlsx"
    team = Team(path, seed)
    dates: dict[str, date] = {}
    for week in range(WEEKS):
        now = START + timedelta(weeks=week)
        if week:
            team.work(found_in(path, now - timedelta(days=1)), (now - timedelta(days=1)).date())
        shutil.copy(path, before)
        expected = found_in(path, now)
        score(path, now)
        check_actions(expected, team, dates)
        check_evaluation(expected, team)
        check_losses(before, path)
        if week % 4 == 1:
            scored = path.read_bytes()
            score(path, now)
            assert path.read_bytes() == scored, "a second run changes nothing"
    assert len(team.settled) > WEEKS


def check_actions(found: Assessment, team: Team, dates: dict[str, date]) -> None:
    today = found.as_of.date()
    for action in found.actions:
        assert dates.setdefault(action.id, action.due) == action.due, "a date stays"
        assert action.id not in team.written, "what was marked does not come back under its id"
        settled = team.settled.get((action.play, action.customer, action.subject))
        assert settled is None or (today - settled).days >= COOLDOWN[action.play], (
            f"{action.play} was settled {settled}"
        )


def check_evaluation(found: Assessment, team: Team) -> None:
    for record in found.evaluation:
        assert sum(record.fates.values()) == sum(record.since.values()) == record.suggested
    suggested = [action for action in found.book.history.actions if action.suggested_on < found.as_of.date()]
    assert sum(record.suggested for record in found.evaluation) == len(suggested)
    marked = {row.action_id for row in found.book.history.todo if row.done is not None}
    kept = {action.action_id: action.note for action in found.book.history.actions}
    for action_id, note in team.written.items():
        assert action_id in marked or kept[action_id] == note, "what they wrote is in the history"


def check_losses(before: Path, after: Path) -> None:
    assert users_cells(after) == users_cells(before)
    if TODO in openpyxl.load_workbook(before, read_only=True).sheetnames:
        assert remarks(after) == remarks(before)
    workbook = XlsxBackend(after).read()
    columns: dict[str, list[str]] = {}
    for own in workbook.own_columns:
        columns.setdefault(own.tab, []).append(column_letters(own.column))
    if judges.present("shared"):
        faults = judges.losses(before, after, columns, [tab.tab for tab in workbook.own_tabs])
        assert [fault for fault in faults if not fault.startswith(OUR_PARTS)] == []
