"""Gold customers: who is likely to bring most in the next year, by regression, where that beats last year."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import fmean
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Order, Visit
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board, customer_entry
from relsheet.rules.facts import visits_and_plans
from relsheet.rules.least_squares import Column, Fit, fit, varies
from relsheet.rules.run import Run
from relsheet.rules.value import in_cents
from relsheet.rules.window import DAY_OF, Window, months_before

#: What is known of a customer at the end of a year: each a number.
PREDICTORS = ("value", "orders", "contacts", "products")


class GoldSettings(Settings):
    """When a regression is worth anything."""

    section: ClassVar[str] = "gold"
    customers_from: int = setting(30, "With fewer customers it is refused.", unit="customers", ge=10)
    rows_per_predictor: int = setting(10, "... and with fewer of them per predictor.", unit="customers", ge=5)
    rows: int = setting(10, "So many customers are shown.", ge=1)


def year_of(
    customers: Sequence[str], orders: Sequence[Order], visits: Sequence[Visit], currency: str | None
) -> tuple[Column, ...]:
    """The predictors of these customers, in the order of ``PREDICTORS``, counted in all rows of one year."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for order in orders:
        if order.amount is not None and (order.currency is None or order.currency == currency):
            amounts[order.customer] += order.amount
    bought = {(order.customer, order.product) for order in orders if order.product}
    counts = (
        {customer: in_cents(amount) / 100 for customer, amount in amounts.items()},
        Counter([order.customer for order in orders]),
        Counter([visit.customer for visit in visits]),
        Counter([customer for customer, _ in bought]),
    )
    return tuple([count.get(customer, 0) for customer in customers] for count in counts)


def error(found: Sequence[float], right: Sequence[float]) -> float:
    """The mean absolute error."""
    return fmean([abs(each - true) for each, true in zip(found, right, strict=True)])


@dataclass(frozen=True, slots=True)
class Years:
    """The customers of at least two years with their predictors in W, the year before, and the one before that."""

    members: Sequence[Case]
    now: Sequence[Column]
    last: Sequence[Column]
    oldest: Sequence[Column]

    @property
    def used(self) -> tuple[int, ...]:
        """The places of the predictors that vary at all."""
        return tuple(
            place for place in range(len(PREDICTORS)) if varies(self.last[place]) and varies(self.oldest[place])
        )


def years_of(cases: Sequence[Case], run: Run) -> Years | None:
    """The three years; None where the orders do not reach back so far."""
    ends = [months_before(run.today, 12 * years) for years in range(4)]
    first = run.known.first_order_row
    if first is None or first > months_before(ends[3], -1):
        return None
    members = [case for case in cases if case.facts.orders and case.facts.orders[0].date <= ends[2]]
    customers = [case.customer.key for case in members]
    orders, (visits, _) = sorted(run.book.orders, key=DAY_OF), visits_and_plans(run)
    spans = [Window(after, until) for until, after in pairwise(ends)]
    years = (year_of(customers, span.rows(orders), span.rows(visits), run.known.currency) for span in spans)
    return Years(members, *years)


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
    # The first predictor is the value itself: what is to be foretold.
    before, value = years.last[0], years.now[0]
    learned = fit(only(years.oldest, used), before)
    final = fit(only(years.last, used), value)
    if learned is None or final is None:
        return None, texts("board.gold.tied")
    missed = error(learned.predict(only(years.last, used)), value)
    repeated = error(before, value)
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
    now = only(years.now, years.used)
    expected, parts = line.predict(now), line.contributions(now)
    best = sorted(range(len(expected)), key=lambda place: (-expected[place], years.members[place].customer.key))
    rows = [
        (
            customer_entry(years.members[place]),
            f"{years.now[0][place]:,.0f}",
            f"{max(expected[place], 0):,.0f}",
            contributions_text(years.used, [part[place] for part in parts], run),
        )
        for place in best[: run.policy.of(GoldSettings).rows]
    ]
    return say.board(rows, heads, note)


def only(columns: Sequence[Column], used: Sequence[int]) -> list[Column]:
    """The predictors that vary."""
    return [columns[place] for place in used]


def contributions_text(used: Sequence[int], amounts: Sequence[float], run: Run) -> str:
    """What each predictor adds or takes away, the largest first."""
    ordered = sorted(zip(used, amounts, strict=True), key=lambda part: -abs(part[1]))
    told = (f"{run.texts(f'board.gold.{PREDICTORS[place]}')} {amount:+,.0f}" for place, amount in ordered)
    return run.texts("profile.join").join(told)
