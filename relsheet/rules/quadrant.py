"""Contacts by what they stand for: interest of their firm or their own, trust in our firm or in one of us."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Contact
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.results import Board, Case
from relsheet.rules.run import Run

INTERESTS = ("organisation", "personal")
TRUSTS = ("organisation", "personal")


class QuadrantSettings(Settings):
    """Marks in a contact's attitude or role."""

    section: ClassVar[str] = "quadrant"
    interest: Mapping[str, tuple[str, ...]] = setting(
        {
            "organisation": ("company interest", "firm's interest", "组织利益", "公司利益"),
            "personal": ("personal interest", "own interest", "个人利益"),
        },
        "Whose interest he follows -> words.",
    )
    trust: Mapping[str, tuple[str, ...]] = setting(
        {
            "organisation": ("trusts our company", "trusts us", "组织信任", "信任公司"),
            "personal": ("trusts our person", "personal trust", "个人信任", "信任个人"),
        },
        "Whom of us he trusts -> words.",
    )


def marked(contact: Contact, words: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """What a contact is marked as."""
    told = " ".join(filter(None, (contact.attitude, contact.role))).casefold()
    return frozenset(kind for kind, entries in words.items() if any(word in told for word in entries))


@board("quadrant")
def quadrant(cases: Sequence[Case], run: Run) -> Board:
    """How many contacts stand in each quadrant, and the customers for whom the strongest one is empty."""
    say, settings = BoardTexts(run, "quadrant"), run.policy.of(QuadrantSettings)
    counts = dict.fromkeys(((interest, trust) for interest in INTERESTS for trust in TRUSTS), 0)
    lacking: list[str] = []
    for case in cases:
        found = {
            (interest, trust)
            for contact in case.facts.contacts
            for interest in marked(contact, settings.interest)
            for trust in marked(contact, settings.trust)
        }
        for place in found & counts.keys():
            counts[place] += 1
        if found and ("organisation", "organisation") not in found:
            lacking.append(case.customer.name)
    heads = (say.head("interest", 3), *(say.figures(f"trust_{trust}", 2) for trust in TRUSTS))
    if not any(counts.values()):
        return say.board((), heads)
    empty = run.texts("board.quadrant.none")
    rows = [
        (run.texts(f"board.quadrant.of_{interest}"), *(counts[interest, trust] or empty for trust in TRUSTS))
        for interest in INTERESTS
    ]
    note = run.texts("board.quadrant.note", names=run.texts("profile.join").join(lacking[:8])) if lacking else None
    return say.board(rows, heads, note)
