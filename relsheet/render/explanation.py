"""The steps of ``relsheet explain`` as lines to read or as JSON."""

import json
from collections.abc import Iterator, Sequence

from relsheet.records import Customer
from relsheet.rules.explain import Evidence, Step
from relsheet.rules.results import Proof
from relsheet.texts import Texts


def explanation_lines(customer: Customer, steps: Sequence[Step], texts: Texts) -> Iterator[str]:
    """One paragraph a result: what came out and why, then its inputs with their cells, then what would change it."""
    yield f"{customer.name}  ({customer.origin})"
    for step in steps:
        yield ""
        yield f"{step.title}: {step.result}" if step.result else step.title
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


def explanation_json(customer: Customer, steps: Sequence[Step]) -> str:
    """The same as one JSON object."""
    told = {
        "id": customer.id,
        "name": customer.name,
        "cell": str(customer.origin),
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
