"""The team's calendar: defaults by language, China's swapped workdays, the user's own days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from relsheet.errors import ConfigError
from relsheet.records import CalendarDay, DayKind, Origin
from relsheet.rules.calendars import (
    CalendarSettings,
    WeekHours,
    calendar_note,
    calendar_problems,
    work_calendar,
)
from relsheet.rules.shifts import shifts_text
from relsheet.rules.targets import parse_target
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import texts_in

SHANGHAI = ZoneInfo("Asia/Shanghai")


def chinese(**settings: object) -> WorkCalendar:
    return work_calendar(CalendarSettings.model_validate(settings), (), "zh", SHANGHAI)


def english(**settings: object) -> WorkCalendar:
    return work_calendar(CalendarSettings.model_validate(settings), (), "en", ZoneInfo("Europe/London"))


def due(calendar: WorkCalendar, start: str, target: str) -> str:
    found = calendar.add(datetime.fromisoformat(start).replace(tzinfo=calendar.zone), parse_target(target))
    return f"{found:%Y-%m-%d %H:%M}"


def hours(calendar: WorkCalendar, day: str) -> str:
    return shifts_text(calendar.plan_of(date.fromisoformat(day)).shifts)


def row(day: str, kind: DayKind, written: str | None = None) -> CalendarDay:
    return CalendarDay(day=date.fromisoformat(day), kind=kind, hours=written, origin=Origin("日历", 2, 1))


CHINESE_DUE = [
    pytest.param("2026-09-30 17:00", "8wh", "2026-10-08 16:00", id="over the National Day week"),
    pytest.param("2026-10-09 16:00", "8wh", "2026-10-10 15:00", id="a make-up Saturday is a working day"),
    pytest.param("2026-10-09 16:00", "1wd", "2026-10-10 18:00", id="also for 1wd"),
    pytest.param("2026-09-30 10:00", "1wd", "2026-10-08 18:00", id="1wd before the National Day"),
    pytest.param("2026-09-18 17:30", "1wh", "2026-09-20 09:30", id="a make-up Sunday before the holiday"),
    pytest.param("2026-02-13 17:00", "2wh", "2026-02-14 10:00", id="the Saturday before the Spring Festival is worked"),
    pytest.param("2026-02-14 10:00", "1wd", "2026-02-24 18:00", id="the whole Spring Festival lies between"),
    pytest.param("2026-02-14 17:00", "2wh", "2026-02-24 10:00", id="hours over the Spring Festival"),
    pytest.param("2026-02-27 17:00", "2wh", "2026-02-28 10:00", id="the Saturday after it is worked"),
    pytest.param("2026-01-01 10:00", "1wd", "2026-01-04 18:00", id="New Year: the make-up Sunday is day 1"),
    pytest.param("2026-04-03 17:00", "2wh", "2026-04-07 10:00", id="Tomb Sweeping"),
    pytest.param("2026-04-30 17:00", "2wh", "2026-05-06 10:00", id="Labour Day"),
    pytest.param("2026-05-08 17:00", "2wh", "2026-05-09 10:00", id="the Saturday after Labour Day is worked"),
    pytest.param("2026-06-18 17:00", "2wh", "2026-06-22 10:00", id="Dragon Boat"),
    pytest.param("2026-09-24 17:00", "2wh", "2026-09-28 10:00", id="Mid-Autumn"),
]


@pytest.mark.parametrize(("start", "target", "expected"), CHINESE_DUE)
def test_chinese_calendar_2026(start: str, target: str, expected: str) -> None:
    assert due(chinese(), start, target) == expected


#: First day and length, from the State Council's notice.
WHOLE_SPANS = {"01-01": 3, "02-15": 9, "04-04": 3, "05-01": 5, "06-19": 3, "09-25": 3, "10-01": 7}
MAKE_UP = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


def test_a_team_that_works_every_day_has_the_official_spans_off() -> None:
    daily = {day: ["09:00-18:00"] for day in ("sat", "sun")}
    calendar = chinese(hours=daily)
    off = {
        date.fromordinal(date.fromisoformat(f"2026-{first}").toordinal() + offset)
        for first, length in WHOLE_SPANS.items()
        for offset in range(length)
    }
    year = [date.fromordinal(date(2026, 1, 1).toordinal() + offset) for offset in range(365)]
    assert {day for day in year if not calendar.plan_of(day).shifts} == off


@pytest.mark.parametrize("day", MAKE_UP)
def test_make_up_days_have_mondays_shifts(day: str) -> None:
    calendar = chinese(hours={"mon": ["08:00-12:00", "14:00-17:00"], "sat": ["09:00-12:00"]})
    assert hours(calendar, day) == "08:00–12:00, 14:00–17:00"


def test_where_mondays_are_off_a_make_up_day_has_the_first_weekdays_shifts() -> None:
    assert hours(chinese(hours={"mon": []}), "2026-10-10") == "09:00–18:00"


def test_what_lies_past_the_published_holidays_is_provisional() -> None:
    calendar = chinese()
    assert calendar.sure_until == date(2026, 12, 31)
    assert calendar.is_sure(datetime(2026, 12, 31, 18, tzinfo=SHANGHAI))
    assert calendar.is_sure(datetime(2027, 1, 1, tzinfo=SHANGHAI)), "24:00 of the last day"
    assert not calendar.is_sure(datetime(2027, 1, 1, 0, 0, 1, tzinfo=SHANGHAI))
    assert due(calendar, "2026-12-31 10:00", "1wd") == "2027-01-04 18:00"
    assert chinese(published_until={"us": "2030-12-31"}).sure_until == date(2026, 12, 31), "one country's own"
    later = chinese(published_until={"CN": "2027-12-31"})
    assert later.is_sure(datetime(2027, 3, 1, tzinfo=SHANGHAI))


def test_english_sheets_have_no_holidays_and_say_so() -> None:
    calendar = english()
    assert due(calendar, "2026-12-24 16:00", "2wh") == "2026-12-25 10:00"
    note = calendar_note(CalendarSettings(), (), "en", texts_in("en"))
    assert note is not None
    assert "Mon–Fri 09:00–17:00" in note


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        pytest.param({"country": "GB"}, "en", id="a country is set"),
        pytest.param({"country": ""}, "en", id="none is set, on purpose"),
        pytest.param({"days_off": ["2026-12-25"]}, "en", id="own days off"),
        pytest.param({}, "zh", id="a Chinese sheet"),
    ],
)
def test_who_set_up_a_calendar_is_told_nothing(settings: dict[str, object], language: str) -> None:
    made = CalendarSettings.model_validate(settings)
    assert calendar_note(made, (), "zh" if language == "zh" else "en", texts_in("en")) is None


def test_the_holidays_of_another_country() -> None:
    calendar = english(country="gb", subdivision="ENG")
    assert due(calendar, "2026-12-24 16:00", "2wh") == "2026-12-29 10:00"
    assert calendar.plan_of(date(2026, 12, 25)).name == "Christmas Day"
    assert calendar.sure_until is None


def test_names_of_holidays_do_not_depend_on_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert chinese().plan_of(date(2026, 10, 1)).name == "国庆节"


@pytest.mark.parametrize("settings", [{"country": "XX"}, {"country": "GB", "subdivision": "ZZ"}])
def test_a_country_that_nobody_knows_is_a_fault_of_the_config(settings: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        english(**settings)


def test_no_working_time_at_all_is_a_fault_of_the_config() -> None:
    closed = {day: [] for day in ("mon", "tue", "wed", "thu", "fri")}
    with pytest.raises(ConfigError):
        english(hours=closed)
    assert english(hours=closed | {"sun": ["10:00-12:00"]}).is_workday(date(2026, 3, 8))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"time_zone": "Asia/Peking"}, "time zone"),
        ({"hours": {"mon": ["9 to 5 sharp"]}}, "shift"),
        ({"hours": {"mon": ["09:00-12:00", "11:00-13:00"]}}, "overlap"),
        ({"hours": {"monday": []}}, "Extra"),
        ({"days_off": ["2026-02-30"]}, "date"),
        ({"days_off": ["2026-03-02"], "make_up_days": ["2026-03-02"]}, "stands in"),
        ({"sat_alternate_from": "2026-01-09"}, "Saturday"),
    ],
)
def test_wrong_settings_are_named(settings: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        CalendarSettings.model_validate(settings)


def test_every_second_saturday() -> None:
    calendar = chinese(sat_alternate_from="2026-01-10")
    saturdays = ["2026-01-03", "2026-01-10", "2026-01-17", "2026-01-24", "2026-03-07", "2026-03-14"]
    assert [bool(hours(calendar, day)) for day in saturdays] == [False, True, False, True, True, False]
    assert hours(calendar, "2026-02-21") == "", "a holiday wins over the alternation"
    short = chinese(sat_alternate_from="2026-01-10", hours={"sat": ["09:00-12:00"]})
    assert (hours(short, "2026-01-10"), hours(short, "2026-01-17")) == ("09:00–12:00", "")


def test_own_days_win_over_the_country_and_the_tab_over_the_config() -> None:
    settings = CalendarSettings(days_off=(date(2026, 11, 19),), make_up_days=(date(2026, 10, 2),))
    tab = [
        row("2026-11-20", DayKind.OFF),
        row("2026-11-21", DayKind.WORK),
        row("2026-10-03", DayKind.HOURS, "10:00-12:00"),
        row("2026-11-19", DayKind.WORK),
        row("2026-11-23", DayKind.HOURS, "whenever"),
    ]
    calendar = work_calendar(settings, tab, "zh", SHANGHAI)
    expected = {
        "2026-10-02": "09:00–18:00",
        "2026-10-03": "10:00–12:00",
        "2026-11-19": "09:00–18:00",
        "2026-11-20": "",
        "2026-11-21": "09:00–18:00",
        "2026-11-23": "09:00–18:00",
    }
    assert {day: hours(calendar, day) for day in expected} == expected
    assert [found.code for found in calendar_problems(tab)] == ["bad-hours"]


def test_hours_that_are_left_out_keep_their_default() -> None:
    assert hours(english(hours={"fri": ["09:00-13:00"]}), "2026-03-05") == "09:00–17:00"
    assert WeekHours(mon=()).mon == ()
