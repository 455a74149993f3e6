"""The files that a job makes after each run, in its folder."""

from relsheet import api
from relsheet.api import sources, unattended
from relsheet.errors import NotWritten
from relsheet.sync.tasks import Task


def write_outputs(task: Task, outcome: api.Outcome) -> None:
    """Each of the job's outputs, made anew; NotWritten where the folder cannot be had."""
    if not task.job.outputs:
        return
    try:
        task.folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise NotWritten("save_failed", task.folder, reason=err.strerror or str(err)) from err
    for kind in task.job.outputs:
        sources.keep(task.folder / kind, unattended.output_of(kind, outcome))
