"""Whom of theirs we met in the window, and how high they stand."""

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from relsheet.records import ContactLevel
from relsheet.rules.once import once
from relsheet.rules.results import Facts
from relsheet.rules.run import Run

#: Between the names in one cell: 张三、李四 · Li / Wang · Li and Wang.
BETWEEN_NAMES = re.compile(r"[、,，;；/／&+＋\n]|\s+and\s+", re.IGNORECASE)

#: So many cells are looked at once only: those of a log come again. ``watch`` and ``sync`` see many workbooks.
MOST_KEPT = 65_536

NOBODY: frozenset[str] = frozenset()
NO_LEVELS: frozenset[ContactLevel] = frozenset()


class Met(Struct, frozen=True, gc=False):
    """The people of one customer with a two-way contact in W."""

    names: frozenset[str]  # normalised
    somebody_unnamed: bool  # a contact in W that does not say with whom
    levels: frozenset[ContactLevel]
    somebody_unranked: bool  # somebody we met whose level is not recorded


@once
def met_in_window(facts: Facts, run: Run) -> Met | None:
    """Who was met in W; None where the book records nobody (no visit log, or none that names people)."""
    known = run.known
    if not known.visits or not (known.visit_contacts or known.levels):
        return None
    cells = {visit.contact for visit in facts.visits_in_w}  # the same few people, again and again
    people = [names_in(cell) for cell in cells]
    beside = contact_beside_the_log(facts, run)
    levels, unranked = levels_met(facts) if known.levels else (NO_LEVELS, True)
    return Met(NOBODY.union(*people), beside or not all(people), levels, beside or unranked)


def levels_met(facts: Facts) -> tuple[frozenset[ContactLevel], bool]:
    """How high the people stand whom we met, and whether that of any of them is not recorded."""
    told = {(visit.contact, visit.contact_level) for visit in facts.visits_in_w}
    level_of = {normal(contact.name): contact.level for contact in facts.contacts}
    levels: set[ContactLevel | None] = set()
    for cell, level in told:
        levels.update((level,) if level is not None else [level_of.get(name) for name in names_in(cell)] or (None,))
    return frozenset([level for level in levels if level is not None]), None in levels


def contact_beside_the_log(facts: Facts, run: Run) -> bool:
    """Whether the customers tab tells of a later contact than the log does: nobody knows with whom."""
    last = facts.customer.last_contact
    return run.window.covers(last) and (not facts.visits or (last is not None and last > facts.visits[-1].date))


@lru_cache(MOST_KEPT)
def people_in(cell: str | None) -> Mapping[str, str]:
    """The people whom a cell names: the name as it is compared -> as it is written."""
    return {normal(name): name.strip() for name in BETWEEN_NAMES.split(cell or "") if name.strip()}


@lru_cache(MOST_KEPT)
def names_in(cell: str | None) -> frozenset[str]:
    """The same people as they are compared."""
    return frozenset(filter(None, map(normal, BETWEEN_NAMES.split(cell or ""))))


def normal(name: str) -> str:
    """A name as it is compared: without case and surrounding blanks."""
    return " ".join(name.split()).casefold()
