"""The public holidays and swapped workdays of a country, from the package ``holidays``, year by year as asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version

from relsheet.errors import ConfigError
from relsheet.texts import Language

ONE_DAY = timedelta(days=1)
SATURDAY = 5
NAMES_IN: Mapping[Language, str] = {"en": "en_US", "zh": "zh_CN"}
#: The package leaves out the days of an official span that fall on a weekend; a team that works weekends needs them.
WHOLE_SPANS = frozenset({"CN"})


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """``off``: day -> the holiday's name; ``work``: weekend days that are worked in exchange."""

    off: dict[date, str]
    work: frozenset[date]


class PublicHolidays:
    """One country's holidays. The package is imported with the first question, since that alone takes 50 ms."""

    def __init__(self, country: str, subdivision: str | None, language: Language) -> None:
        self.country = country
        self.subdivision = subdivision
        self.language = language
        self._years: dict[int, HolidayYear] = {}

    def check(self) -> None:
        """ConfigError if the package does not know that country or subdivision."""
        self._read(2026)

    def is_swapped_workday(self, day: date) -> bool:
        """Whether that weekend day is worked in exchange for another one."""
        return day in self._year(day.year).work

    def name_on(self, day: date) -> str | None:
        """The name of the holiday on that day; None if it is no holiday."""
        return self._year(day.year).off.get(day) or self._bridged(day)

    def _bridged(self, day: date) -> str | None:
        """The holiday that a weekend day belongs to, since the official span runs over that weekend."""
        if self.country not in WHOLE_SPANS or day.weekday() < SATURDAY or self.is_swapped_workday(day):
            return None
        other = day + ONE_DAY if day.weekday() == SATURDAY else day - ONE_DAY
        beside = [day - ONE_DAY, day + ONE_DAY]
        if not self.is_swapped_workday(other):
            beside += [other - ONE_DAY, other + ONE_DAY]
        return next((name for near in beside if (name := self._year(near.year).off.get(near))), None)

    def _year(self, year: int) -> HolidayYear:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._read(year)
        return known

    def _read(self, year: int) -> HolidayYear:
        import holidays

        where = "[calendar] country"
        try:
            kind = getattr(holidays, self.country)
            language = NAMES_IN[self.language]
            if language not in kind.supported_languages:
                language = kind.default_language  # None would ask the computer's locale: not the same everywhere
            found = holidays.country_holidays(self.country, self.subdivision, years=year, language=language)
        except (AttributeError, NotImplementedError) as err:
            name = f"{self.country}-{self.subdivision}" if self.subdivision else self.country
            raise ConfigError("unknown-country", where, country=name) from err
        off = {day: name for day, name in found.items() if day.year == year}
        return HolidayYear(off, frozenset(day for day in found.weekend_workdays if day.year == year))


def holiday_data_version() -> str:
    """Which data the holidays come from, for the record of a run: "holidays 0.109"."""
    return f"holidays {version('holidays')}"
