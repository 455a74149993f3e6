"""Findings as our columns beside the user's rows: header with ◆, value, fill by tone, widths that fit.

Nothing is wrapped: Excel and LibreOffice make a row with a wrapped text higher, and a tended list four times as long; a
user's rows keep their height, whatever stands beside them. The why is wide and stands last, so that on the screen it
runs on to the right, the reason of the next step first. Vertically our cells sit as the user's do (``sheets`` sees to
that).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from heapq import nlargest

from relsheet.records import MappedTab, Origin, Role
from relsheet.render.measure import text_width
from relsheet.render.palette import HEADER_FILL, TEXT, TIER_FILLS, TONE_FILLS, tone_text
from relsheet.rules.assessment import Assessment, ColumnSpec
from relsheet.rules.finding import Finding, Tone
from relsheet.sheets.edits import Align, OwnCell, PlaceColumn, Style
from relsheet.sheets.workbook import Value

HEADER_STYLE = Style(bold=True, fill=HEADER_FILL, color=TEXT)
WHY = "why"
#: Columns whose values are short words: in the middle they read as marks.
CENTRED = frozenset({"abc"})
WIDEST = 24.0
WIDEST_OF = {WHY: 100.0, "next_action": 42.0}
NARROWEST = 6.0
#: Room for the cell's edges and, on the header, for a filter button.
EDGE, FILTER_BUTTON = 1.5, 3.0
#: Dates must show whole: too narrow a column has nothing but ####, and the fonts of Chinese workbooks are wide.
DATE_WIDTH, MOMENT_WIDTH = 13.0, 19.0
#: Measuring each of ten thousand texts would cost more than writing them.
LONGEST_MEASURED = 20
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one of the user's tabs with the findings of each."""

    tab: MappedTab
    findings: Mapping[int, Mapping[str, Finding]]


def column_edits(assessment: Assessment) -> tuple[PlaceColumn, ...]:
    """Our columns on every customers and complaints tab, in the order of the specs."""
    customers = (
        (case.customer.origin, assessment.customer_findings.get(case.customer.key, {})) for case in assessment.cases
    )
    complaints = assessment.complaint_findings.items()
    return (
        *_columns(assessment, Role.CUSTOMERS, assessment.customer_columns, customers),
        *_columns(assessment, Role.COMPLAINTS, assessment.complaint_columns, complaints),
    )


def _columns(
    assessment: Assessment,
    role: Role,
    specs: tuple[ColumnSpec, ...],
    found: Iterable[tuple[Origin, Mapping[str, Finding]]],
) -> Iterator[PlaceColumn]:
    by_tab: dict[str, dict[int, Mapping[str, Finding]]] = defaultdict(dict)
    for origin, findings in found:
        by_tab[origin.tab][origin.row] = findings
    for tab in assessment.book.tabs_of(role):
        rows = _Rows(tab, by_tab[tab.tab])
        yield from (_column(role, spec, rows) for spec in specs)


def _column(role: Role, spec: ColumnSpec, rows: _Rows) -> PlaceColumn:
    cells = tuple(
        OwnCell(row, shown(finding), cell_style(spec.key, finding))
        for row, findings in rows.findings.items()
        if (finding := findings.get(spec.key)) is not None and finding.text
    )
    return PlaceColumn(
        key=f"{role}.{spec.key}",
        tab=rows.tab.tab,
        header_row=rows.tab.header_row,
        header=spec.header,
        header_style=HEADER_STYLE,
        width=_width(spec, [findings[spec.key] for findings in rows.findings.values() if spec.key in findings]),
        cells=cells,
    )


def shown(finding: Finding) -> Value:
    """What the cell holds: real dates and numbers, so that they sort; else the text. Moments lose their zone, as
    spreadsheets know none."""
    value = finding.value
    if value is None or isinstance(value, str):  # nearly all of 50,000
        return finding.text
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value if isinstance(value, date) or finding.text == f"{value:g}" else finding.text


def cell_style(column: str, finding: Finding) -> Style:
    """The look of one cell of ours: its fill says the tone, or of a tier its step."""
    value = finding.value
    if value is None or isinstance(value, str):
        return _style(column, finding.tone, None, value or "" if column == "tier" else "")
    number_format = MOMENT if isinstance(value, datetime) else DAY if isinstance(value, date) else None
    return _style(column, finding.tone, number_format, "")


@cache
def _style(column: str, tone: Tone, number_format: str | None, tier: str) -> Style:
    """Made once per look: ten thousand rows share a handful of styles."""
    return Style(
        color=tone_text(tone),
        fill=TIER_FILLS.get(tier) or TONE_FILLS.get(tone),
        align=Align.CENTER if column in CENTRED else Align.LEFT if number_format else None,
        number_format=number_format,
    )


def _width(spec: ColumnSpec, findings: Sequence[Finding]) -> float:
    """As wide as the header and all texts ask for, within the column's limits: a longer text is cut on the screen."""
    longest = nlargest(LONGEST_MEASURED, {finding.text for finding in findings}, key=len)
    widest = max(map(text_width, longest), default=0.0) + EDGE
    asked = max(widest, text_width(spec.header) + FILTER_BUTTON, NARROWEST)
    return round(max(min(asked, WIDEST_OF.get(spec.key, WIDEST)), _least_width(findings)), 1)


def _least_width(findings: Iterable[Finding]) -> float:
    """What the dates among the values ask for."""
    kinds = {type(finding.value) for finding in findings}
    return MOMENT_WIDTH if datetime in kinds else DATE_WIDTH if date in kinds else 0.0
