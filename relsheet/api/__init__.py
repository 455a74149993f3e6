"""What the commands do, as functions of the same names: ``api.score("crm.xlsx", now)``.

Each takes the source, the moment it counts from (aware) and ``Options``, and raises RelsheetError and its kinds.
"""

from relsheet.api.actions import Actions, Evaluated, actions, evaluated
from relsheet.api.answers import (
    draft_json,
    outcome_json,
    outcome_lines,
    preview_lines,
    problem_lines,
    problems_csv,
    problems_json,
    refusal,
    rehearsal_lines,
)
from relsheet.api.brief import Briefs, brief
from relsheet.api.check import Checked, check, save_problems
from relsheet.api.config import config_lines, config_schema
from relsheet.api.demo import demo
from relsheet.api.due import due, until
from relsheet.api.explain import Explained, explain
from relsheet.api.init import Choice, Question, Sketch, new_workbook, settled, sketch, write_sketch
from relsheet.api.monday import Monday, monday
from relsheet.api.output import save
from relsheet.api.remove import remove, undo, undo_by_force
from relsheet.api.report import report
from relsheet.api.score import Draft, Outcome, copy_beside, draft, into_copy, score, write
from relsheet.api.session import Options
from relsheet.render.terminal import Terminal

__all__ = [
    "Actions",
    "Briefs",
    "Checked",
    "Choice",
    "Draft",
    "Evaluated",
    "Explained",
    "Monday",
    "Options",
    "Outcome",
    "Question",
    "Sketch",
    "Terminal",
    "actions",
    "brief",
    "check",
    "config_lines",
    "config_schema",
    "copy_beside",
    "demo",
    "draft",
    "draft_json",
    "due",
    "evaluated",
    "explain",
    "into_copy",
    "monday",
    "new_workbook",
    "outcome_json",
    "outcome_lines",
    "preview_lines",
    "problem_lines",
    "problems_csv",
    "problems_json",
    "refusal",
    "rehearsal_lines",
    "remove",
    "report",
    "save",
    "save_problems",
    "score",
    "settled",
    "sketch",
    "undo",
    "undo_by_force",
    "until",
    "write",
    "write_sketch",
]
