"""``check``: the problems in the data, the most harmful first."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from relsheet.api.options import Options
from relsheet.api.session import open_session
from relsheet.errors import Problem, Severity, UsageError
from relsheet.render.problem_list import problems_workbook
from relsheet.rules.score import assess
from relsheet.sheets.saving import save
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


def save_problems(checked: Checked, path: Path) -> Path:
    """The problems as an .xlsx list whose cells link to the workbook's; NotWritten as ``save`` says."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError("list_suffix", path.name)
    if path.resolve() == Path(checked.source).resolve():
        raise UsageError("list_is_source", path.name)
    return save(path, problems_workbook(checked.problems, _seen_from(path, checked.source), checked.texts)).path


def _seen_from(path: Path, source: str) -> str:
    """The checked workbook relative to the list, so that both can move together; else its full path."""
    try:
        return os.path.relpath(Path(source).resolve(), path.resolve().parent)
    except ValueError:  # on another drive of Windows
        return str(Path(source).resolve())
