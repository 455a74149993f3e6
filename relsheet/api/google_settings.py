"""Where the key for Google Sheets is: what relsheet.toml says of it."""

from pathlib import Path
from typing import ClassVar

from relsheet.policy import Policy, Settings, setting


class GoogleSettings(Settings):
    """How relsheet gets at Google Sheets (docs/google.md)."""

    section: ClassVar[str] = "google"
    credentials: str = setting("", 'Key file, with its whole path; "" = the one that is found.')


def key_file_of(policy: Policy) -> Path | None:
    """The key file that the settings name; None: it is to be found."""
    return key_file_named(policy.of(GoogleSettings).credentials)


def key_file_named(written: str) -> Path | None:
    """The same of the bare setting."""
    return Path(written).expanduser() if written else None
