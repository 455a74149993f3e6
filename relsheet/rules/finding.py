"""One computed cell: its value, what it shows, its tone, and the reason."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

FindingValue = str | int | float | date | datetime | None


class Tone(StrEnum):
    """How a result is to be taken; the renderers give it a colour, never without a word."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class Finding(Struct, frozen=True, gc=False):
    """``value`` is the machine's word (free of language; None when there is none), ``text`` what the cell shows,
    ``reason`` one line with the numbers and thresholds it rests on."""

    value: FindingValue
    text: str
    tone: Tone = Tone.NEUTRAL
    reason: str = ""
