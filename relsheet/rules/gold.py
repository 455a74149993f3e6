"""Gold customers: who is likely to bring most in the next year, by regression, where that beats last year."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import attrgetter
from statistics import fmean
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Order
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board, customer_entry
from relsheet.rules.least_squares import Fit, Row, fit
from relsheet.rules.run import Run
from relsheet.rules.value import total
from relsheet.rules.window import DAY_OF, months_before

#: What is known of a customer at the end of a year: each a number.
PREDICTORS = ("value", "orders", "contacts", "products")
PRODUCT: Callable[[Order], str | None] = attrgetter("product")
NO_NAME = frozenset({None, ""})


class GoldSettings(Settings):
    """When a regression is worth anything."""

    section: ClassVar[str] = "gold"
    customers_from: int = setting(30, "With fewer customers it is refused.", unit="customers", ge=10)
    rows_per_predictor: int = setting(10, "... and with fewer of them per predictor.", unit="customers", ge=5)
    rows: int = setting(10, "So many customers are shown.", ge=1)


def years_in(case: Case, ends: Sequence[date], currency: str | None) -> tuple[Row, ...]:
    """The predictors of one customer, in the order of ``PREDICTORS``, year by year, the newest first."""
    facts = case.facts
    orders_by = [bisect_right(facts.orders, end, key=DAY_OF) for end in ends]
    visits_by = [bisect_right(facts.visits, end, key=DAY_OF) for end in ends]
    years = []
    for (until, after), (to, since) in zip(pairwise(orders_by), pairwise(visits_by), strict=True):
        orders = facts.orders[after:until]
        cents = total(orders, "revenue", currency)[0] or 0
        products = len(set(map(PRODUCT, orders)) - NO_NAME)
        years.append((cents / 100, len(orders), to - since, products))
    return tuple(years)


def error(found: Sequence[float], right: Sequence[float]) -> float:
    """The mean absolute error."""
    return fmean(abs(each - true) for each, true in zip(found, right, strict=True))


@dataclass(frozen=True, slots=True)
class Years:
    """The customers of at least two years with their predictors in W, the year before, and the one before that."""

    members: tuple[Case, ...]
    now: tuple[Row, ...]
    last: tuple[Row, ...]
    oldest: tuple[Row, ...]

    @property
    def used(self) -> tuple[int, ...]:
        """The places of the predictors that vary at all."""
        both = (self.last, self.oldest)
        return tuple(
            place for place in range(len(PREDICTORS)) if all(len({row[place] for row in rows}) > 1 for rows in both)
        )


def years_of(cases: Sequence[Case], run: Run) -> Years | None:
    """The three years; None where the orders do not reach back so far."""
    ends = [months_before(run.today, 12 * years) for years in range(4)]
    first = run.known.first_order_row
    if first is None or first > months_before(ends[3], -1):
        return None
    currency = run.known.currency
    members = tuple(case for case in cases if case.facts.orders and case.facts.orders[0].date <= ends[2])
    rows = [years_in(case, ends, currency) for case in members]
    return Years(members, *(tuple(row[back] for row in rows) for back in range(3)))


def learn(years: Years, run: Run) -> tuple[Fit | None, str]:
    """(the line for the year to come, how good it is); None and why not, where there is none worth showing.

    Split by time: learned on year 3 to year 2, tried on year 2 to year 1 (W); only if that beats repeating year 2 is
    it learned anew.
    """
    settings, used, texts = run.policy.of(GoldSettings), years.used, run.texts
    count = len(years.members)
    needed = max(settings.customers_from, settings.rows_per_predictor * len(used))
    if not used or count < needed:
        return None, texts("board.gold.few", count=count, needed=needed)
    learned = fit(only(years.oldest, used), values(years.last))
    final = fit(only(years.last, used), values(years.now))
    if learned is None or final is None:
        return None, texts("board.gold.tied")
    missed = error([learned.predict(row) for row in only(years.last, used)], values(years.now))
    repeated = error(values(years.last), values(years.now))
    is_better = missed < repeated
    key = "board.gold.note" if is_better else "board.gold.no_better"
    return final if is_better else None, texts(key, count=count, missed=f"{missed:,.0f}", repeated=f"{repeated:,.0f}")


@board("gold")
def gold(cases: Sequence[Case], run: Run) -> Board:
    """The best of the year to come with what speaks for each; refused, with the reason, where the data are too thin."""
    say, years = BoardTexts(run, "gold"), years_of(cases, run)
    heads = (say.head("customer", 3), say.figures("now"), say.figures("next"), say.head("why", 4))
    if years is None:
        return say.board((), heads, run.texts("board.gold.short"))
    line, note = learn(years, run)
    if line is None:
        return say.board((), heads, note)
    used = years.used
    expected = [(line.predict(pick(row, used)), row, case) for case, row in zip(years.members, years.now, strict=True)]
    expected.sort(key=lambda each: (-each[0], each[2].customer.key))
    rows = [
        (customer_entry(case), f"{row[0]:,.0f}", f"{max(most, 0):,.0f}", contributions_text(line, row, used, run))
        for most, row, case in expected[: run.policy.of(GoldSettings).rows]
    ]
    return say.board(rows, heads, note)


def values(rows: Sequence[Row]) -> list[float]:
    """The first predictor: the value itself."""
    return [row[0] for row in rows]


def pick(row: Row, used: Sequence[int]) -> Row:
    return tuple(row[place] for place in used)


def only(rows: Sequence[Row], used: Sequence[int]) -> list[Row]:
    """The rows with the predictors that vary."""
    return [pick(row, used) for row in rows]


def contributions_text(line: Fit, row: Row, used: Sequence[int], run: Run) -> str:
    """What each predictor adds or takes away, the largest first."""
    parts = zip(used, line.contributions(pick(row, used)), strict=True)
    ordered = sorted(parts, key=lambda part: -abs(part[1]))
    told = (f"{run.texts(f'board.gold.{PREDICTORS[place]}')} {amount:+,.0f}" for place, amount in ordered)
    return run.texts("profile.join").join(told)
