"""One customer as the plays see him, and the register of terms: the names that conditions test and texts fill in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import repeat
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from relsheet.records import Contact, Customer, Moment, Origin
from relsheet.records.making import records_of
from relsheet.rules.finding import FindingValue
from relsheet.rules.people import Met
from relsheet.rules.results import AbcResult, ContactRhythm, Facts, Promise, TierResult, Verdict
from relsheet.rules.run import Run

#: What a play is about within the customer.
Subject = Verdict | Promise | Contact | None


class Situation(Struct, frozen=True):
    """One customer as the plays see him; ``subject`` is the complaint, promise or contact that a play goes through."""

    run: Run
    facts: Facts
    customer: Customer  # that of the facts: what is asked for most
    abc: AbcResult
    tier: TierResult
    contact: ContactRhythm
    verdicts: Sequence[Verdict]
    sla: Verdict | None
    promises: Sequence[Promise]
    met: Met | None  # None: the book does not say whom we met
    compared: "Compared"  # the flags that only show beside the other customers
    subject: Subject = None

    @property
    def flags(self) -> "Flags":
        """The flags raised for him, with their reasons."""
        return Flags(self)


#: The reason why the flag is raised, in the user's language; None where it is not, or where that is not known.
FlagRule = Callable[[Situation], str | None]
FLAGS: Final[dict[str, FlagRule]] = {}


def reason_of(flag: str, at: Situation) -> str | None:
    """Why that flag is raised; None where it is not, or is switched off."""
    if flag in at.run.flags_off:
        return None
    rule = FLAGS.get(flag)
    return at.compared.reason(flag, at.customer.key) if rule is None else rule(at)


#: All customers -> Customer.key of those flagged, with the reason in the user's language.
Comparison = Callable[[Sequence[Situation]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What rules say that see all customers at once: each is asked once, when somebody first wants to know.

    The situations are made anew for it: each leads back here, and as a circle a whole run would stay in memory.
    """

    rules: Mapping[str, Comparison]
    columns: Mapping[str, Iterable[object]]  # of all situations, but for ``compared``
    found: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def reason(self, flag: str, customer: str) -> str | None:
        """Why that customer is flagged; None where he is not, or where there is no such rule."""
        if flag not in self.rules:
            return None
        return self.told_by(flag).get(customer)

    def told_by(self, flag: str) -> Mapping[str, str]:
        """All whom that rule flags."""
        if flag not in self.found:
            self.found[flag] = {}  # a rule that looks at all flags meets itself, and is silent there
            self.found[flag] = self.rules[flag](self.situations())
        return self.found[flag]

    def situations(self) -> tuple[Situation, ...]:
        """All customers', in sheet order."""
        return tuple(records_of(Situation, {**self.columns, "compared": repeat(self)}))


class Flags(Mapping[str, str]):
    """Flag -> its reason. A rule is asked when somebody wants to know: most of them nobody asks for most customers."""

    __slots__ = ("at",)

    def __init__(self, at: Situation) -> None:
        self.at = at

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and reason_of(name, self.at) is not None

    def __getitem__(self, name: str) -> str:
        reason = reason_of(name, self.at)
        if reason is None:
            raise KeyError(name)
        return reason

    def __iter__(self) -> Iterator[str]:
        return (name for name in (*FLAGS, *self.at.compared.rules) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


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


#: What a play of that kind goes through.
SUBJECTS: Final[Mapping[str, Callable[[Situation], Sequence[Subject]]]] = {
    "complaint": lambda at: at.verdicts,
    "promise": lambda at: at.promises,
    "contact": lambda at: at.facts.contacts,
}


def views_of(situations: Sequence[Situation], per: str) -> Sequence[Situation]:
    """Each situation once for each thing that a play of that kind goes through."""
    subjects = SUBJECTS.get(per)
    if subjects is None:
        return situations
    return [replace(at, subject=subject) for at in situations for subject in subjects(at)]


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
