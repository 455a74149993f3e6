"""What a page is made of, free of any format: a block is written once and drawn by every renderer."""

from dataclasses import dataclass
from datetime import date, datetime

from relsheet.records import Origin
from relsheet.rules.finding import Tone


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a block; ``note`` is a quiet second line."""

    text: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure with its label, and what changed since the run compared with."""

    label: str
    value: str
    change: str | None
    tone: Tone
    number: float | None = None  # recorded in the history, to be compared with next time


@dataclass(frozen=True, slots=True)
class Tiles:
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    value: str | int | float | date | datetime | None
    tone: Tone = Tone.NEUTRAL
    link: Origin | None = None
    number_format: str | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    header: str
    weight: float = 1.0  # share of the page's width
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    heading: Heading
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    empty_text: str  # what to enter to get this block


@dataclass(frozen=True, slots=True)
class Slice:
    label: str
    count: int
    color: str  # a key of the palette: "bad", "watch", "good", ...


@dataclass(frozen=True, slots=True)
class StackedBar:
    heading: Heading
    slices: tuple[Slice, ...]
    empty_text: str


@dataclass(frozen=True, slots=True)
class ParetoBar:
    label: str
    value: float  # in whole units of money
    share_to: float  # cumulated share with this one, 0 ... 1
    letter: str | None


@dataclass(frozen=True, slots=True)
class Pareto:
    heading: Heading
    bars: tuple[ParetoBar, ...]
    cuts: tuple[float, ...]  # where classes end, 0 ... 1; empty where there are none
    currency: str | None  # of the values
    value_label: str
    share_label: str
    empty_text: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two blocks beside each other where the page is wide enough, else one below the other."""

    left: Table
    right: Table
    left_share: float = 0.5


Block = Heading | Paragraph | Tiles | Table | StackedBar | Pareto | SideBySide


@dataclass(frozen=True, slots=True)
class Page:
    key: str
    title: str
    blocks: tuple[Block, ...]
