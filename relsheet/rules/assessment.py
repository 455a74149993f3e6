"""What one run found as a whole: the case of each customer, the columns, the blocks of the Summary, the problems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from relsheet.errors import Problem
from relsheet.records import Book, Customer, Origin
from relsheet.rules.finding import Finding, FindingValue, Tone
from relsheet.rules.results import AbcResult, Action, ContactRhythm, Facts, Promise, TierResult, Verdict


class Case(Struct, frozen=True):
    """All we know of one customer: his rows, and what the core models found."""

    facts: Facts
    abc: AbcResult
    tier: TierResult
    contact: ContactRhythm
    verdicts: Sequence[Verdict]
    sla: Verdict | None  # the worst of the open ones, else of those closed in the last 30 days
    promises: Sequence[Promise]
    actions: Sequence[Action]  # most urgent first, at most three
    flags: Mapping[str, str] = MappingProxyType({})  # flag -> its reason; worked out when asked for

    @property
    def customer(self) -> Customer:
        return self.facts.customer


@dataclass(frozen=True, slots=True)
class ClassTotals:
    """One line of the structure block."""

    letter: str
    customers: int
    value_cents: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The customers as a whole: what the Summary says of them."""

    value_cents: int | None  # sum of all values in W; None without any figure
    year_before_cents: int | None
    classes: tuple[ClassTotals, ...]
    largest_share: float | None
    first_five_share: float | None
    currency: str | None
    a_line_cents: int | None  # value of the last A
    cuts: tuple[float, ...] = (0.80, 0.95)  # [abc] cuts: where A and B end


class Fate(StrEnum):
    """What became of a suggestion."""

    DONE = "done"
    DISMISSED = "dismissed"
    GONE = "gone"  # no longer suggested, and nobody said why
    OPEN = "open"


class Since(StrEnum):
    """What happened since to the state that it aimed at."""

    IMPROVED = "improved"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"  # the customer, complaint or promise is no longer in the book


@dataclass(frozen=True, slots=True)
class PlayRecord:
    """All that was suggested by one play before today. The fates add up to ``suggested``, and so does what happened."""

    play: str
    suggested: int
    fates: Mapping[Fate, int]
    since: Mapping[Since, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a block; ``origin`` is the row that it is about."""

    value: FindingValue
    tone: Tone = Tone.NEUTRAL
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a block; ``weight`` is its share of the width."""

    text: str
    weight: float = 1.0
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A block that a model brings along; ``empty`` says what to enter where there are no rows."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Entry, ...], ...]
    note: str | None
    empty: str


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column that is written beside the rows: its key and its header in the language of the book."""

    key: str
    header: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything one run found."""

    as_of: datetime
    book: Book
    cases: tuple[Case, ...]  # in sheet order
    verdicts: tuple[Verdict, ...]  # all complaints, in sheet order
    promises: tuple[Promise, ...]
    actions: tuple[Action, ...]  # all customers', most urgent first
    portfolio: Portfolio
    customer_columns: tuple[ColumnSpec, ...]  # those to write, in order; wholly empty ones left out
    complaint_columns: tuple[ColumnSpec, ...]
    customer_findings: Mapping[str, Mapping[str, Finding]]  # Customer.key -> column -> finding, computed columns all
    complaint_findings: Mapping[Origin, Mapping[str, Finding]]
    problems: tuple[Problem, ...]
    compared_with: datetime | None  # the run that moves are counted from
    hint: str | None  # which one more column or tab would make most unknowns known, as a sentence
    calendar_note: str | None  # "No holidays are set ..."
    boards: tuple[Board, ...] = ()  # the further blocks of the Summary
    evaluation: tuple[PlayRecord, ...] = ()  # what became of what earlier runs suggested
