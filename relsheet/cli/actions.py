"""``relsheet actions``: the action list as a table, CSV, JSON, calendar or Markdown."""

from pathlib import Path

import click

from relsheet.cli.options import Common, as_of_option, common_options, option, output_option, owner_option, the_clock

STYLES = ("table", "csv", "json", "ics", "md")


@click.command("actions")
@click.argument("source")
@owner_option
@option("--due", metavar="today|week|DATE", help="Only what is due by then; what is late always counts.")
@as_of_option
@option(
    "--format",
    "style",
    type=click.Choice(STYLES),
    default="table",
    show_default=True,
    help="csv opens in Excel; ics goes into a calendar (needs the extra relsheet[calendar]).",
)
@output_option
@common_options
def actions_command(
    source: str,
    owner: str | None,
    due: str | None,
    as_of: str | None,
    style: str,
    output: Path | None,
    common: Common,
) -> None:
    """List what is to be done, the most urgent first. Nothing is written into SOURCE.

    A calendar that imports the .ics again moves the entries it has instead of doubling them.
    """
    from relsheet import api

    found = api.actions(source, the_clock(), common.for_source(as_of=as_of), owner=owner, due=due)
    content: str | bytes
    if style == "csv":
        content = found.csv()
    elif style == "ics":
        content = found.ics()
    elif style == "json":
        content = found.as_json() + "\n"
    else:
        lines = found.markdown() if style == "md" else found.lines(common.terminal())
        content = "\n".join(lines) + "\n"
    common.deliver(content, output, source, ".txt" if style == "table" else f".{style}")
