"""The relationship in points: six dimensions of 1 to 4 each, a range where something is open. It decides nothing."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import ContactLevel
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.lock_in import Marks, marks_of
from relsheet.rules.network import departments_of
from relsheet.rules.once import once_a_run, once_each
from relsheet.rules.people import met_in_window
from relsheet.rules.profile import missing_of
from relsheet.rules.results import OVERDUE, SlaState, Verdict
from relsheet.rules.run import Run
from relsheet.rules.situation import day_of
from relsheet.rules.trading import is_surely_first
from relsheet.rules.wallet import share_of_wallet
from relsheet.rules.window import months_before

Points = tuple[int, int]  # the least and the most that it can be
UNKNOWN: Points = (1, 4)
#: The six, in the order in which they are told.
DIMENSIONS = ("network", "wallet", "continuity", "information", "lock_in", "trust")


class RelScoreSettings(Settings):
    """Where one point ends and the next begins."""

    section: ClassVar[str] = "rel_score"
    wallet: tuple[float, float, float] = setting((0.20, 0.50, 0.80), "Share of wallet for 2, 3 and 4 points.")
    months: tuple[int, int, int] = setting((12, 36, 60), "Trading for so long gives 2, 3 and 4 points.", unit="months")
    profile: tuple[float, float] = setting((0.50, 0.80), "Share of the profile that is known, for 2 and 3 points.")
    satisfied: float = setting(0.80, "Satisfied: so large a part of the best rating (5, 10 or 100).", gt=0, le=1)


@customer_column("rel_score")
def rel_score(case: Case, run: Run) -> Finding:
    """The sum of the six, "14–20" where it is open; the reason says each."""
    if case.facts.is_prospect:
        return does_not_apply(run.texts("tier.reason.prospect"))
    people, ties = network(case, run), lock_in(run, marks_of(case.facts, run))
    return summed(run, people, wallet(case, run), continuity(case, run), information(case, run), ties, trust(case, run))


@once_each
def summed(run: Run, *points: Points) -> Finding:
    """The cell of all customers with these points."""
    low, high = sum(least for least, _ in points), sum(most for _, most in points)
    named = zip(DIMENSIONS, points, strict=True)
    told = [f"{run.texts(f'rel_score.{name}')} {span(*each)}" for name, each in named]
    tone = Tone.UNKNOWN if all(each == UNKNOWN for each in points) else Tone.NEUTRAL
    reason = run.texts("profile.join").join(told)
    return Finding(low if low == high else span(low, high), span(low, high), tone, reason)


def span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def network(case: Case, run: Run) -> Points:
    """People met in W, their departments and levels; what is not recorded of them leaves it open upwards."""
    met = met_in_window(case.facts, run)
    if met is None or not run.known.visit_contacts:
        return UNKNOWN
    people, departments = len(met.names), departments_of(met, case.facts)
    executive = ContactLevel.EXECUTIVE in met.levels
    manager = executive or ContactLevel.MANAGER in met.levels
    least = 1 if people <= 1 else 2
    if people >= 3 and len(departments - {None}) >= 2 and manager:
        least = 4 if people >= 5 and len(departments - {None}) >= 3 and executive else 3
    if met.somebody_unnamed:
        return least, 4
    is_open = None in departments or met.somebody_unranked
    return least, max(least, 4 if people >= 5 else 3) if is_open and people >= 3 else least


def wallet(case: Case, run: Run) -> Points:
    share = share_of_wallet(case.facts.customer, case.abc.value_cents, run.known.currency)
    if share is None:
        return UNKNOWN
    return exactly(1 + sum([share >= line for line in run.policy.of(RelScoreSettings).wallet]))


def continuity(case: Case, run: Run) -> Points:
    """How long he has been trading; 1 without an order in W. Orders that do not reach back leave it open upwards."""
    if run.known.orders and not case.facts.orders_in_w:
        return exactly(1)
    first = case.facts.first_order
    if first is None:
        return UNKNOWN
    points = 1 + sum([first <= line for line in trading_lines(run)])
    return exactly(points) if is_surely_first(case.facts, first, run) else (points, 4)


@once_a_run
def trading_lines(run: Run) -> Sequence[date]:
    """The days by which he must have bought for 2, 3 and 4 points."""
    return [months_before(run.today, months) for months in run.policy.of(RelScoreSettings).months]


def information(case: Case, run: Run) -> Points:
    """How much of his profile is known; a joint plan is the most one can know."""
    settings, plan = run.policy.of(RelScoreSettings), run.known.mark(case.facts.customer, "joint_plan")
    if plan:
        return exactly(4)
    missing, asked = missing_of(case.facts, case.abc.letter, run)
    share = 1 - len(missing) / asked if asked else 0.0
    points = 1 + (share >= settings.profile[0])
    if share >= settings.profile[1] and case.facts.customer.needs:
        points = 3
    return points, 4 if plan is None else points


@once_each
def lock_in(run: Run, marks: Marks) -> Points:
    yes, is_open = marks.count(True), marks.count(None)
    return min(1 + yes, 4), min(1 + yes + is_open, 4)


def trust(case: Case, run: Run) -> Points:
    """Complaints overdue now, late or recurring in W, none of these; and whether he is satisfied."""
    if not run.known.complaints:
        return UNKNOWN
    points = complaint_points(case.verdicts, run) if case.verdicts else 3
    if points < 3:
        return exactly(points)
    rating = case.facts.customer.satisfaction
    if rating is None:
        return 3, 4
    return exactly(4 if rating >= run.policy.of(RelScoreSettings).satisfied * run.known.best_satisfaction else 3)


def complaint_points(verdicts: Sequence[Verdict], run: Run) -> int:
    """1 where one is overdue now, 2 where one of W was late or came back, 3 where there is none of these."""
    if any(each.is_open and each.state in OVERDUE for each in verdicts):
        return 1
    in_window = [each for each in verdicts if run.window.covers(day_of(each.complaint.opened_at))]
    return 2 if any(each.state is SlaState.MET_LATE or each.recurrences for each in in_window) else 3


def exactly(points: int) -> Points:
    return points, points
