"""Contacts by what they stand for: interest of their firm or their own, trust in our firm or in one of us."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Contact
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.run import Run
from relsheet.rules.situation import Answer, Situation, term

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
    sides: Mapping[str, tuple[str, ...]] = setting(
        {
            "organisation": ("organi", "company", "firm", "both", "组织", "公司", "单位", "都"),
            "personal": ("person", "own", "both", "个人", "本人", "业务员", "都"),
        },
        "Words in a column of its own for either of the two.",
    )


Words = Mapping[str, Sequence[str]]


def kinds_in(told: str, words: Words) -> frozenset[str]:
    """The sides that a text names."""
    return frozenset(kind for kind, entries in words.items() if any(word in told.casefold() for word in entries))


def interests_of(contact: Contact, settings: QuadrantSettings) -> frozenset[str]:
    """Whose interest he follows: by the column for it, else by marks in his attitude or role."""
    if contact.interest:
        return kinds_in(contact.interest, settings.sides)
    return kinds_in(f"{contact.attitude or ''} {contact.role or ''}", settings.interest)


def trusts_of(contact: Contact, settings: QuadrantSettings) -> frozenset[str]:
    """Whom of us he trusts."""
    if contact.trust:
        return kinds_in(contact.trust, settings.sides)
    return kinds_in(f"{contact.attitude or ''} {contact.role or ''}", settings.trust)


@term("personal_contact")
def personal_contact(at: Situation) -> Answer:
    """The first of his people, by name, who is marked to look to his own interest; None without such marks."""
    settings = at.run.policy.of(QuadrantSettings)
    marked = (each for each in at.facts.contacts if not each.left and "personal" in interests_of(each, settings))
    return min((contact.name for contact in marked), default=None)


@board("quadrant")
def quadrant(cases: Sequence[Case], run: Run) -> Board:
    """How many contacts stand in each quadrant, and the customers for whom the strongest one is empty."""
    say, settings = BoardTexts(run, "quadrant"), run.policy.of(QuadrantSettings)
    counts: Counter[tuple[str, str]] = Counter()
    lacking: list[str] = []
    for case in cases:
        found = [
            (interest, trust)
            for contact in case.facts.contacts
            for interest in interests_of(contact, settings)
            for trust in trusts_of(contact, settings)
        ]
        for place in found:
            counts[place] += 1
        if found and ("organisation", "organisation") not in found:
            lacking.append(case.customer.name)
    heads = (say.head("interest", 3), *(say.figures(f"trust_{trust}", 2) for trust in TRUSTS))
    if not counts:
        return say.board((), heads)
    empty = run.texts("board.quadrant.none")
    rows = [
        (run.texts(f"board.quadrant.of_{interest}"), *(counts[interest, trust] or empty for trust in TRUSTS))
        for interest in INTERESTS
    ]
    note = run.texts("board.quadrant.note", names=run.texts("profile.join").join(lacking[:8])) if lacking else None
    return say.board(rows, heads, note)
