"""Which tab holds what, and where its header is: told by the tab's name, by the header's words and by the values below.

A role needs certain columns (a log of visits: the customer and a date); without them a tab is not taken, whatever its
name. So a dashboard, a pivot table or a list of choices is left alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from relsheet.errors import ConfigError, UnreadableInput
from relsheet.intake.header_dictionary import tab_names
from relsheet.intake.headers import Spellings
from relsheet.intake.layout import HEADER_ROWS, OWN_MARK, HeaderBlock, TabTop, header_blocks, top_of
from relsheet.intake.settings import HeadersSettings, TabsSettings
from relsheet.intake.spelling import fold
from relsheet.policy import Policy
from relsheet.records import Role
from relsheet.sheets.contract import Grid, Workbook

#: What a tab of that role must have: of each group one field.
NEEDED: Mapping[Role, tuple[frozenset[str], ...]] = {
    Role.CUSTOMERS: (frozenset({"name"}),),
    Role.VISITS: (frozenset({"customer"}), frozenset({"date"})),
    Role.COMPLAINTS: (
        frozenset({"customer", "contact", "id"}),
        frozenset({"opened_at", "status"}),
        frozenset(
            {"description", "category", "resolution", "resolved_at", "closed_at", "priority", "channel", "handler"}
        ),
    ),
    Role.CONTACTS: (frozenset({"customer"}), frozenset({"name"})),
    Role.ORDERS: (frozenset({"customer"}), frozenset({"date"}), frozenset({"amount", "quantity"})),
    Role.COMPETITORS: (frozenset({"name"}), frozenset({"benefit", "customer_view", "share", "weakness", "event"})),
    Role.PLANS: (frozenset({"customer"}), frozenset({"date"})),
    Role.CALENDAR: (frozenset({"day"}),),
}
#: Roles that are told only by their tab's name: their columns alone would fit too many other tables.
BY_NAME_ONLY = frozenset({Role.PLANS, Role.CALENDAR})
#: Words of a pivot table's own header.
PIVOT_WORDS = (
    "行标签",
    "列标签",
    "求和项",
    "计数项",
    "row labels",
    "column labels",
    "sum of ",
    "count of ",
    "average of ",
)
#: What a tab's name counts for against the words of its header, each at most 1 (convention, as all weights here).
NAMED_SO, NAMED_ALIKE = 4.0, 2.0
SPELLINGS = Spellings()
NUMBER_IN_HEADER = 0.5
LEAST_SCORE = 1.5
LEAST_SHARE = 0.3
CLEAR_SHARE = 0.6
REPEATED_NAMES = 4.0
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Placement:
    """A tab that was taken for a role, and its header as read."""

    role: Role
    top: TabTop
    block: HeaderBlock
    fields: frozenset[str]  # what its headers may mean
    matched: int  # how many headers mean different things to us
    score: float
    hinted: bool

    @property
    def grid(self) -> Grid:
        return self.top.grid

    @property
    def missing(self) -> tuple[frozenset[str], ...]:
        """The groups of needed fields of which none is there."""
        return tuple(group for group in NEEDED[self.role] if not group & self.fields)


@dataclass(frozen=True, slots=True)
class Roles:
    """What was found in a workbook, in tab order."""

    placements: tuple[Placement, ...]
    lacking: tuple[Placement, ...] = ()  # the tab's name promises the role, but a needed column is missing
    not_taken: tuple[Placement, ...] = ()  # would fit a role that another tab fits better
    broken: tuple[UnreadableInput, ...] = ()  # tabs that cannot be read at all

    def of(self, role: Role) -> tuple[Placement, ...]:
        """The tabs that were taken for that role."""
        return tuple(placement for placement in self.placements if placement.role is role)


def find_roles(workbook: Workbook, policy: Policy) -> Roles:
    """The role of each tab of the user's. What [tabs] says, holds; a tab that it names may have no other role."""
    tabs = policy.of(TabsSettings)
    named = {role: tabs.names_of(role) for role in Role}
    search = _Search(policy.of(HeadersSettings))
    tops, broken = _tops(workbook)
    placements = list(_named_placements(named, tops, search))
    taken = {placement.grid.tab for placement in placements}
    free = [role for role in Role if named[role] is None]
    best = [found for top in tops if top.grid.tab not in taken and (found := search.best(top, free)) is not None]
    fitting = [found for found in best if not found.missing]
    if Role.CUSTOMERS in free and not any(found.role is Role.CUSTOMERS for found in fitting):
        fitting = _with_customers(fitting, search)
    kept, not_taken = _kept(fitting)
    order = {top.grid.tab: place for place, top in enumerate(tops)}
    return Roles(
        tuple(sorted((*placements, *kept), key=lambda placement: order[placement.grid.tab])),
        tuple(found for found in best if found.missing),
        tuple(not_taken),
        tuple(broken),
    )


