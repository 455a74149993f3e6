"""A file takes another's place at one stroke: a crash, a full disk, a pulled plug leave the old one or the new one."""

import errno
import hashlib
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from relsheet.errors import NotWritten

#: How long we wait, in seconds, each time somebody (a virus scanner, a sync service) has the file for a moment.
PATIENCE_SECONDS = (0.1, 0.2, 0.4, 0.8, 1.6)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
BUSY = {errno.EBUSY, errno.ETXTBSY}
SHARING = {5, 32, 33}  # Windows: access denied, sharing and lock violation


class Stamp(NamedTuple):
    """What tells that a file was not touched meanwhile, without reading it again."""

    modified_ns: int
    size: int
    file_id: int


def fingerprint(path: Path) -> str:
    """A short digest of the file's content: equal where no byte differs."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, _digest).hexdigest()


def fingerprint_of(content: bytes) -> str:
    """The ``fingerprint`` that a file of this content has."""
    digest = _digest()
    digest.update(content)
    return digest.hexdigest()


def _digest() -> "hashlib.blake2b":
    return hashlib.blake2b(digest_size=16)


def stamp(path: Path) -> Stamp:
    """The file's stamp as it stands."""
    found = path.stat()
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


def refuse_if_unwritable(path: Path) -> None:
    """NotWritten ``unwritable``, ``unwritable_folder`` or ``no_such_folder``: the mode bit counts, also for root."""
    folder = path.parent
    if not folder.is_dir():
        raise NotWritten("no_such_folder", path.name, folder=folder)
    if path.exists() and not (path.stat().st_mode & stat.S_IWUSR and os.access(path, os.W_OK)):
        raise NotWritten("unwritable", path.name)
    # Windows sets the bit on folders like Desktop to mark them as special; it does not protect them.
    protected = os.name == "posix" and not folder.stat().st_mode & stat.S_IWUSR
    if protected or not os.access(folder, os.W_OK | os.X_OK):
        raise NotWritten("unwritable_folder", path.name, folder=folder)


def replace_file(path: Path, content: bytes, seen: Stamp | None = None) -> None:
    """Put the content in the file's place, with its mode, owner and attributes; or make the file.

    NotWritten, and the old file as it was: ``changed_since_read`` if the file no longer bears the stamp ``seen``,
    ``disk_full``, ``unwritable_folder``, ``in_use``, ``save_failed``.
    """
    with not_written(path):
        temp = path.parent / f"{_temp_prefix(path)}{secrets.token_hex(4)}.tmp"
        try:
            _write_through(temp, content)
            if path.exists():
                _take_over_access(path, temp)
                if seen is not None and stamp(path) != seen:
                    raise NotWritten("changed_since_read", path.name)
            _swap(temp, path)
        finally:
            temp.unlink(missing_ok=True)
        sync_folder(path.parent)


def remove_leftovers(path: Path) -> None:
    """Remove the temporary files that a killed run left beside this file; only while ``only_run`` holds."""
    for leftover in path.parent.glob(f"{_temp_prefix(path)}*.tmp"):
        with suppress(OSError):
            leftover.unlink()


def sync_file(path: Path) -> None:
    """Make sure that the file's content is on the disk."""
    with path.open("r+b") as content:
        os.fsync(content.fileno())


def sync_folder(folder: Path) -> None:
    """Make sure that the new name is on the disk too. Windows does so by itself and opens no folders."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def not_written(path: Path) -> Iterator[None]:
    """What the system says of a failed write, as NotWritten in the user's words."""
    try:
        yield
    except OSError as err:
        if err.errno in FULL:
            raise NotWritten("disk_full", path.name, folder=path.parent) from err
        if err.errno in BUSY or getattr(err, "winerror", None) in SHARING:
            raise NotWritten("in_use", path.name) from err
        if err.errno in DENIED:
            raise NotWritten("unwritable_folder", path.name, folder=path.parent) from err
        raise NotWritten("save_failed", path.name, reason=err.strerror or str(err)) from err


def _temp_prefix(path: Path) -> str:
    """Begins the names of this file's temporary files; short, since the file's own name may be as long as names get."""
    return f".~relsheet-{fingerprint_of(os.fsencode(path.name))[:10]}-"


def _write_through(temp: Path, content: bytes) -> None:
    with temp.open("xb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def _take_over_access(old: Path, new: Path) -> None:
    """Mode, attributes and owner of the old file; not its times."""
    shutil.copystat(old, new)
    os.utime(new)
    if os.name == "posix":
        found = old.stat()
        with suppress(PermissionError):  # only root may give files away
            os.chown(new, found.st_uid, found.st_gid)
            new.chmod(stat.S_IMODE(found.st_mode))  # chown clears the set-id bits


def _swap(temp: Path, path: Path) -> None:
    """Windows refuses while any program has the file open without sharing it: some let go after a moment."""
    for patience in PATIENCE_SECONDS if os.name == "nt" else ():
        try:
            temp.replace(path)
        except PermissionError:
            time.sleep(patience)
        else:
            return
    temp.replace(path)
