"""``relsheet report``: the Summary as one HTML page."""

from pathlib import Path

import click

from relsheet.cli.options import Common, as_of_option, common_options, option, source_argument, the_clock


@click.command("report")
@source_argument
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The HTML file to write.",
)
@as_of_option
@common_options
def report_command(source: str, output: Path, as_of: str | None, common: Common) -> None:
    """Make one HTML page of SOURCE: the Summary, all customers to sort and filter, and a brief of each.

    The page is one file that opens in every browser, offline, and prints well. Nothing is written into SOURCE.
    """
    from relsheet import api

    common.deliver(api.report(source, the_clock(), common.for_source(as_of=as_of)), output, source, ".html")
