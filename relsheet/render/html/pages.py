"""The templates, with what all of them need: texts are escaped, colours come from the palette."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from relsheet.pages.blocks import Block
from relsheet.render import palette
from relsheet.texts import Texts

TEMPLATES = "templates"
#: Short words with a hyphen before a digit.
HYPHENED = re.compile(r"([0-9A-Za-z]{1,10}(?:-[0-9A-Za-z]*\d[0-9A-Za-z]*){1,3})")
#: The palette by the names that style.css gives to its colours, on paper and in the dark.
LIGHT = {
    "paper": palette.PAPER,
    "text": palette.TEXT,
    "muted": palette.MUTED,
    "link": palette.LINK,
    "rule": palette.RULE,
    "panel": palette.TILE_FILL,
    "bad": palette.BAD,
    "watch": palette.WATCH,
    "on-tone": palette.TEXT,
    "chart-bad": palette.CHART_BAD,
    "chart-watch": palette.CHART_WATCH,
    "chart-good": palette.CHART_GOOD,
    "chart-calm": palette.CHART_CALM,
    "chart-unknown": palette.CHART_UNKNOWN,
    "class-a": palette.CLASS_COLORS["A"],
    "class-b": palette.CLASS_COLORS["B"],
    "class-c": palette.CLASS_COLORS["C"],
    "line": palette.CHART_LINE,
}
DARK = {
    "paper": "14181D",
    "text": "E6EAEF",
    "muted": "9AA5B1",
    "link": "8FC1EA",
    "rule": "323A44",
    "panel": "1D232A",
    "chart-calm": "6F819A",
    "chart-unknown": "4A535E",
    "class-a": "3D9BD8",
    "class-b": "2C6690",
    "class-c": "465566",
    "line": "E6EAEF",
}


@cache
def environment() -> Environment:
    """Jinja with every value escaped and every unknown name an error."""
    found = Environment(
        loader=PackageLoader("relsheet.render.html", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(unbroken=unbroken)
    found.globals.update(kind=kind, asset=asset, light=colors(LIGHT), dark=colors(DARK))
    return found


def rendered(template: str, texts: Texts, values: Mapping[str, object]) -> str:
    """The template with the texts of that language and the values."""
    return environment().get_template(template).render(t=texts, **values)


def kind(block: Block) -> str:
    """The name of a block's class, by which a template chooses how to draw it."""
    return type(block).__name__


def unbroken(text: str) -> Markup:
    """The text, escaped, with ids and dates (Q2026-089, 2026-11-23) in one piece: browsers part them at the hyphen."""
    return Markup(HYPHENED.sub(r'<span class="unbroken">\1</span>', str(escape(text))))


def asset(name: str) -> Markup:
    """A style sheet or script of ours, as it stands."""
    return Markup(files("relsheet.render.html").joinpath(TEMPLATES, name).read_text(encoding="utf-8"))


def colors(palette_of: Mapping[str, str]) -> Markup:
    """The colours as custom properties of CSS."""
    return Markup("").join(Markup("--{}:#{};").format(name, value) for name, value in palette_of.items())