def _tops(workbook: Workbook) -> tuple[list[TabTop], list[UnreadableInput]]:
    """The user's tabs: ours are known by their record, their mark or the name of the history."""
    own = {tab.tab for tab in workbook.own_tabs}
    tops, broken = [], []
    for grid in workbook.grids:
        if grid.tab in own or grid.tab.rstrip().endswith(OWN_MARK) or grid.tab.startswith("_relsheet"):
            continue
        try:
            tops.append(top_of(grid, [mine.column for mine in workbook.own_columns if mine.tab == grid.tab]))
        except UnreadableInput as err:
            broken.append(err)
    return tops, broken


def _named_placements(
    named: Mapping[Role, Sequence[str] | None], tops: Sequence[TabTop], search: "_Search"
) -> Iterator[Placement]:
    """The tabs that [tabs] names; ConfigError for a tab that is not there."""
    by_name = {top.grid.tab: top for top in tops}
    for role, names in named.items():
        for name in names or ():
            if name not in by_name:
                nearest = get_close_matches(name, by_name, n=1)
                raise ConfigError(
                    "tab_not_found", f"[tabs] {role.value}", tab=name, tabs=", ".join(nearest or list(by_name))
                )
            yield search.placed(by_name[name], role)


class _Search:
    """How well each row of a tab would do as the header of each role."""

    def __init__(self, headers: HeadersSettings) -> None:
        self._last_rows: dict[str, int] = {}
        self._settled = {role: {fold(header): field for field, header in headers.of(role).items()} for role in Role}

    def best(self, top: TabTop, roles: Iterable[Role]) -> Placement | None:
        """The role that the tab fits best, or the one that its name promises; None for a tab that is none of ours."""
        found = [placement for role in roles if (placement := self._worth_it(top, role)) is not None]
        fitting = [placement for placement in found if not placement.missing]
        return max(fitting or found, key=lambda placement: placement.score, default=None)

    def placed(self, top: TabTop, role: Role) -> Placement:
        """That tab in that role, with the row that does best as its header."""
        nothing = Placement(role, top, HeaderBlock(1, 1, ()), frozenset(), 0, -1.0, hinted=False)
        last = self._last_row(top)
        found = max(
            (self._read(top, role, block) for block in header_blocks(top) if block.last_row <= last),
            key=lambda placement: (not placement.missing, placement.score),
            default=nothing,
        )
        bonus = _bonus_of_name(top.grid.tab, role)
        if role is Role.CUSTOMERS and bonus < NAMED_SO and _names_repeat(found):
            bonus -= REPEATED_NAMES
        return replace(found, score=found.score + bonus, hinted=bonus >= NAMED_SO)

    def _last_row(self, top: TabTop) -> int:
        """How far down the header may end: one row below the first that is a header without doubt."""
        tab = top.grid.tab
        if tab not in self._last_rows:
            self._last_rows[tab] = next(
                (block.last_row + 1 for block in header_blocks(top) if _is_header(block)), HEADER_ROWS + 1
            )
        return self._last_rows[tab]

    def _worth_it(self, top: TabTop, role: Role) -> Placement | None:
        placement = self.placed(top, role)
        if any(word in header.casefold() for header in placement.block.texts for word in PIVOT_WORDS):
            return None
        if placement.hinted:
            return placement if placement.fields else None
        enough = placement.matched >= 2 and placement.matched >= LEAST_SHARE * sum(map(bool, placement.block.texts))
        if role in BY_NAME_ONLY or placement.missing or not enough or placement.score < LEAST_SCORE:
            return None
        return placement

    def _read(self, top: TabTop, role: Role, block: HeaderBlock) -> Placement:
        """A row as header; a field counts once, however many columns may mean it, and a column for one field."""
        fields: set[str] = set()
        best: dict[str, float] = {}
        for text in filter(None, block.texts):
            weights = self._weights(role, text)
            fields |= weights.keys()
            field = max(weights, key=weights.__getitem__, default=None)
            if field is not None:
                best[field] = max(weights[field], best.get(field, 0))
        numbers = sum(not isinstance(value, str | None) for value in top.cells[block.last_row - 1])
        score = sum(best.values()) - NUMBER_IN_HEADER * numbers
        return Placement(role, top, block, frozenset(fields), len(best), score, hinted=False)

    def _weights(self, role: Role, header: str) -> Mapping[str, float]:
        field = self._settled[role].get(fold(header))
        return {field: 1.0} if field else SPELLINGS.weights(role, header)


