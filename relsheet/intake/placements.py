"""How well a tab would do in a role: each row near its top by its header's words, the tab's name and the values below.

A role needs certain columns (a log of visits: the customer and a date); without them a tab is not taken, whatever its
name. So a dashboard, a pivot table or a list of choices is left alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from relsheet.intake.evidence import Verdict, verdict
from relsheet.intake.fields import FIELDS
from relsheet.intake.header_dictionary import deal_among, said_of_customers, tab_names, tells_of_events
from relsheet.intake.headers import Spellings
from relsheet.intake.layout import HEADER_ROWS, HeaderBlock, TabTop, header_blocks
from relsheet.intake.lookalikes import is_form, is_named_otherwise, is_period, is_pivot, is_ranking, plans_visits
from relsheet.intake.people import column_of_names
from relsheet.intake.settings import HeadersSettings
from relsheet.intake.spelling import fold
from relsheet.records import Role
from relsheet.sheets.workbook import Grid, Value

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
#: What only a complaint has.
COMPLAINTS_OWN = ("id", "opened_at", "ack_at", "category", "resolution", "valid", "satisfaction")
#: What a visit, a call or a letter has beside its customer and its date.
VISITS_OWN = ("mode", "contact", "our_person", "purpose", "notes", "result", "next_step", "next_date", "promise")
#: Words that make a header speak of customers and not of any company.
CUSTOMER_WORDS = ("客户", "customer", "client", "account")
#: What a tab's name counts for against the words of its header, each at most 1 (convention, as all weights here).
NAMED_SO, NAMED_ALIKE = 4.0, 2.0
SPELLINGS = Spellings()
NUMBER_IN_HEADER = 0.5
LEAST_SCORE = 1.5
LEAST_SHARE = 0.3
MANY = 5  # so many known headers are enough beside any number of others
CLEAR_SHARE = 0.6
REPEATED_NAMES = ROWS_ARE_EVENTS = 4.0
COMPANIES = 0.5
#: Names that come again and again are a log's; a list has each once, but for a few (convention).
REPEATED, DISTINCT, ENOUGH_NAMES = 0.7, 0.95, 5


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
    sideways: bool = False  # what stands below the header are headers: a form, or a table on its side

    @property
    def grid(self) -> Grid:
        return self.top.grid

    @property
    def deal(self) -> str | None:
        """The header which tells that its rows are deals, where that is nothing of this role's."""
        if self.role not in (Role.CUSTOMERS, Role.ORDERS):
            return None
        return deal_among(self.block.texts, "open" if self.role is Role.ORDERS else "named")

    @property
    def missing(self) -> tuple[frozenset[str], ...]:
        """The groups of needed fields of which none is there."""
        if self.sideways:
            return NEEDED[self.role]
        return tuple(group for group in NEEDED[self.role] if not group & self.fields)


