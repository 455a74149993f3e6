"""Which flags are raised."""

from typing import ClassVar

from relsheet.policy import Settings, setting


class FlagsSettings(Settings):
    """Flags that you do not want: no play, no column and no page speaks of them."""

    section: ClassVar[str] = "flags"
    off: tuple[str, ...] = setting((), "Flags by name; docs/models.md lists them.")
