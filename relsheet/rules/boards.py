"""Blocks of the Summary that models bring along: each reads all cases and says one small table, free of any format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from relsheet.errors import Problem, Severity, problem
from relsheet.policy import Settings, setting
from relsheet.records import Origin
from relsheet.rules.assessment import Board, Case, Entry, Head
from relsheet.rules.finding import FindingValue, Tone
from relsheet.rules.run import Run


class SummarySettings(Settings):
    """Which further blocks the Summary shows, in which order."""

    section: ClassVar[str] = "summary"
    blocks: tuple[str, ...] = setting(
        (), "Blocks by name; docs/models.md lists them. Those about single people are off unless asked for."
    )


#: All customers in sheet order -> the block; None where there is nothing to show yet.
BoardRule = Callable[[Sequence[Case], Run], Board | None]
BOARDS: Final[dict[str, BoardRule]] = {}


def board(name: str) -> Callable[[BoardRule], BoardRule]:
    """Make a rule a block of that name; its title is the text ``board.<name>``."""

    def register(rule: BoardRule) -> BoardRule:
        BOARDS[name] = rule
        return rule

    return register


@dataclass(frozen=True, slots=True)
class BoardTexts:
    """The words of one block: ``board.<name>``, ``board.<name>.empty``, ``board.<name>.<column>``."""

    run: Run
    name: str

    def board(
        self, rows: Sequence[Sequence[Entry | FindingValue]], heads: Sequence[Head], note: str | None = None
    ) -> Board:
        """The block; plain values become entries."""
        texts = self.run.texts
        entries = tuple(tuple(each if isinstance(each, Entry) else entry(each) for each in row) for row in rows)
        return Board(texts(f"board.{self.name}"), tuple(heads), entries, note, texts(f"board.{self.name}.empty"))

    def head(self, column: str, weight: float = 2.0, **values: object) -> Head:
        """A column of words."""
        return Head(self.run.texts(f"board.{self.name}.{column}", **values), weight)

    def figures(self, column: str, weight: float = 1.4, **values: object) -> Head:
        """A column of figures."""
        return Head(self.run.texts(f"board.{self.name}.{column}", **values), weight, numeric=True)


def entry(value: FindingValue, tone: Tone = Tone.NEUTRAL, origin: Origin | None = None) -> Entry:
    """A cell; what is not known shows as a dash."""
    return Entry("–", Tone.UNKNOWN, origin) if value is None else Entry(value, tone, origin)


def customer_entry(case: Case) -> Entry:
    """The customer's name, linked to his row."""
    return Entry(case.customer.name, origin=case.customer.origin)


def boards_of(cases: Sequence[Case], run: Run) -> tuple[Board, ...]:
    """The blocks that are switched on and have something to show."""
    asked = run.policy.of(SummarySettings).blocks
    found = (BOARDS[name](cases, run) for name in asked if name in BOARDS)
    return tuple(each for each in found if each is not None)


def board_problems(settings: SummarySettings) -> tuple[Problem, ...]:
    """The blocks asked for that there are none of."""
    return tuple(
        problem("unknown-block", "[summary] blocks", Severity.WARNING, name=name, known=", ".join(BOARDS))
        for name in settings.blocks
        if name not in BOARDS
    )
