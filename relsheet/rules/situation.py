"""One customer as the plays see him, and the register of terms: the names that conditions test and texts fill in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from relsheet.records import Contact, Customer, Moment, Origin, Visit
from relsheet.rules.finding import FindingValue
from relsheet.rules.people import Met
from relsheet.rules.results import AbcResult, ContactRhythm, Facts, Promise, TierResult, Verdict
from relsheet.rules.run import Run

#: What a play is about within the customer.
Subject = Verdict | Promise | Contact | None


@dataclass(frozen=True, slots=True)
class Situation:
    """One customer as the plays see him; ``subject`` is the complaint, promise or contact that a play goes through."""

    run: Run
    facts: Facts
    abc: AbcResult
    tier: TierResult
    contact: ContactRhythm
    verdicts: tuple[Verdict, ...]
    sla: Verdict | None
    promises: tuple[Promise, ...]
    visits: Sequence[Visit]  # those in W
    met: Met | None  # None: the book does not say whom we met
    flags: dict[str, str]  # flag -> its reason; filled by the rules one after the other
    subject: Subject = None

    @property
    def customer(self) -> Customer:
        return self.facts.customer


Answer = FindingValue | bool
Term = Callable[[Situation], Answer]
TERMS: Final[dict[str, Term]] = {}


def term(name: str) -> Callable[[Term], Term]:
    """Make a function a word of the playbook's language."""

    def register(read: Term) -> Term:
        TERMS[name] = read
        return read

    return register


def shortened(text: str | None, length: int = 40) -> str | None:
    """A text on one line, cut at that many characters."""
    if not text:
        return None
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def views_of(at: Situation, per: str) -> Sequence[Situation]:
    """The situation once for each thing that a play of that kind goes through."""
    subjects: Mapping[str, Sequence[Subject]] = {
        "complaint": at.verdicts,
        "promise": at.promises,
        "contact": at.facts.contacts,
    }
    if per not in subjects:
        return (at,)
    return [replace(at, subject=subject) for subject in subjects[per]]


def subject_key(subject: Subject) -> str:
    """A subject's name within customer and play that survives sorting: the id, else what the row says."""
    if isinstance(subject, Verdict):
        row = subject.complaint
        return row.id or f"{row.opened_at}|{shortened(row.description)}"
    if isinstance(subject, Promise):
        return f"{subject.due}|{subject.text}"
    return subject.name if isinstance(subject, Contact) else ""


def day_of(moment: Moment | None) -> date | None:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def row_of(at: Situation) -> Origin:
    """The row that a suggestion rests on."""
    if isinstance(at.subject, Verdict):
        return at.subject.complaint.origin
    return at.customer.origin if at.subject is None else at.subject.origin
