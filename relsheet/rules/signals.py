"""The eight opportunities that a customer offers: marks, key words, competitor rows and dates of the last 90 days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Origin, Visit
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once, once_a_run
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.situation import Answer, Situation, term

KINDS = (
    "new_product",
    "review",
    "people_change",
    "quality",
    "service",
    "weak_tie",
    "deterioration",
    "cost_down",
)
SEPARATOR = "\x1f"
#: What goes wrong between him and us is a risk; only a rival's trouble is an opportunity.
OF_A_RIVAL = frozenset({"quality", "service", "weak_tie", "deterioration"})


class SignalSettings(Settings):
    """What counts as a sign of an opportunity, and for how long."""

    section: ClassVar[str] = "signals"
    days: int = setting(90, "Older signs do not count.", unit="days", ge=1)
    review_days: int = setting(60, "A contract that ends within this time is a review.", unit="days", ge=1)
    words: Mapping[str, tuple[str, ...]] = setting(
        {
            "new_product": ("new product", "new line", "new project", "launch", "新产品", "新品", "新项目", "新产线"),
            "review": ("tender", "rfq", "rfp", "annual review", "招标", "年审", "供应商评估", "年度评估"),
            "people_change": (
                "left the company",
                "new buyer",
                "promoted",
                "retires",
                "离职",
                "换人",
                "新任",
                "升职",
                "调岗",
            ),
            "quality": ("defect", "recall", "quality problem", "质量问题", "质量事故", "不良"),
            "service": ("late delivery", "poor service", "交期延误", "服务差"),
            "weak_tie": ("only knows one", "单线联系"),
            "deterioration": ("dispute", "fell out", "纠纷", "闹翻", "关系恶化"),
            "cost_down": ("cost down", "cost reduction", "savings target", "降本", "降成本", "压价"),
        },
        "Words in a visit's mark or notes, or in a competitor's row, that stand for an opportunity.",
    )

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """The words of all opportunities in one row."""
        return tuple(word for words in self.words.values() for word in words)


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign: which opportunity, when, and the row that says so."""

    kind: str
    day: date
    origin: Origin


@once
def signals_of(facts: Facts, run: Run) -> tuple[Signal, ...]:
    """The signs of a customer, each kind once, the newest of it."""
    newest: dict[str, Signal] = {}
    for found in all_signals(facts, run):
        before = newest.get(found.kind)
        if before is None or (found.day, found.origin) > (before.day, before.origin):
            newest[found.kind] = found
    return tuple(newest[kind] for kind in KINDS if kind in newest) if newest else ()


def all_signals(facts: Facts, run: Run) -> Sequence[Signal]:
    """Every sign: in marks and notes of visits, in rivals' rows, in the end of the contract."""
    settings, oldest = run.policy.of(SignalSettings), oldest_day(run)
    signals = signals_in(since(oldest, facts.visits), settings)
    for row in facts.competitors:
        if row.event_date is not None and oldest <= row.event_date <= run.today:
            told = " ".join(filter(None, (row.event, row.weakness)))
            signals += [Signal(kind, row.event_date, row.origin) for kind in kinds_in(told, settings.words)]
    end = facts.customer.contract_end
    if end is not None and run.today <= end <= run.today + timedelta(days=settings.review_days):
        signals.append(Signal("review", end, facts.customer.origin))
    return signals


@once_a_run
def oldest_day(run: Run) -> date:
    """The first day whose signs count."""
    return run.today - timedelta(days=run.policy.of(SignalSettings).days)


def since(day: date, visits: Sequence[Visit]) -> Sequence[Visit]:
    """The visits from that day on, of visits sorted by date: the last few of a long log, so counted from its end."""
    first = len(visits)
    while first and visits[first - 1].date >= day:
        first -= 1
    return visits[first:]


def signals_in(visits: Sequence[Visit], settings: SignalSettings) -> list[Signal]:
    """What was marked or noted on these visits."""
    # Most customers' notes hold no key word at all: one look at all of them together settles it.
    notes = SEPARATOR.join([visit.notes for visit in visits if visit.notes]).casefold()
    if not (notes and holds_any(notes, settings.all_words)) and not [visit for visit in visits if visit.signal]:
        return []
    found: list[Signal] = []
    for visit in visits:
        marked = (visit.signal,) if visit.signal in KINDS else kinds_in(visit.signal, settings.words)
        noted = (kind for kind in kinds_in(visit.notes, settings.words) if kind not in OF_A_RIVAL)
        found += [Signal(kind, visit.date, visit.origin) for kind in (*marked, *noted)]
    return found


def kinds_in(text: str | None, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The opportunities that a text speaks of by one of their key words."""
    if not text:
        return ()
    told = text.casefold()
    return tuple(kind for kind in KINDS if holds_any(told, words.get(kind, ())))


def holds_any(told: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text; a plain loop, which is twice as fast as any() here."""
    for word in words:  # noqa: SIM110 (see above)
        if word in told:
            return True
    return False


@customer_column("signals")
def signals(case: Case, run: Run) -> Finding:
    """The opportunities that are open, with the rows that tell of them."""
    found = signals_of(case.facts, run)
    if not found:
        return does_not_apply()
    text = run.texts("profile.join").join(run.texts(f"signal.{each.kind}") for each in found)
    rows = ", ".join(str(each.origin) for each in found)
    value = ",".join(each.kind for each in found)
    return Finding(value, text, Tone.GOOD, run.texts("signals.reason", signals=text, rows=rows))


@term("signals")
def signals_term(at: Situation) -> Answer:
    """The opportunities in words; None where there is none. The end of a contract has a play of its own."""
    found = [each for each in signals_of(at.facts, at.run) if each.origin != at.customer.origin]
    if not found:
        return None
    return at.run.texts("profile.join").join(at.run.texts(f"signal.{each.kind}") for each in found)
