"""The actions as calendar entries of the whole day (RFC 5545); needs the extra ``calendar``."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from relsheet import __version__
from relsheet.errors import UsageError
from relsheet.pages.days import with_days
from relsheet.rules.playbook import OWN_PLAN
from relsheet.rules.results import Action
from relsheet.texts import Texts

if TYPE_CHECKING:
    from icalendar import Event

#: SEQUENCE counts the days since then: a later export of an entry replaces an earlier one.
FIRST_DAY = date(2020, 1, 1)


def agenda_ics(actions: Sequence[Action], as_of: datetime, texts: Texts) -> bytes:
    """One entry an action, on its day, or on the day of ``as_of`` once it is late; equal input, equal bytes.

    An entry keeps its UID from export to export, so that a calendar moves it instead of showing it twice.
    """
    try:
        from icalendar import Calendar
    except ModuleNotFoundError as err:
        raise UsageError("calendar-extra") from err
    calendar = Calendar()
    calendar.add("prodid", f"-//relsheet//{__version__}//{texts.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts("actions.calendar"))
    entries = {uid_of(action): action for action in reversed(actions)}  # of two of one name the more urgent stays
    for uid, action in reversed(entries.items()):
        calendar.add_component(_entry(uid, action, as_of, texts))
    written: bytes = calendar.to_ical()
    return written


def uid_of(action: Action) -> str:
    """What an entry is called in every export: play, customer and subject, but no date, since dates move.

    The user's plan is one entry per customer: if he puts it off, the entry moves.
    """
    subject, play = ("", OWN_PLAN) if action.is_own_plan else (action.subject, action.play)
    told = "\x1f".join((play, action.customer, action.customer_name, subject))
    return f"{hashlib.sha256(told.encode()).hexdigest()[:20]}@relsheet"


def _entry(uid: str, action: Action, as_of: datetime, texts: Texts) -> "Event":
    from icalendar import Event

    today = as_of.date()
    day = max(action.due, today)
    late = with_days("actions.late", (today - action.due).days, texts) if action.due < today else ""
    lines = (action.why, late, texts("actions.owner", owner=action.owner) if action.owner else "")
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", as_of.astimezone(UTC))
    entry.add("sequence", max((today - FIRST_DAY).days, 0))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", texts("actions.entry", customer=action.customer_name, what=action.text))
    entry.add("description", "\n".join(filter(None, lines)))
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", ["relsheet"])
    return entry
