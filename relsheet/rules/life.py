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
from relsheet.rules.once import once, once_each
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
    return list(dict.fromkeys([order.date for order in facts.orders if not order.is_return]))


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


def is_loyal(facts: Facts, run: Run, settings: LifeSettings) -> bool:
    """Whether he ordered in each of so many last years, and nothing shows that his first order was later."""
    lines = year_lines(run, settings.loyal_years)
    first = facts.first_order
    if first is None or (first > lines[-1] and is_surely_first(facts, first, run)):
        return False
    days = order_days(facts, run)
    ordered_by = [bisect_right(days, line) for line in lines]
    return all(until > before for until, before in pairwise(ordered_by))


@once_each
def year_lines(run: Run, years: int) -> Sequence[date]:
    """The last day before each of so many last years, the latest first."""
    return [months_before(run.today, 12 * back) for back in range(years + 1)]


@customer_column("life")
def life(case: Case, run: Run) -> Finding:
    """Where he is in his life as a customer; unknown without orders, or with too few of them, long ago."""
    settings, texts, facts = run.policy.of(LifeSettings), run.texts, case.facts
    if facts.is_prospect:
        return Finding("prospect", texts("life.prospect"), Tone.NEUTRAL, texts("life.reason.prospect"))
    if not facts.orders:
        return not_known(texts("life.reason.unknown"))
    last = facts.orders[-1].date
    is_silent = is_lapsed(facts, run)
    if is_silent:
        return Finding("lapsed", texts("life.lapsed"), Tone.WATCH, texts("life.reason.lapsed", last=last))
    if bought_before(facts, months_before(run.today, settings.new_months), run) is False:
        return Finding("new", texts("life.new"), Tone.NEUTRAL, texts("life.reason.new", months=settings.new_months))
    if is_silent is None and not run.window.covers(last):
        return not_known(texts("life.reason.no_rhythm", last=last))
    name = "loyal" if is_loyal(facts, run, settings) else "current"
    reason = texts(f"life.reason.{name}", years=settings.loyal_years, last=last)
    return Finding(name, texts(f"life.{name}"), Tone.NEUTRAL, reason)
