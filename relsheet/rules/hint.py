"""Which one more column or tab would make the most unknown results known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from relsheet.rules.assessment import Case
from relsheet.rules.results import Standing
from relsheet.rules.run import Run

#: What can be missing -> the open results that it would settle. Of equals the first one: a column before a tab.
SETTLES: Mapping[str, tuple[str, ...]] = {
    "last_contact": ("contact",),
    "revenue": ("figure", "customer"),
    "contract": ("contract_or_main",),
    "first_order": ("trading", "customer"),
    "joint_plan": ("plan_or_lock_in",),
    "exclusivity": ("plan_or_lock_in",),
    "custom_work": ("plan_or_lock_in",),
    "equity_link": ("alliance",),
    "visit_contact": ("two_people",),
    "level": ("manager_met", "executive_met"),
    "visits": ("contact", "two_people"),
    "orders": ("figure", "customer", "order_months", "trading"),
    "complaints": ("no_overdue_complaint",),
}


def hint_for(cases: Sequence[Case], run: Run) -> str | None:
    """One sentence that names it; None where everything that could be asked for is there."""
    still_open = Counter(name for case in cases for name in open_results(case))
    counts = {
        name: sum(still_open[result] for result in settled)
        for name, settled in SETTLES.items()
        if is_missing(name, run)
    }
    best = max(counts, key=lambda name: counts[name], default=None)
    if best is None or not counts[best]:
        return None
    return run.texts(f"hint.{best}", count=f"{counts[best]:,}")


def open_results(case: Case) -> Iterable[str]:
    """What is not known of this customer: his figure, his last contact, what keeps the next tier open."""
    if case.abc.standing is Standing.NO_FIGURE:
        yield "figure"
    if case.contact.last is None:
        yield "contact"
    yield from case.tier.open


def is_missing(name: str, run: Run) -> bool:
    """Whether the book has nothing of that kind."""
    known = run.known
    tabs = {
        "visits": not known.visits,
        "visit_contact": known.visits and not known.visit_contacts,
        "level": known.visit_contacts and not known.levels,
        "orders": not known.orders,
        "complaints": not known.complaints,
        "revenue": not known.orders and "revenue" not in known.filled,
        "last_contact": not known.visits and "last_contact" not in known.filled,
    }
    return tabs.get(name, name not in known.filled)
