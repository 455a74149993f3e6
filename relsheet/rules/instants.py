"""Local times as instants (seconds since 1970 in UTC, with clocks that are put forward and back), and as text."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from relsheet.records import Moment
from relsheet.rules.shifts import DAY

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
#: So many days and times of day are written out once only.
MOST_KEPT = 8192


def instant_of(moment: datetime) -> int:
    """An aware moment in whole seconds since 1970; fractions of a second are dropped."""
    since = moment - EPOCH
    return since.days * DAY + since.seconds


def moment_at(instant: int, zone: ZoneInfo) -> datetime:
    """The instant as that zone's clocks show it."""
    return datetime.fromtimestamp(instant, zone)


def instant_at(zone: ZoneInfo, day: date, seconds: int) -> int:
    """The instant at which that zone's clocks show that many seconds after the day's midnight (at most two days).

    A time that the clocks skip is the moment they jump; of a time they show twice it is the first.
    """
    local = datetime.combine(day, time()) + timedelta(seconds=seconds)
    naive = (local.toordinal() - EPOCH_DAY) * DAY + local.hour * 3600 + local.minute * 60 + local.second
    first = naive - offset_of(local.replace(tzinfo=zone))
    second = naive - offset_of(local.replace(tzinfo=zone, fold=1))
    return first if first <= second else jump_between(zone, second, first)


def offset_of(moment: datetime) -> int:
    """Seconds that local clocks are ahead of UTC."""
    offset = moment.utcoffset() or timedelta()
    return offset.days * DAY + offset.seconds


def jump_between(zone: ZoneInfo, before: int, after: int) -> int:
    """The instant in (before, after] at which the clocks are put forward."""
    old = offset_of(moment_at(before, zone))
    while after - before > 1:
        middle = (before + after) // 2
        if offset_of(moment_at(middle, zone)) == old:
            before = middle
        else:
            after = middle
    return after


def localised(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment as a person wrote it, made aware: without an offset it is that zone's time; else it is converted."""
    if moment.tzinfo is not None:
        return moment.astimezone(zone)
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return moment_at(instant_at(zone, moment.date(), seconds), zone)


def moment_text(moment: Moment) -> str:
    """A moment as it is written in reasons: seconds only where there are some."""
    if not isinstance(moment, datetime):
        return day_text(moment)
    return f"{day_text(moment.date())} {time_text(moment.time())}"


@lru_cache(MOST_KEPT)
def day_text(day: date) -> str:
    """A day; kept, since those of thousands of rows are the same few hundred."""
    return day.isoformat()


@lru_cache(MOST_KEPT)
def time_text(clock: time) -> str:
    """A time of day: seconds only where there are some."""
    return clock.isoformat("seconds" if clock.second else "minutes")


def end_text(moment: datetime) -> str:
    """The time of day at which a span ends: midnight is 24:00."""
    return time_text(moment.time()) if moment.hour or moment.minute or moment.second else "24:00"
