"""What a caller may ask for beside the source."""

from dataclasses import dataclass
from pathlib import Path

from relsheet.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line's options of the same names."""

    config: Path | None = None
    settings: tuple[str, ...] = ()  # KEY=VALUE, strongest
    language: Language | None = None  # None: that of the headers
    as_of: str | None = None  # a date (its end) or a moment; None: now
    output: Path | None = None
    password: str | None = None
