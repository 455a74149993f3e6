"""The team's calendar: hours per weekday, public holidays with swapped workdays, and the user's own days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from relsheet.errors import ConfigError, Problem, problem
from relsheet.policy import Settings, setting
from relsheet.records import CalendarDay, DayKind
from relsheet.rules.public_holidays import PublicHolidays
from relsheet.rules.shifts import DayPlan, DayWhy, Shifts, parse_hours_cell, parse_shifts, shifts_text
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Language, Texts

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY = 5
DEFAULT_SHIFTS: Mapping[Language, Shifts] = {"zh": parse_shifts(["09:00-18:00"]), "en": parse_shifts(["09:00-17:00"])}
DEFAULT_COUNTRY: Mapping[Language, str] = {"zh": "CN", "en": ""}

#: Past it the package ``holidays`` projects China's holidays, without swapped workdays.
PUBLISHED_UNTIL = {"CN": date(2026, 12, 31)}

Hours = tuple[str, ...] | None


class WeekHours(BaseModel):
    """The shifts of each weekday; an empty list is a day off, a day that is left out keeps its default."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    mon: Hours = setting(None, 'Monday\'s shifts: ["09:00-12:00", "13:30-18:00"]; 24:00 is an end.')
    tue: Hours = setting(None, "Tuesday's shifts.")
    wed: Hours = setting(None, "Wednesday's shifts.")
    thu: Hours = setting(None, "Thursday's shifts.")
    fri: Hours = setting(None, "Friday's shifts.")
    sat: Hours = setting(None, "Saturday's shifts.")
    sun: Hours = setting(None, "Sunday's shifts.")

    @field_validator("*")
    @classmethod
    def can_be_read(cls, hours: Hours) -> Hours:
        parse_shifts(hours or ())
        return hours


class CalendarSettings(Settings):
    """When the team works. Left out: China's calendar for Chinese sheets, for others no holidays."""

    section: ClassVar[str] = "calendar"
    time_zone: str | None = setting(None, 'IANA name, "Asia/Shanghai". Left out: the computer\'s own.')
    country: str | None = setting(None, 'Whose public holidays count, as "CN", "US", "GB"; "" for none.')
    subdivision: str | None = setting(None, 'State or province with holidays of its own, as "CA" of US.')
    days_off: tuple[date, ...] = setting((), "The team's own days off.")
    make_up_days: tuple[date, ...] = setting(
        (), "Days that are worked although they would be off, with Monday's shifts."
    )
    hours: WeekHours = setting(WeekHours(), "Shifts per weekday; 09:00-18:00 on Chinese sheets, else 09:00-17:00.")
    sat_alternate_from: date | None = setting(None, "A worked Saturday; from it on every second one is worked.")
    published_until: dict[str, date] = setting(
        PUBLISHED_UNTIL,
        "Up to when a country's holidays are published; a deadline past it is provisional.",
        source="State Council notice of November 2025",
    )

    @field_validator("time_zone")
    @classmethod
    def is_a_zone(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError) as err:
                raise ValueError(f"{name!r} is no time zone; write it as Asia/Shanghai") from err
        return name

    @field_validator("sat_alternate_from")
    @classmethod
    def is_a_saturday(cls, day: date | None) -> date | None:
        if day is not None and day.weekday() != SATURDAY:
            raise ValueError(f"{day} is no Saturday")
        return day

    @model_validator(mode="after")
    def is_not_both(self) -> "CalendarSettings":
        both = set(self.days_off) & set(self.make_up_days)
        if both:
            raise ValueError(f"{min(both)} stands in days_off and in make_up_days")
        return self

    @field_validator("published_until")
    @classmethod
    def others_stay(cls, own: dict[str, date]) -> dict[str, date]:
        return PUBLISHED_UNTIL | {country.strip().upper(): day for country, day in own.items()}

    def country_for(self, language: Language) -> str:
        """The country whose holidays count; "" for none."""
        return DEFAULT_COUNTRY[language] if self.country is None else self.country.strip().upper()

    def week_for(self, language: Language) -> tuple[Shifts, ...]:
        """The shifts of Monday to Sunday."""
        default = DEFAULT_SHIFTS[language]
        own: list[Hours] = [getattr(self.hours, name) for name in WEEKDAYS]
        return tuple(
            parse_shifts(hours) if hours is not None else default if weekday < SATURDAY else ()
            for weekday, hours in enumerate(own)
        )


