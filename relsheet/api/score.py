"""``score``: open, read, assess, render, write back."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from relsheet import __version__
from relsheet.api.session import Options, Session, open_session
from relsheet.errors import Severity
from relsheet.pages.blocks import Page
from relsheet.pages.summary import summary
from relsheet.render.edits import edits_for
from relsheet.rules.results import Assessment
from relsheet.rules.score import assess
from relsheet.sheets.contract import CellChange, Edit, PlaceColumn, Receipt


@dataclass(frozen=True, slots=True)
class Draft:
    """What a run found and would write; nothing has been written yet."""

    session: Session
    assessment: Assessment
    edits: tuple[Edit, ...]  # empty where the workbook already shows all of it
    changes: tuple[CellChange, ...]  # the cells in the user's tabs

    @property
    def is_first_write(self) -> bool:
        """Whether the workbook holds nothing of ours yet."""
        return not self.session.workbook.own_columns and not self.session.workbook.own_tabs

    @property
    def faults(self) -> int:
        """Errors and warnings in the data: what --strict counts; notes are not."""
        return sum(problem.severity is not Severity.NOTE for problem in self.assessment.problems)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A draft and what became of it."""

    draft: Draft
    receipt: Receipt


def score(source: str, now: datetime, options: Options = Options()) -> Outcome:
    """Read the source, compute every result and write them back; ``now`` is aware.

    Nothing is written where nothing but the run line and the history would change. Raises RelsheetError and its
    kinds; the source is then as it was.
    """
    return write(draft(source, now, options))


def draft(source: str, now: datetime, options: Options = Options()) -> Draft:
    """Everything ``score`` finds and would write, with nothing written."""
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    page = summary(assessment, session.texts)
    digest = digest_of(assessment, page)
    edits = edits_for(assessment, session.workbook, session.policy, session.texts, digest)
    columns = tuple(edit for edit in edits if isinstance(edit, PlaceColumn))
    changes = session.backend.preview(session.workbook, columns)
    if is_as_recorded(session, digest) and not changes:
        edits = ()
    return Draft(session, assessment, edits, changes)


def write(draft: Draft) -> Outcome:
    """Write a draft back, all of it or nothing."""
    if not draft.edits and not wants_copy(draft):
        return Outcome(draft, Receipt(written=False))
    receipt = draft.session.backend.write(draft.session.workbook, draft.edits)
    return Outcome(draft, replace(receipt, written=receipt.written))


def digest_of(assessment: Assessment, page: Page) -> str:
    """A fingerprint of all that is shown but the run line: equal digests mean that a write would change nothing."""
    told = hashlib.sha256(__version__.encode())
    for found in (*assessment.customer_findings.values(), *assessment.complaint_findings.values()):
        told.update("\x1f".join(finding.text for finding in found.values()).encode())
    told.update(repr([action.id for action in assessment.actions]).encode())
    told.update(repr(page.blocks[1:]).encode())
    return told.hexdigest()[:16]


def is_as_recorded(session: Session, digest: str) -> bool:
    """Whether the last run left just these results and all its tabs are still there."""
    runs = session.book.history.runs
    tabs = {tab.key for tab in session.workbook.own_tabs}
    return bool(runs) and runs[-1].digest == digest and {"summary", "todo", "history"} <= tabs
