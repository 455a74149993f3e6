"""How a tended workbook looks: one family of colours, headers that wrap, dates and money in the team's own formats."""

from collections.abc import Callable
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from relsheet.demo.words import Kind, Words

INK = {"en": "#1F4E5F", "zh": "#2B4C7E"}
PALE = {"en": "#E8F0F2", "zh": "#E9EEF6"}
LINE = "#D5DADF"
GREY = "#6B7680"
WARN_FILL, WARN_INK = "#FBE3DF", "#9C2B1E"
BUSY_FILL = "#FFF4D6"
TABS = {"customers": "#1F4E5F", "visits": "#5B8C85", "complaints": "#B5533C", "orders": "#8C7A5B"}


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, words: Words) -> None:
        self._book, self._words = book, words
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.ink, self.pale = INK[words.language], PALE[words.language]

    def __call__(self, **wishes: Any) -> Format:
        """A cell format of the team's font with these wishes, as XlsxWriter names them."""
        wishes = {"font_name": self._words.font, "font_size": 10, "valign": "vcenter"} | wishes
        key = tuple(sorted(wishes.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wishes)
        return self._made[key]

    def cell(self, kind: Kind) -> Format:
        """The format of a body cell of that kind."""
        return self(bottom=4, bottom_color=LINE, **_OF_KIND[kind](self._words))

    def plain(self, kind: Kind) -> Format:
        """The same without a line below: for rows that are still empty."""
        return self(**_OF_KIND[kind](self._words))

    def total(self, kind: Kind) -> Format:
        """The same in a total row."""
        return self(bold=True, top=1, top_color=self.ink, **_OF_KIND[kind](self._words))

    def header_of(self, kind: Kind) -> Format:
        """The header of a column of that kind, aligned as its cells are."""
        side = _SIDES.get(kind, "left")
        wishes = {"bold": True, "font_color": "#FFFFFF", "bg_color": self.ink, "border": 1, "border_color": LINE}
        return self(**wishes, text_wrap=True, **(FIGURE if side == "right" else {"align": side}))

    @property
    def title(self) -> Format:
        return self(bold=True, font_size=16, font_color=self.ink)

    @property
    def subtitle(self) -> Format:
        return self(italic=True, font_color=GREY)


#: Figures keep clear of the words in the next column.
FIGURE = {"align": "right", "indent": 1}
_SIDES: dict[Kind, str] = {
    "centre": "center",
    "score": "center",
    "money": "right",
    "exact": "right",
    "count": "right",
    "percent": "right",
}
_OF_KIND: dict[Kind, Callable[[Words], dict[str, Any]]] = {
    "text": lambda words: {},
    "choice": lambda words: {},
    "centre": lambda words: {"align": "center"},
    "date": lambda words: {"num_format": words.date_format, "align": "left"},
    "moment": lambda words: {"num_format": words.moment_format, "align": "left"},
    "money": lambda words: {"num_format": words.currency_format, **FIGURE},
    "exact": lambda words: {"num_format": words.currency_format_exact, **FIGURE},
    "count": lambda words: {"num_format": "#,##0", **FIGURE},
    "percent": lambda words: {"num_format": "0%", **FIGURE},
    "score": lambda words: {"num_format": "0.0", "align": "center"},
}