class TeamDays:
    """What each day is: the user's own days first, then the country's, then the week."""

    def __init__(self, settings: CalendarSettings, days: Sequence[CalendarDay], language: Language) -> None:
        self.week = settings.week_for(language)
        self.alternate_from = settings.sat_alternate_from
        #: Monday's shifts; where Mondays are off, those of the first weekday that is not.
        self.make_up_shifts = next((shifts for shifts in self.week if shifts), ())
        country = settings.country_for(language)
        self.public = PublicHolidays(country, settings.subdivision, language) if country else None
        self.own: dict[date, DayPlan] = dict.fromkeys(settings.days_off, DayPlan((), DayWhy.DAY_OFF))
        self.own |= dict.fromkeys(settings.make_up_days, DayPlan(self.make_up_shifts, DayWhy.MAKE_UP))
        self.own |= {row.day: plan for row in days if (plan := self.own_plan(row))}

    def own_plan(self, row: CalendarDay) -> DayPlan | None:
        """What a row of the Calendar tab makes of its day; None where its hours cannot be read."""
        if row.kind is DayKind.OFF:
            return DayPlan((), DayWhy.DAY_OFF)
        if row.hours is None:
            return DayPlan(self.make_up_shifts, DayWhy.MAKE_UP) if row.kind is DayKind.WORK else None
        try:
            return DayPlan(parse_hours_cell(row.hours), DayWhy.HOURS)
        except ValueError:
            return None

    def plan_of(self, day: date) -> DayPlan:
        """The hours of that day and why."""
        own = self.own.get(day)
        if own is not None:
            return own
        if self.public is not None:
            if self.public.is_swapped_workday(day):
                return DayPlan(self.make_up_shifts, DayWhy.MAKE_UP)
            name = self.public.name_on(day)
            if name:
                return DayPlan((), DayWhy.HOLIDAY, name)
        if self.alternate_from is not None and day.weekday() == SATURDAY:
            return self.alternate_saturday(day, self.alternate_from)
        return DayPlan(self.week[day.weekday()])

    def alternate_saturday(self, day: date, since: date) -> DayPlan:
        """Every second Saturday since the first one is worked; none before it."""
        worked = day >= since and (day - since).days % 14 == 0
        return DayPlan((self.week[SATURDAY] or self.make_up_shifts) if worked else (), DayWhy.ALTERNATE)

    def check(self) -> None:
        """ConfigError where nobody ever works, or the country is unknown."""
        if not any(self.week) and not any(plan.shifts for plan in self.own.values()):
            raise ConfigError("no-working-time", "[calendar]", year="any")
        if self.public is not None and self.public.country not in DEFAULT_COUNTRY.values():
            self.public.check()


def work_calendar(
    settings: CalendarSettings, days: Sequence[CalendarDay], language: Language, time_zone: ZoneInfo
) -> WorkCalendar:
    """The team's working time: the settings, the rows of the Calendar tab, and defaults by the language of the sheet.

    ConfigError where there is no working time, or the country is unknown.
    """
    team = TeamDays(settings, days, language)
    team.check()
    return WorkCalendar(time_zone, team.plan_of, settings.published_until.get(settings.country_for(language)))


def calendar_note(
    settings: CalendarSettings, days: Sequence[CalendarDay], language: Language, texts: Texts
) -> str | None:
    """One sentence for a team whose calendar was never set up: no holidays, and which hours; None otherwise."""
    if settings.country is not None or settings.country_for(language) or settings.days_off or days:
        return None
    return texts("sla.calendar.note", hours=week_text(settings.week_for(language), texts))


def week_text(week: Sequence[Shifts], texts: Texts) -> str:
    """The week's hours in one line: "Mon–Fri 09:00–17:00"."""
    parts: list[str] = []
    first = 0
    for weekday in range(1, 8):
        if weekday < 7 and week[weekday] == week[first]:
            continue
        if week[first]:
            names = [texts(f"sla.weekday.{WEEKDAYS[index]}") for index in sorted({first, weekday - 1})]
            parts.append(f"{texts('sla.weekday.to').join(names)} {shifts_text(week[first])}")
        first = weekday
    return texts("sla.list").join(parts)


def calendar_problems(days: Sequence[CalendarDay]) -> tuple[Problem, ...]:
    """The rows of the Calendar tab whose hours cannot be read: such a day stays as it would be without them."""
    problems: list[Problem] = []
    for row in days:
        if row.kind is DayKind.OFF or (row.kind is DayKind.WORK and row.hours is None):
            continue
        try:
            parse_hours_cell(row.hours or "")
        except ValueError:
            problems.append(problem("bad-hours", row.origin, value=row.hours or ""))
    return tuple(problems)
