"""``explain``: how the results of one customer, or of one complaint, came about, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from relsheet.api.options import Options
from relsheet.api.session import open_session
from relsheet.render.explanation import Subject, explanation_json, explanation_lines
from relsheet.rules.explain import Step
from relsheet.rules.explain import explain as steps_of
from relsheet.rules.explain_complaint import explain_complaint
from relsheet.rules.find import find_case, find_verdict
from relsheet.rules.score import assess
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Explained:
    """Every result of one customer, or one complaint's clocks, with inputs, thresholds and what would change them."""

    subject: Subject
    steps: tuple[Step, ...]
    texts: Texts

    def lines(self) -> Iterator[str]:
        """To be read on a terminal."""
        return explanation_lines(self.subject, self.steps, self.texts)

    def as_json(self) -> str:
        """For a program."""
        return explanation_json(self.subject, self.steps)


def explain(source: str, wanted: str, now: datetime, options: Options = Options()) -> Explained:
    """The steps for the complaint of that id, else for the customer of that id or name; UsageError with the nearest
    names if there is neither."""
    session = open_session(source, now, options)
    texts = session.texts
    assessment = assess(session.book, session.policy, session.as_of, texts)
    verdict = find_verdict(assessment, wanted)
    if verdict is not None:
        complaint = verdict.complaint
        name = texts("explain.complaint", complaint=complaint.id or "")
        subject = Subject(complaint.id, name, complaint.origin)
        return Explained(subject, explain_complaint(assessment, verdict, session.policy, texts), texts)
    case = find_case(assessment, wanted)
    subject = Subject(case.customer.id, case.customer.name, case.customer.origin)
    return Explained(subject, steps_of(assessment, case, session.policy, texts), texts)
