"""``monday``: the list for the meeting, per person at most five lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from relsheet.api.options import Options
from relsheet.api.session import open_session
from relsheet.pages.monday import MondayList, monday_list
from relsheet.render.monday import monday_json, monday_markdown, monday_text
from relsheet.rules.find import find_owner
from relsheet.rules.score import assess
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Monday:
    """The list, and the four ways to show it."""

    source: str
    list: MondayList
    texts: Texts

    def lines(self) -> Iterator[str]:
        """To be pasted into a chat."""
        return monday_text(self.list, self.texts)

    def markdown(self) -> Iterator[str]:
        """For a wiki or a note."""
        return monday_markdown(self.list, self.texts)

    def html(self) -> str:
        """One page for the projector or the printer."""
        from relsheet.render.html.monday import monday_html

        return monday_html(self.list, self.texts)

    def as_json(self) -> str:
        """For a program."""
        return monday_json(self.list, self.source)


def monday(source: str, now: datetime, options: Options = Options(), owner: str | None = None) -> Monday:
    """Everybody's list, or that of one person; nothing is written. UsageError where nobody is called ``owner``."""
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    owners = find_owner(assessment, owner) if owner else None
    return Monday(source, monday_list(assessment, session.texts, owners), session.texts)
