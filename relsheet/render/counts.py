"""What became of our suggestions (``actions --evaluate``), as a table to read, as CSV, as Markdown and as JSON."""

import csv
import io
import json
from collections.abc import Iterator, Sequence

from relsheet import __version__
from relsheet.pages.blocks import Table
from relsheet.render.agenda import BOM, harmless
from relsheet.render.markdown import escaped, table_lines
from relsheet.render.measure import fitted, terminal_width
from relsheet.render.terminal import MARGIN, Terminal
from relsheet.rules.assessment import PlayRecord


def counts_lines(table: Table, terminal: Terminal) -> Iterator[str]:
    """A line per kind of action under the headers; numbers to the right."""
    yield terminal.bold(table.heading.text)
    if not table.rows:
        yield table.empty_text
        return
    if table.heading.note:
        yield table.heading.note
    heads = [header.split() for header in _headers(table)]
    depth = max(map(len, heads))
    # A header stands on as many lines as it has words: the columns are as narrow as their longest word.
    over = ([words[line - depth] if depth - line <= len(words) else "" for words in heads] for line in range(depth))
    shown = [*over, *_texts(table)]
    widths = [max(terminal_width(row[place]) for row in shown) for place in range(len(heads))]
    widths[0] = max(min(widths[0], terminal.cells - sum(widths[1:]) - len(MARGIN) * (len(widths) - 1)), 8)
    for name, *numbers in shown:
        filled = (" " * (width - terminal_width(text)) + text for text, width in zip(numbers, widths[1:], strict=True))
        yield MARGIN.join((fitted(name, widths[0]), *filled)).rstrip()


def counts_csv(table: Table) -> str:
    """For Excel and Google Sheets; none of the texts is a formula."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(text) for text in row] for row in (_headers(table), *_texts(table)))
    return BOM + written.getvalue()


def counts_markdown(table: Table) -> Iterator[str]:
    """A table, or the sentence that there is nothing yet."""
    if not table.rows:
        yield table.empty_text
        return
    yield from table_lines(_headers(table), ([escaped(text) for text in row] for row in _texts(table)))


def counts_json(records: Sequence[PlayRecord], source: str) -> str:
    """One JSON object: per play how many were suggested, their fates, and what has happened since."""
    plays = [
        {
            "play": record.play,
            "suggested": record.suggested,
            "fates": {str(fate): count for fate, count in record.fates.items()},
            "since": {str(state): count for state, count in record.since.items()},
        }
        for record in records
    ]
    return json.dumps({"relsheet": __version__, "source": source, "plays": plays}, ensure_ascii=False, indent=1)


def _headers(table: Table) -> list[str]:
    return [column.header for column in table.columns]


def _texts(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield [str(cell.value) for cell in row]
