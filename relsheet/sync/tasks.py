"""Jobs as the config names them, and tasks: one source of a job each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from glob import has_magic
from pathlib import Path

from relsheet import api
from relsheet.api import sources
from relsheet.api.jobs import Job, JobsSettings, NotifySettings
from relsheet.api.options import layers_of
from relsheet.discovery import config_files, load_policy, read_layer
from relsheet.errors import ConfigError, RelsheetError, UnreadableInput, UsageError

#: What sync can write into: of all that a pattern fits, only these are meant.
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
#: How the lock files of Excel, WPS and LibreOffice begin, and what a killed run leaves.
NO_WORKBOOKS = ("~$", ".~")


@dataclass(frozen=True, slots=True)
class Duties:
    """What the settings say of unattended runs: the jobs, whom to tell, and the folder that paths count from."""

    jobs: tuple[Job, ...]
    notify: NotifySettings
    folder: Path

    def named(self, names: Sequence[str]) -> tuple[Job, ...]:
        """The jobs of these names, or all; UsageError where there is none or one is not there."""
        if not self.jobs:
            raise UsageError("no_jobs")
        known = {job.name: job for job in self.jobs}
        for name in names:
            if name not in known:
                raise UsageError("no_such_job", name, known=", ".join(known))
        return tuple(known[name] for name in names) or self.jobs


@dataclass(frozen=True, slots=True)
class Task:
    """One source of a job, with the options that hold for it. ``folder`` is where its outputs go, ``notify`` who is
    told; ``rival`` is a job that wants other results in the same source, and came first. A pattern that fits no
    workbook is a task too, which ``fits_nothing`` and fails."""

    job: Job
    source: str
    options: api.Options
    folder: Path
    notify: NotifySettings
    rival: str = ""
    fits_nothing: bool = False

    @property
    def name(self) -> str:
        """Under this name its state is kept."""
        return sources.state_name(self.source, self.job.name)

    @property
    def shown(self) -> str:
        """The source as people know it: the name of the file; a Google Sheet goes by the name of its job."""
        if self.fits_nothing:
            return self.job.source
        return self.job.name if sources.is_google(self.source) else Path(self.source).name

    def refuse_if_senseless(self) -> None:
        """ConfigError ``rival_job``, UnreadableInput ``no_source``: nothing in the source itself would mend these."""
        if self.rival:
            raise ConfigError("rival_job", f"[[job]] {self.job.name}", source=self.source, rival=self.rival)
        if self.fits_nothing:
            raise UnreadableInput("no_source", self.job.source, folder=self.folder)

    def unattended(self, err: RelsheetError) -> RelsheetError:
        """The error in words that fit where nobody sits before a window to drop a file onto."""
        return UnreadableInput("no_source_file", err.where) if err.code == "no_such_file" else err


def duties_in(options: api.Options) -> Duties:
    """[[job]] and [notify] alone: whatever else is wrong in the settings is told by the job that meets it."""
    kinds = (JobsSettings, NotifySettings)
    sections = {kind.section for kind in kinds}
    layers = [
        replace(layer, table={name: table for name, table in layer.table.items() if name in sections})
        for layer in layers_of("", options)
    ]
    policy = load_policy(kinds, layers)
    return Duties(policy.of(JobsSettings).jobs, policy.of(NotifySettings), folder_of_jobs(options.config))


def folder_of_jobs(explicit: Path | None) -> Path:
    """The folder of the config file that the jobs stand in."""
    files = [path for path in config_files("", explicit, Path.cwd()) if JobsSettings.section in read_layer(path).table]
    return files[-1].resolve().parent if files else Path.cwd()


def tasks_of(job: Job, duties: Duties, options: api.Options) -> tuple[Task, ...]:
    """One task for each source of the job."""
    found = _sources(job.source, duties.folder)
    if not found:
        return (pattern_task(job, duties, options),)
    own = _own_options(job, options)
    folder = duties.folder / (job.folder or job.name)
    several = has_magic(job.source)
    rivals = _rivals(job, duties)
    return tuple(
        Task(
            job,
            source,
            own,
            folder / Path(source).stem if several else folder,
            duties.notify,
            rivals.get(sources.state_name(source), ""),
        )
        for source in found
    )


def pattern_task(job: Job, duties: Duties, options: api.Options) -> Task:
    """The task under whose name it is kept that the pattern of this job fits no workbook."""
    source, own = str(duties.folder / job.source), _own_options(job, options)
    return Task(job, source, own, duties.folder, duties.notify, fits_nothing=True)


def _own_options(job: Job, options: api.Options) -> api.Options:
    return replace(options, settings=(*options.settings, *job.settings), language=job.lang or options.language)


def _rivals(job: Job, duties: Duties) -> Mapping[str, str]:
    """Source -> a job before this one that wants other results in it: each would overwrite, at every run, what the
    other wrote."""
    others = (
        other
        for other in duties.jobs[: duties.jobs.index(job)]
        if (other.settings, other.lang) != (job.settings, job.lang)
    )
    return {
        sources.state_name(source): other.name for other in others for source in _sources(other.source, duties.folder)
    }


def _sources(written: str, base: Path) -> Sequence[str]:
    if "://" in written or sources.is_google(written):
        return (written,)
    path = Path(written).expanduser()
    if not has_magic(written) or (base / path).exists():
        return (str(base / path),)
    root = Path(path.anchor) if path.is_absolute() else base
    kept = sources.state_folder().resolve()  # the backups of the workbooks are no workbooks to score
    files = [
        file
        for file in root.glob(str(path.relative_to(path.anchor)))
        if file.is_file() and not file.name.startswith(NO_WORKBOOKS) and kept not in file.resolve().parents
    ]
    return sorted(str(file) for file in files if file.suffix.lower() in WORKBOOKS)
