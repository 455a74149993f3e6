"""From a workbook to the book: every record with the cell it came from, and every cell that could not be used."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from relsheet.collector import garbage_left_alone
from relsheet.errors import Problem
from relsheet.intake.callers import told_once
from relsheet.intake.cells import Cells, Reading, read_cells
from relsheet.intake.customers import CustomerList, read_customers
from relsheet.intake.header_map import HeaderMap
from relsheet.intake.history import read_history
from relsheet.intake.logs import Log, read_orders, read_plans, read_visits
from relsheet.intake.names import Directory
from relsheet.intake.no_customers import no_customers, no_name_column, nobody_yet
from relsheet.intake.other_names import OtherNames
from relsheet.intake.owner_tabs import owners_of_tabs, said_of_owners, with_owners
from relsheet.intake.placements import NEEDED, Placement
from relsheet.intake.registers import read_calendar, read_competitors, read_complaints, read_contacts
from relsheet.intake.remarks import lacks_column, said_of_marks, said_of_rows, said_of_tabs
from relsheet.intake.roles import Roles, find_roles
from relsheet.intake.settings import ValuesSettings
from relsheet.intake.spelling import language_of
from relsheet.intake.tables import headers_of, read_table
from relsheet.policy import Policy
from relsheet.records import Book, MappedTab, Role
from relsheet.sheets.workbook import Columnar, Workbook
from relsheet.texts import Language

#: The field that every record of a role has, the likeliest first.
KEYS = {
    Role.CUSTOMERS: ("name",),
    Role.COMPLAINTS: ("customer", "id", "contact"),
    Role.COMPETITORS: ("name",),
    Role.CALENDAR: ("day",),
}


def read_book(workbook: Workbook, policy: Policy, zone: tzinfo, language: Language | None = None) -> Book:
    """Everything that the workbook records, in the order of its rows.

    ``zone`` is where times without a zone of their own are meant; without ``language`` it is that of the headers.
    Raises UnreadableInput where no tab holds customers or no column their names, ConfigError where [tabs] or [headers]
    name something that is not there.
    """
    with garbage_left_alone():
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
        self._problems.extend((*said_of_tabs(roles), *said_of_marks(roles, self._workbook)))
        self._release_all_but((*roles.placements, *roles.other_names))
        customers = self._customers(roles)
        directory = customers.directory
        tabs: list[MappedTab] = list(customers.tabs)
        found: dict[Role, tuple[Any, ...]] = {
            role: self._logs(roles, role, directory, tabs) for role in Role if role is not Role.CUSTOMERS
        }
        owners = owners_of_tabs(customers.tabs, _people(found)) if len(customers.tabs) > 1 else {}
        self._problems.extend(said_of_owners(owners))
        history = read_history(self._workbook)
        self._problems.extend(history.problems)
        order = {grid.tab: place for place, grid in enumerate(self._workbook.grids)}
        return Book(
            customers=with_owners(customers.customers, owners) if owners else customers.customers,
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
            written_in=_language_of(tabs),
            currency=_commonest(
                [*(one.currency for one in customers.customers), *(one.currency for one in found[Role.ORDERS])]
            ),
            problems=tuple(told_once(self._problems)),
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
            raise no_customers(roles, self._workbook.source)
        mapped = [(placement, headers_of(placement, self._policy)) for placement in placements]
        named = [(placement, headers) for placement, headers in mapped if "name" in headers.columns]
        if not named:
            raise no_name_column(placements[0])
        for _, headers in mapped:
            self._problems.extend(headers.problems)
        tables = [self._cells(placement, headers) for placement, headers in named]
        nobody = nobody_yet(tables)
        if nobody is not None:
            raise nobody
        customers = read_customers(tables, self._reading, list(self._other_names(roles)))
        self._problems.extend(customers.problems)
        return customers

    def _other_names(self, roles: Roles) -> Iterator[OtherNames]:
        """The tabs that say what else customers are called, as far as their headers tell both names."""
        for placement in roles.other_names:
            headers = headers_of(placement, self._policy)
            if {"name", "alias"} <= headers.columns.keys():
                yield OtherNames(self._cells(placement, headers))

    def _logs(self, roles: Roles, role: Role, directory: Directory, tabs: list[MappedTab]) -> tuple[Any, ...]:
        """The records of a role from all its tabs."""
        records: list[Any] = []
        for placement in roles.of(role):
            headers = headers_of(placement, self._policy)
            self._problems.extend(headers.problems)
            missing = [group for group in NEEDED[role] if not group & headers.columns.keys()]
            if missing:
                self._problems.append(lacks_column(placement, missing))
                continue
            log = _records(role, self._cells(placement, headers), directory)
            records.extend(log.records)
            tabs.append(log.tab)
            self._problems.extend(log.problems)
        return tuple(records)

    def _cells(self, placement: Placement, headers: HeaderMap) -> Cells:
        keys = KEYS.get(placement.role, ("customer",))
        table = read_table(placement, headers.columns, next(key for key in keys if key in headers.columns))
        self._problems.extend(said_of_rows(table))
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


def _language_of(tabs: Iterable[MappedTab]) -> Language:
    return language_of([header for tab in tabs for header in tab.headers.values()])


def _people(found: Mapping[Role, Iterable[Any]]) -> Sequence[str]:
    """Everybody of ours whom the logs name, the oftenest first."""
    named = ((Role.VISITS, "our_person"), (Role.COMPLAINTS, "handler"), (Role.PLANS, "person"))
    counted = Counter(name for role, field in named for one in found[role] if (name := getattr(one, field)))
    return [name for name, _ in counted.most_common()]


def _commonest(codes: Iterable[str | None]) -> str | None:
    counted = Counter(code for code in codes if code)
    return counted.most_common(1)[0][0] if counted else None
