"""Copies of a workbook as it was before each write, in the user's state folder: the last ten and the very first."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from relsheet.errors import NotWritten
from relsheet.sheets.replace import not_written, remove_leftovers, replace_file, sync_file
from relsheet.sheets.state import name_of, state_folder

KEPT = 10
INDEX = "index.json"


class Backup(BaseModel):
    """One write: the copy made before it, and the fingerprints of the workbook before and after."""

    model_config = ConfigDict(frozen=True)
    file: str
    before: str
    after: str


class Index(BaseModel):
    """What is kept of one workbook, oldest first."""

    model_config = ConfigDict(frozen=True)
    workbook: str
    backups: tuple[Backup, ...] = ()


def backup_folder(workbook: Path) -> Path:
    """Where the copies of this workbook are kept."""
    return state_folder("backups", name_of(workbook))


def backups_of(workbook: Path) -> tuple[Backup, ...]:
    """What is kept of this workbook, oldest first; nothing where the index cannot be read."""
    try:
        content = (backup_folder(workbook) / INDEX).read_bytes()
        return Index.model_validate_json(content).backups
    except (FileNotFoundError, ValidationError):
        return ()
    except OSError as err:
        raise NotWritten("state_folder", backup_folder(workbook), reason=err.strerror or str(err)) from err


def save_backup(workbook: Path, before: str, after: str) -> Path:
    """A copy of the workbook as it stands (fingerprint ``before``), before it becomes the one with ``after``.

    The copy is recorded before the write, so that a write that was killed half-way can be told from one that was done.
    """
    folder, kept = backup_folder(workbook), list(backups_of(workbook))
    remove_leftovers(folder / INDEX)
    if kept and kept[-1].before == before and (folder / kept[-1].file).exists():
        copy = folder / kept.pop().file  # that write never happened, or was undone by hand
    else:
        copy = _next_copy(folder, workbook.suffix)
        with not_written(copy):
            shutil.copy2(workbook, copy)
            sync_file(copy)
    kept.append(Backup(file=copy.name, before=before, after=after))
    _record(workbook, folder, kept)
    return copy


def _next_copy(folder: Path, suffix: str) -> Path:
    """A number that no copy has yet, also where the index was lost."""
    taken = [int(copy.stem) for copy in folder.iterdir() if copy.stem.isdecimal()]
    return folder / f"{max(taken, default=0) + 1:04d}{suffix}"


def _record(workbook: Path, folder: Path, kept: Sequence[Backup]) -> None:
    """Write the index, then remove the copies it no longer names."""
    if len(kept) > KEPT + 1:
        kept = [kept[0], *kept[-KEPT:]]
    index = Index(workbook=str(workbook), backups=tuple(kept))
    replace_file(folder / INDEX, index.model_dump_json(indent=1).encode())
    named = {backup.file for backup in kept}
    for copy in folder.iterdir():
        if copy.stem.isdecimal() and copy.name not in named:
            copy.unlink(missing_ok=True)
