"""The book: everything that was read, and which tab and column it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass

from relsheet.errors import Problem
from relsheet.records.past import NO_HISTORY, History
from relsheet.records.rows import CalendarDay, Competitor, Complaint, Contact, Customer, Order, Plan, Visit
from relsheet.records.words import Role
from relsheet.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTab:
    """A tab that was understood: its header row and, per field, the header as written and its column."""

    role: Role
    tab: str
    header_row: int  # 1-based; the last row of a two-row header
    records: int
    headers: Mapping[str, str]  # field -> header as written
    columns: Mapping[str, int]  # field -> 1-based column
    skipped_rows: int = 0  # blank, subtotal, repeated header


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that was read, as records in the order of their rows."""

    customers: tuple[Customer, ...]
    visits: tuple[Visit, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    orders: tuple[Order, ...] = ()
    contacts: tuple[Contact, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    plans: tuple[Plan, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    history: History = NO_HISTORY
    tabs: tuple[MappedTab, ...] = ()
    language: Language = "en"  # of what we say
    written_in: Language = "en"  # of the headers: whose working week holds where the config says nothing
    currency: str | None = None  # the commonest one of the book's money cells
    problems: tuple[Problem, ...] = ()

    def tabs_of(self, role: Role) -> tuple[MappedTab, ...]:
        """The tabs that hold that role, in sheet order; empty where there is none."""
        return tuple(tab for tab in self.tabs if tab.role is role)

    def has(self, role: Role, name: str) -> bool:
        """Whether any tab of that role has a column for that field."""
        return any(name in tab.columns for tab in self.tabs_of(role))

    def may_hold(self, role: Role, name: str) -> bool:
        """Whether rows of that role can hold that field: a column for it was read, or the rows come from no tab."""
        return not self.tabs_of(role) or self.has(role, name)
