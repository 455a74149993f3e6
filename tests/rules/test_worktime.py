"""Deadlines and spans counted by hand on small calendars."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from relsheet.errors import ConfigError, UsageError
from relsheet.rules.instants import localised
from relsheet.rules.shifts import DayPlan, parse_shifts
from relsheet.rules.targets import parse_target
from relsheet.rules.worktime import WorkCalendar

OFFICE = ["09:00-17:00"]
BREAK = ["09:00-12:00", "13:00-18:00"]
NIGHT = ["22:00-06:00"]
ALWAYS = ["00:00-24:00"]


def calendar(
    hours: Sequence[str], zone: str = "UTC", weekdays: str = "0-4", special: Mapping[str, Sequence[str]] | None = None
) -> WorkCalendar:
    """The same hours on the weekdays from-to (Monday is 0); ``special``: ISO date -> its own hours."""
    first, last = (int(part) for part in weekdays.split("-"))
    week = [parse_shifts(hours) if first <= weekday <= last else () for weekday in range(7)]
    own = {date.fromisoformat(day): parse_shifts(shifts) for day, shifts in (special or {}).items()}
    return WorkCalendar(ZoneInfo(zone), lambda day: DayPlan(own.get(day, week[day.weekday()])))


def at(written: str, zone: str = "UTC") -> datetime:
    return localised(datetime.fromisoformat(written), ZoneInfo(zone))


def local(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00")


# 2026-03-02 is a Monday; no clock of these zones changes in that week.
ADDED = [
    pytest.param(OFFICE, "2026-03-02 09:00", "8wh", "2026-03-02 17:00", id="a whole day ends at its closing"),
    pytest.param(OFFICE, "2026-03-02 09:00", "8.5wh", "2026-03-03 09:30", id="what is left goes to the next day"),
    pytest.param(OFFICE, "2026-03-02 07:00", "1wh", "2026-03-02 10:00", id="before opening counts from opening"),
    pytest.param(OFFICE, "2026-03-02 17:00", "1wh", "2026-03-03 10:00", id="at closing counts from the next opening"),
    pytest.param(OFFICE, "2026-03-02 23:59:59", "1ws", "2026-03-03 09:00:01", id="after closing, to the second"),
    pytest.param(OFFICE, "2026-03-02 16:59:59", "1ws", "2026-03-02 17:00", id="the last second of the day"),
    pytest.param(OFFICE, "2026-03-02 16:59:59", "2ws", "2026-03-03 09:00:01", id="one second more is tomorrow"),
    pytest.param(OFFICE, "2026-03-06 16:00", "2wh", "2026-03-09 10:00", id="over the weekend"),
    pytest.param(OFFICE, "2026-03-07 12:00", "1wh", "2026-03-09 10:00", id="received on a Saturday"),
    pytest.param(OFFICE, "2026-03-02 10:00", "40wh", "2026-03-09 10:00", id="a week of hours"),
    pytest.param(OFFICE, "2026-03-02 09:00", "0wh", "2026-03-02 09:00", id="nothing, in working time"),
    pytest.param(OFFICE, "2026-03-07 09:00", "0wh", "2026-03-09 09:00", id="nothing, on a day off: the next opening"),
    pytest.param(BREAK, "2026-03-02 11:00", "1wh", "2026-03-02 12:00", id="ends as the break begins"),
    pytest.param(BREAK, "2026-03-02 11:00", "61wm", "2026-03-02 13:01", id="over the break"),
    pytest.param(BREAK, "2026-03-02 12:30", "30wm", "2026-03-02 13:30", id="received in the break"),
    pytest.param(BREAK, "2026-03-02 12:00", "30wm", "2026-03-02 13:30", id="received as the break begins"),
    pytest.param(NIGHT, "2026-03-02 23:00", "3wh", "2026-03-03 02:00", id="over midnight within one shift"),
    pytest.param(NIGHT, "2026-03-07 01:00", "6wh", "2026-03-09 23:00", id="Friday's night ends on Saturday"),
    pytest.param(NIGHT, "2026-03-02 03:00", "1wh", "2026-03-02 23:00", id="no night began on Sunday"),
    pytest.param(ALWAYS, "2026-03-06 23:00", "2wh", "2026-03-09 01:00", id="closes at 24:00 on Friday"),
    pytest.param(ALWAYS, "2026-03-06 23:00", "1wh", "2026-03-07 00:00", id="exactly at 24:00"),
    pytest.param(OFFICE, "2026-03-02 10:00", "1wd", "2026-03-03 17:00", id="1wd: tomorrow's closing"),
    pytest.param(OFFICE, "2026-03-02 05:00", "1wd", "2026-03-03 17:00", id="1wd: before opening is that day"),
    pytest.param(OFFICE, "2026-03-02 22:00", "1wd", "2026-03-03 17:00", id="1wd: after closing is still that day"),
    pytest.param(OFFICE, "2026-03-06 10:00", "1wd", "2026-03-09 17:00", id="1wd: over the weekend"),
    pytest.param(OFFICE, "2026-03-07 10:00", "1wd", "2026-03-09 17:00", id="1wd: Monday is day 1 of a Saturday"),
    pytest.param(OFFICE, "2026-03-08 10:00", "5wd", "2026-03-13 17:00", id="5wd from a Sunday: Friday"),
    pytest.param(OFFICE, "2026-03-02 10:00", "5wd", "2026-03-09 17:00", id="5wd from a Monday: Monday"),
    pytest.param(OFFICE, "2026-03-02 10:00", "0wd", "2026-03-02 17:00", id="0wd: today's closing"),
    pytest.param(OFFICE, "2026-03-02 18:00", "0wd", "2026-03-03 17:00", id="0wd after closing: the next one"),
    pytest.param(OFFICE, "2026-03-07 18:00", "0wd", "2026-03-09 17:00", id="0wd on a day off: the next closing"),
    pytest.param(BREAK, "2026-03-02 12:30", "1wd", "2026-03-03 18:00", id="1wd closes with the last shift"),
    pytest.param(ALWAYS, "2026-03-02 10:00", "1wd", "2026-03-04 00:00", id="1wd: a day that closes at 24:00"),
    pytest.param(NIGHT, "2026-03-03 02:00", "1wd", "2026-03-04 06:00", id="1wd: 02:00 belongs to Monday's night"),
    pytest.param(NIGHT, "2026-03-03 12:00", "1wd", "2026-03-05 06:00", id="1wd: noon belongs to Tuesday"),
    pytest.param(OFFICE, "2026-03-06 18:00", "24h", "2026-03-07 18:00", id="clock hours know no weekend"),
    pytest.param(OFFICE, "2026-03-06 18:00", "3d", "2026-03-09 18:00", id="clock days neither"),
    pytest.param(OFFICE, "2026-03-03 10:00", "-1wh", "2026-03-03 09:00", id="backwards to the opening"),
    pytest.param(OFFICE, "2026-03-03 10:00", "-61wm", "2026-03-02 16:59", id="backwards over the night"),
    pytest.param(OFFICE, "2026-03-08 10:00", "-8wh", "2026-03-06 09:00", id="backwards over the weekend"),
    pytest.param(OFFICE, "2026-01-02 10:00", "-10wh", "2025-12-31 16:00", id="backwards into the last year"),
    pytest.param(OFFICE, "2026-03-02 10:00", "-1wd", "2026-02-27 17:00", id="the closing of the working day before"),
    pytest.param(OFFICE, "2026-12-31 16:00", "2wh", "2027-01-01 10:00", id="into the next year"),
    pytest.param(OFFICE, "2026-12-31 16:00", "1wd", "2027-01-01 17:00", id="1wd into the next year"),
    pytest.param(NIGHT, "2026-12-31 23:00", "6wh", "2027-01-01 05:00", id="a shift over New Year"),
    pytest.param(NIGHT, "2027-01-01 02:00", "1wd", "2027-01-02 06:00", id="1wd from a shift over New Year"),
]


@pytest.mark.parametrize(("hours", "start", "target", "expected"), ADDED)
def test_add(hours: Sequence[str], start: str, target: str, expected: str) -> None:
    assert local(calendar(hours).add(at(start), parse_target(target))) == expected


BETWEEN = [
    pytest.param(OFFICE, "2026-03-02 09:00", "2026-03-02 17:00", 28800, id="a day"),
    pytest.param(OFFICE, "2026-03-02 00:00", "2026-03-09 00:00", 5 * 28800, id="a week"),
    pytest.param(OFFICE, "2026-03-02 16:00", "2026-03-03 10:00", 7200, id="over a night"),
    pytest.param(OFFICE, "2026-03-07 00:00", "2026-03-08 23:00", 0, id="a weekend"),
    pytest.param(OFFICE, "2026-03-02 17:00", "2026-03-03 09:00", 0, id="a night"),
    pytest.param(OFFICE, "2026-03-02 10:00", "2026-03-02 10:00", 0, id="empty"),
    pytest.param(OFFICE, "2026-03-02 11:00", "2026-03-02 10:00", 0, id="reversed"),
    pytest.param(OFFICE, "2026-03-02 10:00:01", "2026-03-02 10:00:02", 1, id="a second"),
    pytest.param(BREAK, "2026-03-02 11:30", "2026-03-02 13:30", 3600, id="the break is left out"),
    pytest.param(BREAK, "2026-03-02 12:00", "2026-03-02 13:00", 0, id="nothing but the break"),
    pytest.param(NIGHT, "2026-03-02 21:00", "2026-03-03 07:00", 28800, id="a night shift"),
    pytest.param(NIGHT, "2026-12-31 22:00", "2027-01-01 06:00", 28800, id="a night shift over New Year"),
    pytest.param(OFFICE, "2025-12-31 16:00", "2027-01-01 10:00", 3600 + 261 * 28800 + 3600, id="over a whole year"),
]


@pytest.mark.parametrize(("hours", "start", "end", "expected"), BETWEEN)
def test_between(hours: Sequence[str], start: str, end: str, expected: int) -> None:
    assert calendar(hours).between(at(start), at(end)) == expected


# Clocks go forward 2026-03-08 02:00 and back 2026-11-01 02:00 in Los Angeles; forward 2026-03-29 01:00 and back
# 2026-10-25 02:00 in London; forward 2015-10-18 00:00 and back 2016-02-21 00:00 in São Paulo; never in Shanghai.
LA, LONDON, SAO_PAULO, SHANGHAI = "America/Los_Angeles", "Europe/London", "America/Sao_Paulo", "Asia/Shanghai"
CLOCKS = [
    pytest.param(LA, ALWAYS, "2026-03-08 00:00", "8wh", "2026-03-08 09:00", id="LA: the skipped hour is not worked"),
    pytest.param(
        LA, ALWAYS, "2026-11-01 00:00", "8wh", "2026-11-01 07:00", id="LA: the hour shown twice is worked twice"
    ),
    pytest.param(
        LA, ["02:30-05:00"], "2026-03-08 00:00", "1wh", "2026-03-08 04:00", id="LA: a shift that begins in the hole"
    ),
    pytest.param(
        LA, ["01:00-02:30"], "2026-03-08 00:00", "1wh", "2026-03-08 03:00", id="LA: a shift that ends in the hole"
    ),
    pytest.param(
        LA, ["02:10-02:50"], "2026-03-08 00:00", "1ws", "2026-03-09 02:10:01", id="LA: a shift within the hole"
    ),
    pytest.param(
        LA, ["00:00-01:30"], "2026-11-01 00:00", "2wh", "2026-11-02 00:30", id="LA: an end shown twice is the first"
    ),
    pytest.param(LA, ["01:30-03:00"], "2026-11-01 00:00", "2wh", "2026-11-01 02:30", id="LA: a beginning too"),
    pytest.param(LA, ALWAYS, "2026-03-07 12:00", "24h", "2026-03-08 13:00", id="LA: 24 clock hours in spring"),
    pytest.param(LA, ALWAYS, "2026-10-31 12:00", "1d", "2026-11-01 11:00", id="LA: a day is 24 hours in autumn"),
    pytest.param(LA, OFFICE, "2026-03-07 16:00", "2wh", "2026-03-08 10:00", id="LA: office hours stay where they are"),
    pytest.param(LA, OFFICE, "2026-03-07 10:00", "1wd", "2026-03-08 17:00", id="LA: and so does closing"),
    pytest.param(LONDON, ALWAYS, "2026-03-29 00:00", "2wh", "2026-03-29 03:00", id="London in spring"),
    pytest.param(LONDON, ALWAYS, "2026-10-25 00:00", "3wh", "2026-10-25 02:00", id="London in autumn"),
    pytest.param(
        LONDON, NIGHT, "2026-03-28 22:00", "8wh", "2026-03-29 23:00", id="London: a night that is 7 hours long"
    ),
    pytest.param(
        LONDON, NIGHT, "2026-10-24 22:00", "9wh", "2026-10-25 06:00", id="London: a night that is 9 hours long"
    ),
    pytest.param(
        SAO_PAULO, ALWAYS, "2015-10-17 22:00", "2wh", "2015-10-18 01:00", id="São Paulo: a day that begins at 01:00"
    ),
    pytest.param(
        SAO_PAULO, ALWAYS, "2015-10-17 22:00", "4wh", "2015-10-18 03:00", id="São Paulo: over the missing midnight"
    ),
    pytest.param(SAO_PAULO, ALWAYS, "2015-10-18 12:00", "1wd", "2015-10-20 00:00", id="São Paulo: the next closing"),
    pytest.param(SAO_PAULO, ALWAYS, "2015-10-16 12:00", "1wd", "2015-10-18 01:00", id="São Paulo: 24:00 that is 01:00"),
    pytest.param(SAO_PAULO, OFFICE, "2015-10-17 16:00", "2wh", "2015-10-18 10:00", id="São Paulo: office hours"),
    pytest.param(SAO_PAULO, ALWAYS, "2016-02-20 22:00", "3wh", "2016-02-21 00:00", id="São Paulo: a day of 25 hours"),
    pytest.param(SHANGHAI, ALWAYS, "2026-03-08 00:00", "24wh", "2026-03-09 00:00", id="Shanghai has no such days"),
]


@pytest.mark.parametrize(("zone", "hours", "start", "target", "expected"), CLOCKS)
def test_add_where_clocks_change(zone: str, hours: Sequence[str], start: str, target: str, expected: str) -> None:
    found = calendar(hours, zone, "0-6").add(at(start, zone), parse_target(target))
    assert local(found) == expected


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        pytest.param(LA, "2026-03-08", 23, id="Los Angeles in spring"),
        pytest.param(LA, "2026-11-01", 25, id="Los Angeles in autumn"),
        pytest.param(LONDON, "2026-03-29", 23, id="London in spring"),
        pytest.param(LONDON, "2026-10-25", 25, id="London in autumn"),
        pytest.param(SAO_PAULO, "2015-10-17", 24, id="São Paulo, the day before"),
        pytest.param(SAO_PAULO, "2015-10-18", 23, id="São Paulo in spring"),
        pytest.param(SAO_PAULO, "2016-02-20", 25, id="São Paulo in autumn"),
        pytest.param("Pacific/Apia", "2011-12-30", 0, id="Samoa left out a whole day"),
        pytest.param(SHANGHAI, "2026-03-08", 24, id="Shanghai"),
    ],
)
def test_the_length_of_a_day(zone: str, day: str, hours: int) -> None:
    always = calendar(ALWAYS, zone, "0-6")
    spans = list(always.spans(at(f"{day} 00:00", zone), always.end_of(date.fromisoformat(day))))
    assert sum(always.between(span.start, span.end) for span in spans) == hours * 3600


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    shanghai = calendar(OFFICE, SHANGHAI)
    assert local(shanghai.add(at("2026-03-02 01:00"), parse_target("1wh"))) == "2026-03-02 10:00"
    assert shanghai.is_open(at("2026-03-02 01:00"))
    assert not shanghai.is_open(at("2026-03-02 09:00"))


def test_spans_are_half_open() -> None:
    office = calendar(OFFICE)
    assert office.is_open(at("2026-03-02 09:00"))
    assert not office.is_open(at("2026-03-02 17:00"))
    assert office.next_open(at("2026-03-02 17:00")) == at("2026-03-03 09:00")
    assert office.next_open(at("2026-03-02 16:59:59")) == at("2026-03-02 16:59:59")


def test_special_days_override_the_week() -> None:
    special = calendar(OFFICE, special={"2026-03-03": [], "2026-03-07": ["10:00-12:00"]})
    assert local(special.add(at("2026-03-02 16:00"), parse_target("2wh"))) == "2026-03-04 10:00"
    assert local(special.add(at("2026-03-06 16:00"), parse_target("2wh"))) == "2026-03-07 11:00"
    assert local(special.add(at("2026-03-06 10:00"), parse_target("1wd"))) == "2026-03-07 12:00"


def test_a_night_that_runs_into_the_next_day_is_counted_once() -> None:
    overlapping = calendar(NIGHT, special={"2026-03-03": ["04:00-08:00"]})
    assert overlapping.between(at("2026-03-02 22:00"), at("2026-03-03 08:00")) == 10 * 3600


def test_no_day_closes_before_the_night_that_runs_into_it() -> None:
    within = calendar(NIGHT, special={"2026-03-03": ["04:00-05:00"]})
    assert local(within.add(at("2026-02-27 12:00"), parse_target("1wd"))) == "2026-03-03 06:00"
    assert local(within.add(at("2026-03-02 12:00"), parse_target("1wd"))) == "2026-03-03 06:00"


def test_working_days_between() -> None:
    office = calendar(OFFICE)
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    assert office.workdays_between(friday, monday) == 1
    assert office.workdays_between(monday, friday) == 0
    assert office.workdays_between(date(2025, 12, 31), date(2026, 12, 31)) == 261
    assert office.whole_days_between(at("2026-03-02 09:00"), at("2026-03-04 17:00")) == 3
    assert office.whole_days_between(at("2026-03-02 09:01"), at("2026-03-04 16:59")) == 1
    assert office.whole_days_between(at("2026-03-02 10:00"), at("2026-03-02 16:00")) == 0
    assert office.whole_days_between(at("2025-12-31 00:00"), at("2026-01-02 23:00")) == 3


def test_a_calendar_without_working_time_is_a_fault_of_the_config() -> None:
    never = WorkCalendar(ZoneInfo("UTC"), lambda day: DayPlan(()))
    with pytest.raises(ConfigError):
        never.next_open(at("2026-03-02 09:00"))
    with pytest.raises(ConfigError):
        never.add(at("2026-03-02 09:00"), parse_target("1wd"))
    assert never.between(at("2026-03-02 09:00"), at("2026-03-03 09:00")) == 0


def test_a_year_that_no_calendar_holds_is_said() -> None:
    with pytest.raises(UsageError):
        calendar(OFFICE).add(at("9999-12-31 12:00"), parse_target("1wh"))
