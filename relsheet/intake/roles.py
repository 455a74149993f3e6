"""Which tab holds what: the best placement of each tab, and what is said of those that were left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from relsheet.errors import ConfigError, UnreadableInput
from relsheet.intake.header_text import OWN_MARK
from relsheet.intake.layout import TabTop, top_of
from relsheet.intake.lookalikes import is_named_otherwise, is_no_list, second_table
from relsheet.intake.other_names import says_other_names
from relsheet.intake.placements import Placement, Search, is_known
from relsheet.intake.settings import HeadersSettings, TabsSettings
from relsheet.ledger import TODO_HEAD_ROWS, begins_as_page
from relsheet.policy import Policy
from relsheet.records import Role
from relsheet.sheets.workbook import Workbook

#: Tabs that share so many of their fields hold one role together (convention).
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Roles:
    """What was found in a workbook, in tab order."""

    placements: tuple[Placement, ...]
    lacking: tuple[Placement, ...] = ()  # the tab's name promises the role, but a needed column is missing
    not_taken: tuple[Placement, ...] = ()  # would fit a role that another tab fits better
    broken: tuple[UnreadableInput, ...] = ()  # tabs that cannot be read at all
    tops: tuple[TabTop, ...] = ()  # all tabs of the user's
    other_names: tuple[Placement, ...] = ()  # tabs that say what else customers are called
    sideways: tuple[Placement, ...] = ()  # where no tab holds customers: forms, and tables on their side

    def of(self, role: Role) -> tuple[Placement, ...]:
        """The tabs that were taken for that role."""
        return tuple(placement for placement in self.placements if placement.role is role)


def find_roles(workbook: Workbook, policy: Policy) -> Roles:
    """The role of each tab of the user's. What [tabs] says, holds; a tab that it names may have no other role."""
    tabs = policy.of(TabsSettings)
    named = {role: tabs.names_of(role) for role in Role}
    search = Search(policy.of(HeadersSettings))
    tops, broken = _tops(workbook)
    placements = list(_named_placements(named, tops, search, policy.origins))
    taken = {placement.grid.tab for placement in placements}
    free = [role for role in Role if named[role] is None]
    lists = [top for top in tops if top.grid.tab not in taken and not is_no_list(top.grid.tab)]
    best = [found for top in lists if (found := search.best(top, free)) is not None]
    fitting = [found for found in best if not found.missing]
    if Role.CUSTOMERS in free and not any(found.role is Role.CUSTOMERS for found in fitting):
        fitting = _with_customers(fitting, search)
    kept, not_taken = _kept(fitting)
    order = {top.grid.tab: place for place, top in enumerate(tops)}
    kept_tabs = taken | {placement.grid.tab for placement in kept}
    spare = [search.placed(top, Role.CUSTOMERS) for top in lists if top.grid.tab not in kept_tabs]
    naming = [placement for placement in spare if says_other_names(placement)]
    found_customers = any(placement.role is Role.CUSTOMERS for placement in (*placements, *kept))
    return Roles(
        tuple(map(_alone, sorted((*placements, *kept), key=lambda placement: order[placement.grid.tab]))),
        tuple(found for found in best if found.missing),
        tuple(found for found in not_taken if not any(found.grid is one.grid for one in naming)),
        tuple(broken),
        tuple(tops),
        tuple(naming) if found_customers else (),
        () if found_customers else tuple(placement for placement in spare if placement.sideways),
    )


def _alone(placement: Placement) -> Placement:
    """The placement without what stands below it on the same tab under a header of its own."""
    row = second_table(placement.top, placement.block, is_known)
    return placement if row is None else replace(placement, top=placement.top.above(row))


def _tops(workbook: Workbook) -> tuple[list[TabTop], list[UnreadableInput]]:
    """The user's tabs: ours are known by their record or by the name of the history, copies of ours by mark and top."""
    own = {tab.tab for tab in workbook.own_tabs}
    tops, broken = [], []
    for grid in workbook.grids:
        if grid.tab in own or grid.tab.startswith("_relsheet"):
            continue
        try:
            if OWN_MARK in grid.tab and begins_as_page(grid.head(TODO_HEAD_ROWS)):
                continue
            tops.append(top_of(grid, [mine.column for mine in workbook.own_columns if mine.tab == grid.tab]))
        except UnreadableInput as err:
            broken.append(err)
    return tops, broken


def _named_placements(
    named: Mapping[Role, Sequence[str] | None], tops: Sequence[TabTop], search: Search, origins: Mapping[str, str]
) -> Iterator[Placement]:
    """The tabs that [tabs] names; ConfigError for a tab that is not there, with the place that names it."""
    by_name = {top.grid.tab: top for top in tops}
    for role, names in named.items():
        for name in names or ():
            if name not in by_name:
                tabs = ", ".join(get_close_matches(name, by_name, n=1) or by_name)
                where = " ".join((origins.get(f"tabs.{role.value}", ""), f"[tabs] {role.value}")).strip()
                raise ConfigError("tab_not_found", where, tab=name, tabs=tabs)
            yield replace(search.placed(by_name[name], role), hinted=True)


def _with_customers(fitting: list[Placement], search: Search) -> list[Placement]:
    """Where no tab is one of customers, another may be the only list of them.

    So may be people with their companies, or a log that has each customer once, with the last contact beside him.
    """
    for place, found in enumerate(fitting):
        if found.role in (Role.CONTACTS, Role.VISITS):
            instead = search.placed(found.top, Role.CUSTOMERS)
            if instead.missing or is_named_otherwise(found.grid.tab, Role.CUSTOMERS):
                continue
            people = found.role is Role.CONTACTS and not search.names_repeat(instead)
            if people or search.has_each_once(instead):
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
            alike = _alike(found, first) and found.grid.hidden == first.grid.hidden and not _only_deals(found, first)
            if role is Role.ORDERS and found.deal:
                left.append(found)
            elif found is first or (alike and not any(_is_copy(found, other) for other in kept)):
                kept.append(found)
            else:
                left.append(found)
    return kept, left


def _rank(placement: Placement) -> tuple[bool, float]:
    return not placement.grid.hidden, placement.score


def _alike(one: Placement, other: Placement) -> bool:
    together = one.fields | other.fields
    return len(one.fields & other.fields) >= ALIKE * len(together)


def _only_deals(one: Placement, other: Placement) -> bool:
    """Whether its rows are deals, beside a list of customers."""
    return bool(one.deal) and not other.deal and not one.hinted


def _is_copy(one: Placement, other: Placement) -> bool:
    """The same first rows under the same header: a backup within the workbook."""
    mine, theirs = one.top.cells[one.block.last_row :], other.top.cells[other.block.last_row :]
    return one.role is other.role and any(any(row) for row in mine) and mine[:10] == theirs[:10]
