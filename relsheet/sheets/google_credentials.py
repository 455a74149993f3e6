"""Who we are to Google: a service account's key, a person who agreed, or the machine's own account."""

import json
import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import google.auth
from google.auth import exceptions, identity_pool
from google.auth.credentials import Credentials
from google.oauth2.credentials import Credentials as UserCredentials
from google.oauth2.service_account import Credentials as ServiceAccount

from relsheet.errors import RemoteFailure

#: Only spreadsheets, and no Drive: a sheet is named by its address or id, never searched for.
SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
OTHERS = stat.S_IRGRP | stat.S_IROTH
LoginKind = Literal["service_account", "authorized_user", "external_account", "machine"]


@dataclass(frozen=True, slots=True)
class Login:
    """Credentials, the address that a sheet must be shared with (None: unknown), and what is to be said of them."""

    credentials: Credentials
    address: str | None = None
    warnings: tuple[tuple[str, tuple[tuple[str, object], ...]], ...] = ()
    kind: LoginKind = "machine"
    key_file: Path | None = None


def log_in(key_file: Path | None = None) -> Login:
    """The first credentials that are there: the file named, GOOGLE_APPLICATION_CREDENTIALS, gspread's own places, the
    machine's account.

    RemoteFailure: ``google_no_credentials``, ``google_bad_key``.
    """
    found = key_file or key_file_in_force()
    if found is None:
        return _from_machine()
    try:
        state = found.stat()
    except OSError as err:
        raise RemoteFailure("google_no_key_file", found, reason=err.strerror or "") from None
    return _from_file(found, (state.st_mtime_ns, state.st_size, state.st_ino, state.st_mode))


def key_file_in_force() -> Path | None:
    """The file that is taken where none is named; None where only the machine's own account is left."""
    return _from_environment() or next((path for path in gspreads_places() if path.is_file()), None)


def _from_environment() -> Path | None:
    named = os.environ.get("RELSHEET_CREDENTIALS") or os.environ.get("GOOGLE_APPLICATION_CREDENTIALS")
    return Path(named).expanduser() if named else None


def gspreads_places() -> tuple[Path, ...]:
    """Where gspread, and so relsheet, looks for a service account's key and for a person's consent."""
    base = os.environ.get("APPDATA") if os.name == "nt" else None
    folder = Path(base) / "gspread" if base else Path.home() / ".config" / "gspread"
    return folder / "service_account.json", folder / "authorized_user.json"


@lru_cache(maxsize=4)
def _from_file(path: Path, state: tuple[int, ...]) -> Login:
    """The login of a file that is in that state; one process takes the key apart, and asks for a token, once."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        kind = told.get("type", "") if isinstance(told, dict) else ""
        if kind == "service_account":
            account = ServiceAccount.from_service_account_info(told, scopes=SCOPES)  # type: ignore[no-untyped-call]  # google-auth is untyped here
            return Login(account, str(told["client_email"]), _open_to_others(path), "service_account", path)
        if kind == "authorized_user" or "refresh_token" in told:
            user = UserCredentials.from_authorized_user_info(told, SCOPES)  # type: ignore[no-untyped-call]  # as above
            return Login(user, None, _open_to_others(path), "authorized_user", path)
        if kind != "external_account":
            raise ValueError(kind)
        workload = identity_pool.Credentials.from_info(told, scopes=SCOPES)  # type: ignore[no-untyped-call]  # as above
    except OSError as err:
        raise RemoteFailure("google_no_key_file", path, reason=err.strerror or "") from None
    except (ValueError, KeyError, TypeError, exceptions.GoogleAuthError):
        raise RemoteFailure("google_bad_key", path) from None
    return Login(workload, None, _open_to_others(path), "external_account", path)


def _from_machine() -> Login:
    try:
        credentials, _ = google.auth.default(scopes=SCOPES)
    except exceptions.GoogleAuthError:
        raise RemoteFailure("google_no_credentials") from None
    return Login(credentials, getattr(credentials, "service_account_email", None))


def _open_to_others(path: Path) -> tuple[tuple[str, tuple[tuple[str, object], ...]], ...]:
    if os.name == "nt" or not path.stat().st_mode & OTHERS:
        return ()
    return (("warning.google_key_open", (("path", str(path)),)),)
