"""What is said of a workbook in which nobody can be scored: what was found instead, and how to begin."""

from collections.abc import Iterator, Sequence

from relsheet.errors import UnreadableInput
from relsheet.intake.cells import Cells
from relsheet.intake.header_text import JOINT
from relsheet.intake.layout import HEADER_ROWS, TabTop
from relsheet.intake.people import has_halves
from relsheet.intake.placements import Placement
from relsheet.intake.remarks import no_name
from relsheet.intake.roles import Roles
from relsheet.intake.spelling import language_of
from relsheet.records import Role

#: So many tabs and headers are named at most.
MOST_TABS, MOST_HEADERS = 3, 6
#: Roles whose rows name customers, the likeliest first.
LOGS = (Role.VISITS, Role.ORDERS, Role.COMPLAINTS, Role.CONTACTS, Role.PLANS, Role.COMPETITORS)


def no_customers(roles: Roles, source: str) -> UnreadableInput:
    """Why no tab could be taken for the customers, said of the tab that comes nearest, in its headers' language."""
    return _told_in_theirs(_no_customers(roles, source), [text for top in roles.tops for text in _widest_row(top)])


def _no_customers(roles: Roles, source: str) -> UnreadableInput:
    if not any(value not in (None, "") for top in roles.tops for row in top.cells for value in row):
        return roles.broken[0] if roles.broken else UnreadableInput("no_rows", source)
    if roles.sideways:
        return _sideways(roles.sideways[0])
    lacking = [placement for placement in roles.lacking if placement.role is Role.CUSTOMERS]
    if lacking:
        return no_name_column(lacking[0])
    if roles.broken:
        return roles.broken[0]
    logs = [placement for role in LOGS for placement in roles.of(role)]
    if logs:
        return UnreadableInput("only_in_csv", source) if source.lower().endswith(".csv") else _only_a_log(logs[0])
    halves = next((top for top in roles.tops if has_halves(_widest_row(top))), None)
    if halves is not None:
        return UnreadableInput("name_in_two_columns", halves.grid.tab)
    return UnreadableInput("no_customers_tab", source, tabs="; ".join(_told(roles.tops)) or "-")


def no_name_column(placement: Placement) -> UnreadableInput:
    """No column of the customers tab holds their names; where each name is in two halves that is said."""
    where = f"{placement.grid.tab}!{placement.block.last_row}"
    halves = has_halves(placement.block.texts)
    err = UnreadableInput("name_in_two_columns", where) if halves else no_name(placement)
    return _told_in_theirs(err, [text for text in placement.block.texts if text])


def nobody_yet(tables: Sequence[Cells]) -> UnreadableInput | None:
    """Nothing stands below the header of the customers tab, or nothing but empty names; None where it is otherwise."""
    if any(name is not None for cells in tables for name in cells.table.cells["name"]):
        return None
    table = tables[0].table
    where = f"{table.grid.tab}!{table.header_row}"
    header = table.columns["name"].text.replace(JOINT, " ")
    rows = sum(len(cells) for cells in tables)
    if rows:
        return _told_in_theirs(UnreadableInput("names_are_blank", where, header=header, count=rows), [header])
    return _told_in_theirs(UnreadableInput("no_customers_yet", where, header=header), [header])


def _told_in_theirs(err: UnreadableInput, headers: Sequence[str]) -> UnreadableInput:
    """The error in the language of those headers; in the system's where there are none."""
    err.language = language_of(headers) if headers else None
    return err


def _sideways(placement: Placement) -> UnreadableInput:
    where = f"{placement.grid.tab}!{placement.block.last_row}"
    headers = [text.replace(JOINT, " ") for text in placement.block.texts if text]
    return UnreadableInput("sideways", where, header=headers[0])


def _only_a_log(placement: Placement) -> UnreadableInput:
    return UnreadableInput(f"only.{placement.role}", placement.grid.tab)


def _told(tops: Sequence[TabTop]) -> Iterator[str]:
    """Each tab with the headers that it seems to have."""
    for top in tops[:MOST_TABS]:
        headers = _widest_row(top)
        more = ", ..." if len(headers) > MOST_HEADERS else ""
        yield f"{top.grid.tab} ({', '.join(headers[:MOST_HEADERS])}{more})" if headers else top.grid.tab
    if len(tops) > MOST_TABS:
        yield "..."


def _widest_row(top: TabTop) -> list[str]:
    """The row near the top with most texts: most likely the header."""
    rows = [[" ".join(value.split()) for value in row if isinstance(value, str)] for row in top.cells[:HEADER_ROWS]]
    return max(rows, key=len, default=[])
