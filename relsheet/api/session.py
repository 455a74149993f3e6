"""A source opened with everything that a run on it needs: its records, the policy, the language, the time zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

from relsheet.api.google_settings import key_file_of
from relsheet.api.limits import limits_of
from relsheet.api.options import Options, layers_of
from relsheet.api.sections import SECTIONS
from relsheet.discovery import load_policy
from relsheet.errors import ConfigError, UsageError
from relsheet.intake.reader import read_book
from relsheet.policy import Policy
from relsheet.records import Book
from relsheet.rules.calendars import CalendarSettings
from relsheet.sheets.contract import Backend
from relsheet.sheets.sources import backend_for
from relsheet.sheets.workbook import Workbook
from relsheet.texts import Texts, texts_in

#: Years that a run may be as of: those of Excel's dates, with room for deadlines and the windows looked back on.
YEARS = range(1900, 9900)


@dataclass(frozen=True, slots=True)
class Session:
    """One source, read. ``as_of`` is aware, in the book's time zone."""

    source: str
    backend: Backend
    workbook: Workbook
    policy: Policy
    book: Book
    texts: Texts
    as_of: datetime
    output: Path | None = None  # where a copy goes; None: back into the source


def open_session(source: str, now: datetime, options: Options) -> Session:
    """The source read into records; ``now`` (aware) counts unless the options name a moment.

    Raises UsageError, ConfigError, UnreadableInput, RemoteFailure; nothing is written.
    """
    policy = policy_for(source, options)
    backend = backend_for(source, options.output, options.password, limits_of(policy), key_file_of(policy))
    workbook = backend.read()
    zone = time_zone(policy, workbook.time_zone)
    book = read_book(workbook, policy, zone, options.language)
    options.step("compute", sum(tab.records for tab in book.tabs))
    as_of = moment_of(options.as_of, zone) if options.as_of else now.astimezone(zone)
    return Session(source, backend, workbook, policy, book, texts_in(book.language), as_of, options.output)


def policy_for(source: str, options: Options) -> Policy:
    """The policy in force for that source: all config files and flags, the strongest last."""
    return load_policy(SECTIONS, layers_of(source, options))


def time_zone(policy: Policy, of_the_source: str | None) -> ZoneInfo:
    """The zone of all moments: the source's own (Google), else the config's, else the system's."""
    name = of_the_source or policy.of(CalendarSettings).time_zone
    if not name:
        return ZoneInfo(tzlocal.get_localzone_name())
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as err:
        raise ConfigError("time_zone", policy.origins.get("calendar.time_zone", ""), name=name) from err


def moment_of(written: str, zone: ZoneInfo) -> datetime:
    """The moment that ``--as-of`` means: a date is the end of that day, in the book's time zone."""
    try:
        if len(written) <= 10:
            next_day = date.fromisoformat(written) + timedelta(days=1)
            return _within_reach(datetime.combine(next_day, time(), zone) - timedelta(seconds=1))
        moment = datetime.fromisoformat(written)
        return _within_reach(moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone))
    except (ValueError, OverflowError) as err:
        raise UsageError("as_of", "--as-of", written=written) from err


def _within_reach(moment: datetime) -> datetime:
    """The moment, if there are days on both sides to count with; OverflowError else."""
    if not YEARS[0] <= moment.year <= YEARS[-1]:
        raise OverflowError(moment.year)
    return moment
