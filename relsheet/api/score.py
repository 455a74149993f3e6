"""``score``: open, read, assess, render, write back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from relsheet.api.limits import limits_of
from relsheet.api.options import Options
from relsheet.api.session import Session, open_session
from relsheet.collector import garbage_left_alone
from relsheet.errors import Severity
from relsheet.pages.digest import digest_of
from relsheet.pages.summary import summary
from relsheet.render.edits import edits_for
from relsheet.rules.assessment import Assessment
from relsheet.rules.score import assess
from relsheet.sheets.addresses import is_google
from relsheet.sheets.edits import CellChange, DropColumn, Edit, PlaceColumn, PutPage, Receipt
from relsheet.sheets.sources import backend_for
from relsheet.sheets.theirs import notes_gone, typed_over
from relsheet.sheets.xlsx import holds_something_else


@dataclass(frozen=True, slots=True)
class Draft:
    """What a run found and would write; nothing has been written yet."""

    session: Session
    assessment: Assessment
    edits: tuple[Edit, ...]  # empty where the workbook already shows all of it

    @property
    def is_first_write(self) -> bool:
        """Whether the workbook holds nothing of ours yet."""
        return not self.session.workbook.own_columns and not self.session.workbook.own_tabs

    @property
    def can_be_copied(self) -> bool:
        """Whether a scored copy can be had instead: of a Google Sheet only Google makes copies."""
        return not is_google(self.session.source)

    @property
    def path(self) -> Path:
        """The file that would be written."""
        return self.session.output or Path(self.session.source)

    @property
    def pages(self) -> tuple[str, ...]:
        """The tabs of ours that a user sees, as far as they would be written."""
        return tuple(edit.title for edit in self.edits if isinstance(edit, PutPage) and not edit.hidden)

    @property
    def cells(self) -> int:
        """How many cells beside the user's rows are ours."""
        return sum(len(edit.cells) for edit in self.edits if isinstance(edit, PlaceColumn))

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


@garbage_left_alone()
def draft(source: str, now: datetime, options: Options = Options()) -> Draft:
    """Everything ``score`` finds and would write, with nothing written."""
    session = open_session(source, now, options)
    assessment = assess(session.book, session.policy, session.as_of, session.texts)
    page = summary(assessment, session.texts)
    digest = digest_of(assessment, page)
    edits = edits_for(assessment, session.workbook, session.texts, digest, page)
    if not session.output and is_as_recorded(session, digest) and not _column_changes(session, edits):
        edits = ()
    return Draft(session, assessment, edits)


def replaces_another_file(draft: Draft) -> bool:
    """Whether the copy would go where a file stands that relsheet did not write."""
    output = draft.session.output
    return output is not None and holds_something_else(output, limits_of(draft.session.policy))


def rehearsal(draft: Draft) -> tuple[CellChange, ...]:
    """The cells of the user's tabs and of To do that ``write`` would change; nothing is written."""
    edits = tuple(edit for edit in draft.edits if not isinstance(edit, PutPage))
    return draft.session.backend.preview(draft.session.workbook, edits)


def _column_changes(session: Session, edits: Sequence[Edit]) -> tuple[CellChange, ...]:
    """What is not as we left it beside the user's rows: he may have changed our cells, or asks for other columns."""
    columns = tuple(edit for edit in edits if isinstance(edit, PlaceColumn | DropColumn))
    return session.backend.preview(session.workbook, columns)


@garbage_left_alone()
def write(draft: Draft) -> Outcome:
    """Write a draft back, all of it or nothing; where there is nothing to change only a named copy is written."""
    if not draft.edits and not draft.session.output:
        return Outcome(draft, Receipt(written=False))
    workbook = draft.session.workbook
    receipt = draft.session.backend.write(workbook, draft.edits)
    told = [found for found in (typed_over(workbook, receipt.changes), notes_gone(workbook, draft.edits)) if found]
    return Outcome(draft, replace(receipt, warnings=(*receipt.warnings, *told)))


def copy_beside(draft: Draft) -> Path:
    """Where a scored copy goes when the workbook itself is not to be written: "crm ◆ 2026-11-22.xlsx"."""
    source = Path(draft.session.source)
    return source.with_name(f"{source.stem} ◆ {draft.session.as_of:%Y-%m-%d}{source.suffix}")


def into_copy(draft: Draft, copy: Path) -> Draft:
    """The same draft, to be written into a copy; the source stays as it is."""
    backend = backend_for(draft.session.source, copy, limits=limits_of(draft.session.policy))
    return replace(draft, session=replace(draft.session, backend=backend, output=copy))


def is_as_recorded(session: Session, digest: str) -> bool:
    """Whether the last run left just these results and all its tabs are still there."""
    runs = session.book.history.runs
    tabs = {tab.key for tab in session.workbook.own_tabs}
    return bool(runs) and runs[-1].digest == digest and {"summary", "todo", "history"} <= tabs
