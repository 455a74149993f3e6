"""The answer of ``score`` on a terminal: plain lines that fit its width, without box drawing, coloured by tone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from relsheet.errors import Severity
from relsheet.pages.blocks import Tile
from relsheet.pages.do_first import FirstStep, first_steps
from relsheet.pages.tiles import tiles
from relsheet.records import Book, MappedTab, Origin
from relsheet.render.measure import fitted, terminal_width, wrapped
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from relsheet.sheets.edits import CellChange, Receipt
from relsheet.sheets.workbook import Value
from relsheet.texts import Texts

BOLD, RESET = "\x1b[1m", "\x1b[0m"
TONE_CODES = {Tone.BAD: "\x1b[31m", Tone.WATCH: "\x1b[33m", Tone.GOOD: "\x1b[32m", Tone.UNKNOWN: "\x1b[90m"}
#: Narrower than that no table can be read; wider than that the eye loses the line.
NARROWEST, WIDEST = 40, 120
MARGIN = "  "
DAY_CELLS, LONGEST_NAME = 10, 28


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where the lines are shown: its width in cells, and whether colours are wanted (NO_COLOR is the caller's)."""

    width: int = 80
    color: bool = False

    @property
    def cells(self) -> int:
        """How many cells a line of ours takes; one less than there are, since some wrap in the last one."""
        return min(max(self.width - 1, NARROWEST), WIDEST)

    def toned(self, text: str, tone: Tone) -> str:
        """The text in the colour of its tone."""
        code = TONE_CODES.get(tone)
        return f"{code}{text}{RESET}" if self.color and code else text

    def bold(self, text: str) -> str:
        return f"{BOLD}{text}{RESET}" if self.color else text


def told(assessment: Assessment, receipt: Receipt, texts: Texts, terminal: Terminal) -> list[str]:
    """What was read, the six figures, what to do first, the problems counted, what was written, and what would help."""
    lines = [
        *read_lines(assessment.book, texts, terminal),
        "",
        *_figure_lines(tiles(assessment, texts).tiles, terminal),
        "",
        *_do_first_lines(assessment, texts, terminal),
        "",
        *_problem_lines(assessment, texts, terminal),
        *_receipt_lines(receipt, texts, terminal),
    ]
    if assessment.calendar_note:
        lines += wrapped(assessment.calendar_note, terminal.cells)
    if assessment.hint:
        lines += ["", *map(terminal.bold, wrapped(assessment.hint, terminal.cells))]
    return [line.rstrip() for line in lines]


def read_lines(book: Book, texts: Texts, terminal: Terminal) -> list[str]:
    """Per tab its records and the headers that were understood, cut to the width."""
    names = [(tab.tab, texts(f"told.records.{tab.role}", count=f"{tab.records:,}")) for tab in book.tabs]
    widths = [max((terminal_width(row[at]) for row in names), default=0) for at in range(2)]
    widths[0] = min(widths[0], terminal.cells // 3)
    return [
        f"{fitted(name, widths[0])}  {fitted(count, widths[1])}  {_headers(tab, terminal.cells - sum(widths) - 4)}"
        for tab, (name, count) in zip(book.tabs, names, strict=True)
    ]


def change_lines(changes: Sequence[CellChange], texts: Texts, terminal: Terminal) -> list[str]:
    """Cell by cell what a write would change: place, before and after."""
    places = [str(Origin(change.tab, change.row, change.column)) for change in changes]
    width = min(max(map(terminal_width, places), default=0), terminal.cells // 3)
    rest = (terminal.cells - width - 6) // 2
    lines = []
    for place, change in zip(places, changes, strict=True):
        before, after = fitted(_shown(change.before, texts), rest // 2), fitted(_shown(change.after, texts), rest)
        lines.append(f"{fitted(place, width)}  {before}  {after}".rstrip())
    return lines


def _headers(tab: MappedTab, cells: int) -> str:
    """The headers as the user wrote them, in the order of his columns."""
    in_order = sorted(tab.columns, key=tab.columns.__getitem__)
    return fitted(", ".join(tab.headers[field] for field in in_order), cells) if cells > 0 else ""


def _figure_lines(figures: Sequence[Tile], terminal: Terminal) -> Iterator[str]:
    labels = max(terminal_width(tile.label) for tile in figures)
    values = max(terminal_width(tile.value) for tile in figures)
    for tile in figures:
        room = values - terminal_width(tile.value)
        value = terminal.toned(terminal.bold(tile.value) if tile.number else tile.value, tile.tone)
        yield f"{fitted(tile.label, labels)}  {' ' * room}{value}  {tile.change or ''}"


def _do_first_lines(assessment: Assessment, texts: Texts, terminal: Terminal) -> Iterator[str]:
    """Two lines per action: by when, who, what and by whom; then why."""
    steps = first_steps(assessment, texts)
    yield terminal.bold(texts("summary.do_first"))
    if not steps:
        yield from (
            f"{MARGIN}{line}" for line in wrapped(texts("summary.do_first.empty"), terminal.cells - len(MARGIN))
        )
    owner = min(max((terminal_width(step.action.owner or "") for step in steps), default=0), terminal.cells // 6)
    for step in steps:
        yield from _step_lines(step, owner, terminal)


def _step_lines(step: FirstStep, owner: int, terminal: Terminal) -> Iterator[str]:
    action = step.action
    by = terminal.toned(action.due.isoformat(), action.tone)
    room = terminal.cells - len(MARGIN) * 4 - DAY_CELLS - owner
    customer = min(LONGEST_NAME, room * 2 // 5)
    name, what = fitted(action.customer_name, customer), fitted(step.what, room - customer)
    yield f"{MARGIN}{by}{MARGIN}{name}{MARGIN}{what}{MARGIN}{fitted(action.owner or '', owner)}"
    indent = len(MARGIN) * 2 + DAY_CELLS
    for line in wrapped(step.why, terminal.cells - indent):
        yield " " * indent + terminal.toned(line, Tone.UNKNOWN)


def _problem_lines(assessment: Assessment, texts: Texts, terminal: Terminal) -> Iterator[str]:
    counts = Counter(found.severity for found in assessment.problems)
    if not counts:
        yield texts("summary.check.empty")
        return
    tones = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WATCH, Severity.NOTE: Tone.NEUTRAL}
    parts = (
        terminal.toned(texts(f"told.problems.{severity}", count=counts[severity]), tones[severity])
        for severity in Severity
        if counts[severity]
    )
    yield texts("told.problems", parts=texts("summary.list_comma").join(parts))


def _receipt_lines(receipt: Receipt, texts: Texts, terminal: Terminal) -> Iterator[str]:
    """What was written and where the backup lies; paths are never cut, so that they can be copied."""
    if not receipt.written:
        yield texts("told.not_written")
    elif receipt.output and not receipt.cells_written:
        yield texts("told.written_tabs", path=receipt.output)
    elif receipt.output:
        yield texts("told.written_to", path=receipt.output, cells=f"{receipt.cells_written:,}")
    else:
        yield texts("told.written", cells=f"{receipt.cells_written:,}")
    if receipt.backup and receipt.output:
        yield texts("told.backup", name=receipt.output.name, path=receipt.backup)
    for key, values in receipt.warnings:
        yield from wrapped(texts(key, **dict(values)), terminal.cells)


def _shown(value: Value, texts: Texts) -> str:
    if value is None:
        return texts("told.empty")
    return value.isoformat()[:16] if isinstance(value, date) else str(value)
