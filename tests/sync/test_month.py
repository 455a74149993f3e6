"""Sync every quarter of an hour while people edit, open and break workbooks, disks fill up and processes die.

Some hours in the normal run; RELSHEET_FULL=1 does the whole month (figures: tests/sync/README.md).
"""

import gc
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from apprise import Apprise

from relsheet.sheets import google_glance
from relsheet.sheets.google_http import Patience
from relsheet.sync import journal
from tests.sheets.google_server import running_server
from tests.sheets_server.loading import load_rows
from tests.sync.desks import BookDesk, SheetDesk, tabs_of
from tests.sync.month import Month
from tests.sync.office import MORNING, Hands, config
from tests.sync.post_office import web_hook

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),  # Apprise imports it
    pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX"),
]

SEED = int(os.environ.get("RELSHEET_SEED", "1"))
FULL = bool(os.environ.get("RELSHEET_FULL"))
DAYS, BOOKS, SHEETS, HASTE = (31, 5, 2, 1.0) if FULL else (1 / 8, 1, 1, 6.0)
QUARTERS = int(DAYS * 96)
CONFIG = """
[[job]]
name = "crm"
source = "*.xlsx"
wait = "2s"
notify = ["boss"]
[notify]
at_most = 1000
[notify.channels.boss]
env = "BOSS"
"""
SHEET = """
[[job]]
name = "{name}"
source = "gsheet:{id}"
notify = ["boss"]
"""


@pytest.fixture
def office(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Month]:
    """The month before its first day; the service answers at once, or is down at once."""
    monkeypatch.setattr(journal, "FULL", 8_000)  # below what the nearly full disk takes
    monkeypatch.setattr(google_glance, "Patience", lambda: Patience(sleep=lambda seconds: None))
    server, _ = running_server()
    monkeypatch.setenv("RELSHEET_SHEETS_API", server.url)
    monkeypatch.setenv("RELSHEET_CREDENTIALS", str(server.key_file(tmp_path)))
    folder = tmp_path / "office"
    folder.mkdir()
    books = [BookDesk(folder / f"{name}.xlsx") for name in "abcde"[:BOOKS]]
    names = [f"sheet-{number}" for number in range(SHEETS)]
    sheets = [SheetDesk(name, load_rows(server.store, tabs_of(name), timeZone="Europe/London")) for name in names]
    options = config(folder, CONFIG + "".join(SHEET.format(name=sheet.name, id=sheet.book.id) for sheet in sheets))
    with web_hook() as hook:
        monkeypatch.setenv("BOSS", hook.address)
        yield Month(books, sheets, server, options, hook, Hands(), random.Random(SEED), HASTE)


def test_a_month(office: Month, state: Path) -> None:
    assert Apprise().add("json://127.0.0.1/hook")  # loads all its services, once
    memory: list[int] = []
    for quarter in range(QUARTERS):
        office.quarter_of_an_hour()
        office.server.calls.clear()
        if quarter % 96 == 0:
            memory.append(resident())
            print(quarter // 96, memory[-1], dict(office.happened), flush=True)
    office.go_home(next_monday(office.hands.moment))
    told = [line[2:] for _, text in office.hook.letters for line in text.splitlines() if line.startswith("- ")]
    memory.append(resident())
    print(dict(office.happened), len(told), memory, *told, sep="\n")
    print({file.name: file.stat().st_size for file in (state / "sync").iterdir()})
    assert memory[-1] - memory[len(memory) // 4] < 60_000
    assert sum(file.stat().st_size for file in (state / "sync").iterdir()) < 200_000
    assert len(list((state / "backups").rglob("*.xlsx"))) <= 11 * BOOKS
    assert_told_once(office, told)
    assert_failures_alternate(told)


def resident() -> int:
    """The memory that this process holds, in kB, the test's own openpyxl included; 0 where the system does not say."""
    gc.collect()
    told = Path("/proc/self/statm")
    return int(told.read_text(encoding="ascii").split()[1]) * 4 if told.exists() else 0


def next_monday(moment: datetime) -> datetime:
    day = moment + timedelta(days=7 - moment.weekday())
    return day.replace(hour=10, minute=0)


def assert_told_once(month: Month, told: list[str]) -> None:
    """Of each complaint and deadline once, and of every one that is late now."""
    lines = Counter(line for line in told if line.startswith("Complaint"))
    assert [line for line, count in lines.items() if count > 1] == []
    spoken = {(found[1], "reply" in line) for line in lines if (found := re.match(r"Complaint ([\w-]+),", line))}
    assert len(spoken) == len(lines)
    for desk in month.desks:
        for row in range(4, desk.complaints + 1):
            opened = desk.cells["Complaints", row, 3]
            assert isinstance(opened, str)
            age = month.hands.moment - datetime.fromisoformat(opened).replace(tzinfo=MORNING.tzinfo)
            if age > timedelta(days=12) and ("Complaints", row, 7) not in desk.cells:
                number = desk.cells["Complaints", row, 1]
                assert (number, False) in spoken
                assert (number, True) in spoken


def assert_failures_alternate(told: list[str]) -> None:
    """Each source is said to fail, then to work again, by turns, and works in the end."""
    said: dict[str, list[str]] = {}
    for line in told:
        if found := re.match(r"The job \S+ (fails|works again) \(([^)]*)\)", line):
            said.setdefault(found[2], []).append(found[1])
    for source, words in said.items():
        assert words == ["fails", "works again"] * (len(words) // 2), source
