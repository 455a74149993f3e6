"""What is the same for every customer of one run."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from relsheet.policy import Policy
from relsheet.records import Book
from relsheet.rules.calendars import CalendarSettings, work_calendar
from relsheet.rules.flag_settings import FlagsSettings
from relsheet.rules.known import Known, known_of
from relsheet.rules.past import Past, past_of
from relsheet.rules.window import Window, WindowSettings, window_before, window_of
from relsheet.rules.worktime import WorkCalendar
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Run:
    """The book, the policy and the moment, with what follows from them. ``now`` is aware, in the book's time zone."""

    book: Book
    policy: Policy
    texts: Texts
    now: datetime
    today: date
    window: Window
    year_before: Window
    known: Known
    past: Past
    calendar: WorkCalendar  # the team's working time
    flags_off: frozenset[str]  # flags that the config switches off
    answers: dict[object, dict[Any, Any]] = field(default_factory=lambda: defaultdict(dict), compare=False, repr=False)


def run_of(book: Book, policy: Policy, now: datetime, texts: Texts) -> Run:
    """Everything that the rules ask of the book as a whole."""
    settings = policy.of(WindowSettings)
    window = window_of(now.date(), settings)
    return Run(
        book=book,
        policy=policy,
        texts=texts,
        now=now,
        today=now.date(),
        window=window,
        year_before=window_before(window, settings),
        known=known_of(book),
        past=past_of(book.history, now.date()),
        calendar=work_calendar(policy.of(CalendarSettings), book.calendar, book.written_in, zone_of(now)),
        flags_off=frozenset(policy.of(FlagsSettings).off),
    )


def zone_of(now: datetime) -> ZoneInfo:
    """The zone that the moment is given in; UTC for a bare offset."""
    return now.tzinfo if isinstance(now.tzinfo, ZoneInfo) else ZoneInfo("UTC")
