"""``relsheet sync`` as a computer runs it: processes that meet, signals, exit codes, what stands in the log."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from relsheet import api
from relsheet.cli import commands
from relsheet.sync import journal
from tests.sync.office import config, workbook
from tests.sync.post_office import web_hook

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),  # Apprise imports it
]

ONE = '[[job]]\nname = "crm"\nsource = "crm.xlsx"\n'


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    workbook(tmp_path / "crm.xlsx")
    config(tmp_path, ONE)
    return tmp_path


def sync(office: Path, *options: str) -> Result:
    result = CliRunner().invoke(commands, ["sync", "--config", str(office / "relsheet.toml"), "--lang", "en", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def started(office: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "relsheet", "sync", "--config", str(office / "relsheet.toml"), "--lang", "en"]
    return subprocess.Popen(
        [*command, *options],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def deeds() -> list[str]:
    return [str(entry.deed) for entry in journal.entries()]


def test_two_at_once_do_the_work_of_one(office: Path) -> None:
    both = [started(office) for _ in range(2)]
    said = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(deeds()) == ["scored", "unchanged"]
    tabs = openpyxl.load_workbook(office / "crm.xlsx").sheetnames
    assert tabs.count("Summary ◆") == 1
    assert len(list((office / "state" / "backups").rglob("*.xlsx"))) == 1


def test_an_unchanged_workbook_is_left_alone_before_what_scores_is_loaded(office: Path) -> None:
    sync(office)
    call = ["relsheet", "sync", "--lang", "en", "--config", str(office / "relsheet.toml")]
    looked = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", *call], check=True, capture_output=True, text=True
    )
    loaded = {line.rpartition("|")[2].strip() for line in looked.stderr.splitlines() if line.startswith("import time")}
    assert deeds() == ["scored", "unchanged"]
    assert "relsheet.sync.run" in loaded
    heavy = ("relsheet.sync.scoring", "relsheet.opc", "relsheet.intake", "relsheet.pages", "relsheet.render")
    others = ("python_calamine", "xlsxwriter", "openpyxl", "holidays", "gspread", "apprise", "multiprocessing")
    assert sorted(name for name in loaded if name.startswith((*heavy, *others))) == []


@pytest.mark.parametrize("processes", [pytest.param("1", id="in one process"), pytest.param("2", id="in several")])
def test_a_signal_ends_it_cleanly(processes: str, office: Path) -> None:
    workbook(office / "other.xlsx")
    config(office, '[[job]]\nname = "all"\nsource = "*.xlsx"\nwait = "1h"\n')
    for name in ("crm.xlsx", "other.xlsx"):
        (office / f"~${name}").write_bytes(b"\x03Ann")
    before = (office / "crm.xlsx").read_bytes()
    process = started(office, "--jobs", processes)
    states = office / "state" / "sync"
    until = time.monotonic() + 30
    while len([*states.glob("crm*.json"), *states.glob("other*.json")]) < int(processes):
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 143
    assert set(deeds()) == {"stopped"}
    assert (office / "crm.xlsx").read_bytes() == before
    for name in ("crm.xlsx", "other.xlsx"):
        (office / f"~${name}").unlink()
    assert sync(office).exit_code == 0
    assert set(deeds()) == {"stopped", "scored"}


SWALLOWS_THE_EXIT = """
import time
from relsheet.sync.plan import end_on_signal
end_on_signal(again=0.2)
try:
    print("waiting", flush=True)
    time.sleep(60)
except BaseException:
    pass
