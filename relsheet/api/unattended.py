"""What unattended runs ask of a finished ``score``: what is new, what it left there, when time changes a result."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, runtime_checkable

from relsheet import __version__
from relsheet.api.actions import Actions
from relsheet.api.jobs import Output
from relsheet.api.options import Options
from relsheet.api.report import report_of
from relsheet.api.score import Outcome
from relsheet.api.session import policy_for, time_zone
from relsheet.pages.news import NewsItem as NewsItem  # for those who may not look into pages
from relsheet.pages.news import news_of
from relsheet.render.json import summary_answer
from relsheet.rules.calendars import CalendarSettings, work_calendar
from relsheet.sheets.addresses import is_google
from relsheet.sheets.copies import backups_of
from relsheet.texts import Language, texts_in


@runtime_checkable
class Remote(Protocol):
    """A backend that counts its calls."""

    @property
    def calls(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What a run leaves behind: the content that is now in the source (None where that is not cheaply told), the
    moment from which its results may change without any edit, and when people are next at work."""

    content: str | None
    next_change: datetime
    next_open: datetime
    records: int
    calls: int  # to a remote service


def standing(outcome: Outcome) -> Standing:
    """The standing after a run."""
    draft, assessment = outcome.draft, outcome.draft.assessment
    session, book = draft.session, assessment.book
    zone = time_zone(session.policy, session.workbook.time_zone)
    calendar = work_calendar(session.policy.of(CalendarSettings), book.calendar, book.written_in, zone)
    return Standing(
        content=content_after(outcome),
        next_change=next_change(outcome),
        next_open=calendar.next_open(assessment.as_of),
        records=sum(tab.records for tab in book.tabs),
        calls=session.backend.calls if isinstance(session.backend, Remote) else 0,
    )


def news_in(outcome: Outcome, language: Language | None) -> tuple[NewsItem, ...]:
    """What holds after a run, in that language; None: that of the workbook."""
    texts = texts_in(language) if language else outcome.draft.session.texts
    return news_of(outcome.draft.assessment, texts)


def opening(source: str, options: Options, now: datetime) -> datetime:
    """When people are next at work, by the settings alone: for news of a workbook that cannot be read."""
    policy = policy_for(source, options)
    zone = time_zone(policy, None)
    settings = policy.of(CalendarSettings)
    return work_calendar(settings, (), options.language or "en", zone).next_open(now.astimezone(zone))


def output_of(kind: Output, outcome: Outcome) -> bytes:
    """The content of one of a job's output files."""
    draft = outcome.draft
    agenda = Actions(draft.session.source, draft.assessment.as_of, draft.assessment.actions, draft.session.texts)
    match kind:
        case "actions.csv":
            return agenda.csv()
        case "actions.ics":
            return agenda.ics()
        case "report.html":
            return report_of(draft.session, draft.assessment).encode()
        case _:
            return _summary_json(outcome).encode()


def _summary_json(outcome: Outcome) -> str:
    draft = outcome.draft
    answer = {
        "relsheet": __version__,
        "source": draft.session.source,
        "as_of": draft.assessment.as_of.isoformat(),
        "written": outcome.receipt.written,
        "summary": summary_answer(draft.assessment, draft.session.texts),
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def next_change(outcome: Outcome) -> datetime:
    """The earliest moment at which time alone changes a result: a complaint's own, else the next midnight, at which
    every rule that counts days (holidays among them) counts anew."""
    assessment = outcome.draft.assessment
    midnight = (assessment.as_of + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [found.next_change for found in assessment.verdicts if found.next_change is not None]
    return min([midnight, *(moment for moment in moments if moment > assessment.as_of)])


def content_after(outcome: Outcome) -> str | None:
    """The digest of what was written, not what is there by now: somebody may have saved it since. None for a Google
    Sheet, of which we know only what we asked it before."""
    session, receipt = outcome.draft.session, outcome.receipt
    if is_google(session.source):
        return None
    if not receipt.written:
        return session.workbook.fingerprint
    kept = backups_of(Path(session.source).resolve())
    return kept[-1].after if kept else None
