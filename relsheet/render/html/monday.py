"""The Monday list as one HTML page, for the projector or the printer."""

from dataclasses import dataclass

from relsheet.pages.monday import MondayLine, MondayList
from relsheet.render.html.pages import rendered
from relsheet.render.monday import line_details, monday_title, overdue_line
from relsheet.rules.finding import Tone
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class ShownLine:
    customer: str
    what: str
    by: str
    tone: Tone
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPerson:
    owner: str | None
    lines: tuple[ShownLine, ...]
    more: int


def monday_html(monday: MondayList, texts: Texts) -> str:
    """The list as a self-contained page."""
    people = [
        ShownPerson(person.owner, tuple(_shown(line, monday, texts) for line in person.lines), person.more)
        for person in monday.people
    ]
    return rendered(
        "monday.html.j2",
        texts,
        {"title": monday_title(monday, texts), "overdue": next(overdue_line(monday, texts), ""), "people": people},
    )


def _shown(line: MondayLine, monday: MondayList, texts: Texts) -> ShownLine:
    action = line.action
    return ShownLine(action.customer_name, line.what, line.by, action.tone, tuple(line_details(line, monday, texts)))
