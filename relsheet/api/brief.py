"""``brief``: one page per customer for the meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from relsheet.api.options import Options
from relsheet.api.session import open_session
from relsheet.errors import UsageError
from relsheet.pages.brief import Brief
from relsheet.pages.brief import brief as page_of
from relsheet.render.brief import briefs_markdown
from relsheet.rules.find import find_case, find_owner
from relsheet.rules.results import Assessment, Case
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
    source: str, customers: Sequence[str], now: datetime, options: Options = Options(), *, owner: str | None = None
) -> Briefs:
    """The pages of these customers (ids or names), then of all that this person owns; nothing is written.

    UsageError where a customer or person is not found, or neither is named.
    """
    if not customers and not owner:
        raise UsageError("brief-nobody")
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    run = run_of(session.book, session.policy, session.as_of, session.texts)
    cases = cases_of(assessment, customers, owner)
    currency = assessment.portfolio.currency
    return Briefs(tuple(page_of(case, run, currency) for case in cases), currency, session.texts)


def cases_of(assessment: Assessment, customers: Sequence[str], owner: str | None) -> Sequence[Case]:
    """The cases that are meant, each once."""
    found = {case.customer.key: case for case in (find_case(assessment, wanted) for wanted in customers)}
    if owner:
        person = find_owner(assessment, owner)
        found |= {case.customer.key: case for case in assessment.cases if case.customer.owner == person}
    return tuple(found.values())
