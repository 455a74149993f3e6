"""Tabs that only look like a list: dashboards, rankings, forms and tables on their side, two tables on one tab."""

import re
from collections.abc import Callable, Sequence

from relsheet.intake.header_dictionary import tab_names, words_of
from relsheet.intake.header_text import JOINT
from relsheet.intake.layout import HeaderBlock, TabTop
from relsheet.intake.spelling import fold
from relsheet.records import Role
from relsheet.sheets.workbook import Value

#: Whether a text is the header of anything that we know.
KnownHeader = Callable[[str], bool]

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
#: A title such as "Top 10 customers" stands over a part of the list, never over the list.
_RANKING = re.compile(r"\btop\W*\d+|前\s*[\d一二三五十]+\s*[名大位家]|排行")
#: Columns of a calendar are no unknown columns: they say nothing about what the tab is.
_PERIOD = re.compile(
    r"(?:w|wk|week|kw|第)\d{1,2}周?|(?:19|20)\d\d年?(?:(?:q[1-4]|h[12]|m?\d{1,2})月?)?|q[1-4]|h[12]|\d{1,2}(?:月份?|周|日)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}(?:\d\d|(?:19|20)\d\d)?"
)
_NOTES = re.compile(r"^(?:notes?|remarks?|comments?|备注|跟进)|(?:notes?|remarks?|comments?|备注|跟进|情况)$")
#: What is planned is not done yet; a tab may hold both.
_VISITS = re.compile(r"拜访|走访|回访|visit|salescall|callplan|callschedule")
_PLANNED = re.compile(r"计划|安排|plan|schedule")
_MADE = re.compile(r"记录|总结|结果|实际|完成|log|record|report|result|actual")
#: So many of the first values under a header may be headers themselves (convention).
HEADERS_BELOW = 0.4
LOOKED_AT = 10
#: A second table's header has so many headers that we know, and of its texts this share (convention).
LEAST_HEADERS, KNOWN_SHARE = 2, 0.6


#: Roles of those who are customers, and of what they did.
THEIRS = frozenset({Role.CUSTOMERS, Role.CONTACTS})
LOGS = frozenset({Role.VISITS, Role.ORDERS, Role.COMPLAINTS})


def is_no_list(tab: str) -> bool:
    """Whether the tab's own name says that it shows figures and lists nothing: 销售看板, KPI Dashboard."""
    return _says(tab, "no_list")


def is_named_otherwise(tab: str, role: Role) -> bool:
    """Whether the tab's name rules that role out: Vendors are no customers, 回款记录 no orders."""
    if role in THEIRS:
        theirs = any(len(name) > 1 and name in fold(tab) for name in tab_names(Role.CUSTOMERS))
        return _says(tab, "no_customers") and not theirs
    if role in LOGS and plans_visits(tab):
        return True
    return role in LOGS and _says(tab, "no_logs") and fold(tab) not in tab_names(role)


def plans_visits(tab: str) -> bool:
    """Whether the tab's name says that its visits are still to come: 周拜访计划, Visit Schedule; not 拜访计划及总结."""
    name = fold(tab)
    return bool(_VISITS.search(name) and _PLANNED.search(name) and not _MADE.search(name))


def _says(tab: str, table: str) -> bool:
    name = fold(tab)
    return any(word in name for word in words_of(table))


def is_pivot(block: HeaderBlock) -> bool:
    """Whether that header is one of a pivot table."""
    return any(word in header.casefold() for header in block.texts for word in PIVOT_WORDS)


def is_ranking(top: TabTop, block: HeaderBlock) -> bool:
    """Whether a title above that header says that only the first few are listed."""
    above = (value for row in top.cells[: block.first_row - 1] for value in row)
    return any(isinstance(value, str) and _RANKING.search(value.casefold()) for value in above)


def is_period(header: str) -> bool:
    """Whether the header names a week, month, quarter or year, or its notes: W12, 第3周, Mar-26, 2026年, 3月备注."""
    return bool(_PERIOD.fullmatch(_NOTES.sub("", fold(header))))


def is_form(top: TabTop, block: HeaderBlock, column: int, is_known: KnownHeader) -> bool:
    """Whether what stands below that header are headers too: then the values stand beside them, not below."""
    own = block.texts[column - 1]
    values = [value for value in dict.fromkeys(top.samples(block.last_row, column)[:LOOKED_AT]) if value != own]
    headers = sum(isinstance(value, str) and is_known(value) for value in values)
    return headers >= 2 and headers >= HEADERS_BELOW * len(values)


def second_table(top: TabTop, block: HeaderBlock, is_known: KnownHeader) -> int | None:
    """The row where another table begins: below a gap, perhaps with a title, a row of headers that are not ours.

    A header that is repeated on each page is ours.
    """
    ours = {fold(text) for half in block.texts for text in half.split(JOINT) if text}
    rows = [_filled(row) for row in top.cells]
    for index in range(block.last_row + 2, len(rows)):
        texts = [value for value in rows[index] if isinstance(value, str)]
        first = index if not rows[index - 1] else index - 1
        is_title = first < index and len(rows[first]) == 1
        if rows[first - 1] or not (first == index or is_title) or len(texts) < len(rows[index]):
            continue
        known = sum(map(is_known, texts))
        if known >= LEAST_HEADERS and known >= KNOWN_SHARE * len(texts) and not ours.issuperset(map(fold, texts)):
            return first + 1
    return None


def _filled(row: Sequence[Value]) -> list[Value]:
    return [value for value in row if value not in (None, "")]
