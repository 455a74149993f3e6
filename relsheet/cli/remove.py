"""``relsheet remove``: everything of ours out of the workbook again."""

import click

from relsheet.cli.options import Common, common_options, spoken_language


@click.command("remove")
@click.argument("source")
@common_options
def remove_command(source: str, common: Common) -> None:
    """Take relsheet's columns, tabs and names out of SOURCE; what you wrote on the To do tab goes with it (a backup
    is kept)."""
    from relsheet import api
    from relsheet.texts import texts_in

    receipt = api.remove(source, common.for_source())
    texts = texts_in(spoken_language(common.language))
    if common.quiet:
        return
    if receipt.written:
        done = "remove.done" if receipt.backup else "remove.done_google"
        click.echo(texts(done, path=source, backup=receipt.backup))
        for key, values in receipt.warnings:
            click.echo(texts(key, **dict(values)))
    else:
        click.echo(texts("remove.nothing", path=source))
