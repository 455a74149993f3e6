"""The hours of one day: shifts as people write them, as seconds after that day's midnight."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

DAY = 86400


class Shift(NamedTuple):
    """Working time from ``start`` to ``end`` in seconds after midnight; an end past 86400 lies in the next day."""

    start: int
    end: int


#: The shifts of a day in order; empty for a day without work.
Shifts = tuple[Shift, ...]

HOUR = r"(\d{1,2})(?:[:：.](\d{2})(?:[:：](\d{2}))?)?"
SHIFT = re.compile(rf"\s*{HOUR}\s*(?:-|–|—|~|～|至|到|to)\s*{HOUR}\s*")
BETWEEN_SHIFTS = re.compile(r"[,;，；、/\n]|\s+(?=\d)(?<![-–—~～至到]\s)")


def parse_shift(written: str) -> Shift:
    """The shift that "09:00-12:00" stands for; ValueError for anything else.

    24:00 is the end of the day. An end at or before the start lies in the next day ("22:00-06:00").
    """
    match = SHIFT.fullmatch(written)
    if match is None:
        raise ValueError(f"{written!r} is no shift: write it as 09:00-12:00")
    start, end = time_of_day(match.groups()[:3]), time_of_day(match.groups()[3:])
    if start == end or start >= DAY or end > DAY:
        raise ValueError(f"{written!r} is no shift: write it as 09:00-12:00")
    return Shift(start, end if end > start else end + DAY)


def time_of_day(parts: Sequence[str | None]) -> int:
    """Seconds after midnight of hour, minute and second; a missing part is 0."""
    hour, minute, second = (int(part or 0) for part in parts)
    if minute > 59 or second > 59:
        raise ValueError(f"{hour}:{minute:02} is no time of day")
    return hour * 3600 + minute * 60 + second


def parse_shifts(written: Sequence[str]) -> Shifts:
    """A day's shifts in order; ValueError where one cannot be read or two overlap."""
    shifts = tuple(sorted(parse_shift(part) for part in written))
    for before, after in pairwise(shifts):
        if after.start < before.end:
            raise ValueError(f"{', '.join(written)}: the shifts overlap")
    if shifts and shifts[-1].end - DAY > shifts[0].start:
        raise ValueError(f"{', '.join(written)}: the shifts overlap")
    return shifts


def parse_hours_cell(written: str) -> Shifts:
    """The shifts in one cell, "09:00-12:00, 13:30-18:00"; ValueError where they cannot be read."""
    parts = [part for part in BETWEEN_SHIFTS.split(written) if part and part.strip()]
    if not parts:
        raise ValueError("no shift")
    return parse_shifts(parts)


def clock_text(seconds: int) -> str:
    """A time of day as it is written: "09:00", "24:00", "06:00" for six in the next morning."""
    minutes = (seconds if seconds <= DAY else seconds - DAY) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def shifts_text(shifts: Shifts) -> str:
    """A day's hours in one line: "09:00-12:00, 13:30-18:00"."""
    return ", ".join(f"{clock_text(shift.start)}–{clock_text(shift.end)}" for shift in shifts)


class DayWhy(StrEnum):
    """Why a day has the hours it has."""

    WEEKLY = "weekly"
    ALTERNATE = "alternate"  # every second Saturday
    HOLIDAY = "holiday"
    DAY_OFF = "day_off"  # the user's own
    MAKE_UP = "make_up"
    HOURS = "hours"  # special hours of that day


class DayPlan(Struct, frozen=True, gc=False):
    """The hours of one day and why; ``name`` is the holiday's, in the user's language."""

    shifts: Shifts
    why: DayWhy = DayWhy.WEEKLY
    name: str = ""
