"""``relsheet schedule``: the lines that make a computer run ``relsheet sync`` by itself."""

import os
import sys

import click

from relsheet.cli.options import Common, common_options, option, spoken_language
from relsheet.texts import texts_in

#: What a job that runs by itself must be told, since cron starts with an almost empty environment.
KEPT = (
    *("RELSHEET_STATE_DIR", "RELSHEET_CONFIG", "RELSHEET_LANG", "RELSHEET_SET", "RELSHEET_CREDENTIALS"),
    *("GOOGLE_APPLICATION_CREDENTIALS", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HTTPS_PROXY", "https_proxy", "TZ"),
)


@click.command("schedule")
@click.argument("jobs", nargs=-1)
@option(
    "--every",
    default="weekdays 07:30",
    show_default=True,
    metavar="WHEN",
    help="every 15 minutes; hourly; daily 07:30; weekdays 07:30; mon,thu 18:00.",
)
@option(
    "--for",
    "kind",
    type=click.Choice(["all", "cron", "systemd", "launchd", "windows"]),
    default="all",
    show_default=True,
    help="Which of them to print.",
)
@common_options
def schedule_command(jobs: tuple[str, ...], every: str, kind: str, common: Common) -> None:
    """Print a crontab line, a systemd timer, a launchd plist and a schtasks command that run relsheet sync for
    JOBS (none: all). Nothing is installed: copy the one you need."""
    from relsheet.api.sources import state_folder
    from relsheet.sync import schedule
    from relsheet.sync.tasks import duties_in

    duties = duties_in(common.for_source())
    duties.named(jobs)
    config = ["--config", str(common.config.resolve())] if common.config else []
    command = schedule.Command(
        name=" ".join(["relsheet", "sync", *jobs]),
        program=(sys.executable, "-m", "relsheet", "sync", *jobs, *config, "--quiet", "--no-input"),
        folder=str(duties.folder),
        environment={name: os.environ[name] for name in KEPT if os.environ.get(name)},
        log=str(state_folder("logs") / "sync.log"),
    )
    rhythm = schedule.rhythm_of(every)
    texts = texts_in(spoken_language(common.language))
    unit = command.name.replace(" ", "-")
    parts = {
        "cron": [("schedule.cron", schedule.cron_line(rhythm, command))],
        "systemd": [
            ("schedule.service", schedule.systemd_service(command)),
            ("schedule.timer", schedule.systemd_timer(rhythm, command)),
        ],
        "launchd": [("schedule.launchd", schedule.launchd_plist(rhythm, command))],
        "windows": [("schedule.schtasks", schedule.schtasks_line(rhythm, command))],
    }
    for name, texts_of_it in parts.items():
        for title, text in texts_of_it if kind in ("all", name) else ():
            click.echo(f"# {texts(title, name=unit)}".replace("\n", "\n# "), err=kind != "all")
            click.echo(text.rstrip("\n") + "\n")
    if not common.quiet:
        click.echo(texts("schedule.nothing_done"), err=True)