def _is_header(block: HeaderBlock) -> bool:
    """Whether a single row holds mostly headers that we know."""
    texts = [text for text in block.texts if text]
    known = sum(any(SPELLINGS.weights(role, text) for role in Role) for text in texts)
    return known >= 3 and known >= CLEAR_SHARE * len(texts)


def _bonus_of_name(tab: str, role: Role) -> float:
    """What a tab's name is worth: 拜访记录 is a log of visits, 拜访记录2025 or 张伟客户 most likely what it says."""
    name = fold(tab)
    if name in tab_names(role):
        return NAMED_SO
    told = [(len(known), other) for other in Role for known in tab_names(other) if known in name and len(known) > 1]
    return NAMED_ALIKE if told and max(told)[1] is role else 0.0


def _names_repeat(placement: Placement) -> bool:
    """Whether the first column of a would-be customers tab's names holds the same names again and again: a log."""
    for column in range(1, len(placement.block.texts) + 1):
        values = placement.top.samples(placement.block.last_row, column)
        if len(values) >= 5 and all(isinstance(value, str) for value in values):
            return len(set(values)) < 0.7 * len(values)
    return False


def _with_customers(fitting: list[Placement], search: _Search) -> list[Placement]:
    """Where no tab is one of customers, the list of people with their companies may be the customers' only list."""
    for place, found in enumerate(fitting):
        if found.role is Role.CONTACTS:
            instead = search.placed(found.top, Role.CUSTOMERS)
            if not instead.missing:
                return [*fitting[:place], instead, *fitting[place + 1 :]]
    return fitting


def _kept(fitting: Sequence[Placement]) -> tuple[list[Placement], list[Placement]]:
    """A role may be spread over several tabs if they look alike (visits by month); a copy of a tab is left out."""
    kept: list[Placement] = []
    left: list[Placement] = []
    for role in Role:
        ranked = sorted((found for found in fitting if found.role is role), key=_rank, reverse=True)
        for found in ranked:
            first = ranked[0]
            alike = _alike(found, first) and found.grid.hidden == first.grid.hidden
            if found is first or (alike and not any(_is_copy(found, other) for other in kept)):
                kept.append(found)
            else:
                left.append(found)
    return kept, left


def _rank(placement: Placement) -> tuple[bool, float]:
    return not placement.grid.hidden, placement.score


def _alike(one: Placement, other: Placement) -> bool:
    together = one.fields | other.fields
    return len(one.fields & other.fields) >= ALIKE * len(together)


def _is_copy(one: Placement, other: Placement) -> bool:
    """The same first rows under the same header: a backup within the workbook."""
    mine, theirs = one.top.cells[one.block.last_row :], other.top.cells[other.block.last_row :]
    return one.role is other.role and any(any(row) for row in mine) and mine[:10] == theirs[:10]
