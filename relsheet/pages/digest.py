"""A fingerprint of what a run shows, by which the next one sees that nothing has changed."""

import hashlib
from collections.abc import Iterable, Mapping

from relsheet import __version__
from relsheet.pages.blocks import Block, Heading, Page, SideBySide, Table, Tiles
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Finding


def digest_of(assessment: Assessment, page: Page) -> str:
    """Equal for two runs that show the same results: a second write would change nothing but the run line.

    What only tells the distance to the run compared with (a tile's change, an empty list of moves) does not count: on
    the day after the first run every result is the same, yet there is something to compare with.
    """
    told = hashlib.sha256(__version__.encode())
    for findings in (assessment.customer_findings, assessment.complaint_findings):
        told.update(_told_of(findings.values()).encode())
    told.update(repr([(action.id, action.due, action.owner, action.text) for action in assessment.actions]).encode())
    told.update(repr([_lasting(block) for block in page.blocks if not isinstance(block, Heading)]).encode())
    return told.hexdigest()[:16]


def _told_of(rows: Iterable[Mapping[str, Finding]]) -> str:
    return "\x1e".join("\x1f".join([found.text + found.tone for found in row.values()]) for row in rows)


def _lasting(block: Block) -> object:
    """What of a block is a result and no comparison."""
    match block:
        case Tiles():
            return [(tile.label, tile.value) for tile in block.tiles]
        case Table():
            return [[(cell.value, cell.tone) for cell in row] for row in block.rows]
        case SideBySide():
            return _lasting(block.left), _lasting(block.right)
    return block
