"""What ``relsheet schedule`` prints can be used as it stands: it is run here without its schedule part."""

import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from relsheet.cli import commands
from relsheet.errors import UsageError
from relsheet.sync import schedule
from relsheet.sync.schedule import Command, Daily, Often
from tests.sync.office import config, workbook

WEEK = (0, 1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("every", "rhythm", "cron", "timer"),
    [
        pytest.param("weekdays 07:30", Daily((0, 1, 2, 3, 4), 7, 30), "30 7 * * 1-5", "Mon,Tue,Wed,Thu,Fri 07:30"),
        pytest.param("daily 7:05", Daily(WEEK, 7, 5), "5 7 * * *", "07:05"),
        pytest.param("every day at 18:00", Daily(WEEK, 18, 0), "0 18 * * *", "18:00"),
        pytest.param("Mondays 08:00", Daily((0,), 8, 0), "0 8 * * 1", "Mon 08:00"),
        pytest.param("sun, wed 08:00", Daily((2, 6), 8, 0), "0 8 * * 3,0", "Wed,Sun 08:00"),
        pytest.param("every 15 minutes", Often(15), "*/15 * * * *", "*:0/15"),
        pytest.param("hourly", Often(60), "0 * * * *", "hourly"),
    ],
)
def test_a_rhythm_in_words(every: str, rhythm: Often | Daily, cron: str, timer: str) -> None:
    command = Command("relsheet sync", ("/bin/true",), "/", {}, "/tmp/log")
    assert schedule.rhythm_of(every) == rhythm
    assert schedule.cron_times(rhythm) == cron
    assert f"OnCalendar={timer}\n" in schedule.systemd_timer(rhythm, command)


@pytest.mark.parametrize(
    "every",
    ["", "sometimes", "weekdays", "daily 24:00", "daily 07:60", "every 7 minutes", "every 0 minutes", "blue 07:00"],
)
def test_what_cannot_be_scheduled_is_refused(every: str) -> None:
    with pytest.raises(UsageError):
        schedule.rhythm_of(every)


#: The five fields of a crontab line and their limits (crontab(5)); names are not used by us.
FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def moments(field: str, lowest: int, highest: int) -> set[int]:
    """What cron understands by a field: lists of numbers, ranges and stars, each with a step; ValueError otherwise."""
    found: set[int] = set()
    for part in field.split(","):
        span, slash, step = part.partition("/")
        first, dash, last = (str(lowest), "-", str(highest)) if span == "*" else span.partition("-")
        begin, end = int(first), int(last if dash else first)
        if not lowest <= begin <= end <= highest or (slash and not 0 < int(step) <= highest):
            raise ValueError(field)
        found |= set(range(begin, end + 1, int(step) if slash else 1))
    return found


@pytest.mark.parametrize(
    ("every", "count"),
    [
        pytest.param("every 15 minutes", 4 * 24 * 7, id="every 15 minutes"),
        pytest.param("every 1 minutes", 60 * 24 * 7, id="every minute"),
        pytest.param("every 30 min", 2 * 24 * 7, id="every half hour"),
        pytest.param("hourly", 24 * 7, id="hourly"),
        pytest.param("daily 07:30", 7, id="daily"),
        pytest.param("weekdays 07:30", 5, id="weekdays"),
        pytest.param("weekends 07:30", 2, id="weekends"),
        pytest.param("mon,thu,sun 18:00", 3, id="three days"),
    ],
)
def test_cron_reads_so_many_moments_a_week(every: str, count: int) -> None:
    fields = schedule.cron_times(schedule.rhythm_of(every)).split()
    minutes, hours, days, months, weekdays = (
        moments(field, *limits) for field, limits in zip(fields, FIELDS, strict=True)
    )
    assert len(minutes) * len(hours) * len({day % 7 for day in weekdays}) == count
    assert (len(days), len(months)) == (31, 12)  # cron joins days and weekdays by "or" unless one of them is a star


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    """A folder whose name holds everything that a shell, cron or systemd could stumble over."""
    folder = tmp_path / "Ann's 100% $HOME crm"
    folder.mkdir()
    workbook(folder / "crm.xlsx")
    config(folder, '[[job]]\nname = "crm"\nsource = "crm.xlsx"\n')
    return folder


def printed(folder: Path, kind: str, state: Path) -> str:
    found = CliRunner().invoke(
        commands,
        ["schedule", "crm", "--config", str(folder / "relsheet.toml"), "--for", kind, "--lang", "en"],
        env={"RELSHEET_STATE_DIR": str(state)},
    )
    assert found.exit_code == 0, found.output
    return found.stdout


