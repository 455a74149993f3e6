"""``relsheet brief``: one page per customer."""

from pathlib import Path

import click

from relsheet.cli.options import Common, as_of_option, common_options, option, output_option, source_argument, the_clock


@click.command("brief")
@source_argument
@click.argument("customers", nargs=-1, metavar="CUSTOMER...")
@option("--owner", metavar="NAME", help="A page for each customer of this person.")
@option("--due", metavar="today|week|DATE", help="Only customers for whom something is to be done by then.")
@as_of_option
@option(
    "--format",
    "style",
    type=click.Choice(("md", "html")),
    help="md is Markdown; html prints on one page each.  [default: by the name of -o, else md]",
)
@output_option
@common_options
def brief_command(
    source: str,
    customers: tuple[str, ...],
    owner: str | None,
    due: str | None,
    as_of: str | None,
    style: str | None,
    output: Path | None,
    common: Common,
) -> None:
    """Tell all that one wants to know before meeting CUSTOMER (an id or a name): what to say first, numbers, the last
    contacts, what we owe him, his people, his other suppliers, the agenda. Nothing is written into SOURCE.
    """
    from relsheet import api

    found = api.brief(source, customers, the_clock(), common.for_source(as_of=as_of), owner=owner, due=due)
    if (style or (output.suffix.lstrip(".") if output else "")) in ("html", "htm"):
        common.deliver(found.html(), output, source, ".html")
    else:
        common.deliver("\n".join(found.markdown()) + "\n", output, source, ".md")
