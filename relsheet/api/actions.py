"""``actions``: the action list of everybody or of one person, up to a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from relsheet.api.options import Options
from relsheet.api.session import open_session
from relsheet.errors import UsageError
from relsheet.pages.agenda import agenda, last_day_of
from relsheet.pages.blocks import Table
from relsheet.pages.evaluation import evaluation_table
from relsheet.render.agenda import agenda_csv, agenda_json, agenda_lines, agenda_markdown
from relsheet.render.counts import counts_csv, counts_json, counts_lines, counts_markdown
from relsheet.render.terminal import Terminal
from relsheet.rules.assessment import PlayRecord
from relsheet.rules.find import find_owner
from relsheet.rules.results import Action
from relsheet.rules.score import assess
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Actions:
    """The list, the most urgent first, and the ways to show it."""

    source: str
    as_of: datetime
    actions: tuple[Action, ...]
    texts: Texts

    def lines(self, terminal: Terminal) -> Iterator[str]:
        """To be read on a terminal."""
        return agenda_lines(self.actions, self.texts, terminal)

    def csv(self) -> bytes:
        """For Excel and Google Sheets; none of the texts is a formula."""
        return agenda_csv(self.actions, self.texts).encode()

    def markdown(self) -> Iterator[str]:
        """A table for a wiki or a note."""
        return agenda_markdown(self.actions, self.texts)

    def ics(self) -> bytes:
        """For a calendar; UsageError where the extra ``calendar`` is not installed."""
        from relsheet.render.calendar import agenda_ics

        return agenda_ics(self.actions, self.as_of, self.texts)

    def as_json(self) -> str:
        """For a program."""
        return agenda_json(self.actions, self.source, self.as_of.isoformat())


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Per kind of action how many were suggested, what was done with them, and what has happened since."""

    source: str
    records: tuple[PlayRecord, ...]
    table: Table

    def lines(self, terminal: Terminal) -> Iterator[str]:
        """To be read on a terminal."""
        return counts_lines(self.table, terminal)

    def markdown(self) -> Iterator[str]:
        """A table for a wiki or a note."""
        return counts_markdown(self.table)

    def csv(self) -> bytes:
        """For Excel and Google Sheets."""
        return counts_csv(self.table).encode()

    def ics(self) -> bytes:
        """Counts have no day: UsageError."""
        raise UsageError("counts-no-calendar", "--evaluate")

    def as_json(self) -> str:
        """For a program."""
        return counts_json(self.records, self.source)


def actions(
    source: str, now: datetime, options: Options = Options(), *, owner: str | None = None, due: str | None = None
) -> Actions:
    """The open actions of that person due by ``due`` ("today", "week" or a date, what is late included).

    UsageError for a person or a day that cannot be understood; nothing is written.
    """
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    owners = find_owner(assessment, owner) if owner else None
    last_day = day_meant(due, session.as_of.date()) if due else None
    return Actions(source, session.as_of, agenda(assessment, owners, last_day), session.texts)


def evaluated(source: str, now: datetime, options: Options = Options()) -> Evaluated:
    """What became of everything suggested so far, as the history of the source tells; nothing is written."""
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    return Evaluated(source, tuple(assessment.evaluation), evaluation_table(assessment, session.texts))


def day_meant(written: str, today: date) -> date:
    """The last day of ``--due``."""
    try:
        return last_day_of(written, today)
    except ValueError as err:
        raise UsageError("due-span", "--due", written=written) from err
