"""Sync every quarter of an hour while people edit, open and break workbooks, disks fill up and processes die.

Some hours in the normal run; RELSHEET_FULL=1 does the whole month (figures: tests/sync/README.md).
"""

import gc
import os
import random
import re
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from apprise import Apprise

from relsheet.sync import journal
from relsheet.sync.delivery import deliver
from tests.sync.month import Desk, Month
from tests.sync.office import MORNING, Hands, config
from tests.sync.post_office import web_hook

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),  # Apprise imports it
    pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX"),
]

FULL = bool(os.environ.get("RELSHEET_FULL"))
QUARTERS, BOOKS, HASTE = (31 * 96, 5, 1.0) if FULL else (16, 2, 8.0)
CONFIG = """
[[job]]
name = "crm"
source = "*.xlsx"
wait = "2s"
notify = ["boss"]
[notify.channels.boss]
env = "BOSS"
"""


@pytest.mark.parametrize("seed", [1])
def test_a_month(seed: int, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FULL", 8_000)  # below what the nearly full disk takes
    assert Apprise().add("json://127.0.0.1/hook")  # loads all its services, which takes more memory than all the rest
    folder = tmp_path / "office"
    folder.mkdir()
    desks = [Desk(folder / f"{name}.xlsx") for name in "abcde"[:BOOKS]]
    for desk in desks:
        desk.make()
    with web_hook() as hook:
        monkeypatch.setenv("BOSS", hook.address)
        month = Month(desks, config(folder, CONFIG), hook, Hands(), random.Random(seed), HASTE)
        memory = 0
        for quarter in range(QUARTERS):
            month.quarter_of_an_hour()
            if quarter == QUARTERS // 4:
                memory = resident()
        let_everybody_go_home(month)
        told = [line[2:] for _, text in hook.letters for line in text.splitlines() if line.startswith("- ")]
    print(dict(month.happened), len(told), memory, resident())
    assert resident() - memory < 60_000
    assert sum(file.stat().st_size for file in (state / "sync").iterdir()) < 200_000
    assert len(list((state / "backups").rglob("*.xlsx"))) <= 11 * BOOKS
    assert_told_once(month, told)
    for desk in desks:
        desk.assert_nothing_lost()


def resident() -> int:
    """The memory that this process holds, in kB, the test's own openpyxl included; 0 where the system does not say."""
    gc.collect()
    told = Path("/proc/self/statm")
    return int(told.read_text(encoding="ascii").split()[1]) * 4 if told.exists() else 0


def let_everybody_go_home(month: Month) -> None:
    """All is closed and mended, and it is a working morning: what is open must be told by now."""
    for desk in month.desks:
        desk.lock.unlink(missing_ok=True)
        if desk.broken_until is not None:
            desk.path.write_bytes(desk.path.with_suffix(".good").read_bytes())
        desk.open_until = desk.broken_until = None
    month.hands.moment = next_monday(month.hands.moment)
    month._sync("last")
    month.hook.refuse = False
    assert deliver(month.settings, month.hands.moment) == ()


def next_monday(moment: datetime) -> datetime:
    day = moment + timedelta(days=7 - moment.weekday())
    return day.replace(hour=10, minute=0)


def assert_told_once(month: Month, told: list[str]) -> None:
    """Of each complaint and deadline once, and of every one that is late now."""
    lines = Counter(line for line in told if line.startswith("Complaint"))
    assert [line for line, count in lines.items() if count > 1] == []
    spoken = {(found[1], "reply" in line) for line in lines if (found := re.match(r"Complaint ([\w-]+),", line))}
    for desk in month.desks:
        for row in range(4, desk.complaints + 1):
            number = desk.cells.get(("Complaints", row, 1))
            is_answered = ("Complaints", row, 7) in desk.cells
            opened = desk.cells.get(("Complaints", row, 3))
            assert isinstance(opened, str)
            is_old = month.hands.moment - datetime.fromisoformat(opened).replace(tzinfo=MORNING.tzinfo) > timedelta(
                days=12
            )
            if is_old and not is_answered:
                assert (number, False) in spoken
                assert (number, True) in spoken
