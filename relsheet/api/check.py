"""``check``: the problems in the data, the most harmful first."""

from dataclasses import dataclass
from datetime import datetime

from relsheet.api.session import Options, open_session
from relsheet.errors import Problem, Severity
from relsheet.rules.score import assess
from relsheet.texts import Texts

#: Most harmful first.
ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Checked:
    source: str
    problems: tuple[Problem, ...]
    texts: Texts


def check(source: str, now: datetime, options: Options = Options()) -> Checked:
    """Everything that reading and assessing the source finds wrong; nothing is written. Errors as ``score``'s."""
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    problems = tuple(sorted(assessment.problems, key=lambda found: ORDER.index(found.severity)))
    return Checked(source, problems, session.texts)
