"""The Summary as one self-contained HTML page, with all customers and their briefs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from relsheet.pages.blocks import Heading, Page, TableCell
from relsheet.pages.brief import Brief
from relsheet.pages.customers import CustomersTable
from relsheet.records import Origin
from relsheet.render.html.brief import brief_fragment
from relsheet.render.html.drawings import cut_lines, pareto_rows, stacked_parts
from relsheet.render.html.pages import rendered
from relsheet.render.html.store import packed
from relsheet.texts import Texts

#: The page with a thousand customers stays under 300 kB; what the table leaves of it holds briefs.
PAGE_BYTES = 298_000
#: However long the table is, the most urgent customers have a brief.
LEAST_ROOM = 60_000
#: More briefs than that never fit.
MOST_BRIEFS = 1_000
STORE_MARK = "\0briefs\0"


@dataclass(frozen=True, slots=True)
class Report:
    """What the page shows. ``briefs`` go by the numbers of the table's rows, the most urgent first."""

    source: str
    page: Page
    table: CustomersTable
    briefs: Mapping[int, Brief]
    origins: Mapping[Origin, int]  # a customer's cell -> his row in the table
    currency: str | None


def report_html(report: Report, texts: Texts) -> str:
    """The whole page. It fetches nothing, and works without its script but for sorting, filtering and briefs."""
    head, *blocks = report.page.blocks
    assert isinstance(head, Heading)
    values = {
        "title": texts("report.title", source=report.source),
        "source": report.source,
        "head": head,
        "blocks": blocks,
        "table": report.table,
        "link_of": lambda cell: link_of(cell, report.origins),
        "shown": shown,
        "parts_of": stacked_parts,
        "pareto_rows": lambda block: pareto_rows(block, texts),
        "cut_lines": cut_lines,
        "store": STORE_MARK,
    }
    page = squeezed(rendered("report.html.j2", texts, values))
    room = max(PAGE_BYTES - len(page.encode()), LEAST_ROOM)
    fragments = {number: brief_fragment(brief, report.currency, texts) for number, brief in report.briefs.items()}
    return page.replace(STORE_MARK, packed(fragments, room))


def link_of(cell: TableCell, origins: Mapping[Origin, int]) -> str | None:
    """The customer's row and brief that a cell of the Summary points to; None for a cell that is no customer's."""
    number = origins.get(cell.link) if cell.link is not None else None
    return None if number is None else f"#c{number}"


def shown(cell: TableCell) -> str:
    """A cell as text: days as ISO dates."""
    if isinstance(cell.value, datetime):
        return cell.value.isoformat(" ", "minutes")
    if isinstance(cell.value, int):
        return f"{cell.value:,}"
    return "" if cell.value is None else str(cell.value)


def squeezed(html: str) -> str:
    """The page without indentation and empty lines."""
    return "\n".join(line for line in map(str.strip, html.splitlines()) if line)