time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer that signals")
def test_a_signal_ends_it_even_where_a_library_swallows_the_exit() -> None:
    process = subprocess.Popen([sys.executable, "-c", SWALLOWS_THE_EXIT], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "waiting\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 143


def test_a_killed_run_leaves_the_workbook_whole_and_the_next_one_goes_on(office: Path) -> None:
    (office / "~$crm.xlsx").write_bytes(b"\x03Ann")
    before = (office / "crm.xlsx").read_bytes()
    process = started(office)
    until = time.monotonic() + 30
    while not list((office / "state" / "sync").glob("crm*.json")):
        assert time.monotonic() < until
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=30)
    assert (office / "crm.xlsx").read_bytes() == before
    (office / "~$crm.xlsx").unlink()
    assert sync(office).exit_code == 0
    assert deeds() == ["killed", "scored"]


def test_the_log_is_json_where_there_is_no_terminal(office: Path) -> None:
    result = sync(office)
    [line] = result.stderr.splitlines()
    assert json.loads(line)["message"].endswith("problems in the data.")
    assert result.stdout == ""


def test_quiet_says_nothing_unless_something_is_wrong(office: Path) -> None:
    assert sync(office, "--quiet").output == ""
    config(office, ONE.replace("crm.xlsx", "gone.xlsx"))
    result = sync(office, "--quiet")
    assert result.exit_code == 3
    assert "gone.xlsx" in result.stderr


def test_the_json_answer_has_one_run_a_source(office: Path) -> None:
    [run] = json.loads(sync(office, "--format", "json").stdout)["runs"]
    assert (run["job"], run["deed"], run["exit_code"]) == ("crm", "scored", 0)


def test_a_dry_run_writes_and_remembers_nothing(office: Path) -> None:
    before = (office / "crm.xlsx").read_bytes()
    result = sync(office, "--dry-run")
    assert "cells would change" in result.stdout
    assert (office / "crm.xlsx").read_bytes() == before
    assert not (office / "state" / "sync").exists()


def test_status_fails_while_something_expected_is_missing(office: Path) -> None:
    config(office, ONE + 'expect_every = "1d"\n')
    assert sync(office, "--status").exit_code == 1
    sync(office)
    result = sync(office, "--status", "--format", "json")
    assert result.exit_code == 0
    [job] = json.loads(result.stdout)["jobs"]
    assert (job["job"], job["state"], job["failures"]) == ("crm", "good", 0)


def test_settings_that_cannot_be_read_stand_in_the_journal(office: Path) -> None:
    (office / "relsheet.toml").write_text(ONE + "[abc\n", encoding="utf-8")
    assert sync(office).exit_code == 2
    [entry] = journal.entries()
    assert (entry.deed, entry.code) == ("failed", "config_syntax")


def test_the_table_of_jobs_stands_straight_in_chinese(office: Path) -> None:
    sync(office)
    head, row = sync(office, "--status", "--lang", "zh").stdout.splitlines()
    assert api.terminal_width(head[: head.index("状态")]) == api.terminal_width(row[: row.index("正常")])


def test_a_message_that_cannot_be_sent_is_exit_5_and_its_address_is_in_no_log(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config(office, ONE + 'notify = ["boss"]\n[notify]\nquiet_hours = false\n[notify.channels.boss]\nenv = "BOSS"\n')
    with web_hook() as hook:
        monkeypatch.setenv("BOSS", hook.address)
        sync(office)
        (office / "crm.xlsx").write_bytes(b"%PDF-1.7 this is a letter\n" * 20)
        hook.refuse = True
        result = sync(office)
        assert result.exit_code == 5
        hook.refuse = False
        sync(office)
        assert len(hook.letters) == 1
    everything = result.output + "".join(
        file.read_text(encoding="utf-8") for file in (office / "state" / "sync").iterdir()
    )
    assert "s3cret" not in everything


def test_the_channels_can_be_tested(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sync(office, "--test-notify").exit_code == 2
    config(office, ONE + '[notify.channels.boss]\nenv = "BOSS"\n')
    assert sync(office, "--test-notify").exit_code == 5
    with web_hook() as hook:
        monkeypatch.setenv("BOSS", hook.address)
        assert sync(office, "--test-notify").exit_code == 0
        assert len(hook.letters) == 1
