"""What a play may ask of the complaint, promise or contact that it goes through; nothing where it goes through none."""

from collections.abc import Callable

from relsheet.records import Contact
from relsheet.rules.results import Clock, Promise, Verdict
from relsheet.rules.situation import TERMS, Answer, Situation, shortened, term


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
