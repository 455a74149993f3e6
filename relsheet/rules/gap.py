"""The expectation gap: what the customer perceives less what he expects."""

from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.run import Run


@customer_column("gap")
def gap(case: Case, run: Run) -> Finding:
    """Perceived minus expected, in the points of the sheet; needs both."""
    perceived, expected = case.customer.satisfaction, case.customer.expectation
    if perceived is None or expected is None:
        return not_known(run.texts("gap.reason.unknown"))
    points = round(perceived - expected, 4)
    tone = Tone.WATCH if points < 0 else Tone.GOOD
    return Finding(points, f"{points:+g}", tone, run.texts("gap.reason", perceived=perceived, expected=expected))
