"""The colours, once for all renderers: RRGGBB without a hash. Never a colour without a word."""

from relsheet.rules.finding import Tone

BAD = "F4B183"
WATCH = "FFE699"
#: What a tone fills a cell with; the others stay unfilled.
TONE_FILLS = {Tone.BAD: BAD, Tone.WATCH: WATCH}
#: A tier is not a grade: steps of one neutral hue, the first of them the bare paper, all under dark text.
TIER_FILLS = {"T2": "D3DCE8", "T3": "AEBDD1", "T4": "8A9DB8"}

TEXT = "1F2933"
MUTED = "5F6875"  # notes, labels, what is unknown
LINK = "1F4E79"
RULE = "D5DAE1"  # thin lines between rows
HEADER_FILL = "E9EDF2"  # our headers on the user's tabs
TILE_FILL = "F4F6F8"
PAPER = "FFFFFF"

#: Vermilion, orange and blue of Okabe and Ito: told apart with every common colour-blindness.
CHART_BAD = "D55E00"
CHART_WATCH = "E69F00"
CHART_GOOD = "0072B2"
CHART_CALM = "9AACC2"
CHART_UNKNOWN = "D9DDE3"
CHART_LINE = "1F2933"
CHART_LIMIT = "5F6875"
#: By the colour keys of the blocks.
CHART_COLORS = {
    "chart_bad": CHART_BAD,
    "chart_watch": CHART_WATCH,
    "chart_good": CHART_GOOD,
    "chart_calm": CHART_CALM,
    "chart_unknown": CHART_UNKNOWN,
}
#: What is written on a chart's colour where it is not the dark text of everything else.
CHART_LABELS = {"chart_bad": "000000", "chart_good": PAPER}
#: A, B and C by weight, not by worth: from strong to faint blue.
CLASS_COLORS = {"A": CHART_GOOD, "B": "7FB2D6", "C": "C9D4DE"}
CLASS_UNKNOWN = "C9D4DE"


def tone_text(tone: Tone) -> str:
    """The colour of a text of that tone: grey where nothing is known."""
    return MUTED if tone is Tone.UNKNOWN else TEXT
