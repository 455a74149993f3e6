"""``explain``: how one customer's results came about, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from relsheet.api.session import Options, open_session
from relsheet.records import Customer
from relsheet.render.explanation import explanation_json, explanation_lines
from relsheet.rules.explain import Step
from relsheet.rules.explain import explain as steps_of
from relsheet.rules.find import find_case
from relsheet.rules.score import assess
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Explained:
    """Every result of one customer with its inputs, thresholds and what would change it."""

    customer: Customer
    steps: tuple[Step, ...]
    texts: Texts

    def lines(self) -> Iterator[str]:
        """To be read on a terminal."""
        return explanation_lines(self.customer, self.steps, self.texts)

    def as_json(self) -> str:
        """For a program."""
        return explanation_json(self.customer, self.steps)


def explain(source: str, customer: str, now: datetime, options: Options = Options()) -> Explained:
    """The steps for the customer of that id or name; UsageError with the nearest names if there is none."""
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    case = find_case(assessment, customer)
    steps = steps_of(assessment, case, session.policy, session.texts)
    return Explained(case.customer, steps, session.texts)
