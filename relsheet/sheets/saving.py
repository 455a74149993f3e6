"""A workbook is saved: lock, backup and replacement in the one order that is safe at any moment."""

from dataclasses import dataclass
from pathlib import Path

from relsheet.errors import NotWritten, Warn
from relsheet.sheets.copies import save_backup
from relsheet.sheets.locks import only_run, refuse_if_open, synced_by
from relsheet.sheets.replace import (
    fingerprint,
    fingerprint_of,
    refuse_if_unwritable,
    remove_leftovers,
    replace_file,
    stamp,
)


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the backup lies (None for a new file), and what the user should know."""

    path: Path
    backup: Path | None
    warnings: tuple[Warn, ...]


def save(path: Path, content: bytes, expected: str | None = None) -> Saved:
    """The file with this content, the old one kept as a backup. Links are followed to the file itself.

    ``expected`` is the fingerprint of what was read. NotWritten and nothing changed: ``changed_since_read``,
    ``open_elsewhere``, ``open_unnamed``, ``in_use``, ``other_run``, ``unwritable``, ``unwritable_folder``,
    ``no_such_folder``, ``disk_full``, ``save_failed``, ``state_folder``.
    """
    given, path = path, path.resolve()
    with only_run(path):
        warnings = (*refuse_if_open(path), *synced_by(path))
        if given.is_symlink():
            warnings = (*refuse_if_open(given), *warnings)
        refuse_if_unwritable(path)
        remove_leftovers(path)
        if not path.exists():
            replace_file(path, content)
            return Saved(path, None, warnings)
        seen, before = stamp(path), fingerprint(path)
        if expected is not None and before != expected:
            raise NotWritten("changed_since_read", path.name)
        backup = save_backup(path, before, fingerprint_of(content))
        replace_file(path, content, seen)
        return Saved(path, backup, warnings)
