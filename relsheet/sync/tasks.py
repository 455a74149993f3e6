"""Jobs as the config names them, and tasks: one source of a job each."""

from collections.abc import Sequence
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path

from relsheet import api
from relsheet.api import unattended
from relsheet.api.unattended import Job, JobsSettings, NotifySettings
from relsheet.discovery import config_files, read_layer
from relsheet.errors import UnreadableInput, UsageError


@dataclass(frozen=True, slots=True)
class Task:
    """One source of a job, with the options that hold for it. ``folder`` is where its outputs go, ``notify`` who is
    told."""

    job: Job
    source: str
    options: api.Options
    folder: Path
    notify: NotifySettings

    @property
    def name(self) -> str:
        """Under this name its state is kept."""
        return unattended.state_name(self.source)


def jobs_of(names: Sequence[str], options: api.Options) -> tuple[Job, ...]:
    """All jobs of the config, or those of these names; UsageError where there is none or one is not there."""
    jobs = unattended.policy_for("", options).of(JobsSettings).jobs
    if not jobs:
        raise UsageError("no_jobs")
    known = {job.name: job for job in jobs}
    for name in names:
        if name not in known:
            raise UsageError("no_such_job", name, known=", ".join(known))
    return tuple(known[name] for name in names) or jobs


def tasks_of(job: Job, options: api.Options) -> tuple[Task, ...]:
    """The job's sources; UnreadableInput if its pattern fits no file. Paths count from the folder of the config."""
    base = folder_of_jobs(options.config)
    sources = tuple(_sources(job.source, base))
    if not sources:
        raise UnreadableInput("no_source", job.source, folder=base)
    limited = unattended.limited_to(options, job)
    folder = base / (job.folder or job.name)
    notify = unattended.policy_for("", options).of(NotifySettings)
    several = len(sources) > 1 or has_magic(job.source)
    return tuple(
        Task(job, found, limited, folder / Path(found).stem if several else folder, notify) for found in sources
    )


def _sources(written: str, base: Path) -> Sequence[str]:
    if "://" in written or written.startswith("gsheet:"):
        return (written,)
    path = Path(written).expanduser()
    if not has_magic(written) or (base / path).exists():
        return (str(base / path),)
    root = Path(path.anchor) if path.is_absolute() else base
    found = root.glob(str(path.relative_to(path.anchor)))
    # The lock files of Excel, WPS and LibreOffice begin with these.
    return sorted(str(file) for file in found if not file.name.startswith(("~$", ".~")))


def folder_of_jobs(explicit: Path | None) -> Path:
    """The folder of the config file that the jobs stand in."""
    files = [path for path in config_files("", explicit, Path.cwd()) if JobsSettings.section in read_layer(path).table]
    return files[-1].resolve().parent if files else Path.cwd()
