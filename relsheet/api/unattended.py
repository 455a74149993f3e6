"""What unattended runs ask beside ``score``: whether anything changed, what is new, when time changes a result."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, runtime_checkable

from relsheet import __version__
from relsheet.api.actions import Actions
from relsheet.api.jobs import Channel, Job, JobsSettings, NotifySettings, Output
from relsheet.api.options import Options
from relsheet.api.report import report_of
from relsheet.api.score import Outcome
from relsheet.api.session import policy_for, time_zone
from relsheet.pages.news import NewsItem, news_of
from relsheet.render.json import summary_answer
from relsheet.rules.calendars import CalendarSettings, work_calendar
from relsheet.rules.public_holidays import holiday_data_version
from relsheet.sheets.copies import backups_of
from relsheet.sheets.locks import found_locks, refuse_if_open
from relsheet.sheets.replace import fingerprint, replace_file, stamp
from relsheet.sheets.sources import GOOGLE
from relsheet.sheets.state import state_folder
from relsheet.texts import Language, texts_in

__all__ = [
    "Channel",
    "Job",
    "JobsSettings",
    "NewsItem",
    "NotifySettings",
    "Standing",
    "config_digest",
    "content_after",
    "content_of",
    "is_open",
    "is_remote",
    "keep",
    "limited_to",
    "news_in",
    "opening",
    "output_of",
    "policy_for",
    "refuse_if_open",
    "stamp",
    "standing",
    "state_folder",
    "state_name",
    "versions",
]

#: Sections that say when and whom, and nothing of what is computed.
NOT_COMPUTED_FROM = frozenset({JobsSettings.section, NotifySettings.section})


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
    calendar = work_calendar(session.policy.of(CalendarSettings), book.calendar, book.language, zone)
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


def content_of(source: str) -> str | None:
    """A digest of the source's content, for less than reading it: of a Google Sheet by one call, which may end in
    RemoteFailure."""
    if is_remote(source):
        from relsheet.sheets.google_glance import glance

        return glance(source)
    try:
        return fingerprint(Path(source))
    except OSError:
        return None  # whoever reads it will say what is wrong


def is_open(source: str) -> bool:
    """Whether a lock file says that somebody has that workbook open."""
    return not is_remote(source) and bool(found_locks(Path(source).resolve()))


def is_remote(source: str) -> bool:
    """Whether the source is a Google Sheet."""
    return GOOGLE.match(source) is not None


def content_after(outcome: Outcome) -> str | None:
    """The digest of what was written, not what is there by now: somebody may have saved it since. None for a Google
    Sheet, of which we know only what we asked it before."""
    session, receipt = outcome.draft.session, outcome.receipt
    if is_remote(session.source):
        return None
    if not receipt.written:
        return session.workbook.fingerprint
    kept = backups_of(Path(session.source).resolve())
    return kept[-1].after if kept else None


def config_digest(source: str, options: Options) -> str:
    """A digest of every setting that the results rest on; ConfigError where one is wrong."""
    policy = policy_for(source, options)
    sections = {
        name: section.model_dump(mode="json")
        for name, section in policy.sections.items()
        if name not in NOT_COMPUTED_FROM
    }
    told = json.dumps([options.language, sections], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def limited_to(options: Options, job: Job) -> Options:
    """The options with what the job sets for itself, the strongest of all."""
    own = [f"{key}={_as_toml(value)}" for key, value in _leaves(job.policy)]
    if job.columns is not None:
        own.append(f"columns.customers={_as_toml(list(job.columns))}")
    return replace(options, settings=(*options.settings, *own), language=job.lang or options.language)


def _leaves(table: dict[str, dict[str, object]]) -> list[tuple[str, object]]:
    return [(f"{section}.{key}", value) for section, keys in table.items() for key, value in keys.items()]


def _as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_as_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_as_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False, default=str)


def state_name(source: str) -> str:
    """The name under which something is kept of that source: readable, and its own."""
    whole = source if is_remote(source) else str(Path(source).resolve())
    digest = hashlib.blake2b(whole.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    readable = "".join(letter for letter in Path(source).stem[:30] if letter.isalnum() or letter in "-_")
    return f"{readable or 'sheet'}-{digest}"


def keep(path: Path, content: str | bytes) -> None:
    """Put the content into that file, all of it or nothing."""
    replace_file(path, content.encode() if isinstance(content, str) else content)


def versions() -> dict[str, str]:
    """What a run was made with."""
    return {"relsheet": __version__, "calendar": holiday_data_version()}
