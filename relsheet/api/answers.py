"""What the commands say, as lines for a terminal of a given width or as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from relsheet.api.check import Checked
from relsheet.api.score import Draft, Outcome, rehearsal
from relsheet.errors import Severity
from relsheet.pages.problem_groups import problem_groups
from relsheet.render import problem_list
from relsheet.render.json import Deed, json_answer, problem_answer
from relsheet.render.terminal import Terminal, change_lines, read_lines, told
from relsheet.rules.what_if import Move
from relsheet.sheets.copies import backup_folder
from relsheet.sheets.edits import PlaceColumn
from relsheet.texts import Texts

#: So many cells of a dry run are listed on a terminal; all of them with --format json.
MOST_CHANGES = 60
#: So many ranges of cells are named of one kind of problem; all of its cells with --format csv.
RANGES = 12
INDENT, ARROW = "    ", "→ "


def outcome_lines(outcome: Outcome, terminal: Terminal) -> Sequence[str]:
    """The answer of ``score``: what was read, found, written, and what would help most."""
    return told(outcome.draft.assessment, outcome.receipt, outcome.draft.session.texts, terminal)


def outcome_json(outcome: Outcome) -> Iterator[str]:
    """The JSON answer of ``score`` (render/answer.schema.json), in pieces."""
    receipt = outcome.receipt
    return _json(outcome.draft, Deed(outcome.draft.session.source, receipt.written, receipt.changes))


def draft_json(draft: Draft, what_if: Sequence[Move] | None = None) -> Iterator[str]:
    """The same for a run that writes nothing, with who would stand elsewhere."""
    return _json(draft, Deed(draft.session.source, written=False, changes=rehearsal(draft), what_if=what_if))


def preview_lines(draft: Draft, terminal: Terminal) -> Iterator[str]:
    """Before the first write: what was found, and what would be added."""
    texts, source = draft.session.texts, draft.session.source
    columns = sum(isinstance(edit, PlaceColumn) for edit in draft.edits)
    yield texts("score.found", source=source)
    yield from read_lines(draft.session.book, texts, terminal)
    yield texts("score.will_add", columns=columns, tabs=len(draft.pages))
    yield (
        texts("score.backup_at", folder=backup_folder(draft.path))
        if draft.can_be_copied
        else texts("score.undo_google")
    )


def rehearsal_lines(draft: Draft, terminal: Terminal) -> Iterator[str]:
    """What a dry run found: cell by cell what would change."""
    texts = draft.session.texts
    if not draft.edits:
        yield texts("score.dry_none")
        return
    changes = rehearsal(draft)
    yield texts("score.dry", count=f"{len(changes):,}")
    if draft.pages:
        yield texts("score.dry_tabs", count=len(draft.pages), tabs=texts("explain.list").join(draft.pages))
    yield from change_lines(changes[:MOST_CHANGES], texts, terminal)
    if len(changes) > MOST_CHANGES:
        yield texts("score.more", count=f"{len(changes) - MOST_CHANGES:,}")


def problem_lines(checked: Checked) -> Iterator[str]:
    """Each kind of problem with its cells and its cure, the most harmful first; then the count."""
    texts = checked.texts
    if not checked.problems:
        yield texts("check.none", source=checked.source)
        return
    for group in problem_groups(checked.problems, texts):
        count = len(group.problems)
        severity = texts(f"severity.{group.severity}")
        yield texts(
            "check.places" if count > 1 else "check.place", severity=severity, where=group.where(RANGES), count=count
        )
        yield INDENT + _sentence(group.what(texts), texts)
        yield INDENT + ARROW + _sentence(group.fix(texts), texts)
    yield ""
    yield _counted(checked, texts)


def _sentence(told: str, texts: Texts) -> str:
    return texts("check.told", told=told[:1].upper() + told[1:].rstrip(".。"))


def problems_json(checked: Checked) -> str:
    """The problems as one JSON object with the keys of the answer of ``score``."""
    told_of = [problem_answer(found, checked.texts) for found in checked.problems]
    return json.dumps({"source": checked.source, "problems": told_of}, ensure_ascii=False, indent=1)


def problems_csv(checked: Checked) -> str:
    """The problems as CSV, one line each."""
    return problem_list.problems_csv(checked.problems, checked.texts)


def refusal(draft: Draft) -> str:
    """Why --strict wrote nothing."""
    return draft.session.texts("score.strict", count=draft.faults)


def _counted(checked: Checked, texts: Texts) -> str:
    counts: Counter[Severity] = Counter(found.severity for found in checked.problems)
    return texts(
        "check.count",
        source=checked.source,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )


def _json(draft: Draft, deed: Deed) -> Iterator[str]:
    return json_answer(draft.assessment, deed, draft.session.texts)
