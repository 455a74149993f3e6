"""``relsheet sync``: all jobs of the settings, unattended."""

import json
import logging
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relsheet.cli.options import Common, common_options, format_option, option, spoken_language, the_clock
from relsheet.errors import ExitCode, RelsheetError, UsageError
from relsheet.texts import Texts, texts_in

if TYPE_CHECKING:
    from relsheet.sync.clock import Clock
    from relsheet.sync.journal import Entry
    from relsheet.sync.plan import Plan
    from relsheet.sync.status import Standing

LOG = logging.getLogger("relsheet.sync")


class Span(click.ParamType[timedelta]):
    """A span of time: 90s, 10m, 12h, 3d."""

    name = "SPAN"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        from relsheet.api.jobs import span_of

        try:
            return value if isinstance(value, timedelta) else span_of(str(value))
        except ValueError as err:
            self.fail(str(err), param, ctx)


@click.command("sync")
@click.argument("jobs", nargs=-1)
@option("--dry-run", is_flag=True, help="Say what would change; write, tell and remember nothing.")
@option(
    "--if-changed/--always",
    default=True,
    show_default=True,
    help="Leave alone what is as the last good run left it, unless time alone changes a result.",
)
@option("--jobs", "processes", type=click.IntRange(1), default=1, show_default=True, help="So many sources at a time.")
@option("--wait", type=Span(), help="How long to wait for a workbook that is open.  [default: as each job says]")
@option("--deadline", type=Span(), help="Begin no further source after this time.")
@option("--status", "show_status", is_flag=True, help="Show how each job stands; exit 1 if one is overdue.")
@option("--test-notify", is_flag=True, help="Send a test message to every channel.")
@format_option
@common_options
def sync_command(
    jobs: tuple[str, ...],
    dry_run: bool,
    if_changed: bool,
    processes: int,
    wait: timedelta | None,
    deadline: timedelta | None,
    show_status: bool,
    test_notify: bool,
    style: str,
    common: Common,
) -> None:
    """Score every [[job]] of relsheet.toml, or only those named JOBS; one that fails stops no other.

    The exit code is the worst of all. What was done stands in the journal; relsheet schedule prints the line for cron.
    """
    from relsheet.sync.plan import Plan
    from relsheet.sync.run import Demands

    texts = texts_in(spoken_language(common.language))
    if test_notify:
        send_test(common, texts)
    elif show_status:
        tell_status(jobs, style, common, texts)
    elif dry_run:
        rehearse(jobs, common, texts)
    else:
        plan = Plan(jobs, processes, deadline, Demands(not if_changed, wait, texts.language))
        raise SystemExit(synced(plan, style, common, texts))


def real_clock() -> "Clock":
    """The clock of this computer."""
    from relsheet.sync.clock import Clock

    return Clock(the_clock, time.monotonic, time.sleep)


def synced(plan: "Plan", style: str, common: Common, texts: Texts) -> int:
    """The jobs done and what is due sent; the exit code."""
    from relsheet.sync.delivery import deliver, secrets_of
    from relsheet.sync.plan import end_on_signal, refused, sync, worst
    from relsheet.sync.tasks import duties_in

    end_on_signal()
    options = common.for_source()
    try:
        duties = duties_in(options)
    except RelsheetError as err:
        refused(err, options, the_clock(), texts.language)
        raise
    start_log(secrets_of(duties.notify), quiet=common.quiet)
    clock, entries = real_clock(), []
    for entry in sync(plan, duties, options, clock):
        entries.append(entry)
        log(entry, texts)
    failures = deliver(duties.notify, clock.now())
    for failure in failures:
        LOG.error(texts("sync.not_told", message=failure.sentence(texts)))
    if style == "json":
        told = [json.loads(entry.model_dump_json()) for entry in entries]
        click.echo(json.dumps({"runs": told}, ensure_ascii=False, indent=1))
    return max(worst(entries), int(ExitCode.REMOTE) if failures else 0)


def start_log(secrets: Iterable[str], *, quiet: bool) -> None:
    """Log lines go to stderr, without secrets: text on a terminal, JSON elsewhere."""
    from relsheet.sync.logs import JsonLines, Redaction

    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Redaction(secrets))
    handler.setFormatter(logging.Formatter("%(message)s") if sys.stderr.isatty() else JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING if quiet else logging.INFO, force=True)


def log(entry: "Entry", texts: Texts) -> None:
    """One line for that run; that a workbook is still open is not said again and again."""
    level = logging.ERROR if entry.exit_code else logging.INFO
    if entry.deed == "busy" and entry.again:
        level = logging.DEBUG
    key = f"sync.{entry.deed}" if texts.has(f"sync.{entry.deed}") else "sync.failed"
    LOG.log(level, "%s", texts(key, **entry.model_dump()))


def rehearse(jobs: tuple[str, ...], common: Common, texts: Texts) -> None:
    """What each source would get, with nothing written or remembered."""
    from relsheet.api.score import draft, rehearsal
    from relsheet.sync.tasks import duties_in, tasks_of

    options = common.for_source()
    duties = duties_in(options)
    for job in duties.named(jobs):
        for task in tasks_of(job, duties, options):
            task.refuse_if_senseless()
            changes = rehearsal(draft(task.source, the_clock(), task.options))
            click.echo(texts("sync.would", job=job.name, source=task.source, cells=len(changes)))


def tell_status(jobs: tuple[str, ...], style: str, common: Common, texts: Texts) -> None:
    """The table of jobs; exit 1 if one has not succeeded for longer than its expect_every."""
    from relsheet.sync.status import status

    found = list(status(jobs, common.for_source(), the_clock()))
    if style == "json":
        rows = [{**asdict(row), "state": state_of(row, texts)} for row in found]
        click.echo(json.dumps({"jobs": rows}, ensure_ascii=False, indent=1, default=datetime.isoformat))
    else:
        common.say(status_lines(found, texts))
    if any(row.overdue for row in found):
        raise SystemExit(ExitCode.FINDINGS)


def status_lines(found: Iterable["Standing"], texts: Texts) -> Iterable[str]:
    """The table, its columns as wide as they need be; a Chinese letter takes two places."""
    from relsheet import api

    keys = ("job", "source", "last_good", "next_change", "failures", "state")
    rows = [tuple(texts(f"status.{key}") for key in keys)]
    for row in found:
        times = (shown(row.last_good, texts), shown(row.next_change, texts))
        rows.append((row.job, Path(row.source).name, *times, str(row.failures), state_of(row, texts)))
    widths = [max(api.terminal_width(row[column]) for row in rows) for column in range(len(keys))]
    for cells in rows:
        padded = (cell + " " * (width - api.terminal_width(cell)) for cell, width in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()


def shown(moment: datetime | None, texts: Texts) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else texts("status.never")


def state_of(row: "Standing", texts: Texts) -> str:
    if row.overdue:
        return texts("status.overdue")
    return texts("status.failing", code=row.failing_code) if row.failures else texts("status.ok")


def send_test(common: Common, texts: Texts) -> None:
    """A message to every channel."""
    from relsheet.sync.delivery import send_test as send
    from relsheet.sync.tasks import duties_in

    notify = duties_in(common.for_source()).notify
    if not notify.channels:
        raise UsageError("no_channels")
    for channel in send(notify):
        click.echo(texts("sync.tested", channel=channel))