class Search:
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
        hinted = bonus >= NAMED_SO
        if role is not Role.CUSTOMERS:
            return replace(found, score=found.score + bonus, hinted=hinted)
        column = self._name_column(found)
        if hinted and column is None and column_of_names(found.block.texts):
            found = replace(found, fields=found.fields | {"name"})
        bonus += _bonus_of_names(found, column, hinted=hinted)
        sideways = column is not None and is_form(top, found.block, column, is_known)
        return replace(found, score=found.score + bonus, hinted=hinted, sideways=sideways)

    def _name_column(self, placement: Placement) -> int | None:
        """The column whose header says most clearly that it holds the customers' names."""
        weights = {
            column: self._weights(placement.role, text).get("name", 0.0)
            for column, text in enumerate(placement.block.texts, 1)
            if text
        }
        best = max(weights, key=weights.__getitem__, default=None)
        return best if best is not None and weights[best] else None

    def has_each_once(self, placement: Placement) -> bool:
        """Whether the names in that tab are all different, but for a few."""
        names = self._names(placement)
        return len(names) >= ENOUGH_NAMES and len(set(names)) >= DISTINCT * len(names)

    def names_repeat(self, placement: Placement) -> bool:
        """Whether the names in that tab come again and again."""
        return _repeat(self._names(placement))

    def _names(self, placement: Placement) -> Sequence[Value]:
        column = self._name_column(placement)
        return placement.top.samples(placement.block.last_row, column) if column else []

    def _last_row(self, top: TabTop) -> int:
        """How far down the header may end: one row below the first that is a header without doubt."""
        tab = top.grid.tab
        if tab not in self._last_rows:
            self._last_rows[tab] = next(
                (block.last_row + 1 for block in header_blocks(top) if _is_header(block)), HEADER_ROWS + 1
            )
        return self._last_rows[tab]

    def _worth_it(self, top: TabTop, role: Role) -> Placement | None:
        if is_named_otherwise(top.grid.tab, role):
            return None
        placement = self.placed(top, role)
        if is_pivot(placement.block) or (is_ranking(top, placement.block) and not placement.hinted):
            return None
        if placement.hinted:
            return placement if placement.fields else None
        if role is Role.COMPLAINTS and not self._tells_of_complaints(placement):
            return None
        if role is Role.VISITS and not self._tells_of_visits(placement):
            return None
        if role is Role.CONTACTS and _has_events(placement) and not _bonus_of_name(top.grid.tab, role):
            return None
        others = sum(bool(text) and not is_period(text) for text in placement.block.texts)
        enough = placement.matched >= min(max(2, LEAST_SHARE * others), MANY)
        enough = (enough and placement.score >= LEAST_SCORE) or self._lists_customers_alone(placement)
        return placement if enough and role not in BY_NAME_ONLY and not placement.missing else None

    def _tells_of_complaints(self, placement: Placement) -> bool:
        """Whether a header or the tab's name says so: a status, a priority and a date may be a deal's or a task's."""
        weights = (self._weights(Role.COMPLAINTS, text) for text in placement.block.texts if text)
        told = any(found.get(field) == 1.0 for found in weights for field in COMPLAINTS_OWN)
        return told or _bonus_of_name(placement.grid.tab, Role.COMPLAINTS) > 0

    def _tells_of_visits(self, placement: Placement) -> bool:
        """Whether it says what was done or by whom, and no amount; a customer and a date alone may be anything."""
        if _bonus_of_name(placement.grid.tab, Role.VISITS) > 0:
            return True
        weights = [self._weights(Role.VISITS, text) for text in placement.block.texts if text]
        if any(found.get(field) == 1.0 for found in weights for field in ("id", "date")):
            return True
        paid = any("amount" in self._weights(Role.ORDERS, text) for text in placement.block.texts if text)
        return not paid and any(field in found for found in weights for field in VISITS_OWN)

    def _lists_customers_alone(self, placement: Placement) -> bool:
        """Whether a column says that it names customers and has each once: so few other headers do not matter."""
        column = self._name_column(placement) if placement.role is Role.CUSTOMERS and placement.score > 0 else None
        header = placement.block.texts[column - 1] if column else ""
        return any(word in fold(header) for word in CUSTOMER_WORDS) and self.has_each_once(placement)

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
    if plans_visits(tab):
        return NAMED_SO if role is Role.PLANS else 0.0
    name = said_of_customers(fold(tab))
    if name in tab_names(role) or fold(tab) in tab_names(role):
        return NAMED_SO
    told = [(len(known), other) for other in Role for known in tab_names(other) if known in name and len(known) > 1]
    return NAMED_ALIKE if told and max(told)[1] is role else 0.0


def is_known(text: str) -> bool:
    """Whether the text is the header of anything that we know."""
    return any(SPELLINGS.weights(role, text) for role in Role)


def _has_events(placement: Placement) -> bool:
    return any(tells_of_events(fold(text)) for text in placement.block.texts if text)


def _repeat(names: Sequence[Value]) -> bool:
    return len(names) >= ENOUGH_NAMES and len(set(names)) < REPEATED * len(names)


def _bonus_of_names(placement: Placement, column: int | None, *, hinted: bool) -> float:
    """What a would-be customers tab gains by a column of companies, and loses where its rows are events of customers.

    Events have a number of their own (an order's, a ticket's), or name the same customers again and again.
    """
    names = placement.top.samples(placement.block.last_row, column) if column else []
    if not hinted and _repeat(names):
        return -REPEATED_NAMES
    if not hinted and _has_events(placement):
        return -ROWS_ARE_EVENTS
    proven = verdict(FIELDS[Role.CUSTOMERS]["name"], names) is Verdict.YES
    return COMPANIES if proven else 0.0
