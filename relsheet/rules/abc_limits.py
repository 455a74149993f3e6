"""Where class A ends and class B ends: by fixed shares, or by the computed method; exact in cents."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import ceil


@dataclass(frozen=True, slots=True)
class Limits:
    """A customer is A if the value of those before him (in cents) is under ``a``, B if it is under ``b``."""

    a: int
    b: int

    def letter(self, cents_before: int) -> str:
        if cents_before < self.a:
            return "A"
        return "B" if cents_before < self.b else "C"


def limits_by_share(cuts: Sequence[float], total: int) -> Limits:
    """The cuts as cents of the total: a whole number is under cut x total when it is under the next whole number."""
    a, b = (ceil(Fraction(repr(cut)) * total) for cut in cuts)
    return Limits(a, b)


def limits_computed(values: Sequence[int]) -> Limits:
    """The break points of Ultsch & Lötsch (2015), doi 10.1371/journal.pone.0129767, on values sorted from the largest.

    On the curve of value over effort: the Pareto point lies nearest to (0, 1); at the break-even point the next
    customer brings just the mean; A ends at the earlier of both. B ends at the point nearest to (the later one, 1).
    """
    n, total = len(values), sum(values)
    sums = list(accumulate(values))
    pareto = nearest(sums, 0)
    break_even = sum(value * n >= total for value in values)
    first, second = sorted((pareto, break_even))
    submarginal = max(nearest(sums, second), first)
    return Limits(sums[first - 1], sums[submarginal - 1])


def nearest(sums: Sequence[int], at: int) -> int:
    """How many customers make the point of the curve that is nearest to (at / n, 1); the fewest where two are."""
    n, total = len(sums), sums[-1]

    def distance(count: int) -> int:
        effort, missing = (count - at) * total, n * (total - sums[count - 1])
        return effort * effort + missing * missing

    return min(range(1, n + 1), key=distance)


def letter_with_hysteresis(before: int, previous: str | None, limits: Limits, slack: int) -> str:
    """The class, which leaves the previous one only where the value before lies at least ``slack`` past the line."""
    letter = limits.letter(before)
    if not slack or previous not in ("A", "B", "C") or letter == previous:
        return letter
    if letter > previous:  # fallen: each line on the way must be passed by the slack
        return max(previous, Limits(limits.a + slack, limits.b + slack).letter(before))
    return min(previous, Limits(limits.a - slack + 1, limits.b - slack + 1).letter(before))
