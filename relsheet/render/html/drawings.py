"""The charts of the report: where each bar and line of an SVG stands, in per cent of its width, so that every screen
and sheet of paper can stretch it without stretching letters."""

from collections.abc import Iterator
from dataclasses import dataclass

from relsheet.pages.blocks import Pareto, StackedBar
from relsheet.pages.money import short_money
from relsheet.render.palette import CLASS_COLORS
from relsheet.rules.percent import percent
from relsheet.texts import Texts


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the stacked bar: where it begins, how wide it is, its label and its colour in style.css."""

    x: str
    width: str
    label: str
    color: str


@dataclass(frozen=True, slots=True)
class ParetoRow:
    """One customer: his bar, and the piece of the line of added-up shares that passes beside it."""

    label: str
    width: str
    color: str
    share_from: str
    share_to: str
    value: str
    share: str
    letter: str


def stacked_parts(block: StackedBar) -> Iterator[Part]:
    """The parts from left to right."""
    total = sum(part.count for part in block.slices)
    before = 0
    for part in block.slices:
        yield Part(_percent(before / total), _percent(part.count / total), part.label, part.color.replace("_", "-"))
        before += part.count


def pareto_rows(block: Pareto, texts: Texts) -> Iterator[ParetoRow]:
    """A row per customer; the largest bar is as wide as the plot."""
    largest = max((bar.value for bar in block.bars), default=0) or 1
    before = 0.0
    for bar in block.bars:
        letter = bar.letter if bar.letter in CLASS_COLORS else None
        yield ParetoRow(
            label=bar.label,
            width=_percent(bar.value / largest),
            color=f"class-{(letter or 'C').lower()}",
            share_from=_percent(before),
            share_to=_percent(bar.share_to),
            value=short_money(round(bar.value * 100), block.currency, texts),
            share=percent(bar.share_to),
            letter=bar.letter or "",
        )
        before = bar.share_to


def cut_lines(block: Pareto) -> list[str]:
    """Where the classes end on the line of added-up shares."""
    return [_percent(cut) for cut in block.cuts]


def _percent(share: float) -> str:
    return f"{share * 100:.4g}%"
