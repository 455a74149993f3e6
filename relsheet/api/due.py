"""``due``: one deadline in working time, or the working time between two moments."""

from collections.abc import Sequence
from dataclasses import dataclass

from relsheet.api.options import Options
from relsheet.api.session import policy_for, time_zone
from relsheet.rules.calendars import CalendarSettings, work_calendar
from relsheet.rules.due import DueAnswer, SpanAnswer, day_line, days_counted, due_after, time_between
from relsheet.rules.lateness import working_text
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Texts, texts_in


@dataclass(frozen=True, slots=True)
class DueTold:
    """A deadline, and which hours of which days counted towards it."""

    answer: DueAnswer
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpanTold:
    """The working time between two moments in words, and which hours of which days counted."""

    answer: SpanAnswer
    text: str
    days: tuple[str, ...]


def due(start: str, target: str, options: Options = Options()) -> DueTold:
    """When a target ("8wh", "5wd") counted from ``start`` is due, in the calendar of the settings.

    UsageError for a start or target that cannot be read, ConfigError for a calendar without working time.
    """
    calendar, texts = calendar_of(options)
    answer = due_after(start, target, calendar)
    days = () if answer.target.is_clock_time else days_counted(answer.counted_from, answer.due, calendar)
    return DueTold(answer, tuple(day_line(day, texts) for day in days))


def until(start: str, end: str, options: Options = Options()) -> SpanTold:
    """The working time between two moments; 0 where the end is not after the start. Errors as ``due``'s."""
    calendar, texts = calendar_of(options)
    answer = time_between(start, end, calendar)
    days: Sequence[str] = [day_line(day, texts) for day in days_counted(answer.start, answer.end, calendar)]
    return SpanTold(answer, working_text(answer.seconds, texts), tuple(days))


def calendar_of(options: Options) -> tuple[WorkCalendar, Texts]:
    """The calendar of the settings; without a sheet the language decides which defaults hold."""
    policy = policy_for("", options)
    language = options.language or "en"
    calendar = work_calendar(policy.of(CalendarSettings), (), language, time_zone(policy, None))
    return calendar, texts_in(language)
