from datetime import date

import pytest

from relsheet.rules.window import Window, WindowSettings, months_before, window_before, window_of
from tests.rules.given import order

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        pytest.param(date(2025, 11, 22), False, id="the same day a year ago is just outside"),
        pytest.param(date(2025, 11, 23), True, id="the day after is inside"),
        pytest.param(TODAY, True, id="today is inside"),
        pytest.param(date(2026, 11, 23), False, id="tomorrow is outside"),
        pytest.param(None, False, id="an unknown day is not inside"),
    ],
)
def test_what_the_window_covers(day: date | None, inside: bool) -> None:
    assert window_of(TODAY, WindowSettings()).covers(day) is inside


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 3, 31), 1, date(2026, 2, 28), id="a shorter month ends earlier"),
        pytest.param(date(2024, 2, 29), 12, date(2023, 2, 28), id="a leap day falls back"),
        pytest.param(date(2026, 1, 15), 1, date(2025, 12, 15), id="over the turn of the year"),
        pytest.param(date(2026, 12, 15), -1, date(2027, 1, 15), id="a negative number goes forward"),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_the_window_before_ends_where_this_one_begins() -> None:
    window = window_of(TODAY, WindowSettings())
    assert window_before(window, WindowSettings()) == Window(date(2024, 11, 22), date(2025, 11, 22))


def test_rows_are_cut_at_both_ends() -> None:
    rows = [order(date(2025, month, 1)) for month in range(1, 13)]
    found = Window(date(2025, 3, 1), date(2025, 6, 1)).rows(rows)
    assert [row.date.month for row in found] == [4, 5, 6]
