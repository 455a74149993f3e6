"""What a brief is made of: sections of points."""

from dataclasses import dataclass

from relsheet.rules.finding import Tone


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know: in a few words (may be empty), and in a sentence (may be empty)."""

    head: str
    text: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Section:
    """Points under a heading; without any the text that says so."""

    key: str
    heading: str
    points: tuple[Point, ...]
    empty_text: str
