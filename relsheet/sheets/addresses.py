"""Which sources are no files, told by how they begin: for less than importing any backend."""

import re

GOOGLE = re.compile(r"gsheet:|https?://(?:docs|drive|sheets)\.google\.com/", re.IGNORECASE)
ADDRESS = re.compile(r"[a-z]{2,}://", re.IGNORECASE)


def is_google(source: str) -> bool:
    """Whether the source is a Google Sheet."""
    return GOOGLE.match(source) is not None
