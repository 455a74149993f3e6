"""``relsheet monday``: the list for the meeting."""

from pathlib import Path

import click

from relsheet.cli.options import (
    Common,
    as_of_option,
    common_options,
    output_option,
    owner_option,
    source_argument,
    style_option,
    the_clock,
)

STYLES = ("text", "md", "html", "json")


@click.command("monday")
@source_argument
@owner_option
@as_of_option
@style_option(STYLES, "text pastes well into WeChat, WeCom or Slack.")
@output_option
@common_options
def monday_command(
    source: str, owner: str | None, as_of: str | None, style: str, output: Path | None, common: Common
) -> None:
    """List per person the five things to talk about on Monday: who, what, by when, why, and the last note.

    What you planned or promised yourself comes before what relsheet suggests. Nothing is written into SOURCE.
    """
    from relsheet import api

    monday = api.monday(source, the_clock(), common.for_source(as_of=as_of), owner)
    if style == "html":
        common.deliver(monday.html(), output, source, ".html")
    elif style == "json":
        common.deliver(monday.as_json() + "\n", output, source, ".json")
    else:
        lines = monday.markdown() if style == "md" else monday.lines()
        common.deliver("\n".join(lines) + "\n", output, source, ".md" if style == "md" else ".txt")
