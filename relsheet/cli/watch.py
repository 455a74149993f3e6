"""``relsheet watch``: a workbook scored again whenever somebody saved it."""

import click

from relsheet.cli.options import Common, common_options, spoken_language
from relsheet.texts import texts_in


@click.command("watch")
@click.argument("book")
@common_options
def watch_command(book: str, common: Common) -> None:
    """Score BOOK again whenever somebody has saved and closed it, until Ctrl+C. It is never touched while it is
    open."""
    from relsheet.cli.sync import real_clock
    from relsheet.sync.watch import watch

    texts = texts_in(spoken_language(common.language))
    if not common.quiet:
        click.echo(texts("watch.waiting", source=book), err=True)
    for seen in watch(book, common.for_source(), real_clock()):
        at = f"{seen.at.astimezone():%H:%M:%S}"
        if seen.problem is not None:
            click.echo(texts("watch.not_now", at=at, message=seen.problem.sentence(texts)), err=True)
        elif not common.quiet:
            click.echo(texts("watch.scored", at=at, source=book, cells=seen.cells))
