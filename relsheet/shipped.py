"""The files that ship with relsheet: dictionaries, the default config, the blank workbooks."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped_file(name: str) -> Path:
    """Where the file of that name in ``config/`` lies: inside the installed package, else in the checkout beside it."""
    installed = PACKAGE / "config" / name
    return installed if installed.exists() else PACKAGE.parent / "config" / name
