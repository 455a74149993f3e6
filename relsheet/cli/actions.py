"""``relsheet actions``: the action list as a table, CSV, JSON, calendar or Markdown."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relsheet.cli.options import (
    Common,
    as_of_option,
    common_options,
    option,
    output_option,
    owner_option,
    source_argument,
    style_option,
    the_clock,
)

if TYPE_CHECKING:
    from relsheet import api

STYLES = ("table", "csv", "json", "ics", "md")


@click.command("actions")
@source_argument
@owner_option
@option("--due", metavar="today|week|DATE", help="Only what is due by then; what is late always counts.")
@option("--evaluate", is_flag=True, help="Count what became of all suggestions so far instead.")
@as_of_option
@style_option(STYLES, "csv opens in Excel; ics goes into a calendar (needs the extra relsheet[calendar]).")
@output_option
@common_options
def actions_command(
    source: str,
    owner: str | None,
    due: str | None,
    evaluate: bool,
    as_of: str | None,
    style: str,
    output: Path | None,
    common: Common,
) -> None:
    """List what is to be done, the most urgent first. Nothing is written into SOURCE.

    A calendar that imports the .ics again moves the entries it has instead of doubling them.
    """
    from relsheet import api

    options = common.for_source(as_of=as_of)
    found: api.Actions | api.Evaluated
    if evaluate:
        found = api.evaluated(source, the_clock(), options)
    else:
        found = api.actions(source, the_clock(), options, owner=owner, due=due)
    common.deliver(told(found, style, common), output, source, ".txt" if style == "table" else f".{style}")


def told(found: "api.Actions | api.Evaluated", style: str, common: Common) -> str | bytes:
    """The list in that format."""
    if style == "csv":
        return found.csv()
    if style == "ics":
        return found.ics()
    if style == "json":
        return found.as_json() + "\n"
    lines = found.markdown() if style == "md" else found.lines(common.terminal())
    return "\n".join(lines) + "\n"
