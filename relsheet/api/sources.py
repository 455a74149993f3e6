"""What can be told of a source for less than reading it: above all whether it needs to be read again.

Nothing here imports a backend, a rule or a page: a run that finds everything unchanged is over before they are loaded.
"""

import hashlib
import json
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from relsheet import __version__
from relsheet.api.google_settings import GoogleSettings, key_file_named
from relsheet.api.jobs import JobsSettings, NotifySettings
from relsheet.api.options import Options, layers_of
from relsheet.discovery import Layer, merge
from relsheet.errors import NotWritten
from relsheet.rules.public_holidays import holiday_data_version
from relsheet.sheets.addresses import is_google
from relsheet.sheets.locks import found_locks, refuse_if_open
from relsheet.sheets.replace import fingerprint, remove_leftovers, replace_file, stamp
from relsheet.sheets.state import state_folder

__all__ = [
    "config_digest",
    "content_of",
    "is_google",
    "is_open",
    "keep",
    "refuse_if_open",
    "stamp",
    "state_folder",
    "state_name",
    "versions",
]

#: Where models from other packages are found (rules/plug_ins.py).
PLUG_INS = "relsheet.rules"
#: Sections that say when and whom, and nothing of what is computed.
NOT_COMPUTED_FROM = frozenset({JobsSettings.section, NotifySettings.section, GoogleSettings.section})


def content_of(source: str, options: Options = Options()) -> str | None:
    """A digest of the source's content; None where there is no such file. Of a Google Sheet by one call, which may end
    in RemoteFailure."""
    if is_google(source):
        from relsheet.sheets.google_glance import glance

        return glance(source, key_file_in(written_for(source, options)))
    try:
        return fingerprint(Path(source))
    except OSError:
        return None  # whoever reads it will say what is wrong


def is_open(source: str) -> bool:
    """Whether a lock file says that somebody has that workbook open."""
    return not is_google(source) and bool(found_locks(Path(source).resolve()))


def config_digest(source: str, options: Options) -> str:
    """A digest of everything that is written in the settings and that results rest on. Equal settings give equal ones;
    whether they make sense is for whoever reads the source to say."""
    written = written_for(source, options)
    computed_from = {name: table for name, table in written.items() if name not in NOT_COMPUTED_FROM}
    told = json.dumps([options.language, computed_from], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def written_for(source: str, options: Options) -> dict[str, Any]:
    """Every setting as it is written in the files and flags for that source, section by section."""
    written: dict[str, Any] = {}
    origins: dict[str, Layer] = {}
    for layer in layers_of(source, options):
        merge(written, layer.table, layer, origins)
    return written


def key_file_in(written: dict[str, Any]) -> Path | None:
    """The key file for Google that these settings name; one that makes no sense is for whoever reads the source."""
    section = written.get(GoogleSettings.section)
    named = section.get("credentials") if isinstance(section, dict) else None
    return key_file_named(named) if isinstance(named, str) else None


@cache
def versions() -> dict[str, str]:
    """What a run is made with: relsheet, the calendar data, and models of others if there are any."""
    models = sorted({f"{found.dist.name} {found.dist.version}" for found in entry_points(group=PLUG_INS) if found.dist})
    others = {"models": ", ".join(models)} if models else {}
    return {"relsheet": __version__, "calendar": holiday_data_version(), **others}


def state_name(source: str, job: str = "") -> str:
    """The name under which something is kept of that source (in that job): readable, and its own."""
    whole = source if is_google(source) else str(Path(source).resolve())
    digest = hashlib.blake2b(f"{whole}\0{job}".encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    readable = "".join(letter for letter in Path(source).stem[:30] if letter.isalnum() or letter in "-_")
    return f"{readable or 'sheet'}-{digest}"


def keep(path: Path, content: str | bytes) -> None:
    """Put the content into a file of ours, all of it or nothing; NotWritten ``not_kept``. Nobody else may be at it."""
    remove_leftovers(path)
    try:
        replace_file(path, content.encode() if isinstance(content, str) else content)
    except NotWritten as err:
        cause = err.__cause__
        reason = (isinstance(cause, OSError) and cause.strerror) or str(cause)
        raise NotWritten("not_kept", path, reason=reason) from err
