"""``relsheet check``: what is wrong with the data, cell by cell, with the cure."""

import click

from relsheet.cli.options import Common, as_of_option, common_options, format_option, the_clock
from relsheet.errors import ExitCode, Severity


@click.command("check")
@click.argument("source")
@as_of_option
@format_option
@common_options
def check_command(source: str, as_of: str | None, style: str, common: Common) -> None:
    """List what is wrong with the data in SOURCE, the most harmful first, each with its cell and its cure.

    Exit code 1 if there are errors; nothing is written.
    """
    from relsheet import api

    checked = api.check(source, the_clock(), common.for_source(as_of=as_of))
    if style == "json":
        click.echo(api.problems_json(checked))
    elif not common.quiet:
        common.say(api.problem_lines(checked))
    if any(problem.severity is Severity.ERROR for problem in checked.problems):
        raise SystemExit(ExitCode.FINDINGS)
