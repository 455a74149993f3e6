"""What holds for every calendar, and a count minute by minute that any calendar must agree with."""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from relsheet.rules.instants import instant_of
from relsheet.rules.shifts import DAY, DayPlan, Shift, Shifts
from relsheet.rules.targets import Target, parse_target
from relsheet.rules.worktime import WorkCalendar

QUICK = settings(max_examples=int(os.environ.get("RELSHEET_EXAMPLES", "40")), deadline=None, database=None)
MINUTE = timedelta(minutes=1)
#: Weeks in which a clock is changed, and one in which none is.
PLACES = [
    ("UTC", datetime(2026, 6, 15, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(2026, 12, 28, tzinfo=UTC)),
    ("America/Los_Angeles", datetime(2026, 3, 6, tzinfo=UTC)),
    ("America/Los_Angeles", datetime(2026, 10, 30, tzinfo=UTC)),
    ("Europe/London", datetime(2026, 3, 27, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2015, 10, 16, tzinfo=UTC)),
    ("Asia/Kolkata", datetime(2026, 6, 15, tzinfo=UTC)),
]


@st.composite
def a_days_shifts(draw: st.DrawFn) -> Shifts:
    """Up to three shifts on whole minutes, from 04:00 on so that none begins or ends in an hour that is shown twice."""
    marks = sorted(draw(st.lists(st.integers(4 * 60, 24 * 60), max_size=6, unique=True)))
    shifts = [Shift(start * 60, end * 60) for start, end in zip(marks[::2], marks[1::2], strict=False)]
    if shifts and draw(st.booleans()):
        night = draw(st.integers(28 * 60, 30 * 60)) * 60  # the next morning between 04:00 and 06:00
        if night - DAY <= shifts[0].start:
            shifts[-1] = Shift(shifts[-1].start, night)
    return tuple(shifts)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[WorkCalendar, datetime]:
    """A calendar of random weeks and special days, and a moment in it."""
    zone, begin = draw(st.sampled_from(PLACES))
    week = draw(st.lists(a_days_shifts(), min_size=7, max_size=7).filter(any))
    special = draw(st.dictionaries(st.integers(-3, 12), a_days_shifts(), max_size=3))
    own = {begin.date() + timedelta(days=offset): shifts for offset, shifts in special.items()}
    made = WorkCalendar(ZoneInfo(zone), lambda day: DayPlan(own.get(day, week[day.weekday()])))
    return made, begin + timedelta(seconds=draw(st.integers(0, 5 * DAY)))


def is_open_by_the_clock(calendar: WorkCalendar, moment: datetime) -> bool:
    """Whether a clock on the wall shows working time: independent of instants and sums."""
    wall = moment.astimezone(calendar.zone)
    seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
    today, yesterday = wall.date(), wall.date() - timedelta(days=1)
    return any(shift.start <= seconds < shift.end for shift in calendar.plan_of(today).shifts) or any(
        shift.start <= seconds + DAY < shift.end for shift in calendar.plan_of(yesterday).shifts
    )


@QUICK
@given(calendars(), st.integers(0, 3 * 24 * 60))
def test_it_agrees_with_a_count_minute_by_minute(made: tuple[WorkCalendar, datetime], minutes: int) -> None:
    calendar, moment = made
    start = moment.replace(second=0)
    counted = sum(is_open_by_the_clock(calendar, start + index * MINUTE) for index in range(minutes))
    assert calendar.between(start, start + minutes * MINUTE) == counted * 60


@QUICK
@given(calendars(), st.integers(1, 40 * 60))
def test_a_deadline_agrees_with_a_count_minute_by_minute(made: tuple[WorkCalendar, datetime], minutes: int) -> None:
    calendar, moment = made
    minute = start = moment.replace(second=0)
    left = minutes
    while left and minute < start + timedelta(days=30):
        left -= is_open_by_the_clock(calendar, minute)
        minute += MINUTE
    if not left:
        assert instant_of(calendar.add_seconds(start, minutes * 60)) == instant_of(minute)


seconds = st.integers(1, 200 * 3600)


@QUICK
@given(calendars(), seconds)
def test_adding_then_measuring_gives_the_amount_back(made: tuple[WorkCalendar, datetime], amount: int) -> None:
    calendar, start = made
    assert calendar.between(start, calendar.add_seconds(start, amount)) == amount
    assert calendar.between(calendar.add_seconds(start, -amount), start) == amount


@QUICK
@given(calendars(), seconds, seconds)
def test_adding_twice_is_adding_the_sum(made: tuple[WorkCalendar, datetime], first: int, second: int) -> None:
    calendar, start = made
    assert calendar.add_seconds(calendar.add_seconds(start, first), second) == calendar.add_seconds(
        start, first + second
    )
    back = calendar.add_seconds(calendar.add_seconds(start, -first), -second)
    assert back == calendar.add_seconds(start, -first - second)


@QUICK
@given(calendars(), seconds, seconds)
def test_measuring_is_additive(made: tuple[WorkCalendar, datetime], first: int, second: int) -> None:
    calendar, start = made
    middle, end = start + timedelta(seconds=first), start + timedelta(seconds=first + second)
    assert calendar.between(start, middle) + calendar.between(middle, end) == calendar.between(start, end)
    assert calendar.between(end, start) == 0


@QUICK
@given(calendars(), seconds, st.integers(0, 3 * DAY), st.sampled_from(["1wh", "7wh", "1wd", "3wd", "36h"]))
def test_who_comes_later_is_never_due_earlier(
    made: tuple[WorkCalendar, datetime], amount: int, later: int, target: str
) -> None:
    calendar, start = made
    after = start + timedelta(seconds=later)
    assert calendar.add_seconds(start, amount) <= calendar.add_seconds(after, amount)
    assert calendar.add_seconds(start, amount) < calendar.add_seconds(start, amount + 1)
    wanted: Target = parse_target(target)
    assert calendar.add(start, wanted) <= calendar.add(after, wanted)


@QUICK
@given(calendars())
def test_the_next_open_moment_is_open_and_nothing_before_it(made: tuple[WorkCalendar, datetime]) -> None:
    calendar, start = made
    opening = calendar.next_open(start)
    assert calendar.is_open(opening)
    assert calendar.between(start, opening) == 0


@QUICK
@given(calendars(), st.integers(0, 10 * DAY))
def test_the_pieces_of_a_span_add_up_to_it(made: tuple[WorkCalendar, datetime], length: int) -> None:
    calendar, start = made
    end = start + timedelta(seconds=length)
    pieces = list(calendar.spans(start, end))
    assert sum(calendar.between(piece.start, piece.end) for piece in pieces) == calendar.between(start, end)
    assert all(calendar.is_open(piece.start) for piece in pieces)


@QUICK
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(-10, 900))
def test_working_days_are_counted_as_one_by_one(start: date, length: int) -> None:
    week = WorkCalendar(ZoneInfo("UTC"), lambda day: DayPlan((Shift(0, DAY),) if day.weekday() < 5 else ()))
    counted = sum((start + timedelta(days=offset)).weekday() < 5 for offset in range(1, length + 1))
    assert week.workdays_between(start, start + timedelta(days=length)) == counted
