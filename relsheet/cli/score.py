"""``relsheet score``: read, compute, write back; asks before the first write into a workbook."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relsheet.cli.options import Common, as_of_option, common_options, format_option, option, the_clock
from relsheet.errors import ExitCode, NotWritten

if TYPE_CHECKING:
    from relsheet.api.score import Draft, Outcome


@click.command("score")
@click.argument("source")
@option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a scored copy here; the source stays.")
@as_of_option
@option("--columns", metavar="A,B,C", help="The columns to write on the customers tab.  [default: from the settings]")
@option("--dry-run", is_flag=True, help="Show what would change, cell by cell; write nothing.")
@option("--strict", is_flag=True, help="Write nothing if the data have errors or warnings (exit 1).")
@option("--yes", is_flag=True, help="Do not ask before the first write into a workbook.")
@format_option
@common_options
def score_command(
    source: str,
    output: Path | None,
    as_of: str | None,
    columns: str | None,
    dry_run: bool,
    strict: bool,
    yes: bool,
    style: str,
    common: Common,
) -> None:
    """Compute tier, ABC class, complaint status and next step of every customer in SOURCE and write them beside
    the rows, with a Summary and a To do tab.

    SOURCE is an .xlsx or .xlsm workbook; with -o also .xls, .xlsb, .ods and .csv.
    """
    from relsheet import api

    options = common.for_source(as_of=as_of, output=output, columns=columns)
    drafted = api.draft(source, the_clock(), options)
    show = Teller(common, style)
    if strict and drafted.faults:
        show.refused(drafted)
        raise SystemExit(ExitCode.FINDINGS)
    if dry_run:
        show.rehearsal(drafted)
        return
    chosen = drafted
    if drafted.is_first_write and output is None and not yes and common.may_ask:
        answer = show.asked(drafted)
        if answer is None:
            return
        chosen = answer
    show.outcome(written(chosen, common))


def written(drafted: "Draft", common: Common) -> "Outcome":
    """The draft written; where somebody has the workbook open, on a terminal a copy beside it is offered."""
    from relsheet import api

    try:
        return api.write(drafted)
    except NotWritten as err:
        if err.code != "open_elsewhere" or not common.may_ask:
            raise
        copy = api.copy_beside(drafted)
        click.echo(err.sentence(drafted.session.texts), err=True)
        if not click.confirm(drafted.session.texts("score.ask_copy", name=copy.name), err=True, default=True):
            raise
        return api.write(api.into_copy(drafted, copy))


@dataclasses.dataclass(frozen=True, slots=True)
class Teller:
    """Says what happened: data to stdout in the style asked for, the rest to stderr."""

    common: Common
    style: str

    def outcome(self, outcome: "Outcome") -> None:
        from relsheet import render

        if self.style == "json":
            click.echo(render.json_answer(outcome.draft.assessment, outcome.draft.changes, outcome.receipt))
        elif not self.common.quiet:
            click.echo("\n".join(render.told(outcome.draft.assessment, outcome.receipt)))

    def rehearsal(self, drafted: "Draft") -> None:
        raise NotImplementedError
