"""``relsheet check``: what is wrong with the data, cell by cell, with the cure."""

from pathlib import Path

import click

from relsheet.cli.options import Common, as_of_option, common_options, option, source_argument, the_clock
from relsheet.errors import ExitCode, Severity


@click.command("check")
@source_argument
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the list as a workbook too, each line linked to its cell.",
)
@option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="What goes to stdout: text to read, one JSON object, or CSV.",
)
@as_of_option
@common_options
def check_command(source: str, output: Path | None, style: str, as_of: str | None, common: Common) -> None:
    """List what is wrong with the data in SOURCE, the most harmful first, each with its cell and its cure.

    Exit code 1 if there are errors; SOURCE is not written.
    """
    from relsheet import api

    checked = api.check(source, the_clock(), common.for_source(as_of=as_of))
    saved = api.save_problems(checked, output) if output else None
    if style == "json":
        click.echo(api.problems_json(checked))
    elif style == "csv":
        click.echo(api.problems_csv(checked), nl=False)
    elif not common.quiet:
        common.say(api.problem_lines(checked))
    if saved and not common.quiet:
        click.echo(checked.texts("problems.saved", path=saved), err=True)
    if any(problem.severity is Severity.ERROR for problem in checked.problems):
        raise SystemExit(ExitCode.FINDINGS)
