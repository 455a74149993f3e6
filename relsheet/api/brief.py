"""``brief``: one page per customer for the meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from relsheet.api.actions import day_meant
from relsheet.api.options import Options
from relsheet.api.session import open_session
from relsheet.errors import UsageError
from relsheet.pages.agenda import agenda
from relsheet.pages.brief import Brief
from relsheet.pages.brief import brief as page_of
from relsheet.render.brief import briefs_markdown
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.find import find_case, find_owner
from relsheet.rules.run import run_of
from relsheet.rules.score import assess
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Briefs:
    """The pages, and the two ways to show them."""

    briefs: tuple[Brief, ...]
    currency: str | None
    texts: Texts

    def markdown(self) -> Iterator[str]:
        """For a note or a chat."""
        return briefs_markdown(self.briefs, self.texts)

    def html(self) -> str:
        """One self-contained file; each customer prints on one page."""
        from relsheet.render.html.brief import briefs_html

        return briefs_html(self.briefs, self.currency, self.texts)


def brief(
    source: str,
    customers: Sequence[str],
    now: datetime,
    options: Options = Options(),
    *,
    owner: str | None = None,
    due: str | None = None,
) -> Briefs:
    """The pages of these customers (ids or names), then of all that this person owns; nothing is written.

    With ``due`` ("today", "week" or a date) only of those of them for whom something is to be done by then; without a
    customer or person, of all such customers. UsageError where somebody is not found, nobody is named, or nothing due.
    """
    if not customers and not owner and not due:
        raise UsageError("brief-nobody")
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    run = run_of(session.book, session.policy, session.as_of, session.texts)
    cases: Sequence[Case] = cases_of(assessment, customers, owner) if customers or owner else assessment.cases
    if due:
        cases = due_by(cases, assessment, day_meant(due, session.as_of.date()))
        if not cases:
            raise UsageError("brief-nothing-due", due)
    currency = assessment.portfolio.currency
    return Briefs(tuple(page_of(case, run, currency) for case in cases), currency, session.texts)


def cases_of(assessment: Assessment, customers: Sequence[str], owner: str | None) -> Sequence[Case]:
    """The cases that are meant, each once."""
    found = {case.customer.key: case for case in (find_case(assessment, wanted) for wanted in customers)}
    if owner:
        owners = find_owner(assessment, owner)
        found |= {case.customer.key: case for case in assessment.cases if case.customer.owner in owners}
    return tuple(found.values())


def due_by(cases: Sequence[Case], assessment: Assessment, day: date) -> Sequence[Case]:
    """Those for whom something is to be done by that day, the most urgent first."""
    named = {case.customer.key: case for case in cases}
    order = dict.fromkeys(action.customer for action in agenda(assessment, None, day))
    return tuple(named[key] for key in order if key in named)
