"""What a caller may ask for beside the source, and the settings that are in force for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from relsheet.discovery import Layer, config_files, flag_layer, read_layer
from relsheet.texts import Language


def nobody(name: str, count: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line's options of the same names."""

    config: Path | None = None
    settings: tuple[str, ...] = ()  # KEY=VALUE, strongest
    language: Language | None = None  # None: that of the headers
    as_of: str | None = None  # a date (its end) or a moment; None: now
    output: Path | None = None
    password: str | None = None
    step: Callable[[str, int], None] = nobody  # told what is done next, "compute" or "write", and to how many rows


def layers_of(source: str, options: Options) -> tuple[Layer, ...]:
    """What was written in all config files and flags for that source, the strongest last; ConfigError where one of
    them cannot be read."""
    files = (read_layer(path) for path in config_files(source, options.config, Path.cwd()))
    return (*files, flag_layer("--set", options.settings))
