"""The way back: a workbook as it was before our last write, from the copies that are kept of it."""

from pathlib import Path

from relsheet.errors import NotWritten
from relsheet.sheets.copies import Backup, backup_folder, backups_of
from relsheet.sheets.replace import fingerprint
from relsheet.sheets.saving import save


def undo(path: Path, *, force: bool = False) -> Path:
    """The backup that was put back: the workbook is as it was before our last write. Undone again, it is as after it.

    NotWritten: ``undo_nothing`` if we never wrote it, ``undo_edited`` if somebody edited it since (unless ``force``:
    then the edited one is kept as a backup), ``undo_lost`` if the backup is gone; and whatever ``save`` refuses.
    """
    path = path.resolve()
    if not path.exists():
        raise NotWritten("undo_nothing", path.name)
    now = fingerprint(path)
    backup = _to_put_back(path, now, force=force)
    copy = backup_folder(path) / backup.file
    if not copy.exists() or fingerprint(copy) != backup.before:
        raise NotWritten("undo_lost", path.name, folder=copy.parent)
    save(path, copy.read_bytes(), expected=now)
    return copy


def _to_put_back(path: Path, now: str, *, force: bool) -> Backup:
    kept = backups_of(path)
    for backup in reversed(kept):
        if backup.after == now:
            return backup
    if not kept or kept[-1].before == now:
        raise NotWritten("undo_nothing", path.name)
    if not force:
        raise NotWritten("undo_edited", path.name)
    return kept[-1]
