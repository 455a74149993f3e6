"""The open complaints as one bar, from overdue to waiting, and how the closed ones were kept."""

from collections import Counter

from relsheet.pages.blocks import Heading, Slice, StackedBar
from relsheet.pages.tiles import FEWEST_FOR_PERCENT
from relsheet.records import Role
from relsheet.rules.assessment import Assessment
from relsheet.rules.percent import percent
from relsheet.rules.results import OVERDUE, SlaState
from relsheet.texts import Texts

#: What a slice is called, which states it counts, and its colour in the palette; worst first.
SLICES: tuple[tuple[str, frozenset[SlaState], str], ...] = (
    ("overdue", OVERDUE, "chart_bad"),
    ("due_soon", frozenset({SlaState.AT_RISK}), "chart_watch"),
    ("in_time", frozenset({SlaState.ON_TRACK}), "chart_good"),
    ("waiting", frozenset({SlaState.PAUSED}), "chart_calm"),
    ("unclear", frozenset({SlaState.STALE, SlaState.UNKNOWN}), "chart_unknown"),
)


def complaints_bar(assessment: Assessment, texts: Texts) -> StackedBar:
    """One slice per state that occurs among the open complaints; without any, the text that says so."""
    open_states = Counter(verdict.state for verdict in assessment.verdicts if verdict.is_open)
    counted = ((name, sum(open_states[state] for state in states), color) for name, states, color in SLICES)
    slices = tuple(
        Slice(texts("summary.slice", label=texts(f"summary.slice.{name}"), count=f"{count:,}"), count, color)
        for name, count, color in counted
        if count
    )
    title = texts("summary.complaints.open", count=f"{sum(part.count for part in slices):,}")
    heading = Heading(title if slices else texts("summary.complaints"), _kept(assessment, texts))
    return StackedBar(heading, slices, texts(_why_empty(assessment)))


def _why_empty(assessment: Assessment) -> str:
    """The key of the text that stands where the bar would: none is open, none is recorded, or there is no tab."""
    if assessment.verdicts:
        return "summary.complaints.none_open"
    known = assessment.book.tabs_of(Role.COMPLAINTS)
    return "summary.complaints.none_recorded" if known else "summary.complaints.empty"


def _kept(assessment: Assessment, texts: Texts) -> str | None:
    """How many of the closed ones were resolved in time; as a percentage from ten cases on."""
    resolved = Counter(verdict.resolve.state for verdict in assessment.verdicts if not verdict.is_open)
    met, late = resolved[SlaState.MET], resolved[SlaState.MET_LATE]
    if not met + late:
        return None
    share = percent(met / (met + late)) if met + late >= FEWEST_FOR_PERCENT else None
    key = "summary.complaints.kept_share" if share else "summary.complaints.kept"
    return texts(key, met=f"{met:,}", closed=f"{met + late:,}", share=share)
