import pytest

from relsheet.errors import UsageError
from relsheet.rules.targets import Unit, parse_target
from relsheet.texts import texts_in


@pytest.mark.parametrize(
    ("written", "unit", "seconds", "shown"),
    [
        pytest.param("8wh", Unit.WORKING_HOURS, 28800, "8wh", id="working hours"),
        pytest.param("30wm", Unit.WORKING_MINUTES, 1800, "30wm", id="working minutes"),
        pytest.param("45ws", Unit.WORKING_SECONDS, 45, "45ws", id="working seconds"),
        pytest.param("5wd", Unit.WORKING_DAYS, 0, "5wd", id="working days have no fixed length"),
        pytest.param("24h", Unit.HOURS, 86400, "24h", id="clock hours"),
        pytest.param("2d", Unit.DAYS, 172800, "2d", id="clock days of 24 hours"),
        pytest.param(" 1.5 WH ", Unit.WORKING_HOURS, 5400, "1.5wh", id="a fraction, blanks and capitals"),
        pytest.param("2.0wd", Unit.WORKING_DAYS, 0, "2wd", id="a whole number with a point"),
        pytest.param("１０wd", Unit.WORKING_DAYS, 0, "10wd", id="full-width digits"),
        pytest.param("-8wh", Unit.WORKING_HOURS, -28800, "-8wh", id="backwards"),
        pytest.param("0wh", Unit.WORKING_HOURS, 0, "0wh", id="nothing at all"),
    ],
)
def test_parse_target(written: str, unit: Unit, seconds: int, shown: str) -> None:
    target = parse_target(written)
    assert (target.unit, target.seconds, str(target)) == (unit, seconds, shown)


@pytest.mark.parametrize("written", ["", "8", "wh", "8 weeks", "1.5wd", "8wh5", "8m", "８8天", "1e3wh", "999999999wh"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        parse_target(written)


def test_a_target_in_words() -> None:
    assert parse_target("1wd").words(texts_in("en")) == "1 working day"
    assert parse_target("5wd").words(texts_in("en")) == "5 working days"
    assert parse_target("4wh").words(texts_in("zh")) == "4个工作小时"
