"""The answer on a terminal as SVG: the colours and widths of the lines as a terminal shows them."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from relsheet.render.measure import terminal_width

CELL, LINE, SIZE, EDGE = 7.8, 19, 13, 18
PAPER, TEXT = "14181D", "E6EAEF"
#: The colours of the usual escape codes, on a dark ground.
COLORS = {"31": "F09070", "33": "E8C468", "32": "7FC8A0", "90": "9AA5B1"}
CODE = re.compile("\x1b\\[(\\d+)m")
WORDS = re.compile(r"\S+(?: \S+)*")
FONTS = "ui-monospace, 'Cascadia Mono', Consolas, Menlo, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace"


def svg_of(lines: Sequence[str], cells: int) -> str:
    """The lines as a drawing as wide as a terminal of so many cells."""
    width, height = round(cells * CELL + 2 * EDGE), len(lines) * LINE + 2 * EDGE
    drawn = "\n".join(text for number, line in enumerate(lines) for text in _texts(line, EDGE + number * LINE + SIZE))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONTS}" font-size="{SIZE}" xml:space="preserve">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#{PAPER}"/>\n{drawn}\n</svg>\n'
    )


def _texts(line: str, y: float) -> Iterator[str]:
    """One text per run of words of one look. Each begins in its own cell and is as long as its cells, so that columns
    stand below each other in any font."""
    begin, codes = 0, set[str]()
    for place, part in enumerate(CODE.split(line)):
        if place % 2:
            codes = set() if part == "0" else codes | {part}
            continue
        for words in WORDS.finditer(part):
            column = begin + terminal_width(part[: words.start()])
            color = next((COLORS[code] for code in codes if code in COLORS), TEXT)
            weight = ' font-weight="700"' if "1" in codes else ""
            length = terminal_width(words[0]) * CELL
            yield (
                f'<text x="{EDGE + column * CELL:.1f}" y="{y}" fill="#{color}"{weight} textLength="{length:.1f}" '
                f'lengthAdjust="spacingAndGlyphs">{escape(words[0])}</text>'
            )
        begin += terminal_width(part)
