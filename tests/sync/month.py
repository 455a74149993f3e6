"""A month in an office: people edit, open and break things while sync runs every quarter of an hour of their time."""

import os
import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from relsheet import api
from relsheet.errors import ConfigError
from relsheet.sync import journal
from relsheet.sync.delivery import deliver
from relsheet.sync.journal import Deed
from relsheet.sync.plan import refused
from relsheet.sync.tasks import duties_in
from tests.sheets_server.faults import OF_THE_NETWORK, Kind
from tests.sheets_server.server import SheetsServer
from tests.sync.desks import BookDesk, Desk, SheetDesk
from tests.sync.office import Hands, synced
from tests.sync.post_office import PostOffice

SATURDAY, WORKING_HOURS = 5, range(8, 19)
QUARTER = timedelta(minutes=15)
#: A disk that takes state files, but no workbook of this size.
NEARLY_FULL = 12_000
#: What befalls a sync, and how often in a thousand; else it is left in peace.
FATES = {"killed": 20, "full": 15, "fault": 60, "signed out": 5, "down": 3, "bad settings": 3}
#: What a person does to a workbook in a quarter of an hour, in a thousand; else nothing.
DEEDS = {"open": 20, "edit": 40, "break": 5}


@dataclass
class Month:
    """The office, its clock, its dice, and the count of what happened."""

    books: Sequence[BookDesk]
    sheets: Sequence[SheetDesk]
    server: SheetsServer
    options: api.Options
    hook: PostOffice
    hands: Hands
    dice: random.Random
    haste: float = 1.0  # how much more happens than in a real office
    happened: Counter[str] = field(default_factory=Counter)
    trouble: dict[str, datetime] = field(default_factory=dict)  # what lasts, and until when

    @property
    def desks(self) -> Sequence[Desk]:
        return (*self.books, *self.sheets)

    def quarter_of_an_hour(self) -> None:
        """What people do, then a sync, then what must hold."""
        if self.hands.moment.weekday() < SATURDAY and self.hands.moment.hour in WORKING_HOURS:
            for book in self.books:
                self._people_at(book)
            for sheet in self.sheets:
                if self._chosen(DEEDS) == "edit":
                    self._edit(sheet)
        self._befall(self._chosen(FATES))
        for desk in self.desks:
            found = desk.found()
            assert found is None or found == desk.cells, desk.name
        self.hands.on(minutes=15)

    def go_home(self, morning: datetime) -> None:
        """All is closed and mended, and it is a working morning: what is open must be told by then."""
        for book in self.books:
            book.mend()
            book.close()
        self.trouble.clear()
        self.hands.moment = morning
        self._sync()
        self.hook.refuse = False
        assert deliver(duties_in(self.options).notify, morning) == ()

    def _chosen(self, chances: Mapping[str, int]) -> str:
        """One of these, or nothing."""
        fate = self.dice.random() * 1000 / self.haste
        for name, chance in chances.items():
            if fate < chance:
                return name
            fate -= chance
        return ""

    def _people_at(self, book: BookDesk) -> None:
        now = self.hands.moment
        if book.broken_until is not None:
            if now >= book.broken_until:
                book.mend()
        elif book.open_until is not None:
            if now >= book.open_until:
                book.close()
                self._edit(book)
        else:
            deed = self._chosen(DEEDS)
            if deed == "open":
                book.lock.write_bytes(b"\x03Ann")
                book.open_until = now + QUARTER * self.dice.randint(1, 12)
            elif deed == "edit":
                self._edit(book)
            elif deed == "break":
                book.break_until(now + QUARTER * self.dice.randint(1, 8))
            self.happened[deed] += deed in ("open", "break")

    def _edit(self, desk: Desk) -> None:
        """A colleague changes a figure, enters a complaint or answers one."""
        what = self.dice.choice(("figure", "complaint", "answer"))
        now = f"{self.hands.moment:%Y-%m-%d %H:%M}"
        if what == "figure":
            changes: dict[tuple[str, int, int], object] = {
                ("Customers", self.dice.randint(2, 21), 4): self.dice.randint(1, 99_999)
            }
        elif what == "complaint":
            desk.complaints += 1
            values = (f"{desk.name}-{desk.complaints}", f"Firm {self.dice.randint(1, 20)}", now)
            line = enumerate((*values, "Normal", "Open", "Leaks"), 1)
            changes = {("Complaints", desk.complaints, column): value for column, value in line}
        else:
            row = self.dice.randint(2, desk.complaints)
            wanted = {("Complaints", row, 7): now, ("Complaints", row, 8): now}
            changes = {place: value for place, value in wanted.items() if place not in desk.cells}
            changes["Complaints", row, 5] = "Closed"
        self.happened[what] += 1
        desk.put(changes)
        desk.cells.update(changes)

    def _befall(self, fate: str) -> None:
        now = self.hands.moment
        if fate in ("signed out", "down", "bad settings"):
            self.happened[fate] += fate not in self.trouble
            self.trouble.setdefault(fate, now + QUARTER * self.dice.randint(1, 8))
        self.trouble = {name: until for name, until in self.trouble.items() if now < until}
        self.server.faults.reset()
        if "down" in self.trouble:
            self.server.faults.at_random(self.dice.randint(0, 1 << 30), 1.0, (Kind.HTML_503, Kind.RESET))
        elif fate == "fault":
            kind = self.dice.choice((*OF_THE_NETWORK, Kind.EDIT))
            self.server.faults.at(self.dice.randint(0, 6), kind, seconds=0.1, edit=self._in_between)
        with self._lasting_trouble():
            if fate == "killed":
                self._killed_sync()
            elif fate == "full":
                with nearly_full_disk():
                    self._sync("full")
            else:
                self._sync()
        self.server.faults.reset()
        self.hook.refuse = self.dice.random() < 0.1
        deliver(duties_in(self.options).notify, now)

    def _in_between(self) -> None:
        """Somebody edits a sheet just while it is read or written."""
        self._edit(self.dice.choice(self.sheets))

    @contextmanager
    def _lasting_trouble(self) -> Iterator[None]:
        """The key file is away, the settings cannot be read."""
        assert self.options.config is not None
        written = self.options.config.read_bytes()
        key = Path(os.environ["RELSHEET_CREDENTIALS"])
        hidden = key.with_suffix(".hidden")
        if "signed out" in self.trouble:
            key.rename(hidden)
        if "bad settings" in self.trouble:
            self.options.config.write_bytes(written + b"\n[abc\n")
        try:
            yield
        finally:
            self.options.config.write_bytes(written)
            if hidden.exists():
                hidden.rename(key)

    def _sync(self, fault: str = "") -> None:
        before = self.hands.moment
        try:
            entries = synced(self.options, self.hands)
        except ConfigError as err:
            entries = [refused(err, self.options, before)]
        written = [entry for entry in journal.entries() if entry.deed is not Deed.KILLED]
        assert written[-len(entries) :] == entries
        for entry in entries:
            self.happened[f"{fault} {entry.deed} {entry.code}".strip()] += 1
        assert self.hands.moment - before < QUARTER
        self.hands.moment = before

    def _killed_sync(self) -> None:
        """A sync in a process of its own, killed somewhere on its way."""
        child = os.fork()
        if not child:
            try:
                synced(self.options, self.hands)
            finally:
                os._exit(0)
        time.sleep(self.dice.uniform(0.0, 0.6))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        self.happened["killed" if os.WIFSIGNALED(status) else "survived"] += 1


@contextmanager
def nearly_full_disk() -> Iterator[None]:
    """No file may grow beyond that size: the system says so as it does where the disk is full (EFBIG for ENOSPC)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (NEARLY_FULL, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
