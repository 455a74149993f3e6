"""Where relsheet keeps what it must remember of a workbook: the user's state folder, never beside the workbook."""

import hashlib
import os
from pathlib import Path

from platformdirs import user_state_path

from relsheet.errors import NotWritten


def state_folder(*parts: str) -> Path:
    """The folder, made if need be: below ``RELSHEET_STATE_DIR``, else where this system keeps such things."""
    base = os.environ.get("RELSHEET_STATE_DIR")
    folder = (Path(base).expanduser() if base else user_state_path("relsheet", appauthor=False)).joinpath(*parts)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as err:
        raise NotWritten("state_folder", folder, reason=err.strerror or str(err)) from err
    return folder


def name_of(workbook: Path) -> str:
    """A name for what is kept of this workbook: readable, and its own even where two workbooks are called the same."""
    whole = str(workbook.resolve())
    digest = hashlib.blake2b(os.path.normcase(whole).encode("utf-8", "surrogateescape"), digest_size=5).hexdigest()
    return f"{workbook.stem[:40].strip('. ')}-{digest}"
