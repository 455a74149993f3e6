"""What a play may ask: each term is a name that conditions test and texts fill in, on results and on fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import Enum
from typing import Final

from relsheet.records import Contact, Customer, Moment, Origin, Visit
from relsheet.rules.finding import FindingValue
from relsheet.rules.people import Met
from relsheet.rules.results import AbcResult, Clock, ContactRhythm, Facts, Promise, TierResult, Verdict
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


def field_term(name: str) -> Term:
    """A field of the customers tab as a term; enums by their machine's word."""

    def read(at: Situation) -> Answer:
        value = getattr(at.facts.customer, name)
        if isinstance(value, Enum):
            return str(value.value)
        return value if value is None or isinstance(value, (str, int, float, date)) else float(value)

    return read


NOT_TERMS = frozenset({"origin", "aliases", "unreadable"})
TERMS.update({each.name: field_term(each.name) for each in fields(Customer) if each.name not in NOT_TERMS})
TERMS["customer"] = TERMS["name"]


@term("prospect")
def prospect(at: Situation) -> Answer:
    return at.facts.is_prospect


@term("abc")
def abc(at: Situation) -> Answer:
    return at.abc.letter


@term("abc_previous")
def abc_previous(at: Situation) -> Answer:
    return at.abc.previous


@term("abc_move")
def abc_move(at: Situation) -> Answer:
    return at.abc.move


@term("abc_year_before")
def abc_year_before(at: Situation) -> Answer:
    return at.abc.year_before_letter


@term("abc_fallen")
def abc_fallen(at: Situation) -> Answer:
    """From which class he fell, and since when; None where he did not fall."""
    letter, previous, compared = at.abc.letter, at.abc.previous, at.run.past.compared_with
    if letter is None:
        return None
    if previous is not None and previous < letter and compared is not None:
        return at.run.texts("move.abc", previous=previous, letter=letter, since=compared.date())
    before = at.abc.year_before_letter
    return at.run.texts("move.abc_year", previous=before, letter=letter) if before and before < letter else None


@term("class_or_own")
def class_or_own(at: Situation) -> Answer:
    """The computed class, else the one that the user entered."""
    return at.abc.letter or at.customer.own_class


@term("share")
def share(at: Situation) -> Answer:
    return at.abc.share


@term("missing_to_a")
def missing_to_a(at: Situation) -> Answer:
    """Whole units of money to the A line, of a small A."""
    cents = at.abc.upgrade_missing_cents
    return None if cents is None else cents // 100


@term("tier")
def tier(at: Situation) -> Answer:
    return None if at.tier.tier is None else int(at.tier.tier)


@term("last_contact_day")
def last_contact_day(at: Situation) -> Answer:
    return at.contact.last


@term("days_silent")
def days_silent(at: Situation) -> Answer:
    return None if at.contact.last is None else (at.run.today - at.contact.last).days


@term("interval_days")
def interval_days(at: Situation) -> Answer:
    return at.contact.interval_days


@term("interval_reason")
def interval_reason(at: Situation) -> Answer:
    return at.contact.interval_reason


@term("contact_due")
def contact_due(at: Situation) -> Answer:
    return at.contact.due


@term("days_to_contact")
def days_to_contact(at: Situation) -> Answer:
    """Days until the next contact is due; negative when it is late."""
    return None if at.contact.due is None else (at.contact.due - at.run.today).days


@term("days_late")
def days_late(at: Situation) -> Answer:
    return None if at.contact.due is None else at.contact.days_late


@term("lateness")
def lateness(at: Situation) -> Answer:
    """Days late in intervals: 1 is a whole interval late."""
    return at.contact.days_late / at.contact.interval_days


@term("planned")
def planned(at: Situation) -> Answer:
    return at.contact.planned


@term("planned_text")
def planned_text(at: Situation) -> Answer:
    """The user's own words, on one line."""
    text = at.contact.planned_text
    return " ".join(text.split()) if text else at.run.texts("play.own_plan.contact")


@term("days_to_plan")
def days_to_plan(at: Situation) -> Answer:
    """Days until the user's own next step; negative when it is past."""
    return None if at.contact.planned is None else (at.contact.planned - at.run.today).days


@term("plan_days_ago")
def plan_days_ago(at: Situation) -> Answer:
    return None if at.contact.planned is None else (at.run.today - at.contact.planned).days


@term("days_to_contract_end")
def days_to_contract_end(at: Situation) -> Answer:
    return None if at.customer.contract_end is None else (at.customer.contract_end - at.run.today).days


def complaint_term(name: str, read: Callable[[Verdict], Answer]) -> None:
    """A term that only plays ``per = "complaint"`` can use."""
    TERMS[name] = lambda at: read(at.subject) if isinstance(at.subject, Verdict) else None


def clock_terms(name: str, clock_of: Callable[[Verdict], Clock | None]) -> None:
    """State, due moment and lateness of one of a complaint's two clocks."""

    def of_clock(read: Callable[[Clock], Answer]) -> Callable[[Verdict], Answer]:
        def read_verdict(verdict: Verdict) -> Answer:
            clock = clock_of(verdict)
            return None if clock is None else read(clock)

        return read_verdict

    complaint_term(f"{name}_state", of_clock(lambda clock: str(clock.state)))
    complaint_term(f"{name}_due", of_clock(lambda clock: clock.due))
    complaint_term(f"{name}_over_by", of_clock(lambda clock: clock.over_by))
    complaint_term(f"{name}_reason", of_clock(lambda clock: clock.reason))


clock_terms("reply", lambda verdict: verdict.reply)
clock_terms("resolve", lambda verdict: verdict.resolve)
complaint_term("complaint_open", lambda verdict: verdict.is_open)
complaint_term("complaint_state", lambda verdict: str(verdict.state))
complaint_term("complaint_priority", lambda verdict: str(verdict.priority))
complaint_term("complaint_unsatisfied", lambda verdict: verdict.unsatisfied)
complaint_term("complaint_due", lambda verdict: verdict.resolve.due)
complaint_term("channel", lambda verdict: verdict.complaint.channel and str(verdict.complaint.channel))


@term("complaint")
def complaint(at: Situation) -> Answer:
    """What the complaint is called: its id, else what it is about, else its cell."""
    if not isinstance(at.subject, Verdict):
        return None
    row = at.subject.complaint
    return row.id or shortened(row.description) or str(row.origin)


@term("promise")
def promise(at: Situation) -> Answer:
    return shortened(at.subject.text) if isinstance(at.subject, Promise) else None


@term("promise_state")
def promise_state(at: Situation) -> Answer:
    return str(at.subject.state) if isinstance(at.subject, Promise) else None


@term("promise_due")
def promise_due(at: Situation) -> Answer:
    return at.subject.due if isinstance(at.subject, Promise) else None


@term("promise_days_late")
def promise_days_late(at: Situation) -> Answer:
    return at.subject.days_late if isinstance(at.subject, Promise) else None


@term("contact_name")
def contact_name(at: Situation) -> Answer:
    return at.subject.name if isinstance(at.subject, Contact) else None


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
