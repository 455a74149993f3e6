"""``relsheet demo``: realistic workbooks, scored, to look at."""

from pathlib import Path

import click

from relsheet.cli.options import Common, common_options


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("demo"))
@common_options
def demo_command(folder: Path, common: Common) -> None:
    """Make three realistic CRM workbooks in FOLDER (default: demo), score them, and say what to open.

    Workbooks of these names that are already in FOLDER are made anew.
    """
    from relsheet import api

    for outcome in api.demo(folder):
        if common.quiet:
            continue
        common.say(api.outcome_lines(outcome, common.terminal()))
        click.echo(outcome.draft.session.texts("demo.made", path=outcome.draft.session.source) + "\n")
    if not common.quiet:
        click.echo(outcome.draft.session.texts("demo.hint"))
