"""The answer for programs: one JSON object, its schema beside this module."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from relsheet import __version__
from relsheet.errors import Problem
from relsheet.pages.do_first import first_actions
from relsheet.pages.tiles import figures, tiles
from relsheet.records import Origin
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.finding import Finding
from relsheet.rules.results import Action, Verdict
from relsheet.rules.what_if import Move
from relsheet.sheets.edits import CellChange
from relsheet.sheets.workbook import Value
from relsheet.texts import Texts

SCHEMA = "answer.schema.json"


@dataclass(frozen=True, slots=True)
class Deed:
    """What the run did, or would do: the source as the user named it, whether it was written, the cells that change.

    ``what_if`` is who would stand elsewhere under the settings of this run alone; None where that was not asked.
    """

    source: str
    written: bool
    changes: Sequence[CellChange] = ()
    what_if: Sequence[Move] | None = None


def json_answer(assessment: Assessment, deed: Deed, texts: Texts) -> Iterator[str]:
    """The whole answer as one JSON object, in pieces: of 10,000 customers it would be a hundred megabytes at once.

    Dates are ISO text, what is not there is null."""
    yield from _pieces(
        {
            "relsheet": __version__,
            "source": deed.source,
            "as_of": assessment.as_of.isoformat(),
            "written": deed.written,
            "customers": (_customer(case, assessment) for case in assessment.cases),
            "complaints": (_complaint(verdict, assessment) for verdict in assessment.verdicts),
            "summary": summary_answer(assessment, texts),
            "problems": (problem_answer(found, texts) for found in assessment.problems),
            "changes": (_change(change) for change in deed.changes),
            "what_if": None if deed.what_if is None else map(_move, deed.what_if),
        }
    )


def _pieces(answer: Mapping[str, Any]) -> Iterator[str]:
    """What ``json.dumps`` would give at once, the iterators as lists."""
    before = "{"
    for key, value in answer.items():
        yield f"{before}\n {_text(key)}: "
        if isinstance(value, Iterator):
            yield from _list_pieces(value)
        else:
            yield _text(value, depth=1)
        before = ","
    yield "\n}"


def _list_pieces(items: Iterator[Any]) -> Iterator[str]:
    before = "["
    for item in items:
        yield f"{before}\n  {_text(item, depth=2)}"
        before = ","
    yield "[]" if before == "[" else "\n ]"


def _text(value: Any, depth: int = 0) -> str:
    """The value as JSON text that stands so deep within others; within strings line breaks are written otherwise."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)


def problem_answer(found: Problem, texts: Texts) -> Mapping[str, str]:
    """One problem as programs read it; ``check`` prints a list of these."""
    return {
        "cell": found.where,
        "severity": str(found.severity),
        "code": found.code,
        "what": found.what(texts),
        "fix": found.fix(texts),
    }


def answer_schema() -> Mapping[str, Any]:
    """The JSON Schema of the answer."""
    schema: Mapping[str, Any] = json.loads(files("relsheet.render").joinpath(SCHEMA).read_text(encoding="utf-8"))
    return schema


def _customer(case: Case, assessment: Assessment) -> Mapping[str, Any]:
    customer = case.customer
    return {
        "id": customer.id or customer.key,
        "name": customer.name,
        "owner": customer.owner,
        "cell": str(customer.origin),
        "columns": _columns(assessment.customer_findings.get(customer.key, {})),
    }


def _complaint(verdict: Verdict, assessment: Assessment) -> Mapping[str, Any]:
    complaint = verdict.complaint
    return {
        "id": complaint.id,
        "customer": complaint.customer,
        "cell": str(complaint.origin),
        "columns": _columns(assessment.complaint_findings.get(complaint.origin, {})),
    }


def _columns(findings: Mapping[str, Finding]) -> Mapping[str, Mapping[str, Any]]:
    return {
        key: {"value": _plain(found.value), "text": found.text, "tone": str(found.tone), "reason": found.reason}
        for key, found in findings.items()
    }


def summary_answer(assessment: Assessment, texts: Texts) -> Mapping[str, Any]:
    """The figures of the Summary tab."""
    found = assessment.portfolio
    return {
        "compared_with": assessment.compared_with.isoformat() if assessment.compared_with else None,
        "tiles": [
            {"label": tile.label, "value": tile.value, "change": tile.change, "tone": str(tile.tone)}
            for tile in tiles(assessment, texts).tiles
        ],
        "figures": dict(figures(assessment, texts)),
        "do_first": [action_answer(action) for action in first_actions(assessment)],
        "actions": len(assessment.actions),
        "classes": [
            {"class": line.letter, "customers": line.customers, "value": line.value_cents / 100}
            for line in found.classes
        ],
        "value": None if found.value_cents is None else found.value_cents / 100,
        "value_year_before": None if found.year_before_cents is None else found.year_before_cents / 100,
        "currency": found.currency,
        "hint": assessment.hint,
        "calendar_note": assessment.calendar_note,
    }


def action_answer(action: Action) -> Mapping[str, Any]:
    """One action as programs read it; ``actions`` prints a list of these."""
    return {
        "id": action.id,
        "play": action.play,
        "customer": action.customer,
        "name": action.customer_name,
        "owner": action.owner,
        "due": action.due.isoformat(),
        "text": action.text,
        "why": action.why,
        "tone": str(action.tone),
        "rows": [str(row) for row in action.rows],
    }


def _change(change: CellChange) -> Mapping[str, Any]:
    cell = Origin(change.tab, change.row, change.column)
    return {"cell": str(cell), "before": _plain(change.before), "after": _plain(change.after)}


def _move(move: Move) -> Mapping[str, Any]:
    before, after = ({"value": _plain(found.value), "text": found.text} for found in (move.before, move.after))
    customer = {"id": move.customer.id or move.customer.key, "name": move.customer.name}
    return {**customer, "cell": str(move.customer.origin), "column": move.column, "before": before, "after": after}


def _plain(value: Value) -> str | float | bool | None:
    """A value as JSON knows it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value
