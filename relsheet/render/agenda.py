"""The action list as a table to read, as CSV, as JSON and as Markdown."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from relsheet import __version__
from relsheet.render.json import action_answer
from relsheet.render.markdown import escaped, table_lines
from relsheet.render.measure import fitted, terminal_width
from relsheet.render.terminal import MARGIN, Terminal
from relsheet.rules.results import Action
from relsheet.rules.situation import shortened
from relsheet.texts import Texts

#: A byte order mark, without which Excel reads the Chinese of a CSV in the system's code page.
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
#: What a spreadsheet takes for a formula: at the start of a cell, and after the semicolon that parts the cells where
#: Excel is set to a comma as decimal sign. Full-width signs count in Chinese and Japanese Excel.
FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠])")
COLUMNS = ("by", "customer", "owner", "what", "why", "carried", "id")
DAY_CELLS = 10


def agenda_lines(actions: Sequence[Action], texts: Texts, terminal: Terminal) -> Iterator[str]:
    """One line an action that fits the width: by when, who, what, whose."""
    if not actions:
        yield texts("actions.none")
        return
    owners = min(max(terminal_width(action.owner or "") for action in actions), terminal.cells // 6)
    room = terminal.cells - DAY_CELLS - owners - 3 * len(MARGIN)
    customers = min(max(terminal_width(action.customer_name) for action in actions), room * 2 // 5)
    widths = (DAY_CELLS, customers, room - customers, owners)

    def line(by: str, customer: str, what: str, owner: str) -> str:
        parts = zip((by, customer, what, owner), widths, strict=True)
        return MARGIN.join(fitted(text, width) for text, width in parts).rstrip()

    yield terminal.bold(line(*(texts(f"actions.column.{name}") for name in ("by", "customer", "what", "owner"))))
    for action in actions:
        told = line(
            action.due.isoformat(), action.customer_name, action.text, action.owner or texts("summary.no_owner")
        )
        yield terminal.toned(told[:DAY_CELLS], action.tone) + told[DAY_CELLS:]


def agenda_csv(actions: Sequence[Action], texts: Texts) -> str:
    """The list for Excel and Google Sheets: with a byte order mark, lines ending as RFC 4180 has them, every text
    quoted and none of them a formula, whatever it begins with."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([texts(f"actions.column.{name}") for name in COLUMNS])
    writer.writerows([harmless(cell) for cell in _cells(action)] for action in actions)
    return BOM + written.getvalue()


def harmless(text: str) -> str:
    """The text on one line, with an apostrophe before what a spreadsheet would compute."""
    return FORMULA.sub(r"\1'", " ".join(text.split()))


def agenda_markdown(actions: Sequence[Action], texts: Texts) -> Iterator[str]:
    """A table; what would be Markdown in the user's words is escaped."""
    header = [texts(f"actions.column.{name}") for name in COLUMNS[:5]]
    yield from table_lines(header, ([escaped(cell) for cell in _cells(action)[:5]] for action in actions))
    if not actions:
        yield ""
        yield texts("actions.none")


def agenda_json(actions: Sequence[Action], source: str, as_of: str) -> str:
    """One JSON object: the source, the moment, and the actions with the keys of the answer of ``score``."""
    answer = {"relsheet": __version__, "source": source, "as_of": as_of, "actions": [told(each) for each in actions]}
    return json.dumps(answer, ensure_ascii=False, indent=1)


def told(action: Action) -> Mapping[str, Any]:
    """One action with what only the list shows."""
    return {
        **action_answer(action),
        "first_suggested": action.first_suggested.isoformat(),
        "carried_days": action.carried_days,
        "own_plan": action.is_own_plan,
        "note": shortened(action.quote, 80),
    }


def _cells(action: Action) -> tuple[str, ...]:
    """The texts in the order of COLUMNS."""
    carried = str(action.carried_days) if action.carried_days else ""
    by, owner = action.due.isoformat(), action.owner or ""
    return by, action.customer_name, owner, action.text, action.why, carried, action.id
