"""From a workbook to the book: every record with the cell it came from, and every cell that could not be used."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from typing import Any

from relsheet.errors import Problem, Severity, UnreadableInput, problem
from relsheet.intake.cells import Cells, Reading, read_cells
from relsheet.intake.customers import CustomerList, read_customers
from relsheet.intake.dictionary import header_tables
from relsheet.intake.header_text import JOINT
from relsheet.intake.headers import HeaderMap
from relsheet.intake.history import read_history
from relsheet.intake.logs import Log, read_orders, read_plans, read_visits
from relsheet.intake.names import Directory
from relsheet.intake.registers import read_calendar, read_competitors, read_complaints, read_contacts
from relsheet.intake.roles import NEEDED, Placement, Roles, find_roles
from relsheet.intake.rows import RowKind
from relsheet.intake.settings import ValuesSettings
from relsheet.intake.tables import Table, headers_of, read_table
from relsheet.policy import Policy
from relsheet.records import Book, MappedTab, Origin, Role
from relsheet.sheets.contract import Columnar, Workbook
from relsheet.texts import Language

#: The field that every record of a role has.
KEYS = {
    Role.CUSTOMERS: "name",
    Role.VISITS: "customer",
    Role.COMPLAINTS: "customer",
    Role.CONTACTS: "customer",
    Role.ORDERS: "customer",
    Role.COMPETITORS: "name",
    Role.PLANS: "customer",
    Role.CALENDAR: "day",
}


def read_book(workbook: Workbook, policy: Policy, zone: tzinfo, language: Language | None = None) -> Book:
    """Everything that the workbook records, in the order of its rows.

    ``zone`` is where times without a zone of their own are meant; without ``language`` it is that of the headers.
    Raises UnreadableInput where no tab holds customers or no column their names, ConfigError where [tabs] or [headers]
    name something that is not there.
    """
    with _without_collection():
        return _Reader(workbook, policy, zone).book(language)


class _Reader:
    """One reading of a workbook."""

    def __init__(self, workbook: Workbook, policy: Policy, zone: tzinfo) -> None:
        self._workbook = workbook
        self._policy = policy
        self._reading = Reading(zone, policy.of(ValuesSettings), workbook.date_1904)
        self._problems: list[Problem] = []

    def book(self, language: Language | None) -> Book:
        roles = find_roles(self._workbook, self._policy)
        self._problems.extend(_said_of_tabs(roles))
        self._release_all_but(roles.placements)
        customers = self._customers(roles)
        directory = customers.directory
        tabs: list[MappedTab] = list(customers.tabs)
        found = {role: self._logs(roles, role, directory, tabs) for role in Role if role is not Role.CUSTOMERS}
        history = read_history(self._workbook)
        self._problems.extend(history.problems)
        order = {grid.tab: place for place, grid in enumerate(self._workbook.grids)}
        return Book(
            customers=customers.customers,
            visits=found[Role.VISITS],
            complaints=found[Role.COMPLAINTS],
            orders=found[Role.ORDERS],
            contacts=found[Role.CONTACTS],
            competitors=found[Role.COMPETITORS],
            plans=found[Role.PLANS],
            calendar=found[Role.CALENDAR],
            history=history,
            tabs=tuple(sorted(tabs, key=lambda tab: order[tab.tab])),
            language=language or _language_of(tabs),
            currency=_commonest(
                [*(one.currency for one in customers.customers), *(one.currency for one in found[Role.ORDERS])]
            ),
            problems=tuple(self._problems),
        )

    def _release_all_but(self, placements: Sequence[Placement]) -> None:
        """Tabs that mean nothing to us need no memory while the others are read."""
        kept = {placement.grid.tab for placement in placements}
        for grid in self._workbook.grids:
            if grid.tab not in kept and isinstance(grid, Columnar):
                grid.release()

    def _customers(self, roles: Roles) -> CustomerList:
        placements = roles.of(Role.CUSTOMERS)
        if not placements:
            self._no_customers(roles)
        mapped = [(placement, headers_of(placement, self._policy)) for placement in placements]
        named = [(placement, headers) for placement, headers in mapped if "name" in headers.columns]
        if not named:
            raise _no_name(placements[0])
        for _, headers in mapped:
            self._problems.extend(headers.problems)
        customers = read_customers([self._cells(placement, headers) for placement, headers in named], self._reading)
        self._problems.extend(customers.problems)
        return customers

    def _no_customers(self, roles: Roles) -> None:
        lacking = [placement for placement in roles.lacking if placement.role is Role.CUSTOMERS]
        if lacking:
            raise _no_name(lacking[0])
        if roles.broken:
            raise roles.broken[0]
        tabs = ", ".join(grid.tab for grid in self._workbook.grids)
        raise UnreadableInput("no_customers_tab", self._workbook.source, tabs=tabs or "-")

    def _logs(self, roles: Roles, role: Role, directory: Directory, tabs: list[MappedTab]) -> tuple[Any, ...]:
        """The records of a role from all its tabs."""
        records: list[Any] = []
        for placement in roles.of(role):
            headers = headers_of(placement, self._policy)
            self._problems.extend(headers.problems)
            missing = [group for group in NEEDED[role] if not group & headers.columns.keys()]
            if missing or KEYS[role] not in headers.columns:
                self._problems.append(_lacks(placement, missing or [frozenset({KEYS[role]})]))
                continue
            log = _records(role, self._cells(placement, headers), directory)
            records.extend(log.records)
            tabs.append(log.tab)
            self._problems.extend(log.problems)
        return tuple(records)

    def _cells(self, placement: Placement, headers: HeaderMap) -> Cells:
        table = read_table(placement, headers.columns, KEYS[placement.role])
        self._problems.extend(_said_of_rows(table))
        return read_cells(table, self._reading)


def _records(role: Role, cells: Cells, directory: Directory) -> Log[Any]:
    match role:
        case Role.VISITS:
            return read_visits(cells, directory)
        case Role.ORDERS:
            return read_orders(cells, directory)
        case Role.COMPLAINTS:
            return read_complaints(cells, directory)
        case Role.CONTACTS:
            return read_contacts(cells, directory)
        case Role.COMPETITORS:
            return read_competitors(cells, directory)
        case Role.PLANS:
            return read_plans(cells, directory)
        case _:
            return read_calendar(cells)


def _said_of_tabs(roles: Roles) -> Iterator[Problem]:
    """What a user should know of the tabs that were not read, and of hidden ones that were."""
    for err in roles.broken:
        yield problem(err.code.replace("_", "-"), err.where, Severity.WARNING, **err.values)
    for placement in roles.lacking:
        if placement.role is not Role.CUSTOMERS:
            yield _lacks(placement, placement.missing)
    for placement in roles.not_taken:
        first = roles.of(placement.role)[0].grid.tab
        tab, role = placement.grid.tab, placement.role.value
        yield problem("tab-not-read", tab, Severity.NOTE, first=first, tab=tab, role=role)
    for placement in roles.placements:
        if placement.grid.hidden:
            yield problem("hidden-tab", placement.grid.tab, Severity.NOTE, role=placement.role.value)


def _lacks(placement: Placement, missing: Sequence[frozenset[str]]) -> Problem:
    fields = sorted(missing[0])
    return problem(
        "tab-lacks-column",
        placement.grid.tab,
        Severity.WARNING,
        role=placement.role.value,
        field=fields[0],
        looked_for=_looked_for(placement.role, fields),
    )


def _no_name(placement: Placement) -> UnreadableInput:
    headers = ", ".join(text.replace(JOINT, " ") for text in placement.block.texts if text)
    return UnreadableInput(
        "no_name_column",
        f"{placement.grid.tab}!{placement.block.last_row}",
        headers=headers or "-",
        looked_for=_looked_for(Role.CUSTOMERS, ["name"]),
    )


def _looked_for(role: Role, fields: Sequence[str]) -> str:
    """Some of the headers that would have done, in both languages."""
    spellings = [spelling for field in fields for spelling in header_tables()[role.value][field]["sure"]]
    chinese = [spelling for spelling in spellings if not spelling.isascii()]
    english = [spelling for spelling in spellings if spelling.isascii()]
    return ", ".join((*chinese[:3], *english[:3]))


def _said_of_rows(table: Table) -> Iterator[Problem]:
    """What a user should know of the rows that were left out, and of hidden ones that were not."""
    left = [row for row, kind in table.skipped if kind is not RowKind.BLANK]
    if left:
        where = Origin(table.grid.tab, left[0], 1)
        yield problem("skipped-rows", where, Severity.NOTE, count=len(left), rows=_ranges(left))
    hidden = table.grid.hidden_rows.intersection(table.numbers)
    if hidden:
        where = Origin(table.grid.tab, min(hidden), 1)
        yield problem("hidden-rows", where, Severity.NOTE, count=len(hidden))


def _ranges(rows: Iterable[int]) -> str:
    """Row numbers with those that follow each other run together: "7, 12-14"."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _language_of(tabs: Iterable[MappedTab]) -> Language:
    """The language of most headers."""
    headers = [header for tab in tabs for header in tab.headers.values()]
    chinese = sum(any("\u3400" <= letter <= "\u9fff" for letter in header) for header in headers)
    return "zh" if 2 * chinese >= max(len(headers), 1) else "en"


def _commonest(codes: Iterable[str | None]) -> str | None:
    counted = Counter(code for code in codes if code)
    return counted.most_common(1)[0][0] if counted else None


@contextmanager
def _without_collection() -> Iterator[None]:
    """No cyclic garbage is made here, and looking for it among a million records costs as much as making them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # both together: what was made counts as old, and is not looked through at once
        if enabled:
            gc.enable()
