"""What if: who would move under the settings that were given for this run alone (``--dry-run --set ...``)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from relsheet.api.options import Options
from relsheet.api.score import Draft
from relsheet.api.session import policy_for
from relsheet.render.measure import fitted
from relsheet.render.terminal import Terminal
from relsheet.rules.score import assess
from relsheet.rules.what_if import Move, counted, moves
from relsheet.texts import Texts

#: So many customers are named; all are counted.
NAMED = 30
INDENT = "  "
#: Sections that say what is shown, not where anybody stands.
ONLY_SHOWN = frozenset({"columns", "summary"})


def what_if(draft: Draft, options: Options) -> Sequence[Move] | None:
    """Every customer who would stand elsewhere; None where no setting of the run changes how anybody is judged."""
    session = draft.session
    usual = policy_for(session.source, replace(options, settings=()))
    changed = {name for name, section in session.policy.sections.items() if usual.sections.get(name) != section}
    if changed <= ONLY_SHOWN:
        return None
    return moves(assess(session.book, usual, session.as_of, session.texts), draft.assessment)


def what_if_lines(found: Sequence[Move], texts: Texts, terminal: Terminal) -> Iterator[str]:
    """The moves counted, then by name."""
    customers = len({move.customer.key for move in found})
    yield texts("what_if", count=customers) if found else texts("what_if.none")
    for column, before, after, count in counted(found):
        title = texts(f"column.customers.{column}").rstrip(" ◆")
        yield INDENT + texts("what_if.count", column=title, before=before or "–", after=after or "–", count=count)
    for move in found[:NAMED]:
        before, after = move.before.text or "–", move.after.text or "–"
        told = texts("what_if.move", name=move.customer.name, before=before, after=after)
        yield INDENT * 2 + fitted(told, terminal.cells - 4).rstrip()
    if len(found) > NAMED:
        yield INDENT * 2 + texts("what_if.more", count=f"{len(found) - NAMED:,}")
