"""``relsheet score``: read, compute, write back; asks before the first write into a workbook."""

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relsheet.cli.options import Common, as_of_option, common_options, format_option, option, source_argument, the_clock
from relsheet.cli.progress import end_steps
from relsheet.errors import ExitCode, NotWritten, UsageError

if TYPE_CHECKING:
    from relsheet import api

#: Why a workbook is not written although a copy beside it could be.
A_COPY_HELPS = {"open_elsewhere", "open_unnamed", "in_use", "changed_since_read", "unwritable"}


@click.command("score")
@source_argument
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a scored copy here; the source stays.",
)
@as_of_option
@option("--columns", metavar="A,B,C", help="The columns to write on the customers tab.  [default: from the settings]")
@option("--dry-run", is_flag=True, help="Show what would change, and with --set who would move; write nothing.")
@option("--strict", is_flag=True, help="Write nothing if the data have errors or warnings (exit 1).")
@option(
    "--yes",
    is_flag=True,
    help="Do not ask: neither before the first write nor before -o replaces a file.",
)
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

    SOURCE is an .xlsx or .xlsm workbook or the address of a Google Sheet; with -o also .xls, .xlsb, .ods and .csv.
    """
    from relsheet import api

    options = common.for_source(as_of=as_of, output=output, columns=columns)
    drafted = api.draft(source, the_clock(), options)
    end_steps()
    if columns:
        refuse_unknown_columns(drafted)
    if strict and drafted.faults:
        tell_refusal(drafted, common, style)
        raise SystemExit(ExitCode.FINDINGS)
    if dry_run:
        tell_rehearsal(drafted, options, common, style)
        return
    tell_outcome(written(drafted if yes else agreed(drafted, common), common), common, style)
    raise SystemExit(ExitCode.DONE)  # while all is still in use: taking it down would cost more time than saying it


def refuse_unknown_columns(drafted: "api.Draft") -> None:
    """UsageError where --columns names one that there is none of: such a slip is no fault of the data."""
    for found in drafted.assessment.problems:
        if found.code == "unknown-column" and found.where == "[columns] customers":
            values = dict(found.values)
            raise UsageError("no_column", f"--columns {values['name']}", known=values["known"])


def tell_rehearsal(drafted: "api.Draft", options: "api.Options", common: Common, style: str) -> None:
    """Who would stand elsewhere under the settings of this run alone, and cell by cell what would change."""
    from relsheet import api

    terminal, found = common.terminal(), api.what_if(drafted, options)
    if style == "json":
        common.say_pieces(api.draft_json(drafted, found))
    elif not common.quiet:
        moves = api.what_if_lines(found, drafted.session.texts, terminal) if found is not None else ()
        common.say(chain(moves, api.rehearsal_lines(drafted, terminal)))


def tell_refusal(drafted: "api.Draft", common: Common, style: str) -> None:
    """That nothing was written for faults in the data."""
    from relsheet import api

    if style == "json":
        common.say_pieces(api.draft_json(drafted))
    elif not common.quiet:
        common.say([api.refusal(drafted)])


def agreed(drafted: "api.Draft", common: Common) -> "api.Draft":
    """What is to be written, asked where there is somebody to ask: before the first write into a workbook, and before a
    copy takes the place of a file that relsheet did not write."""
    from relsheet import api

    if not common.may_ask:
        return drafted
    if drafted.is_first_write and drafted.session.output is None:
        drafted = chosen(drafted, common)
    if api.replaces_another_file(drafted):
        ask_to_replace(drafted)
    return drafted


def chosen(drafted: "api.Draft", common: Common) -> "api.Draft":
    """What the user wants done with the draft before the first write: this workbook, or a copy; Abort for neither."""
    from relsheet import api

    texts = drafted.session.texts
    for line in api.preview_lines(drafted, common.terminal()):
        click.echo(line, err=True)
    question, choices = ("score.ask", ["y", "c", "n"]) if drafted.can_be_copied else ("score.ask_google", ["y", "n"])
    answer = click.prompt(texts(question), type=click.Choice(choices), default="y", show_choices=False, err=True)
    if answer == "n":
        click.echo(texts("score.declined"), err=True)
        raise SystemExit(ExitCode.DONE)
    return api.into_copy(drafted, api.copy_beside(drafted)) if answer == "c" else drafted


def ask_to_replace(drafted: "api.Draft") -> None:
    """Return if the user says that the file may go."""
    texts = drafted.session.texts
    if not click.confirm(texts("score.ask_replace", name=drafted.path.name), err=True):
        click.echo(texts("score.declined"), err=True)
        raise SystemExit(ExitCode.DONE)


def written(drafted: "api.Draft", common: Common) -> "api.Outcome":
    """The draft written; where the workbook cannot be had now, on a terminal a copy beside it is offered."""
    from relsheet import api

    common.step("write", drafted.cells)
    try:
        return api.write(drafted)
    except NotWritten as err:
        if err.code not in A_COPY_HELPS or not drafted.can_be_copied or not common.may_ask:
            raise
        end_steps()
        copy = api.copy_beside(drafted)
        click.echo(err.sentence(drafted.session.texts), err=True)
        if not click.confirm(drafted.session.texts("score.ask_copy", name=copy.name), err=True, default=True):
            raise
        return api.write(api.into_copy(drafted, copy))


def tell_outcome(outcome: "api.Outcome", common: Common, style: str) -> None:
    """What was found and what was written."""
    from relsheet import api

    end_steps()
    if style == "json":
        common.say_pieces(api.outcome_json(outcome))
    elif not common.quiet:
        common.say(api.outcome_lines(outcome, common.terminal()))
