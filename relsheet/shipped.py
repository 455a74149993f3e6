"""The files that ship with relsheet: dictionaries, the default config, the blank workbooks."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped_file(name: str, folder: str = "config") -> Path:
    """Where that file of ``config/`` (or ``sheet_templates/``) lies: inside the installed package, else in the
    checkout beside it."""
    installed = PACKAGE / folder / name
    return installed if installed.exists() else PACKAGE.parent / folder / name
