"""``remove`` takes everything of ours out; ``undo`` puts the file back as it was before the last run."""

from dataclasses import replace
from pathlib import Path

from relsheet.api.google_settings import key_file_of
from relsheet.api.options import Options
from relsheet.api.session import policy_for
from relsheet.sheets import backups
from relsheet.sheets.addresses import is_google
from relsheet.sheets.edits import DropColumn, DropPage, Edit, Receipt
from relsheet.sheets.sources import backend_for
from relsheet.sheets.theirs import taken_untold


def remove(source: str, options: Options = Options()) -> Receipt:
    """The source without our columns, tabs and names; ``written`` is False where there are none."""
    backend = backend_for(source, key_file=key_file_of(policy_for(source, options)) if is_google(source) else None)
    workbook = backend.read()
    edits: list[Edit] = [DropColumn(column.key) for column in workbook.own_columns if not column.copied]
    edits += [DropPage(tab.key) for tab in workbook.own_tabs]
    if not edits:
        return Receipt(written=False)
    receipt = backend.write(workbook, edits)
    untold = taken_untold(workbook)
    return replace(receipt, warnings=(*receipt.warnings, untold)) if untold else receipt


def undo(source: str, options: Options = Options()) -> None:
    """Put the workbook back as it was before our last write; NotWritten if it was edited since or there was none. Of a
    Google Sheet only our own cells go back."""
    _undo(source, options, force=False)


def undo_by_force(source: str, options: Options = Options()) -> None:
    """The same even if the workbook was edited since: the edited one is kept as a backup, by Google as a version."""
    _undo(source, options, force=True)


def _undo(source: str, options: Options, *, force: bool) -> None:
    if not is_google(source):
        backups.undo(Path(source), force=force)
        return
    from relsheet.sheets.gsheets import GoogleBackend

    GoogleBackend(source, key_file_of(policy_for(source, options))).undo(force=force)
