"""``relsheet due``: how the moments are read, what is answered, and how it is explained."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from relsheet.errors import UsageError
from relsheet.rules.calendars import CalendarSettings, work_calendar
from relsheet.rules.due import day_line, days_counted, due_after, parse_moment, time_between
from relsheet.rules.lateness import duration_text, working_text
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Language, texts_in


def calendar(language: Language = "zh", zone: str = "Asia/Shanghai", **settings: object) -> WorkCalendar:
    return work_calendar(CalendarSettings.model_validate(settings), (), language, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("start", "target", "expected", "provisional"),
    [
        pytest.param("2026-09-30 17:00", "8wh", "2026-10-08 16:00", False, id="over the National Day week"),
        pytest.param("2026-10-09 16:00", "8wh", "2026-10-10 15:00", False, id="a make-up Saturday"),
        pytest.param("2026-10-09T08:00:00Z", "8wh", "2026-10-10 15:00", False, id="a moment in UTC"),
        pytest.param("2026-10-09", "4wh", "2026-10-09 18:00", False, id="a date alone: the closing of the day"),
        pytest.param("2026-12-30 17:00", "10wh", "2026-12-31 18:00", False, id="the last sure closing"),
        pytest.param("2026-12-31 10:00", "1wd", "2027-01-04 18:00", True, id="past the published holidays"),
        pytest.param("2026-10-09 16:00", "24h", "2026-10-10 16:00", False, id="clock time"),
    ],
)
def test_due_after(start: str, target: str, expected: str, provisional: bool) -> None:
    answer = due_after(start, target, calendar())
    assert (f"{answer.due:%Y-%m-%d %H:%M}", answer.provisional) == (expected, provisional)
    assert answer.sure_until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        pytest.param("2026-09-30 17:00", "2026-10-08 16:00", 8 * 3600, id="what was added is measured"),
        pytest.param("2026-10-08 16:00", "2026-09-30 17:00", 0, id="reversed"),
        pytest.param("2026-09-30", "2026-10-08", 18 * 3600, id="dates alone: both days whole"),
        pytest.param("2026-10-10", "2026-10-10", 9 * 3600, id="one day"),
        pytest.param("2026-10-01", "2026-10-07", 0, id="a holiday"),
    ],
)
def test_time_between(start: str, end: str, seconds: int) -> None:
    assert time_between(start, end, calendar()).seconds == seconds


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        pytest.param("2026-9-3 8:05", "UTC", "2026-09-03 08:05:00", id="without leading zeros"),
        pytest.param("2026/09/03 08:05:30", "UTC", "2026-09-03 08:05:30", id="with slashes and seconds"),
        pytest.param("2026-03-08 02:30", "America/Los_Angeles", "2026-03-08 03:00:00", id="an hour that is skipped"),
        pytest.param(
            "2026-11-01 01:30", "America/Los_Angeles", "2026-11-01 01:30:00", id="an hour shown twice: the first"
        ),
        pytest.param("2015-10-18 00:00", "America/Sao_Paulo", "2015-10-18 01:00:00", id="a midnight that is skipped"),
        pytest.param("2026-09-30T17:00:00+0200", "UTC", "2026-09-30 15:00:00", id="an offset"),
    ],
)
def test_parse_moment(written: str, zone: str, expected: str) -> None:
    found = parse_moment(written, calendar("en", zone))
    assert f"{found:%Y-%m-%d %H:%M:%S}" == expected
    assert isinstance(found, datetime)
    assert found.fold == 0


@pytest.mark.parametrize(
    "written", ["", "tomorrow", "2026-02-30", "2026-09-30 25:00", "10", "30.09.2026", "2026-09-30 17"]
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        parse_moment(written, calendar())


def test_every_day_is_explained() -> None:
    office = calendar()
    answer = due_after("2026-09-30 17:00", "8wh", office)
    lines = [day_line(day, texts_in("zh")) for day in days_counted(answer.counted_from, answer.due, office)]
    assert lines == [
        "2026-09-30 周三  17:00–18:00  1小时工作时间",
        "2026-10-01 周四  放假：国庆节",
        "2026-10-02 周五  放假：国庆节",
        "2026-10-03 周六  放假：国庆节",
        "2026-10-04 周日  放假：国庆节",
        "2026-10-05 周一  放假：国庆节（补假）",
        "2026-10-06 周二  放假：休息日（由 2026-09-20 调休）",
        "2026-10-07 周三  放假：休息日（由 2026-10-10 调休）",
        "2026-10-08 周四  09:00–16:00  7小时工作时间",
    ]


def test_weekends_breaks_and_nights_are_explained() -> None:
    nights = calendar("en", "UTC", hours={"fri": ["09:00-12:00", "20:00-24:00"], "sun": ["22:00-06:00"]})
    span = time_between("2026-03-06 10:00", "2026-03-09 05:00", nights)
    lines = [day_line(day, texts_in("en")) for day in days_counted(span.start, span.end, nights)]
    assert lines == [
        "2026-03-06 Fri  10:00–12:00, 20:00–24:00  6 h of working time",
        "2026-03-07 Sat  no working time",
        "2026-03-08 Sun  22:00–05:00  7 h of working time",
        "2026-03-09 Mon  outside working hours",
    ]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (3600, "1 h"), (3661, "1 h 1 min"), (90000, "25 h")],
)
def test_working_time_in_words(seconds: int, expected: str) -> None:
    assert duration_text(seconds, 0, texts_in("en")) == expected
    assert working_text(seconds, texts_in("en")) == f"{expected} of working time"
