"""The steps of ``relsheet explain`` as lines to read or as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relsheet.records import Origin
from relsheet.rules.explain import Evidence, Step
from relsheet.rules.results import Proof
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what is explained: a customer, or one complaint."""

    id: str | None
    name: str
    origin: Origin


def explanation_lines(subject: Subject, steps: Sequence[Step], texts: Texts) -> Iterator[str]:
    """One paragraph a result: what came out and why, then its inputs with their cells, then what would change it."""
    yield f"{subject.name}  ({subject.origin})"
    for step in steps:
        yield ""
        yield texts("explain.result", title=step.title, result=step.result) if step.result else step.title
        if step.reason:
            yield f"  {step.reason}"
        yield from (f"    {evidence_line(evidence, texts)}" for evidence in step.evidence)
        if step.change:
            yield f"  → {step.change}"


def evidence_line(evidence: Evidence, texts: Texts) -> str:
    """One input: a mark where it is a condition, its text, and the cells it stands in."""
    mark = {None: "·", Proof.PROVEN: "✓", Proof.REFUTED: "✗", Proof.UNKNOWN: "?"}[evidence.proof]
    cells = texts("explain.list").join(str(cell) for cell in evidence.cells)
    return f"{mark} {evidence.text}" + (f"  [{cells}]" if cells else "")


def explanation_json(subject: Subject, steps: Sequence[Step]) -> str:
    """The same as one JSON object."""
    told = {
        "id": subject.id,
        "name": subject.name,
        "cell": str(subject.origin),
        "steps": [
            {
                "key": step.key,
                "title": step.title,
                "result": step.result,
                "tone": step.tone,
                "reason": step.reason,
                "evidence": [
                    {"text": part.text, "proof": part.proof, "cells": [str(cell) for cell in part.cells]}
                    for part in step.evidence
                ],
                "change": step.change,
            }
            for step in steps
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
