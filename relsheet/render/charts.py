"""The two charts of the Summary as native charts, with the figures they draw from beside the page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from relsheet.pages.blocks import Pareto, ParetoBar, StackedBar
from relsheet.pages.money import money_sign
from relsheet.render.measure import shortened
from relsheet.render.palette import (
    CHART_CALM,
    CHART_COLORS,
    CHART_LABELS,
    CHART_LIMIT,
    CHART_LINE,
    CLASS_COLORS,
    CLASS_UNKNOWN,
    TEXT,
)
from relsheet.render.sketch import FIGURE_STYLE, PIXELS_PER_POINT, Area, Piece
from relsheet.rules.percent import percent
from relsheet.sheets.edits import CanvasCell, CanvasRange, Chart, ChartKind, Series
from relsheet.sheets.workbook import Value
from relsheet.texts import Texts

WHOLE = Area()
BAR_PIXELS, PARETO_PIXELS = 84, 340
ROW_POINTS = 15.0
#: A chart of few customers is narrower, so that its bars stay bars.
PIXELS_PER_BAR, LEAST_PIXELS = 60, 420
NAME_DIGITS = 14
#: The share of the bar from which on a slice has room for its count.
LEAST_LABELLED = 0.03
SHARE = "0%"

Column = tuple[str, Sequence[Value]]


def draw_stacked_bar(block: StackedBar, texts: Texts, figures_column: int) -> Piece:
    """One bar made of the slices, each with its count. The legend below names and counts them too: a slice too thin
    for a label needs none."""
    total = sum(part.count for part in block.slices)
    labels: Column = (texts("summary.chart.figures"), [""])
    columns: list[Column] = [labels, *((part.label, [part.count]) for part in block.slices)]
    series = tuple(
        Series(
            name=part.label,
            categories=_values(figures_column, 1),
            values=_values(figures_column + number, 1),
            color=CHART_COLORS[part.color],
            kind=ChartKind.STACKED_BAR,
            labels=part.count >= LEAST_LABELLED * total,
            label_color=CHART_LABELS.get(part.color, TEXT),
        )
        for number, part in enumerate(block.slices, start=1)
    )
    chart = Chart(
        kind=ChartKind.STACKED_BAR,
        row=1,
        column=1,
        width=WHOLE.pixels,
        height=BAR_PIXELS,
        title=None,
        alt_text=texts("summary.chart.complaints", slices=", ".join(part.label for part in block.slices)),
        series=series,
        legend=True,
    )
    return _piece(chart, columns, figures_column)


def draw_pareto(block: Pareto, texts: Texts, figures_column: int) -> Piece:
    """A column per customer in the colour of his class; over them the share added up, dashed where a class ends."""
    letters = sorted({bar.letter or "" for bar in block.bars}, key=lambda letter: letter or "Z")
    unit, word = _unit(block.bars, texts)
    money = f'"{money_sign(block.currency)}"#,##0"{word}";;0'
    columns = _pareto_figures(block, letters, unit, texts)
    chart = Chart(
        kind=ChartKind.STACKED_COLUMN,
        row=1,
        column=1,
        width=min(WHOLE.pixels, max(LEAST_PIXELS, PIXELS_PER_BAR * len(block.bars))),
        height=PARETO_PIXELS,
        title=None,
        alt_text=texts("summary.chart.pareto", count=len(block.bars), share=percent(block.bars[-1].share_to)),
        series=tuple(_pareto_series(block, letters, [name for name, _ in columns], figures_column)),
        legend=True,
        axis_format=money,
        second_axis_format=SHARE,
    )
    formats = (None, *(money for _ in letters), *(SHARE for _ in block.cuts), SHARE)
    return _piece(chart, columns, figures_column, formats)


def _pareto_figures(block: Pareto, letters: Sequence[str], unit: int, texts: Texts) -> list[Column]:
    """The customers, the value of each under his class, the shares added up, and the limits."""
    return [
        (texts("summary.chart.figures"), [shortened(bar.label, NAME_DIGITS) for bar in block.bars]),
        *((_class_name(letter, block, texts), _of_class(block.bars, letter, unit)) for letter in letters),
        (block.share_label, [bar.share_to for bar in block.bars]),
        *((_limit_name(block, number, texts), [cut] * len(block.bars)) for number, cut in enumerate(block.cuts)),
    ]


def _pareto_series(
    block: Pareto, letters: Sequence[str], names: Sequence[str], figures_column: int
) -> Iterator[Series]:
    """The columns of each class, the line of the shares, a dashed one for each limit: in the order of the figures."""
    unclassed = CLASS_UNKNOWN if block.cuts else CHART_CALM
    looks = [(CLASS_COLORS.get(letter, unclassed), ChartKind.STACKED_COLUMN) for letter in letters]
    looks += [(color, ChartKind.LINE) for color in (CHART_LINE, *(CHART_LIMIT for _ in block.cuts))]
    for number, (color, kind) in enumerate(looks, start=1):
        yield Series(
            name=names[number],
            categories=_values(figures_column, len(block.bars)),
            values=_values(figures_column + number, len(block.bars)),
            color=color,
            kind=kind,
            dashed=color == CHART_LIMIT,
        )


def _unit(bars: Sequence[ParetoBar], texts: Texts) -> tuple[int, str]:
    """What the axis counts in, so that its numbers stay short: millions, thousands, 万."""
    largest = max(bar.value for bar in bars)
    steps = ((100_000_000, "亿"), (10_000, "万")) if texts.language == "zh" else ((1_000_000, "m"), (1_000, "k"))
    return next(((size, word) for size, word in steps if largest >= 10 * size), (1, ""))


def _class_name(letter: str, block: Pareto, texts: Texts) -> str:
    if letter:
        return texts("summary.pareto.class", letter=letter)
    return texts("summary.pareto.none") if block.cuts else block.value_label


def _limit_name(block: Pareto, number: int, texts: Texts) -> str:
    return texts("summary.pareto.limit", letter="ABC"[number : number + 1], share=percent(block.cuts[number]))


def _of_class(bars: Sequence[ParetoBar], letter: str, unit: int) -> list[Value]:
    return [bar.value / unit if (bar.letter or "") == letter else None for bar in bars]


def _values(column: int, rows: int) -> CanvasRange:
    return CanvasRange(2, column, rows + 1, column)


def _piece(chart: Chart, columns: Sequence[Column], first: int, formats: Sequence[str | None] = ()) -> Piece:
    """Empty rows as high as the chart, and its figures, with a line of names above them. Google's axes show numbers in
    the formats of these cells."""
    styles = [
        replace(FIGURE_STYLE, number_format=each) for each in (*formats, *(None for _ in columns[len(formats) :]))
    ]
    rows = -(-round(chart.height / PIXELS_PER_POINT) // round(ROW_POINTS))
    figures = tuple(
        CanvasCell(row, first + number, value, style)
        for number, ((name, values), style) in enumerate(zip(columns, styles, strict=True))
        for row, value in enumerate((name, *values), start=1)
        if value is not None
    )
    return Piece((), (ROW_POINTS,) * rows, (chart,), figures)
