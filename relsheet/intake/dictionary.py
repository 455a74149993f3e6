"""The shipped dictionaries as they stand in config/headers.toml and config/values.toml, read once."""

import tomllib
from functools import cache
from typing import Any

from relsheet.shipped import shipped_file


@cache
def header_tables() -> dict[str, Any]:
    """config/headers.toml (7 ms)."""
    return tomllib.loads(shipped_file("headers.toml").read_text(encoding="utf-8"))


@cache
def value_tables() -> dict[str, Any]:
    """config/values.toml (3 ms)."""
    return tomllib.loads(shipped_file("values.toml").read_text(encoding="utf-8"))
