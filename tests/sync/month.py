"""A month in an office: people edit, open and break things while sync runs every quarter of an hour of their time.

``python -m tests.sync.month MOMENT CONFIG`` is one sync at that moment, for runs that are killed for real.
"""

import random
import resource
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl

from relsheet import api
from relsheet.api.jobs import NotifySettings
from relsheet.sync import journal
from relsheet.sync.delivery import deliver
from relsheet.sync.journal import Deed
from relsheet.sync.tasks import duties_in
from tests.sync.office import COMPLAINTS, CUSTOMERS, Hands, synced
from tests.sync.post_office import PostOffice

Cells = dict[tuple[str, int, int], object]
QUARTER = timedelta(minutes=15)
#: A disk that takes state files, but no workbook of this size.
NEARLY_FULL = 12_000


@dataclass
class Desk:
    """One workbook, what its user has put into it, and until when he has it open."""

    path: Path
    cells: Cells = field(default_factory=dict)
    open_until: datetime | None = None
    complaints: int = len(COMPLAINTS)
    broken_until: datetime | None = None
    seen: int = 0  # the time of the file that was looked at last

    def make(self) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Customers"
        book.create_sheet("Complaints")
        for tab, rows in (("Customers", CUSTOMERS), ("Complaints", COMPLAINTS)):
            for row in rows:
                book[tab].append(row)
        book.save(self.path)
        self.cells = users_cells(self.path)

    def assert_nothing_lost(self) -> None:
        """All that the user has entered is there, and nothing else; a file that was not touched since is believed."""
        touched = self.path.stat().st_mtime_ns
        if self.broken_until is None and touched != self.seen:
            assert users_cells(self.path) == self.cells, self.path.name
            self.seen = touched

    @property
    def lock(self) -> Path:
        return self.path.with_name(f"~${self.path.name}")


def users_cells(path: Path) -> Cells:
    """Every cell that is not ours, by tab, row and column."""
    book = openpyxl.load_workbook(path)
    found: Cells = {}
    for sheet in book.worksheets:
        if sheet.title.endswith("◆") or sheet.title.startswith("_relsheet"):
            continue
        ours = {cell.column for cell in sheet[1] if str(cell.value).endswith("◆")}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.column not in ours:
                    found[sheet.title, cell.row, cell.column] = cell.value
    return found


@dataclass
class Month:
    """The office, its clock, its dice, and the count of what happened."""

    desks: list[Desk]
    options: api.Options
    hook: PostOffice
    hands: Hands
    dice: random.Random
    haste: float = 1.0  # how much more happens than in a real office
    happened: Counter[str] = field(default_factory=Counter)

    def quarter_of_an_hour(self) -> None:
        """What people do, then a sync, then what must hold."""
        for desk in self.desks:
            self._people(desk)
        fate = self.dice.random() / self.haste
        if fate < 0.005:
            self._killed_sync()
        elif fate < 0.02:
            with nearly_full_disk():
                self._sync("full")
        else:
            self._sync("")
        self.hook.refuse = self.dice.random() < 0.1
        deliver(self.settings, self.hands.moment)
        for desk in self.desks:
            desk.assert_nothing_lost()
        self.hands.on(minutes=15)

    @property
    def settings(self) -> NotifySettings:
        return duties_in(self.options).notify

    def _people(self, desk: Desk) -> None:
        now = self.hands.moment
        if desk.broken_until is not None:
            if now >= desk.broken_until:
                desk.path.write_bytes(desk.path.with_suffix(".good").read_bytes())
                desk.broken_until = None
            return
        if desk.open_until is not None:
            if now < desk.open_until:
                return
            desk.lock.unlink()
            desk.open_until = None
            self._edit(desk)
            return
        fate = self.dice.random() / self.haste
        if fate < 0.02:
            desk.lock.write_bytes(b"\x03Ann")
            desk.open_until = now + QUARTER * self.dice.randint(1, 12)
            self.happened["opened"] += 1
        elif fate < 0.06:
            self._edit(desk)
        elif fate < 0.065:
            desk.path.with_suffix(".good").write_bytes(desk.path.read_bytes())
            desk.path.write_bytes(b"%PDF-1.7 saved over by mistake\n" * 9)
            desk.broken_until = now + QUARTER * self.dice.randint(1, 8)
            self.happened["broken"] += 1

    def _edit(self, desk: Desk) -> None:
        """A colleague changes a figure, enters a complaint or answers one."""
        book = openpyxl.load_workbook(desk.path)
        what = self.dice.choice(("figure", "complaint", "answer"))
        self.happened[what] += 1
        now = f"{self.hands.moment:%Y-%m-%d %H:%M}"
        if what == "figure":
            self._put(desk, book, "Customers", (self.dice.randint(2, 21), 4), self.dice.randint(1, 99_999))
        elif what == "complaint":
            desk.complaints += 1
            customer = f"Firm {self.dice.randint(1, 20)}"
            values = (f"{desk.path.stem}-{desk.complaints}", customer, now, "Normal", "Open", "Leaks")
            for column, value in enumerate(values, 1):
                self._put(desk, book, "Complaints", (desk.complaints, column), value)
        else:
            row = self.dice.randint(2, desk.complaints)
            for column, value in ((7, now), (8, now), (5, "Closed")):
                if ("Complaints", row, column) not in desk.cells or column == 5:
                    self._put(desk, book, "Complaints", (row, column), value)
        book.save(desk.path)

    @staticmethod
    def _put(desk: Desk, book: openpyxl.Workbook, tab: str, place: tuple[int, int], value: object) -> None:
        book[tab].cell(*place).value = value
        desk.cells[tab, *place] = value

    def _sync(self, fault: str) -> None:
        before = self.hands.moment
        entries = synced(self.options, self.hands)
        written = [entry for entry in journal.entries() if entry.deed is not Deed.KILLED]
        assert written[-len(entries) :] == entries
        for entry in entries:
            self.happened[f"{fault} {entry.deed} {entry.code}".strip()] += 1
        assert self.hands.moment - before < QUARTER
        self.hands.moment = before

    def _killed_sync(self) -> None:
        """A sync in a process of its own, killed somewhere on its way."""
        assert self.options.config is not None
        command = [sys.executable, "-m", "tests.sync.month", self.hands.moment.isoformat(), str(self.options.config)]
        process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
        try:
            process.wait(timeout=self.dice.uniform(0.3, 3.0))
            self.happened["survived"] += 1
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.happened["killed"] += 1


@contextmanager
def nearly_full_disk() -> Iterator[None]:
    """No file may grow beyond that size: the system says so as it does where the disk is full (EFBIG for ENOSPC)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (NEARLY_FULL, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


if __name__ == "__main__":
    synced(api.Options(config=Path(sys.argv[2]), language="en"), Hands(moment=datetime.fromisoformat(sys.argv[1])))
