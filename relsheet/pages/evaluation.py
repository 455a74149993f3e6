"""What became of our suggestions: counts per kind of action, never per person."""

from collections.abc import Mapping

from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.rules.assessment import Assessment, Fate, PlayRecord, Since
from relsheet.rules.finding import Tone
from relsheet.texts import Texts

FATES = (Fate.DONE, Fate.DISMISSED, Fate.GONE, Fate.OPEN)
STATES = (Since.IMPROVED, Since.SAME, Since.WORSE)


def evaluation(assessment: Assessment, texts: Texts) -> Table | None:
    """The block of the Summary; None until something that we suggested is finished."""
    if not any(record.fates.get(fate) for record in assessment.evaluation for fate in FATES[:-1]):
        return None
    return evaluation_table(assessment, texts)


def evaluation_table(assessment: Assessment, texts: Texts) -> Table:
    """One line per kind of action and one for all: suggested, what was done with it, what has happened since."""
    headers = ("suggested", *FATES, *STATES)
    columns = (
        TableColumn(texts("evaluation.kind"), 3.6),
        *(TableColumn(texts(f"evaluation.{header}"), 1.3, numeric=True) for header in headers),
    )
    rows = [_row(play_name(record.play, texts), record) for record in assessment.evaluation]
    if len(rows) > 1:
        rows.append(_row(texts("summary.column.all"), _all(assessment)))
    heading = Heading(texts("evaluation.title"), texts("evaluation.note"))
    return Table(heading, columns, tuple(rows), texts("evaluation.empty"))


def play_name(play: str, texts: Texts) -> str:
    """What a kind of action is called; one of the user's own by the name that he gave it."""
    return texts(f"play.{play}") if texts.has(f"play.{play}") else play


def _row(name: str, record: PlayRecord) -> tuple[TableCell, ...]:
    counts = (record.suggested, *(record.fates.get(fate, 0) for fate in FATES))
    since = (record.since.get(state, 0) for state in STATES)
    cells = (TableCell(count or "–", Tone.NEUTRAL if count else Tone.UNKNOWN) for count in (*counts, *since))
    return (TableCell(name), *cells)


def _all(assessment: Assessment) -> PlayRecord:
    records = assessment.evaluation
    fates = {fate: sum(record.fates.get(fate, 0) for record in records) for fate in Fate}
    since: Mapping[Since, int] = {state: sum(record.since.get(state, 0) for record in records) for state in Since}
    return PlayRecord("", sum(record.suggested for record in records), fates, since)
