"""A small office to sync: its workbooks, its relsheet.toml, and a clock that goes where it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl

from relsheet import api
from relsheet.sync.clock import Clock
from relsheet.sync.journal import Entry
from relsheet.sync.plan import Plan, sync
from relsheet.sync.tasks import duties_in

#: A Friday morning in London.
MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)

CUSTOMERS = [
    ["Customer", "Owner", "Last contact", "Annual revenue"],
    *([f"Firm {number}", "Ann" if number % 2 else "Bob", "2026-11-02", 1000 * number] for number in range(1, 21)),
]
COMPLAINTS = [
    ["Complaint ID", "Customer", "Received", "Priority", "Status", "Description", "Replied", "Resolved"],
    ["K-1", "Firm 1", "2026-11-19 10:00", "Normal", "Open", "Leaks", "2026-11-19 11:00", None],
    ["K-2", "Firm 2", "2026-11-20 08:30", "Normal", "Open", "Late", None, None],
]


@dataclass
class Hands:
    """A clock of the test's own: sleeping moves it on."""

    moment: datetime = MORNING
    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None  # what others do while we sleep

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)
        self.meanwhile()

    def on(self, **span: float) -> None:
        self.moment += timedelta(**span)
        self.seconds += timedelta(**span).total_seconds()

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.moment, lambda: self.seconds, self.sleep)


def workbook(path: Path, complaints: list[list[object]] = COMPLAINTS) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Customers"
    for row in CUSTOMERS:
        book.active.append(row)
    sheet = book.create_sheet("Complaints")
    for row in complaints:
        sheet.append(row)
    book.save(path)
    return path


def edit(path: Path, cell: str, value: object) -> None:
    """What a colleague does in Excel."""
    book = openpyxl.load_workbook(path)
    book["Customers"][cell] = value
    book.save(path)


def config(folder: Path, text: str, time_zone: str = "Europe/London") -> api.Options:
    path = folder / "relsheet.toml"
    path.write_text(f'[calendar]\ntime_zone = "{time_zone}"\n{text}', encoding="utf-8")
    return api.Options(config=path, language="en")


def synced(options: api.Options, hands: Hands, plan: Plan | None = None) -> list[Entry]:
    return list(sync(plan or Plan(), duties_in(options), options, hands.clock))
