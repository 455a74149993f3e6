"""The six figures at the head of the Summary, each with what changed since the run that is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from relsheet.pages.blocks import Tile, Tiles
from relsheet.pages.money import short_money, signed_percent
from relsheet.records import Role
from relsheet.rules.assessment import Assessment
from relsheet.rules.finding import Tone
from relsheet.rules.percent import percent
from relsheet.rules.results import OVERDUE, PromiseState, SlaState
from relsheet.texts import Texts

#: Below that many cases a percentage says more than is known: the count is shown.
FEWEST_FOR_PERCENT = 10
SATURDAY, SUNDAY, WEEK = 5, 6, 7


@dataclass(frozen=True, slots=True)
class ClassAMoves:
    """How many customers came into class A and left it since the run that is compared with."""

    now: int
    entered: int
    left: int


def tiles(assessment: Assessment, texts: Texts) -> Tiles:
    """Complaints overdue, due soon, actions due this week, class A, value, promises kept: in this order."""
    return Tiles(
        (
            _complaints_overdue(assessment, texts),
            _complaints_due_soon(assessment, texts),
            _due_this_week(assessment, texts),
            _class_a(assessment, texts),
            _value(assessment, texts),
            _promises_kept(assessment, texts),
        )
    )


def figures(assessment: Assessment, texts: Texts) -> Mapping[str, float]:
    """The tiles' figures by name, as the history keeps them; figures that are not known are left out."""
    names = ("overdue", "due_soon", "due_this_week", "class_a", "value", "promises_kept")
    numbers = zip(names, tiles(assessment, texts).tiles, strict=True)
    return {name: tile.number for name, tile in numbers if tile.number is not None}


def end_of_week(today: date) -> date:
    """The Sunday of that day's week; at the weekend, that of the week to come, which people then plan."""
    days_ahead = SUNDAY - today.weekday() + (WEEK if today.weekday() >= SATURDAY else 0)
    return today + timedelta(days=days_ahead)


def class_a_moves(assessment: Assessment) -> ClassAMoves:
    """Class A now, and who came and went; both 0 where nothing is compared."""
    results = [case.abc for case in assessment.cases]
    return ClassAMoves(
        now=sum(result.letter == "A" for result in results),
        entered=sum(result.letter == "A" and result.previous not in ("A", None) for result in results),
        left=sum(result.previous == "A" and result.letter not in ("A", None) for result in results),
    )


def _complaints_overdue(assessment: Assessment, texts: Texts) -> Tile:
    count = sum(verdict.is_open and verdict.state in OVERDUE for verdict in assessment.verdicts)
    return _complaint_tile(assessment, texts, ("overdue", count, Tone.BAD))


def _complaints_due_soon(assessment: Assessment, texts: Texts) -> Tile:
    count = sum(verdict.is_open and verdict.state is SlaState.AT_RISK for verdict in assessment.verdicts)
    return _complaint_tile(assessment, texts, ("due_soon", count, Tone.WATCH))


def _complaint_tile(assessment: Assessment, texts: Texts, figure: tuple[str, int, Tone]) -> Tile:
    name, count, tone = figure
    label = texts(f"summary.tile.{name}")
    if not assessment.verdicts:
        known = assessment.book.tabs_of(Role.COMPLAINTS)
        nothing = "summary.tile.none_complained" if known else "summary.tile.no_complaints"
        return Tile(label, "–", texts(nothing), Tone.UNKNOWN)
    change = _against_last(assessment, texts, name, count)
    return Tile(label, f"{count:,}", change, tone if count else Tone.NEUTRAL, count)


def _due_this_week(assessment: Assessment, texts: Texts) -> Tile:
    last_day = end_of_week(assessment.as_of.date())
    count = sum(action.due <= last_day for action in assessment.actions)
    change = _against_last(assessment, texts, "due_this_week", count)
    return Tile(texts("summary.tile.due_this_week"), f"{count:,}", change, Tone.NEUTRAL, count)


def _class_a(assessment: Assessment, texts: Texts) -> Tile:
    moves = class_a_moves(assessment)
    label = texts("summary.tile.class_a")
    if not any(case.abc.letter for case in assessment.cases):
        return Tile(label, "–", texts("summary.tile.no_classes"), Tone.UNKNOWN)
    change = None
    if assessment.compared_with:
        key = "summary.tile.class_a.moves" if moves.entered or moves.left else "summary.tile.unchanged"
        change = texts(key, entered=moves.entered, left=moves.left)
    return Tile(label, f"{moves.now:,}", change, Tone.WATCH if moves.left else Tone.NEUTRAL, moves.now)


def _value(assessment: Assessment, texts: Texts) -> Tile:
    found = assessment.portfolio
    label = texts("summary.tile.value")
    if found.value_cents is None:
        return Tile(label, "–", texts("summary.tile.no_value"), Tone.UNKNOWN)
    change = texts("summary.tile.value.no_year_before")
    if found.year_before_cents is not None and found.year_before_cents > 0:
        growth = signed_percent(found.value_cents / found.year_before_cents - 1)
        change = texts("summary.tile.value.change", change=growth)
    return Tile(label, short_money(found.value_cents, found.currency, texts), change, Tone.NEUTRAL, found.value_cents)


def _promises_kept(assessment: Assessment, texts: Texts) -> Tile:
    states = [promise.state for promise in assessment.promises]
    kept = states.count(PromiseState.KEPT)
    broken = states.count(PromiseState.BROKEN)
    due = kept + broken + states.count(PromiseState.KEPT_LATE)
    label = texts("summary.tile.promises_kept")
    if not due:
        return Tile(label, "–", texts(f"summary.tile.{_why_none_due(states)}"), Tone.UNKNOWN)
    of_all = texts("summary.tile.of", part=kept, whole=due)
    value = percent(kept / due) if due >= FEWEST_FOR_PERCENT else of_all
    change = texts("summary.tile.promises_open_late", count=broken) if broken else of_all
    return Tile(label, value, change, Tone.WATCH if broken else Tone.NEUTRAL, kept / due)


def _why_none_due(states: Sequence[PromiseState]) -> str:
    """What to say where no promise is known to be kept or broken."""
    if PromiseState.UNTOLD in states:
        return "promises_untold"
    if PromiseState.OPEN in states:
        return "promises_not_due"
    return "promises_undated" if states else "no_promises"


def _against_last(assessment: Assessment, texts: Texts, name: str, now: int) -> str | None:
    """What changed since the run that is compared with; None where that run did not record the figure."""
    runs = assessment.book.history.runs
    before = next((run.figures.get(name) for run in runs if run.as_of == assessment.compared_with), None)
    if before is None:
        return None
    change = now - round(before)
    if not change:
        return texts("summary.tile.unchanged")
    return texts("summary.tile.more" if change > 0 else "summary.tile.fewer", count=f"{abs(change):,}")