@pytest.fixture
def bare() -> dict[str, str]:
    """What cron gives a command: next to nothing, and no settings of relsheet's. The checkout is found by its path."""
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), "HOME": os.environ.get("HOME", "/")}


def test_the_crontab_line_runs_as_printed(awkward: Path, state: Path, bare: dict[str, str], tmp_path: Path) -> None:
    line = printed(awkward, "cron", state).strip()
    times = re.fullmatch(r"(\S+ \S+ \S+ \S+ \S+) (.+)", line)
    assert times
    assert times[1] == "30 7 * * 1-5"
    assert re.search(r"(?<!\\)%", times[2]) is None  # cron would end the command there
    done = subprocess.run(["/bin/sh", "-c", times[2].replace("\\%", "%")], env=bare, check=False, cwd=tmp_path)
    assert done.returncode == 0, (state / "logs" / "sync.log").read_text(encoding="utf-8")
    assert '"deed":"scored"' in (state / "sync" / "journal.jsonl").read_text(encoding="utf-8")


def test_the_systemd_unit_runs_as_printed(awkward: Path, state: Path, bare: dict[str, str]) -> None:
    service = printed(awkward, "systemd", state).partition("[Install]")[0]
    keys = dict(re.findall(r"^(\w+)=(.*)$", service.partition("[Timer]")[0], re.MULTILINE))
    name, _, value = unquoted(keys["Environment"])[0].partition("=")
    words = [word.replace("$$", "$") for word in unquoted(keys["ExecStart"])]
    folder = keys["WorkingDirectory"].replace("%%", "%")
    done = subprocess.run(words, env={**bare, name: value}, cwd=folder, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert '"deed":"scored"' in (state / "sync" / "journal.jsonl").read_text(encoding="utf-8")
    assert keys["StandardOutput"] == f"append:{state / 'logs' / 'sync.log'}"


def unquoted(line: str) -> list[str]:
    """The words of a line of systemd: quotes and backslashes as a shell has them, per cent signs doubled."""
    return [word.replace("%%", "%") for word in shlex.split(line)]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_accepts_the_units(awkward: Path, state: Path, tmp_path: Path) -> None:
    text = printed(awkward, "systemd", state)
    service, timer = re.split(r"\n\n(?=\[Unit\])", text)
    (tmp_path / "relsheet-sync-crm.service").write_text(service + "\n", encoding="utf-8")
    (tmp_path / "relsheet-sync-crm.timer").write_text(timer + "\n", encoding="utf-8")
    units = [str(tmp_path / f"relsheet-sync-crm.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("crontab") is None, reason="no cron here")
def test_cron_accepts_the_line(awkward: Path, state: Path, tmp_path: Path) -> None:
    (tmp_path / "tab").write_text(printed(awkward, "cron", state), encoding="utf-8")
    done = subprocess.run(["crontab", "-T", str(tmp_path / "tab")], check=False, capture_output=True, text=True)
    assert done.returncode == 0 or "invalid option" in done.stderr, done.stderr


def test_the_plist_reads_back(awkward: Path, state: Path) -> None:
    plan = plistlib.loads(printed(awkward, "launchd", state).encode())
    assert plan["ProgramArguments"][:5] == [sys.executable, "-m", "relsheet", "sync", "crm"]
    assert plan["WorkingDirectory"] == str(awkward)
    assert [day["Weekday"] for day in plan["StartCalendarInterval"]] == [1, 2, 3, 4, 5]
    assert plan["EnvironmentVariables"] == {"RELSHEET_STATE_DIR": str(state)}


def test_the_line_for_windows_has_every_part(awkward: Path, state: Path) -> None:
    line = printed(awkward, "windows", state)
    task = re.fullmatch(
        r'schtasks /Create /F /TN "relsheet sync crm" /SC WEEKLY /D MON,TUE,WED,THU,FRI /ST 07:30 /TR "(.*)"\s*', line
    )
    assert task
    run = task[1].replace('\\"', '"')
    assert run.startswith(f'cmd /c cd /d "{awkward}" && set "RELSHEET_STATE_DIR={state}" && ')
    assert run.endswith(f'>> "{state / "logs" / "sync.log"}" 2>&1')


def test_nothing_is_printed_for_a_job_that_is_not_there(awkward: Path) -> None:
    refused = CliRunner().invoke(commands, ["schedule", "crn", "--config", str(awkward / "relsheet.toml")])
    assert refused.exit_code == 2
