"""Who has a workbook open: the lock files that Excel, WPS and LibreOffice leave beside it, and our own lock."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from relsheet.errors import NotWritten, Warn
from relsheet.sheets.state import name_of, state_folder

#: So long another run of ours on the same source is waited for (convention).
OTHER_RUN_SECONDS = 30
#: Where the name stands in the owner files of Excel and WPS: its length and the name, first in the code page of the
#: machine, then in UTF-16 (165 bytes in all; as LibreOffice's svl/msodocumentlockfile reads them).
ANSI_NAME = slice(1, 55)
WIDE_LENGTH = 55
WIDE_NAME = 57
#: Folder names of services that copy a file while it is open, and say nothing of who has it open elsewhere.
SYNCED = re.compile(
    r"(onedrive|dropbox|google ?drive|my drive|icloud|com~apple~clouddocs|mobile documents|坚果云|nutstore"
    r"|baidusyncdisk|百度网盘|wps ?云盘|wpsdrive|nextcloud|owncloud|synologydrive|seafile)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OpenBy:
    """A lock file that says that the workbook is open: in which program, and at whose desk if it says so."""

    lock: Path
    program: str
    who: str | None


def found_locks(workbook: Path) -> tuple[OpenBy, ...]:
    """Every lock file beside the workbook, with the name in it."""
    folder, name = workbook.parent, workbook.name
    possible = (
        (folder / f"~${name}", "Excel", _owner_name),
        (folder / f".~{name}", "WPS", _owner_name),
        (folder / f".~lock.{name}#", "LibreOffice", _libreoffice_name),
    )
    contents = ((lock, program, name_in, _content(lock)) for lock, program, name_in in possible)
    return tuple(
        OpenBy(lock, program, name_in(content)) for lock, program, name_in, content in contents if content is not None
    )


def refuse_if_open(workbook: Path) -> tuple[Warn, ...]:
    """Warnings about locks that a crash left behind; NotWritten ``open_elsewhere`` (``open_unnamed`` where
    the lock does not say who) if somebody has the workbook open.

    Only Windows can tell the two apart: there the program itself keeps the file from being opened by anybody else.
    Elsewhere a lock file counts as what it says it is.
    """
    locks = found_locks(workbook)
    if locks and not (os.name == "nt" and _can_be_written(workbook)):
        lock = locks[0]
        if lock.who is None:
            raise NotWritten("open_unnamed", workbook.name, program=lock.program, lock=lock.lock.name)
        raise NotWritten("open_elsewhere", workbook.name, program=lock.program, who=lock.who, lock=lock.lock.name)
    return tuple(("warning.stale_lock", (("lock", stale.lock.name), ("program", stale.program))) for stale in locks)


def synced_by(workbook: Path) -> tuple[Warn, ...]:
    """A warning if the workbook lies in a folder of OneDrive or its like, where it may be open without any lock."""
    for part in reversed(workbook.parent.parts):
        found = SYNCED.search(part)
        if found:
            return (("warning.synced_folder", (("folder", part),)),)
    return ()


@contextmanager
def only_run(workbook: Path, wait: float | None = None) -> Iterator[None]:
    """Keeps a second relsheet away from this workbook; NotWritten ``other_run`` if one is still at it after ``wait``
    seconds (None: OTHER_RUN_SECONDS)."""
    folder = state_folder("locks")
    lock = FileLock(folder / f"{name_of(workbook)}.lock", timeout=OTHER_RUN_SECONDS if wait is None else wait)
    try:
        lock.acquire()
    except Timeout as err:
        raise NotWritten("other_run", workbook.name) from err
    except (OSError, NotImplementedError) as err:  # the latter: a network drive that knows no locks
        raise NotWritten("state_folder", folder, reason=str(err)) from err
    try:
        yield
    finally:
        lock.release()


def _content(lock: Path) -> bytes | None:
    """What the lock file says, None where there is none; nothing where its program keeps it from being read."""
    try:
        return lock.read_bytes()
    except PermissionError:
        return b""
    except OSError:
        return None


def _can_be_written(workbook: Path) -> bool:
    try:
        with workbook.open("r+b"):
            return True
    except OSError:
        return False


def _owner_name(content: bytes) -> str | None:
    """The name in an owner file of Excel or WPS; None where there is none or the file is cut short."""
    length = int.from_bytes(content[WIDE_LENGTH : WIDE_LENGTH + 2], "little")
    wide = content[WIDE_NAME : WIDE_NAME + 2 * length].decode("utf-16-le", "replace")
    narrow = content[ANSI_NAME][: content[0] if content else 0]
    return _printable(wide) or _printable(_decoded(narrow))


def _decoded(narrow: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return narrow.decode(encoding)
        except UnicodeDecodeError:
            continue
    return narrow.decode("cp1252", "replace")


def _libreoffice_name(content: bytes) -> str | None:
    """ "name, host" of a LibreOffice lock: name, login, host, time and profile between commas, with backslashes."""
    fields = re.split(r"(?<!\\),", content.decode("utf-8", "replace"))
    name, login, host = ([re.sub(r"\\(.)", r"\1", field).strip() for field in fields] + ["", "", ""])[:3]
    return _printable(", ".join(part for part in (name or login, host) if part))


def _printable(text: str) -> str | None:
    shown = "".join(letter for letter in text if letter.isprintable()).strip()
    return shown or None
