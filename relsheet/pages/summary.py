"""The Summary: what to do first, and how the customers stand as a whole."""

from relsheet.pages.blocks import Block, Heading, Page, Paragraph, SideBySide
from relsheet.pages.boards import boards
from relsheet.pages.complaints import complaints_bar
from relsheet.pages.data_check import data_check
from relsheet.pages.do_first import do_first
from relsheet.pages.evaluation import evaluation
from relsheet.pages.matrix import tier_by_class
from relsheet.pages.moves import moves
from relsheet.pages.owners import actions_per_owner
from relsheet.pages.pareto import pareto
from relsheet.pages.tiles import tiles
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from relsheet.texts import Texts

KEY = "summary"
#: If more of the customers' rows are marked bad on a first run, the data say little and the page says so.
MOST_BAD_ROWS = 0.15
#: A handful of red rows is looked through in a minute, whatever share of a short list they are.
FEWEST_BAD_ROWS = 5


def summary(assessment: Assessment, texts: Texts) -> Page:
    """The page in its fixed order; what the data do not give is replaced by what to enter."""
    blocks: list[Block] = [run_line(assessment, texts), tiles(assessment, texts)]
    if warning := too_much_red(assessment, texts):
        blocks.append(warning)
    blocks += [
        do_first(assessment, texts),
        complaints_bar(assessment, texts),
        pareto(assessment, texts),
        SideBySide(tier_by_class(assessment, texts), actions_per_owner(assessment, texts), 0.62),
        *boards(assessment),
        moves(assessment, texts),
        *filter(None, (evaluation(assessment, texts),)),
        data_check(assessment, texts),
    ]
    if notes := [note for note in (assessment.hint, assessment.calendar_note) if note]:
        blocks.append(Paragraph(texts("brief.join").join(notes)))
    return Page(KEY, texts("summary.tab"), tuple(blocks))


def run_line(assessment: Assessment, texts: Texts) -> Heading:
    """When, from which tabs, and compared with which run: always the first block."""
    sources = texts("summary.list_comma").join(
        texts("summary.run.tab", tab=tab.tab, count=f"{tab.records:,}") for tab in assessment.book.tabs
    )
    when = assessment.as_of.strftime("%Y-%m-%d %H:%M")
    compared = (
        texts("summary.run.compared", when=assessment.compared_with.date().isoformat())
        if assessment.compared_with
        else texts("summary.run.first")
    )
    return Heading(texts("summary.title"), texts("summary.run", when=when, sources=sources, compared=compared))


def too_much_red(assessment: Assessment, texts: Texts) -> Paragraph | None:
    """On a first run with many rows marked bad: how many, and that the data may be why."""
    if assessment.compared_with or not assessment.cases:
        return None
    written = [column.key for column in assessment.customer_columns]
    bad = sum(
        any(key in found and found[key].tone is Tone.BAD for key in written)
        for found in assessment.customer_findings.values()
    )
    if bad < FEWEST_BAD_ROWS or bad <= MOST_BAD_ROWS * len(assessment.cases):
        return None
    return Paragraph(texts("summary.much_red", bad=bad, count=len(assessment.cases)), Tone.WATCH)
