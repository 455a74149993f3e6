"""The Monday list as text for a chat, as Markdown and as JSON."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from relsheet import __version__
from relsheet.pages.days import date_text, weekday_and_date
from relsheet.pages.monday import MondayLine, MondayList
from relsheet.render.json import action_answer
from relsheet.render.markdown import escaped
from relsheet.texts import Texts


def monday_text(monday: MondayList, texts: Texts) -> Iterator[str]:
    """Plain lines for WeChat, WeCom or Slack: no table, no markup, nothing that hangs on the width of the window."""
    yield monday_title(monday, texts)
    yield from overdue_line(monday, texts)
    for person in monday.people:
        yield ""
        yield texts("monday.person", owner=person.owner or texts("monday.no_owner"))
        for number, line in enumerate(person.lines, start=1):
            head = texts("monday.line", customer=line.action.customer_name, what=line.what, by=line.by)
            yield f"{number}. {head}"
            yield from (f"   {more}" for more in line_details(line, monday, texts))
        if person.more:
            yield texts("monday.more", count=person.more)
    if not monday.people:
        yield texts("monday.none")


def monday_markdown(monday: MondayList, texts: Texts) -> Iterator[str]:
    """A heading per person and a numbered list under it."""
    yield f"# {monday_title(monday, texts)}"
    for late in overdue_line(monday, texts):
        yield ""
        yield late
    for person in monday.people:
        yield ""
        yield f"## {escaped(person.owner or texts('monday.no_owner'))}"
        yield ""
        for number, line in enumerate(person.lines, start=1):
            name = f"**{escaped(line.action.customer_name)}**"
            yield f"{number}. {texts('monday.line', customer=name, what=escaped(line.what), by=line.by)}"
            yield from (f"   - {escaped(more)}" for more in line_details(line, monday, texts))
        if person.more:
            yield ""
            yield texts("monday.more", count=person.more)
    if not monday.people:
        yield ""
        yield texts("monday.none")


def monday_title(monday: MondayList, texts: Texts) -> str:
    """What the list is called, with its day."""
    today = monday.as_of.date()
    return texts("monday.title", day=weekday_and_date(today, today, texts))


def overdue_line(monday: MondayList, texts: Texts) -> Iterator[str]:
    """One line that counts what is late; none where nothing is."""
    told = [texts(f"monday.overdue.{kind}", count=count) for kind, count in monday.overdue.items()]
    if told:
        yield texts("monday.overdue", what=texts("monday.overdue.join").join(told))


def line_details(line: MondayLine, monday: MondayList, texts: Texts) -> Iterator[str]:
    """Why, with how long it was carried over; then the last note, quoted."""
    why = texts("monday.join").join(filter(None, (line.why, line.carried)))
    if why:
        yield why
    if line.note is not None:
        day = line.note.day
        key = "monday.note" if day else "monday.note.undated"
        yield texts(key, text=line.note.text, day=date_text(day, monday.as_of.date(), texts) if day else "")


def monday_json(monday: MondayList, source: str) -> str:
    """One JSON object: per person the lines, each with the keys of an action and the words of the list."""
    people = [
        {"owner": person.owner, "more": person.more, "lines": [_line(line) for line in person.lines]}
        for person in monday.people
    ]
    answer = {"relsheet": __version__, "source": source, "as_of": monday.as_of.isoformat(), "people": people}
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _line(line: MondayLine) -> Mapping[str, Any]:
    note = line.note
    return {
        **action_answer(line.action),
        "what": line.what,
        "by": line.by,
        "because": line.why,
        "carried_days": line.action.carried_days,
        "own_plan": line.action.is_own_plan,
        "note": note.text if note else None,
        "note_day": note.day.isoformat() if note and note.day else None,
    }
