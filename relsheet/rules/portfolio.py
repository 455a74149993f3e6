"""The customers as a whole: what each class brings, and how much hangs on the largest."""

from collections.abc import Sequence

from relsheet.rules.abc import LETTERS
from relsheet.rules.assessment import ClassTotals, Portfolio
from relsheet.rules.results import AbcResult


def portfolio_of(results: Sequence[AbcResult], currency: str | None, cuts: tuple[float, ...]) -> Portfolio:
    """Sums and shares over all customers, None where no figure is recorded at all; the cuts that make the classes."""
    values = [result.value_cents for result in results if result.value_cents is not None]
    positive = sorted((value for value in values if value > 0), reverse=True)
    total = sum(positive)
    before = [result.year_before_cents for result in results if result.year_before_cents is not None]
    in_a = [result.value_cents for result in results if result.letter == "A" and result.value_cents is not None]
    return Portfolio(
        value_cents=sum(values) if values else None,
        year_before_cents=sum(before) if before else None,
        classes=totals(results),
        largest_share=positive[0] / total if positive else None,
        first_five_share=sum(positive[:5]) / total if positive else None,
        currency=currency,
        a_line_cents=min(in_a, default=None),
        cuts=next((result.cuts_found for result in results if result.cuts_found is not None), cuts),
    )


def totals(results: Sequence[AbcResult]) -> tuple[ClassTotals, ...]:
    """Count and value of each class; nothing where no customer has a letter."""
    lines = []
    for letter in LETTERS:
        members = [result.value_cents or 0 for result in results if result.letter == letter]
        lines.append(ClassTotals(letter, len(members), sum(members)))
    return tuple(lines) if any(line.customers for line in lines) else ()
