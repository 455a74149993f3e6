"""The life of a customer: prospect, new, current, loyal, lapsed; by his orders alone."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once, once_a_run, once_each
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.situation import Answer, Situation, term
from relsheet.rules.trading import bought_before, is_surely_first
from relsheet.rules.window import months_before


class LifeSettings(Settings):
    """When a customer counts as new, loyal, lapsed."""

    section: ClassVar[str] = "life"
    new_months: int = setting(6, "New: the first order is not older than this.", unit="months", ge=1)
    loyal_years: int = setting(3, "Loyal: orders in each of so many last years.", unit="years", ge=1)
    lapsed_gaps: float = setting(2.0, "Silent for more than so many of his own median gaps between orders.", gt=0)
    lapsed_least: int = setting(90, "... and for so long at least.", unit="days", ge=1)


@once
def order_days(facts: Facts, run: Run) -> Sequence[date]:
    """The days on which he ordered, oldest first, each once; a return is no order."""
    return [*dict.fromkeys([order.date for order in facts.orders if not order.is_return])]


@once
def is_lapsed(facts: Facts, run: Run) -> bool | None:
    """Whether he has stopped ordering; None with fewer than three order days, which show no rhythm."""
    days = order_days(facts, run)
    if len(days) < 3:
        return None
    settings, silent = run.policy.of(LifeSettings), (run.today - days[-1]).days
    if silent < settings.lapsed_least:
        return False
    usual = median([(after - before).days for before, after in pairwise(days)])
    return silent > settings.lapsed_gaps * usual


@term("lapsed")
def lapsed(at: Situation) -> Answer:
    return is_lapsed(at.facts, at.run)


@once
def is_loyal(facts: Facts, run: Run) -> bool:
    """Whether he ordered in each of so many last years, and nothing shows that his first order was later."""
    lines, first = year_lines(run), facts.first_order
    if first is None or (first > lines[-1] and is_surely_first(facts, first, run)):
        return False
    days = order_days(facts, run)
    until = len(days)
    for line in lines:
        before = bisect_right(days, line, hi=until)
        if before == until:
            return False
        until = before
    return True


@once_a_run
def year_lines(run: Run) -> Sequence[date]:
    """The last day before each of so many last years, the latest first."""
    return [months_before(run.today, 12 * (back + 1)) for back in range(run.policy.of(LifeSettings).loyal_years)]


@customer_column("life")
def life(case: Case, run: Run) -> Finding:
    """Where he is in his life as a customer; unknown without orders, or with too few of them, long ago."""
    facts = case.facts
    if facts.is_prospect:
        return told(run, "prospect", None)
    if not facts.orders:
        return not_known(run.texts("life.reason.unknown"))
    last = facts.orders[-1].date
    is_silent = is_lapsed(facts, run)
    if is_silent:
        return told(run, "lapsed", last)
    if bought_before(facts, months_before(run.today, run.policy.of(LifeSettings).new_months), run) is False:
        return told(run, "new", None)
    if is_silent is None and not run.window.covers(last):
        return not_known(run.texts("life.reason.no_rhythm", last=last))
    return told(run, "loyal" if is_loyal(facts, run) else "current", last)


@once_each
def told(run: Run, name: str, last: date | None) -> Finding:
    """The cell of all customers of that life; those who ordered last on the same day, where that matters."""
    settings, texts = run.policy.of(LifeSettings), run.texts
    tone = Tone.WATCH if name == "lapsed" else Tone.NEUTRAL
    reason = texts(f"life.reason.{name}", months=settings.new_months, years=settings.loyal_years, last=last)
    return Finding(name, texts(f"life.{name}"), tone, reason)
