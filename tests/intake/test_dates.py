"""Dates: every spelling that people use, and nothing that only looks like one."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relsheet.intake.fields import Field, Kind
from relsheet.intake.settings import ValuesSettings
from relsheet.intake.values import ColumnContext, read_column
from relsheet.intake.values.column import DateOrder
from relsheet.intake.values.date_columns import read_days, read_moments
from relsheet.intake.values.dates import DateFault, read_date

DAY = date(2024, 3, 5)
CHINA = ZoneInfo("Asia/Shanghai")
CONTEXT = ColumnContext(zone=CHINA)


def at(clock: str) -> datetime:
    """That time of the day without a zone, as a cell or a text has it."""
    return datetime.fromisoformat(f"2024-03-05T{clock}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024-3-5(周二)", DAY, id="a weekday in brackets that is right"),
        pytest.param("民國113年3月5日", DAY, id="a year of the republic that says so"),
        pytest.param("民国113/3/5", DAY, id="the same with slashes"),
        pytest.param("2024-3-5 周三", DateFault.WEEKDAY, id="a weekday that is wrong"),
        pytest.param("Tue, 5 Mar 2024", DAY, id="an English weekday before the date"),
        pytest.param("2024年3月5日10:00", at("10:00"), id="a time right behind 日"),
        pytest.param("2024年3月5日 14时05分30秒", at("14:05:30"), id="時分秒 in Chinese"),
        pytest.param("2024年3月5號 下午3點半", at("15:30"), id="traditional characters and half past"),
        pytest.param("2024/3/5 2:05 PM", at("14:05"), id="PM"),
        pytest.param("2024/3/5 12:05 AM", at("00:05"), id="five past midnight in English"),
        pytest.param("2024/3/5 上午12:30", DateFault.TIME, id="上午12点 is noon or midnight"),
        pytest.param("2024/3/5 25:00", DateFault.TIME, id="an hour that no day has"),
        pytest.param("2024-03-05 09:00-11:00", DateFault.TIME, id="from nine to eleven is no time zone"),
        pytest.param("2024-03-05 09:00~11:00", DateFault.NOT_A_DATE, id="a span of time"),
        pytest.param("2024-03-05 09:00 UTC+8", datetime(2024, 3, 5, 1, tzinfo=UTC), id="UTC+8"),
        pytest.param(
            "2024-03-05T09:00:00-05:30",
            datetime(2024, 3, 5, 9, tzinfo=timezone(-timedelta(hours=5, minutes=30))),
            id="an offset to the west",
        ),
        pytest.param("5-Mar-24", DAY, id="the way Excel shows d-mmm-yy"),
        pytest.param("5/3/24", DateFault.AMBIGUOUS, id="two digits each: three orders are possible"),
        pytest.param("24.3.5", DAY, id="a year is never one digit, so the year stands first"),
        pytest.param("31/12/99", date(1999, 12, 31), id="two digits from 69 on are the last century"),
        pytest.param("5/5/2024", date(2024, 5, 5), id="both orders give the same day"),
        pytest.param("20241305", DateFault.IMPOSSIBLE, id="eight digits with a thirteenth month"),
        pytest.param("2023-02-29", DateFault.IMPOSSIBLE, id="no leap year"),
        pytest.param("2024-03", DateFault.NO_DAY, id="year and month"),
        pytest.param("Mar 2024", DateFault.NO_DAY, id="English month and year"),
        pytest.param("3/5", DateFault.NO_YEAR, id="month and day"),
        pytest.param("上周五", DateFault.RELATIVE, id="last Friday"),
        pytest.param("3天前", DateFault.RELATIVE, id="three days ago"),
        pytest.param("去年", DateFault.RELATIVE, id="last year"),
        pytest.param("2024年3月5日 上午", DAY, id="in the morning is that day"),
        pytest.param("2024-03-05下午", DAY, id="so is in the afternoon"),
        pytest.param("2024年3月5日 10:00 下午", DateFault.NOT_A_DATE, id="behind a time of day it may mean another"),
        pytest.param("N/A", DateFault.NOT_A_DATE, id="N/A"),
        pytest.param("10", DateFault.NOT_A_DATE, id="a count"),
        pytest.param("3月", DateFault.NO_YEAR, id="a month alone"),
        pytest.param("9月底", DateFault.NO_YEAR, id="the end of a month"),
        pytest.param("2024", DateFault.NOT_A_DATE, id="a year alone"),
        pytest.param("60000000", DateFault.IMPOSSIBLE, id="eight digits that are no date"),
        pytest.param("13800138000", DateFault.NOT_A_DATE, id="a phone number"),
        pytest.param("113/3/5", DateFault.NOT_A_DATE, id="a year of three digits, without a column that proves it"),
        pytest.param("2024-03-05 已联系", DateFault.NOT_A_DATE, id="a date with a note behind it"),
    ],
)
def test_a_text(text: str, expected: object) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            ["3/5/2024", "13/5/2024"], [date(2024, 5, 3), date(2024, 5, 13)], id="one 13/5 settles the column"
        ),
        pytest.param(["3/5/2024", "3/25/2024"], [DAY, date(2024, 3, 25)], id="one 3/25 settles the column"),
        pytest.param(["3/5/2024", "4/6/2024"], [None, None], id="nothing settles it"),
        pytest.param(
            ["3/5/2024", "13/5/2024", "5/13/2024"],
            [None, date(2024, 5, 13), date(2024, 5, 13)],
            id="both orders in one column: only what speaks for itself is read",
        ),
        pytest.param(["24.03.15", "24.3.5"], [date(2024, 3, 15), DAY], id="one short day shows that the year is first"),
        pytest.param(["Tue 5/3/2024", "3/6/2024"], [DAY, date(2024, 6, 3)], id="a weekday settles the column"),
        pytest.param(
            ["05/03/24", "29/10/24", "4/11/2024"],
            [DAY, date(2024, 10, 29), date(2024, 11, 4)],
            id="29/10/24 has its day or year first, 4/11/2024 its day or month: only the day is left",
        ),
        pytest.param(["24/03/05", date(2023, 7, 1)], [DAY, date(2023, 7, 1)], id="the years beside it: 2024, not 2005"),
        pytest.param(["05/03/24", "29/02/24", "2024-07-01"], [DAY, date(2024, 2, 29), date(2024, 7, 1)], id="or last"),
        pytest.param(["24/03/25", date(2024, 7, 1)], [None, date(2024, 7, 1)], id="2024 or 2025: both are near"),
        pytest.param(["24/03/05", date(2019, 7, 1)], [None, date(2019, 7, 1)], id="years far away settle nothing"),
        pytest.param(["24/03/05", "23/12/29"], [None, None], id="two digits each and nothing beside them"),
        pytest.param(["", None, "暂无", "N/A", "-"], [None] * 5, id="nothing recorded"),
        pytest.param([DAY, "长期", "Rolling ", "open-ended"], [DAY, None, None, None], id="it runs on: no end"),
        pytest.param([45356, 45356.0, "45356"], [DAY] * 3, id="serial numbers"),
        pytest.param([20240305.0, 20240305], [DAY] * 2, id="numbers that read as a date"),
        pytest.param([DAY, at("09:00"), None], [DAY, DAY, None], id="typed cells"),
        pytest.param([date(1899, 12, 31), DAY], [None, DAY], id="an Excel zero shown as a date is nothing"),
        pytest.param(["2024-03-04T20:00:00Z"], [DAY], id="the day in the book's own zone"),
    ],
)
def test_a_column_of_days(cells: list[Any], expected: list[Any]) -> None:
    assert list(read_days(cells, CONTEXT).values) == expected


@pytest.mark.parametrize(
    "cell",
    [True, time(9, 0), timedelta(hours=3), 10, 60, 1e9, float("nan"), float("inf"), "x", "#9", "２０２４"],
    ids=repr,
)
def test_what_is_no_date_is_a_fault_and_never_a_value(cell: Any) -> None:
    read = read_days([DAY.isoformat(), cell], CONTEXT)
    assert list(read.values) == [DAY, None]
    assert [fault.index for fault in read.faults] == [1]


def test_serials_of_the_1904_system() -> None:
    read = read_days([43894, 43894.0, "43894"], ColumnContext(date_1904=True))
    assert list(read.values) == [DAY] * 3


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        pytest.param(ColumnContext(date_order=DateOrder.DMY), date(2024, 5, 3), id="the header says dd/mm/yyyy"),
        pytest.param(ColumnContext(settings=ValuesSettings(date_order="mdy")), DAY, id="the config says mdy"),
        pytest.param(ColumnContext(settings=ValuesSettings(date_order="ymd")), None, id="ymd says nothing of 3/5/2024"),
    ],
)
def test_an_order_from_outside_settles_what_the_column_leaves_open(
    context: ColumnContext, expected: date | None
) -> None:
    assert list(read_days(["3/5/2024"], context).values) == [expected]


def test_the_config_settles_years_of_two_digits() -> None:
    context = ColumnContext(settings=ValuesSettings(date_order="ymd"))
    assert list(read_days(["24/03/05", "23/12/29"], context).values) == [DAY, date(2023, 12, 29)]


def test_an_order_from_outside_settles_what_a_column_in_both_orders_leaves_open() -> None:
    context = ColumnContext(settings=ValuesSettings(date_order="dmy"))
    days = [date(2024, 5, 3), date(2024, 5, 13), date(2024, 5, 13)]
    assert list(read_days(["3/5/2024", "13/5/2024", "5/13/2024"], context).values) == days


def test_what_the_column_proves_is_stronger_than_the_config() -> None:
    context = ColumnContext(settings=ValuesSettings(date_order="mdy"))
    assert list(read_days(["3/5/2024", "13/5/2024"], context).values) == [date(2024, 5, 3), date(2024, 5, 13)]


def test_moments_are_aware_and_days_stay_days() -> None:
    nine = datetime(2024, 3, 5, 9, tzinfo=CHINA)
    read = read_moments(["2024-03-05 09:00", at("09:00"), "2024-03-05", "2024-03-05T01:00Z"], CONTEXT)
    assert list(read.values) == [nine, nine, DAY, nine]
    assert not isinstance(read.values[2], datetime)


def test_a_written_midnight_counts_only_beside_other_times() -> None:
    exported = read_moments(["2024-03-05 00:00:00", "2024-03-06 00:00:00"], CONTEXT)
    assert list(exported.values) == [DAY, date(2024, 3, 6)]
    real = read_moments(["2024-03-05 00:00", "2024-03-05 09:00"], CONTEXT)
    assert real.values[0] == datetime(2024, 3, 5, tzinfo=CHINA)


def test_two_digit_years_are_said_once() -> None:
    read = read_days(["24.3.5", "24.3.6"], CONTEXT)
    assert [(note.code, note.index) for note in read.notes] == [("date-two-digit-year", 0)]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        pytest.param(
            [date(2024, 5, 3), "13/3/2024"], ["dates-half-converted"], id="only what Excel could not read is text"
        ),
        pytest.param([date(2024, 5, 23), "13/3/2024"], [], id="a typed date after the 12th shows that they were typed"),
        pytest.param([date(2024, 5, 3), "13/3/2024", "4/3/2024"], [], id="a text before the 13th shows the same"),
        pytest.param([date(2024, 5, 3), "2024-03-13"], [], id="ISO texts say nothing of the order"),
    ],
)
def test_dates_that_a_program_may_have_swapped_are_said(cells: list[Any], codes: list[str]) -> None:
    assert [note.code for note in read_days(cells, CONTEXT).notes] == codes


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["113/3/5", "112/12/31"], [DAY, date(2023, 12, 31)], id="two days that differ prove it"),
        pytest.param(["113.3.5", "99.1.2"], [DAY, date(2010, 1, 2)], id="and settle a year of two digits"),
        pytest.param(["113年3月5日", "暫無", "113年3月6日"], [DAY, None, date(2024, 3, 6)], id="blanks say nothing"),
        pytest.param(["113/3/5"], [None], id="one day alone may be a slip"),
        pytest.param(["113/3/5", "113/13/5"], [None, None], id="one that is no day proves nothing"),
        pytest.param(["113/3/5", "2024/3/6"], [None, date(2024, 3, 6)], id="nor beside a common year"),
    ],
)
def test_years_of_the_republic_where_the_column_proves_them(cells: list[Any], expected: list[date | None]) -> None:
    read = read_days(cells, CONTEXT)
    assert list(read.values) == expected
    converted = cells[0].startswith("113") and expected[0] is not None
    assert [note.code for note in read.notes] == (["date-roc-year"] if converted else [])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(2015.0, date(2015, 12, 31), id="a year as a number"),
        pytest.param("2015年", date(2015, 12, 31), id="a year with its sign"),
        pytest.param("2016年2月", date(2016, 2, 29), id="a month of a leap year"),
        pytest.param("2015-03", date(2015, 3, 31), id="a month in digits"),
        pytest.param(DAY, DAY, id="a day stays itself"),
        pytest.param(15.0, None, id="two digits are no year"),
        pytest.param("2015-13", None, id="no such month"),
        pytest.param("多年前", None, id="words"),
    ],
)
def test_a_beginning_known_by_its_year_counts_from_the_end_of_it(cell: Any, expected: date | None) -> None:
    read = read_column(Field("first_order", Kind.BEGINNING), [cell], CONTEXT)
    assert list(read.values) == [expected]
    assert bool(read.faults) is (expected is None)


def test_a_day_or_a_mark() -> None:
    field = Field("promise_done", Kind.DATE_OR_MARK, "promise_done")
    read = read_column(field, ["2024-03-05", "已兑现", "否", None, "√", "昨天"], CONTEXT)
    assert list(read.values) == [DAY, True, False, None, True, None]
    assert [fault.code for fault in read.faults] == ["date-relative"]
