"""What is said of tabs and rows that were left out, and of hidden ones that were not."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from relsheet.errors import Problem, Severity, UnreadableInput, problem
from relsheet.intake.dictionary import header_tables
from relsheet.intake.header_text import JOINT, OWN_MARK
from relsheet.intake.placements import Placement
from relsheet.intake.roles import Roles
from relsheet.intake.rows import RowKind
from relsheet.intake.spelling import fold
from relsheet.intake.tables import Table
from relsheet.records import Origin, Role
from relsheet.sheets.workbook import Workbook
from relsheet.texts import LANGUAGES, texts_in

#: Rows that were taken for nothing that a customer is, a visit, a complaint …
NO_RECORDS = frozenset({RowKind.TOTAL, RowKind.HEADER, RowKind.NOTE})


def said_of_tabs(roles: Roles) -> Iterator[Problem]:
    """What a user should know of the tabs that were not read, and of hidden ones that were."""
    for err in roles.broken:
        yield problem(err.code.replace("_", "-"), err.where, Severity.WARNING, **err.values)
    for placement in roles.lacking:
        if placement.role is not Role.CUSTOMERS:
            yield lacks_column(placement, placement.missing)
    for placement in roles.not_taken:
        if placement.deal:
            header = placement.deal.replace(JOINT, " ")
            yield problem("deals-not-read", placement.grid.tab, Severity.NOTE, header=header)
            continue
        first = roles.of(placement.role)[0].grid.tab
        tab, role = placement.grid.tab, placement.role.value
        yield problem("tab-not-read", tab, Severity.NOTE, first=first, tab=tab, role=role)
    for placement in roles.of(Role.CUSTOMERS):
        if placement.deal and not placement.hinted:
            header = placement.deal.replace(JOINT, " ")
            yield problem("deals-as-customers", placement.grid.tab, Severity.NOTE, header=header)
    for placement in roles.placements:
        if placement.top.end_row is not None:
            yield problem("second-table", f"{placement.grid.tab}!{placement.top.end_row}", Severity.WARNING)
        if placement.grid.hidden:
            yield problem("hidden-tab", placement.grid.tab, Severity.NOTE, role=placement.role.value)


def said_of_marks(roles: Roles, workbook: Workbook) -> Iterator[Problem]:
    """What a user should know of columns that end in our mark and are not ours: they are left out."""
    for placement in roles.placements:
        row = placement.block.last_row
        ours = {own.column for own in workbook.own_columns if own.tab == placement.grid.tab and not own.marked}
        header = placement.grid.head(row)[row - 1]
        for column in sorted(placement.top.own - ours):
            text = header[column - 1] if column <= len(header) else None
            if isinstance(text, str) and text.endswith(OWN_MARK) and fold(text) not in own_headers():
                where = Origin(placement.grid.tab, row, column)
                yield problem("header-marked", where, Severity.WARNING, header=text, bare=text.rstrip(OWN_MARK).strip())


@cache
def own_headers() -> frozenset[str]:
    """What our columns are called, in every language, folded."""
    tables = [texts_in(language).table for language in LANGUAGES]
    return frozenset(fold(text) for table in tables for key, text in table.items() if key.startswith("column."))


def lacks_column(placement: Placement, missing: Sequence[frozenset[str]]) -> Problem:
    """A tab that cannot be read since it lacks a column, with headers that would have done."""
    fields = sorted(missing[0])
    return problem(
        "tab-lacks-column",
        placement.grid.tab,
        Severity.WARNING,
        role=placement.role.value,
        field=fields[0],
        looked_for=_looked_for(placement.role, fields),
    )


def no_name(placement: Placement) -> UnreadableInput:
    """No column of the customers tab holds the names: what was looked for, and what is there."""
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


def said_of_rows(table: Table) -> Iterator[Problem]:
    """What a user should know of the rows that were left out, and of hidden ones that were not."""
    for code, kinds in (("skipped-rows", NO_RECORDS), ("merged-rows", frozenset({RowKind.CONTINUED}))):
        left = [row for row, kind in table.skipped if kind in kinds]
        if left:
            where = Origin(table.grid.tab, min(left), 1)
            yield problem(code, where, Severity.NOTE, count=len(left), rows=_ranges(left))
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
