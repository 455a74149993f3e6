import pytest

from relsheet.rules.shifts import parse_hours_cell, parse_shifts, shifts_text

H = 3600


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(["09:00-12:00", "13:30-18:00"], ((9 * H, 12 * H), (13 * H + 1800, 18 * H)), id="a lunch break"),
        pytest.param(["13:00-18:00", "09:00-12:00"], ((9 * H, 12 * H), (13 * H, 18 * H)), id="in any order"),
        pytest.param(["00:00-24:00"], ((0, 24 * H),), id="around the clock"),
        pytest.param(["18:00-00:00"], ((18 * H, 24 * H),), id="an end at midnight is 24:00"),
        pytest.param(["22:00-06:00"], ((22 * H, 30 * H),), id="a night ends on the next day"),
        pytest.param(["9-18"], ((9 * H, 18 * H),), id="hours alone"),
        pytest.param(["08:30:30-09:00"], ((8 * H + 1830, 9 * H),), id="seconds"),
        pytest.param(["09:00-12:00", "12:00-18:00"], ((9 * H, 12 * H), (12 * H, 18 * H)), id="one begins as one ends"),
        pytest.param(
            ["20:00-08:00", "08:00-16:00"], ((8 * H, 16 * H), (20 * H, 32 * H)), id="a night up to the day's shift"
        ),
        pytest.param([], (), id="closed"),
    ],
)
def test_parse_shifts(written: list[str], expected: object) -> None:
    assert parse_shifts(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(["09:00-12:00", "11:00-18:00"], id="overlap"),
        pytest.param(["20:00-09:00", "08:00-16:00"], id="a night into its own day's shift of the morning after"),
        pytest.param(["09:00-09:00"], id="empty"),
        pytest.param(["24:00-06:00"], id="24:00 is no beginning"),
        pytest.param(["09:00-25:00"], id="no such hour"),
        pytest.param(["09:60-10:00"], id="no such minute"),
        pytest.param(["morning"], id="words"),
    ],
)
def test_shifts_that_make_no_sense_are_refused(written: list[str]) -> None:
    with pytest.raises(ValueError, match=r"shift|time of day"):
        parse_shifts(written)


@pytest.mark.parametrize(
    "written",
    [
        "09:00-12:00, 13:30-18:00",
        "09:00-12:00,13:30-18:00",
        "9:00 – 12:00；13:30 – 18:00",
        "9：00～12：00、13：30～18：00",
        "09:00-12:00 13:30-18:00",
        "9:00至12:00\n13:30至18:00",
    ],
)
def test_hours_in_one_cell(written: str) -> None:
    assert shifts_text(parse_hours_cell(written)) == "09:00–12:00, 13:30–18:00"


@pytest.mark.parametrize("written", ["", "  ", "closed", "09:00"])
def test_a_cell_without_hours_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="shift"):
        parse_hours_cell(written)
