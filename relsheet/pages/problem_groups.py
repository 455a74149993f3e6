"""Problems of one kind in one column told once: where, how many, and what else stands there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from relsheet.errors import Problem, Severity
from relsheet.records import Origin, column_letters
from relsheet.texts import Texts

WORST_FIRST = tuple(Severity)
#: Kinds by which rows or whole customers are lost go before cells that merely cannot be read.
LOSE_ROWS = (
    "doubled-id",
    "no-name",
    "name-not-known",
    "no-customer",
    "customer-open",
    "no-date",
    "not-calculated",
    "unknown-customers",
    "unknown-customer",
    "unknown-customer-in-tabs",
    "unknown-customer-like",
    "unknown-customer-like-in-tabs",
    "ambiguous-customer",
    "ambiguous-customer-in-tabs",
)
#: Of the other values so many are named.
EXAMPLES = 4
#: What a cell of a problem holds, by the names that the messages use.
HELD = ("value", "name", "currency")


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems with the same cure in one column, in the order of their rows; a problem without a cell is alone."""

    problems: tuple[Problem, ...]
    cells: tuple[Origin, ...]

    @property
    def severity(self) -> Severity:
        return self.problems[0].severity

    def where(self, most: int) -> str:
        """The cells, with those that follow each other run together: "Visits!A2:A6, A9"; at most so many ranges."""
        if not self.cells:
            return self.problems[0].where
        if len({cell.tab for cell in self.cells}) > 1:
            told = [str(cell) for cell in self.cells]
            return ", ".join((*told[:most], *["…"][: len(told) - most]))
        runs = list(_runs([cell.row for cell in self.cells]))
        letters = column_letters(self.cells[0].column)
        told = [f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}" for first, last in runs]
        return f"{self.cells[0].tab}!" + ", ".join((*told[:most], *["…"][: len(told) - most]))

    def what(self, texts: Texts) -> str:
        """What is wrong with the first cell, how many more there are, and what some of these hold."""
        first, more = self.problems[0], len(self.problems) - 1
        what = first.what(texts)
        if not more:
            return what
        others = [held for found in self.problems if (held := _held(found)) and held != _held(first)]
        examples = list(dict.fromkeys(others))
        if not examples:
            return texts("problems.more", what=what, count=more)
        told = texts("summary.list_comma").join((*examples[:EXAMPLES], *["…"][: len(examples) - EXAMPLES]))
        return texts("problems.more_like", what=what, count=more, examples=told)

    def fix(self, texts: Texts) -> str:
        """How the user mends them."""
        return self.problems[0].fix(texts)


def problem_groups(problems: Iterable[Problem], texts: Texts) -> tuple[ProblemGroup, ...]:
    """The problems by kind and column, the most harmful kind first, then the most frequent."""
    groups: dict[object, list[tuple[Origin | None, Problem]]] = {}
    for found in problems:
        cell = cell_of(found.where)
        alike = (found.code, found.severity, cell.tab, cell.column, found.fix(texts)) if cell else found
        groups.setdefault(alike, []).append((cell, found))
    grouped = _across_tabs([_group(members) for members in groups.values()], texts)
    return tuple(sorted(grouped, key=_harm))


def _across_tabs(groups: Sequence[ProblemGroup], texts: Texts) -> list[ProblemGroup]:
    """What is said in the same words of a header on each of several tabs, a log's months perhaps, is said once."""
    merged: dict[object, ProblemGroup] = {}
    for number, group in enumerate(groups):
        first = group.problems[0]
        of_header = len(group.cells) == 1 and first.code.startswith("header-")
        key = (first.code, first.severity, first.what(texts), first.fix(texts)) if of_header else number
        so_far = merged.get(key)
        merged[key] = ProblemGroup(so_far.problems + group.problems, so_far.cells + group.cells) if so_far else group
    return list(merged.values())


def _group(members: Sequence[tuple[Origin | None, Problem]]) -> ProblemGroup:
    placed = sorted(((cell, found) for cell, found in members if cell), key=lambda member: member[0].row)
    if not placed:
        return ProblemGroup(tuple(found for _, found in members), ())
    return ProblemGroup(tuple(found for _, found in placed), tuple(cell for cell, _ in placed))


def _harm(group: ProblemGroup) -> tuple[int, int, int]:
    code = group.problems[0].code
    kind = LOSE_ROWS.index(code) if code in LOSE_ROWS else len(LOSE_ROWS)
    return WORST_FIRST.index(group.severity), kind, -len(group.problems)


def _held(found: Problem) -> str:
    values = dict(found.values)
    return next((str(values[name]) for name in HELD if name in values), "")


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of rows that follow each other; a row that is named twice counts once."""
    first = last = rows[0]
    for row in rows[1:]:
        if row > last + 1:
            yield first, last
            first = row
        last = row
    yield first, last


def cell_of(where: str) -> Origin | None:
    """The cell that a problem's place names ("Visits!C14"); None for a tab, a row, a column or a file."""
    tab, _, cell = where.rpartition("!")
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    if not tab or not digits or not letters.isascii() or not letters.isupper() or not 0 < len(letters) <= 3:
        return None
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Origin(tab, int(digits), column)
