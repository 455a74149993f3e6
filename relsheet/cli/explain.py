"""``relsheet explain``: every result of one customer, step by step."""

import click

from relsheet.cli.options import Common, as_of_option, common_options, format_option, source_argument, the_clock


@click.command("explain")
@source_argument
@click.argument("customer")
@as_of_option
@format_option
@common_options
def explain_command(source: str, customer: str, as_of: str | None, style: str, common: Common) -> None:
    """Show how the results of CUSTOMER (an id or a name) in SOURCE came about: the inputs with their cells, the
    thresholds, and what would change them. The id of a complaint, or its cell (Complaints!A17), shows its two
    clocks day by day. Nothing is written."""
    from relsheet import api

    explained = api.explain(source, customer, the_clock(), common.for_source(as_of=as_of))
    if style == "json":
        click.echo(explained.as_json())
    else:
        click.echo("\n".join(explained.lines()))
