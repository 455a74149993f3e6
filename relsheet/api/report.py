"""``report``: the Summary as one self-contained HTML page."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from relsheet.api.options import Options
from relsheet.api.session import Session, open_session
from relsheet.pages.brief import brief
from relsheet.pages.customers import customers_table
from relsheet.pages.summary import summary
from relsheet.rules.assessment import Assessment
from relsheet.rules.run import run_of
from relsheet.rules.score import assess


def report(source: str, now: datetime, options: Options = Options()) -> str:
    """The page, with every customer's brief in it; nothing is written. Errors as ``score``'s."""
    session = open_session(source, now, options)
    return report_of(session, assess(session.book, session.policy, session.as_of, session.texts))


def report_of(session: Session, assessment: Assessment) -> str:
    """The page of what a run has found already."""
    from relsheet.render.html.report import MOST_BRIEFS, Report, report_html

    run = run_of(session.book, session.policy, session.as_of, session.texts)
    currency = assessment.portfolio.currency
    return report_html(
        Report(
            source=Path(session.source).name,
            page=summary(assessment, session.texts),
            table=customers_table(assessment, session.texts),
            briefs={
                number: brief(assessment.cases[number], run, currency)
                for number in most_urgent_first(assessment)[:MOST_BRIEFS]
            },
            origins={case.customer.origin: number for number, case in enumerate(assessment.cases)},
            currency=currency,
        ),
        session.texts,
    )


def most_urgent_first(assessment: Assessment) -> Sequence[int]:
    """The customers' numbers: those with actions in the order of these, then the others by value."""
    place: dict[str, int] = {}
    for action in assessment.actions:
        place.setdefault(action.customer, len(place))
    cases = assessment.cases
    last = len(place)

    def order(number: int) -> tuple[int, int]:
        return place.get(cases[number].customer.key, last), -(cases[number].abc.value_cents or 0)

    return sorted(range(len(cases)), key=order)
