"""What the commands do, as functions of the same names: ``api.score("crm.xlsx", now)``.

Each takes the source, the moment it counts from (aware) and ``Options``, and raises RelsheetError and its kinds. A name
is imported when it is first asked for: whoever asks for little does not pay for all.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relsheet.api.actions import Actions, Evaluated, actions, evaluated
    from relsheet.api.ahead import read_ahead
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
    from relsheet.api.options import Options
    from relsheet.api.output import save
    from relsheet.api.remove import remove, undo, undo_by_force
    from relsheet.api.report import report
    from relsheet.api.score import Draft, Outcome, copy_beside, draft, into_copy, replaces_another_file, score, write
    from relsheet.api.what_if import what_if, what_if_lines
    from relsheet.render.measure import terminal_width
    from relsheet.render.terminal import Terminal

#: Module -> the names it brings.
HOMES = {
    "relsheet.api.actions": ("Actions", "Evaluated", "actions", "evaluated"),
    "relsheet.api.ahead": ("read_ahead",),
    "relsheet.api.answers": (
        "draft_json",
        "outcome_json",
        "outcome_lines",
        "preview_lines",
        "problem_lines",
        "problems_csv",
        "problems_json",
        "refusal",
        "rehearsal_lines",
    ),
    "relsheet.api.brief": ("Briefs", "brief"),
    "relsheet.api.check": ("Checked", "check", "save_problems"),
    "relsheet.api.config": ("config_lines", "config_schema"),
    "relsheet.api.demo": ("demo",),
    "relsheet.api.due": ("due", "until"),
    "relsheet.api.explain": ("Explained", "explain"),
    "relsheet.api.init": ("Choice", "Question", "Sketch", "new_workbook", "settled", "sketch", "write_sketch"),
    "relsheet.api.monday": ("Monday", "monday"),
    "relsheet.api.options": ("Options",),
    "relsheet.api.output": ("save",),
    "relsheet.api.remove": ("remove", "undo", "undo_by_force"),
    "relsheet.api.report": ("report",),
    "relsheet.api.score": (
        "Draft",
        "Outcome",
        "copy_beside",
        "draft",
        "into_copy",
        "replaces_another_file",
        "score",
        "write",
    ),
    "relsheet.api.what_if": ("what_if", "what_if_lines"),
    "relsheet.render.measure": ("terminal_width",),
    "relsheet.render.terminal": ("Terminal",),
}
HOME_OF = {name: home for home, names in HOMES.items() for name in names}

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
    "read_ahead",
    "refusal",
    "rehearsal_lines",
    "remove",
    "replaces_another_file",
    "report",
    "save",
    "save_problems",
    "score",
    "settled",
    "sketch",
    "terminal_width",
    "undo",
    "undo_by_force",
    "until",
    "what_if",
    "what_if_lines",
    "write",
    "write_sketch",
]


class _Package(ModuleType):
    """``api.score`` is the function, although a module of that name lies in this folder: Python, which sets a module's
    name in its package once it is imported, must not hide the function behind it."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in HOME_OF):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        if name not in HOME_OF:
            raise AttributeError(f"relsheet.api has no {name}")
        found = getattr(import_module(HOME_OF[name]), name)
        setattr(self, name, found)
        return found


sys.modules[__name__].__class__ = _Package
