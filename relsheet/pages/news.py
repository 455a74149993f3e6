"""What somebody should hear of: complaints past their deadline, lost A customers, broken promises.

Each item has a key that stays the same as long as it holds, so that whoever was told once is not told again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.results import OVERDUE, Clock, Promise, PromiseState, Verdict
from relsheet.texts import Texts

BEST = "A"


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One line of a message; ``owner`` is whose customer it is about, None where nobody is entered; ``kind`` is what
    it is counted as: late, fallen, promise."""

    key: str
    kind: str
    owner: str | None
    text: str


def news_of(assessment: Assessment, texts: Texts) -> tuple[NewsItem, ...]:
    """Everything that holds at that moment, complaints first."""
    cases = {case.customer.key: case for case in assessment.cases}
    return (
        *(item for verdict in assessment.verdicts for item in _late_clocks(verdict, cases, texts)),
        *(_fallen(case, texts) for case in assessment.cases if _has_fallen(case)),
        *(_broken(promise, cases, texts) for promise in assessment.promises if promise.state is PromiseState.BROKEN),
    )


def _late_clocks(verdict: Verdict, cases: Mapping[str, Case], texts: Texts) -> Iterator[NewsItem]:
    complaint = verdict.complaint
    case = cases.get(complaint.customer or "")
    name = case.customer.name if case else complaint.customer_text or "–"
    known_by = complaint.id or _digest(name, verdict.opened_on, complaint.category, complaint.description)
    clocks: tuple[tuple[str, Clock | None], ...] = (("reply", verdict.reply), ("resolve", verdict.resolve))
    for what, clock in clocks:
        if verdict.is_open and clock is not None and clock.state in OVERDUE:
            text = texts(
                f"news.{what}", id=complaint.id or complaint.origin, customer=name, due=clock.due_text or clock.due
            )
            yield NewsItem(f"{what}|{known_by}", "late", case.customer.owner if case else None, text)


def _has_fallen(case: Case) -> bool:
    return case.abc.previous == BEST and case.abc.letter not in (None, BEST)


def _fallen(case: Case, texts: Texts) -> NewsItem:
    customer = case.customer
    return NewsItem(
        f"fallen|{customer.key}|{case.abc.letter}",
        "fallen",
        customer.owner,
        texts("news.fallen", customer=customer.name, now=case.abc.letter),
    )


def _broken(promise: Promise, cases: Mapping[str, Case], texts: Texts) -> NewsItem:
    case = cases.get(promise.customer or "")
    return NewsItem(
        f"promise|{_digest(promise.customer, promise.text, promise.due)}",
        "promise",
        promise.person or (case.customer.owner if case else None),
        texts("news.promise", customer=case.customer.name if case else "–", text=promise.text, due=promise.due),
    )


def _digest(*parts: object) -> str:
    return blake2b("\x00".join(map(str, parts)).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
