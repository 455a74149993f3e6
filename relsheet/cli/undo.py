"""``relsheet undo``: the workbook as it was before the last run."""

import click

from relsheet.cli.options import Common, common_options, option, spoken_language


@click.command("undo")
@click.argument("source")
@option("--force", is_flag=True, help="Even if somebody edited the workbook since: these edits go, a backup is kept.")
@common_options
def undo_command(source: str, force: bool, common: Common) -> None:
    """Put SOURCE back as it was before the last run; a second undo takes the first one back.

    Refuses (exit 4) if the workbook was edited since, unless --force.
    """
    from relsheet import api
    from relsheet.texts import texts_in

    undo = api.undo_by_force if force else api.undo
    undo(source, common.for_source())
    if not common.quiet:
        click.echo(texts_in(spoken_language(common.language))("undo.done", path=source))
