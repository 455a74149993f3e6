"""[[job]] and [notify]: what ``relsheet sync`` does unattended, and whom it tells."""

import json
import re
from datetime import date, time, timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema, field_validator

from relsheet.policy import Settings, setting
from relsheet.texts import Language

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

Output = Literal["summary.json", "report.html", "actions.csv", "actions.ics"]


def span_of(written: Any) -> Any:
    """ "90s", "10m", "12h", "3d" as a span of time by the clock; ValueError for anything else that is text."""
    if not isinstance(written, str):
        return written
    parts = re.fullmatch(r"(\d+)\s*([smhd])", written.strip())
    if not parts:
        raise ValueError(f"{written!r} is no span of time; write it as 90s, 10m, 12h or 3d")
    return timedelta(seconds=int(parts[1]) * SECONDS[parts[2]])


def span_text(span: timedelta) -> str:
    """The span as one writes it, in the largest unit that needs no fraction."""
    seconds = int(span.total_seconds())
    unit = next(unit for unit, size in reversed(SECONDS.items()) if seconds % size == 0)
    return f"{seconds // SECONDS[unit]}{unit}"


Span = Annotated[
    timedelta,
    BeforeValidator(span_of),
    PlainSerializer(span_text, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d+\s*[smhd]$"}),
]


class Job(BaseModel):
    """One job: a source or several, with the settings that hold for it alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str = setting(..., "What you call it: relsheet sync NAME.")
    source: str = setting(
        ..., "A workbook, a pattern of several (crm/*.xlsx), or a Google Sheet; from the folder of this file."
    )
    policy: dict[str, dict[str, Any]] = setting({}, "Settings for this job alone: [job.policy.abc] cuts = [0.7, 0.9].")
    columns: tuple[str, ...] | None = setting(None, "The columns on the customers tab; left out: as [columns] says.")
    lang: Language | None = setting(None, "Language of the results; left out: that of the headers.")
    folder: str = setting("", "Where the outputs go; left out: a folder named like the job.")
    outputs: tuple[Output, ...] = setting((), "Files to make after each run, in the folder.")
    notify: tuple[str, ...] = setting((), "The channels of [notify.channels] to tell.")
    wait: Span = setting(
        "5m", "How long to wait for a workbook that somebody has open.", unit="s, m, h, d", validate_default=True
    )
    expect_every: Span | None = setting(
        None, "sync --status fails if the job has not succeeded for longer than this.", unit="s, m, h, d"
    )

    @property
    def settings(self) -> tuple[str, ...]:
        """What the job sets for itself, as --set takes it."""
        own = [(f"{section}.{key}", value) for section, keys in self.policy.items() for key, value in keys.items()]
        if self.columns is not None:
            own.append(("columns.customers", list(self.columns)))
        return tuple(f"{key}={as_toml(value)}" for key, value in own)


def as_toml(value: object) -> str:
    """The value as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {as_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, date | time):  # datetimes are dates too
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


class JobsSettings(Settings):
    """The jobs that ``relsheet sync`` does."""

    section: ClassVar[str] = "job"
    list_field: ClassVar[str | None] = "jobs"
    jobs: tuple[Job, ...] = setting((), "One job: name and source, and what else is to differ.")

    @field_validator("jobs")
    @classmethod
    def names_differ(cls, jobs: tuple[Job, ...]) -> tuple[Job, ...]:
        names = [job.name for job in jobs]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two jobs are called {', '.join(twice)}")
        return jobs


class Channel(BaseModel):
    """Where messages go. The address holds a secret, so it stands in a variable or a file, never in relsheet.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    env: str | None = setting(None, "The environment variable that holds the address (an Apprise URL).")
    file: str | None = setting(None, "The file that holds it, one address a line.")
    owners: tuple[str, ...] = setting((), "Whose customers it is told of; left out: everybody's, and failures too.")
    lang: Language | None = setting(None, "Language of the messages; left out: that of the workbook.")
    failures: bool | None = setting(None, "Tell of jobs that fail and mend; left out: if owners is.")

    @property
    def hears_of_failures(self) -> bool:
        return not self.owners if self.failures is None else self.failures


class NotifySettings(Settings):
    """Who is told what is new (needs pip install "relsheet[notify]")."""

    section: ClassVar[str] = "notify"
    quiet_hours: bool = setting(True, "Keep messages until the next working hour of [calendar].")
    at_most: int = setting(20, "Lines of one message; the rest is counted.", ge=1)
    channels: dict[str, Channel] = setting({}, "Name = { env = VARIABLE } or { file = PATH }, and owners.")
