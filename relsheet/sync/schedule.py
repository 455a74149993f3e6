"""Lines to paste that make a computer run ``relsheet sync`` by itself: cron, systemd, launchd, Windows. Nothing is
installed."""

import plistlib
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from relsheet.errors import UsageError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY_DAY, WORKDAYS, WEEKEND = tuple(range(7)), tuple(range(5)), (5, 6)
#: Only these parts of an hour come at the same minutes of each hour, as cron needs it.
PARTS_OF_AN_HOUR = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class Often:
    """Every so many minutes, a part of an hour or 60."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Daily:
    """At a time on some weekdays; 0 is Monday."""

    days: tuple[int, ...]
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Command:
    """What is to be run: the program with its arguments, where, with which environment, and where its words go."""

    name: str
    program: tuple[str, ...]
    folder: str
    environment: Mapping[str, str]
    log: str


def rhythm_of(every: str) -> Often | Daily:
    """ "every 15 minutes", "hourly", "daily 07:30", "weekdays 07:30", "mon,thu 18:00"; UsageError for anything else."""
    words = every.strip().casefold()
    often = re.fullmatch(r"(?:every )?(\d+) ?(?:m|min|minutes?)|(?:every )?(hour|hourly)", words)
    if often:
        minutes = int(often[1] or 60)
        if minutes in (*PARTS_OF_AN_HOUR, 60):
            return Often(minutes)
    at = re.fullmatch(r"(.+?)(?: at)? (\d{1,2}):(\d{2})", words)
    days = _days(at[1]) if at else ()
    if at and days and int(at[2]) < 24 and int(at[3]) < 60:
        return Daily(days, int(at[2]), int(at[3]))
    raise UsageError("bad_schedule", "--every", every=every)


def _days(words: str) -> tuple[int, ...]:
    known = {
        "daily": EVERY_DAY,
        "every day": EVERY_DAY,
        "weekdays": WORKDAYS,
        "workdays": WORKDAYS,
        "weekends": WEEKEND,
    }
    if words in known:
        return known[words]
    named = [re.sub(r"^every ", "", word.strip()) for word in words.split(",")]
    numbers = {spelling: day for day, name in enumerate(DAY_NAMES) for spelling in (name, f"{name}s", DAYS[day])}
    return tuple(sorted({numbers[word] for word in named})) if all(word in numbers for word in named) else ()


def cron_line(rhythm: Often | Daily, command: Command) -> str:
    """One line of a crontab; a per cent sign, which ends the command there, is escaped."""
    return f"{cron_times(rhythm)} {shell_line(command).replace('%', chr(92) + '%')}"


def cron_times(rhythm: Often | Daily) -> str:
    """The five fields of a crontab line; its days count from Sunday."""
    if isinstance(rhythm, Often):
        return "0 * * * *" if rhythm.minutes == 60 else f"*/{rhythm.minutes} * * * *"
    days = {EVERY_DAY: "*", WORKDAYS: "1-5"}.get(rhythm.days) or ",".join(str((day + 1) % 7) for day in rhythm.days)
    return f"{rhythm.minute} {rhythm.hour} * * {days}"


def shell_line(command: Command) -> str:
    """The command as a shell runs it."""
    settings = [f"{name}={shlex.quote(value)}" for name, value in command.environment.items()]
    words = " ".join([*settings, shlex.join(command.program)])
    return f"cd {shlex.quote(command.folder)} && {words} >> {shlex.quote(command.log)} 2>&1"


def systemd_service(command: Command) -> str:
    """The unit that runs once."""
    environment = [f"Environment={_systemd(f'{name}={value}')}" for name, value in command.environment.items()]
    lines = [
        "[Unit]",
        f"Description={command.name}",
        "",
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={_escaped(command.folder)}",
        *environment,
        f"ExecStart={' '.join(map(_systemd, command.program))}",
        f"StandardOutput=append:{_escaped(command.log)}",
        f"StandardError=append:{_escaped(command.log)}",
    ]
    return "\n".join(lines) + "\n"


def systemd_timer(rhythm: Often | Daily, command: Command) -> str:
    """The timer of that unit; a run that was missed while the computer slept is made up for."""
    if isinstance(rhythm, Often):
        when = "hourly" if rhythm.minutes == 60 else f"*:0/{rhythm.minutes}"
    else:
        days = "" if rhythm.days == EVERY_DAY else ",".join(DAYS[day].title() for day in rhythm.days) + " "
        when = f"{days}{rhythm.hour:02}:{rhythm.minute:02}"
    lines = ["[Unit]", f"Description={command.name}", "", "[Timer]", f"OnCalendar={when}", "Persistent=true"]
    return "\n".join([*lines, "", "[Install]", "WantedBy=timers.target"]) + "\n"


def launchd_plist(rhythm: Often | Daily, command: Command) -> str:
    """The agent of macOS; its weekdays count from Sunday, 0."""
    plan: dict[str, object] = {
        "Label": command.name.replace(" ", "."),
        "ProgramArguments": list(command.program),
        "WorkingDirectory": command.folder,
        "EnvironmentVariables": dict(command.environment),
        "StandardOutPath": command.log,
        "StandardErrorPath": command.log,
    }
    if isinstance(rhythm, Often):
        plan["StartInterval"] = rhythm.minutes * 60
    else:
        at = {"Hour": rhythm.hour, "Minute": rhythm.minute}
        plan["StartCalendarInterval"] = (
            at if rhythm.days == EVERY_DAY else [{**at, "Weekday": (day + 1) % 7} for day in rhythm.days]
        )
    return plistlib.dumps(plan, sort_keys=False).decode()


def schtasks_line(rhythm: Often | Daily, command: Command) -> str:
    """One line for the command prompt of Windows."""
    settings = "".join(f'set "{name}={value}" && ' for name, value in command.environment.items())
    words = subprocess.list2cmdline(command.program)
    run = f'cmd /c cd /d "{command.folder}" && {settings}{words} >> "{command.log}" 2>&1'
    return subprocess.list2cmdline(["schtasks", "/Create", "/F", "/TN", command.name, *_schtasks(rhythm), "/TR", run])


def _schtasks(rhythm: Often | Daily) -> Sequence[str]:
    if isinstance(rhythm, Often):
        return ("/SC", "HOURLY") if rhythm.minutes == 60 else ("/SC", "MINUTE", "/MO", str(rhythm.minutes))
    at = ("/ST", f"{rhythm.hour:02}:{rhythm.minute:02}")
    if rhythm.days == EVERY_DAY:
        return ("/SC", "DAILY", *at)
    return ("/SC", "WEEKLY", "/D", ",".join(DAYS[day].upper() for day in rhythm.days), *at)


def _systemd(word: str) -> str:
    """A word in quotes as systemd reads it (systemd.service(5), Command lines)."""
    inner = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_escaped(inner)}"'


def _escaped(word: str) -> str:
    return word.replace("%", "%%")
