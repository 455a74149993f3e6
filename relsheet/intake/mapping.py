"""What the reader takes each tab and header for, laid open with sample values: ``relsheet init`` writes it down."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relsheet.intake.fields import FIELDS
from relsheet.intake.header_dictionary import claims_on
from relsheet.intake.header_map import HeaderMap
from relsheet.intake.header_text import header_text
from relsheet.intake.placements import NEEDED, Placement
from relsheet.intake.roles import find_roles
from relsheet.intake.spelling import fold
from relsheet.intake.tables import headers_of
from relsheet.intake.values.column import as_shown
from relsheet.policy import Policy
from relsheet.records import Origin, Role
from relsheet.sheets.workbook import Workbook

#: So many different values show what a column holds.
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column as the user sees it: its header (two rows are joined by a line break), its cell, some values."""

    header: str
    cell: Origin
    samples: tuple[str, ...]
    can_be_named: bool  # [headers] finds a column by its header: not where two columns have the same one


@dataclass(frozen=True, slots=True)
class FoundField:
    """A column that was taken for a field."""

    field: str
    column: SeenColumn


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column that was not taken, since it may be one of these fields, or nothing."""

    fields: tuple[str, ...]
    column: SeenColumn


@dataclass(frozen=True, slots=True)
class FoundTab:
    """A tab that was taken for a role, or only nearly: ``missing`` are the groups of which one field is needed."""

    role: Role
    tab: str
    header_row: int
    fields: tuple[FoundField, ...]
    doubts: tuple[Doubt, ...]
    others: tuple[SeenColumn, ...]  # columns that mean nothing to us
    missing: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundMapping:
    """Everything found in a workbook, in tab order; ``spare`` tabs would fit a role that another tab fits better."""

    tabs: tuple[FoundTab, ...]
    spare: tuple[tuple[Role, str], ...]
    all_tabs: tuple[str, ...]

    def of(self, role: Role) -> tuple[FoundTab, ...]:
        """The tabs that can be read in that role."""
        return tuple(found for found in self.tabs if found.role is role and not found.missing)


def found_mapping(workbook: Workbook, policy: Policy) -> FoundMapping:
    """The mapping that the reader would use under that policy; ConfigError where it names what is not there."""
    roles = find_roles(workbook, policy)
    own = {tab.tab for tab in workbook.own_tabs}
    return FoundMapping(
        tuple(_tab(placement, headers_of(placement, policy)) for placement in (*roles.placements, *roles.lacking)),
        tuple((placement.role, placement.grid.tab) for placement in roles.not_taken if not placement.deal),
        tuple(grid.tab for grid in workbook.grids if grid.tab not in own),
    )


def _tab(placement: Placement, headers: HeaderMap) -> FoundTab:
    role, block = placement.role, placement.block
    spellings = Counter(fold(text) for text in block.texts if text)
    seen = {
        column: SeenColumn(
            text,
            Origin(placement.grid.tab, block.last_row, column),
            tuple(_samples(placement, column)),
            spellings[fold(text)] == 1,
        )
        for column, text in enumerate(block.texts, 1)
        if text
    }
    fields = tuple(FoundField(name, seen[header.column]) for name, header in headers.columns.items())
    doubts = tuple(_doubts(role, headers, [seen[column] for column in headers.unmapped if column in seen]))
    doubtful = {doubt.column.cell for doubt in doubts}
    others = tuple(seen[column] for column in headers.unmapped if column in seen and seen[column].cell not in doubtful)
    missing = tuple(group for group in NEEDED[role] if not group & headers.columns.keys())
    return FoundTab(role, placement.grid.tab, block.last_row, fields, doubts, others, missing)


def _doubts(role: Role, headers: HeaderMap, columns: Sequence[SeenColumn]) -> Iterator[Doubt]:
    """Columns that the dictionary gives a meaning, or that resemble one, though it was not taken."""
    alike = {found.where: str(dict(found.values).get("field", "")) for found in headers.problems}
    for column in columns:
        claimed = [claim.field for claim in claims_on(role, header_text(column.header))]
        fields = dict.fromkeys((*claimed, alike.get(str(column.cell), "")))
        open_fields = tuple(name for name in fields if name in FIELDS[role] and name not in headers.columns)
        if open_fields:
            yield Doubt(open_fields, column)


def _samples(placement: Placement, column: int) -> Iterator[str]:
    shown = dict.fromkeys(as_shown(value) for value in placement.top.samples(placement.block.last_row, column))
    yield from list(shown)[:SAMPLES]
