"""Where the value comes from: the largest customers, the share they add up to, and where the classes end."""

from relsheet.pages.blocks import Heading, Pareto, ParetoBar
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.percent import percent
from relsheet.texts import Texts

BARS = 30
FIRST = 5


def pareto(assessment: Assessment, texts: Texts) -> Pareto:
    """The first thirty customers by value with the cumulated share; empty without positive values."""
    ranked = sorted(
        (case for case in assessment.cases if (case.abc.value_cents or 0) > 0),
        key=lambda case: (-_cents(case), case.customer.key),
    )
    total = sum(map(_cents, ranked))
    bars, running = [], 0
    for case in ranked[:BARS]:
        running += _cents(case)
        bars.append(ParetoBar(case.customer.name, _cents(case) / 100, running / total, case.abc.letter))
    return Pareto(
        Heading(
            texts(
                "summary.pareto.first" if len(bars) < len(ranked) else "summary.pareto",
                shown=len(bars),
                count=f"{len(ranked):,}",
            ),
            _structure(assessment, len(ranked), texts),
        ),
        tuple(bars),
        assessment.portfolio.cuts if any(bar.letter for bar in bars) else (),
        assessment.portfolio.currency,
        texts("summary.pareto.value"),
        texts("summary.pareto.share"),
        texts("summary.pareto.empty"),
    )


def _cents(case: Case) -> int:
    return case.abc.value_cents or 0


def _structure(assessment: Assessment, ranked: int, texts: Texts) -> str | None:
    """How much hangs on the first and on the first five, and where there are more than bars, how many make A and B."""
    found = assessment.portfolio
    if found.largest_share is None or found.first_five_share is None:
        return None
    parts = [texts("summary.pareto.largest", share=percent(found.largest_share))]
    if ranked > FIRST:
        parts.append(texts("summary.pareto.first_five", share=percent(found.first_five_share)))
    if ranked > BARS and found.classes:
        a, b, _ = (f"{line.customers:,}" for line in found.classes)
        parts.append(texts("summary.pareto.classes", a=a, b=b))
    return texts("summary.pareto.join").join(parts)
