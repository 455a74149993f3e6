"""An action as one would say it in the meeting: "You promised: new prices", "for 8 Oct, 46 days late"."""

from dataclasses import dataclass
from datetime import date

from relsheet.pages.days import date_text, day_text, weekday_and_date, with_days
from relsheet.rules.assessment import Case
from relsheet.rules.results import OVERDUE, Action, Clock, Promise, PromiseState, Verdict
from relsheet.rules.situation import day_of, shortened, subject_key
from relsheet.texts import Texts

#: Plays about the first reply to a complaint; the others about complaints are about its resolution.
REPLY_PLAYS = frozenset({"reply_complaint", "reply_due_soon", "unanswered_complaint"})
NOTE_LENGTH = 80
SAID_LENGTH = 64
#: So many of the newest contacts are asked for a note: what is older has been overtaken.
CONTACTS_WITH_NOTES = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be done, and why; ``why`` is empty where the words before it say it all."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """The newest note about a customer, as written; ``day`` is None for one of the customers tab."""

    text: str
    day: date | None


def plain_words(action: Action, case: Case, today: date, texts: Texts, said_length: int = SAID_LENGTH) -> Words:
    """The action in the words of the meeting; one of a play of the user's own keeps the words that he gave it.

    Of what a customer said so many characters are quoted.
    """
    if action.is_own_plan and case.contact.planned is not None:
        return _own_plan(case, case.contact.planned, today, texts)
    if promise := _promise(action, case):
        text = shortened(promise.text, NOTE_LENGTH)
        return Words(texts("say.promised", text=text), promise_why(promise, today, texts))
    if verdict := _verdict(action, case):
        key = f"say.{action.play}"  # a letter without answer, a result untold: no clock says what is owed
        if texts.has(key):
            return Words(action.text, said_of(verdict, texts(key), texts, said_length))
        return Words(action.text, complaint_why(verdict, action.play in REPLY_PLAYS, today, texts, said_length))
    if action.play == "contact" and case.contact.last is not None:
        return Words(action.text, contact_why(case, today, texts))
    return Words(action.text, action.why)


def promise_why(promise: Promise, today: date, texts: Texts) -> str:
    """For when it was promised, and how many days it is late."""
    if promise.due is None:
        return texts("say.promised.undated")
    day = weekday_and_date(promise.due, today, texts)
    if promise.state is not PromiseState.BROKEN:
        return texts("say.promised.for", day=day)
    return with_days("say.promised.late", promise.days_late, texts, day=day)


def complaint_why(
    verdict: Verdict, about_reply: bool, today: date, texts: Texts, said_length: int = SAID_LENGTH
) -> str:
    """What the customer said, and how the clock stands that counts here."""
    clock = verdict.reply if about_reply and verdict.reply is not None else verdict.resolve
    name = "reply" if clock is verdict.reply else "fix"
    state = _clock_text(clock, name, today, texts) if verdict.is_open else texts("say.unsatisfied")
    return said_of(verdict, state, texts, said_length)


def said_of(verdict: Verdict, state: str, texts: Texts, said_length: int) -> str:
    """What the customer said, quoted, and then how it stands."""
    said = cut(verdict.complaint.description or verdict.complaint.category or "", said_length, texts)
    return texts("say.complaint", said=said, state=state) if said else state


def contact_why(case: Case, today: date, texts: Texts) -> str:
    """When he was last in touch, and how often he should be."""
    last = case.contact.last
    if last is None:
        return case.contact.interval_reason
    day, interval = date_text(last, today, texts), case.contact.interval_reason
    return with_days("say.contact", (today - last).days, texts, day=day, interval=interval)


def last_note(case: Case) -> Note | None:
    """The newest note of the last contacts, else that of the customers tab."""
    for visit in case.facts.visits[: -CONTACTS_WITH_NOTES - 1 : -1]:
        if visit.notes:
            return Note(shortened(visit.notes, NOTE_LENGTH) or "", visit.date)
    noted = shortened(case.customer.notes, NOTE_LENGTH)
    return Note(noted, None) if noted else None


def cut(text: str, length: int, texts: Texts) -> str:
    """The text on one line of that many Latin characters at most, or half as many of the wider Chinese ones.

    A Latin word is not cut in two.
    """
    line, most = " ".join(text.split()), length // 2 if texts.language == "zh" else length
    if len(line) <= most:
        return line
    head, rest = line[: most - 1], line[most - 1 :]
    if (head[-1] + rest[0]).isalnum() and head.isascii():
        head = head.rpartition(" ")[0] or head
    return f"{head.rstrip(' ,;:')}…"


def _own_plan(case: Case, planned: date, today: date, texts: Texts) -> Words:
    text = shortened(case.contact.planned_text, NOTE_LENGTH) or texts("play.own_plan.contact")
    if planned >= today:
        return Words(texts("say.planned", text=text), "")
    day = weekday_and_date(planned, today, texts)
    why = with_days("say.planned_past.why", (today - planned).days, texts, day=day)
    return Words(texts("say.planned_past", text=text), why)


def _clock_text(clock: Clock, name: str, today: date, texts: Texts) -> str:
    if clock.due is None:
        return clock.reason
    due = day_of(clock.due) or today
    if clock.state in OVERDUE and clock.over_by:
        return texts(f"say.{name}.late", day=weekday_and_date(due, today, texts), late=clock.over_by)
    return texts(f"say.{name}.due", day=day_text(due, today, texts))


def _promise(action: Action, case: Case) -> Promise | None:
    """The promise that the action is about."""
    return next((found for found in case.promises if action.subject and subject_key(found) == action.subject), None)


def _verdict(action: Action, case: Case) -> Verdict | None:
    """The complaint that the action is about."""
    return next((found for found in case.verdicts if action.subject and subject_key(found) == action.subject), None)
