"""Briefs as HTML: one printed page per customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from relsheet.pages.brief import Brief, Month
from relsheet.pages.money import short_money
from relsheet.render.html.pages import environment, rendered
from relsheet.texts import Texts

BAR, GAP, HEIGHT = 12, 4, 44
#: A month with an order shows, however small the order is beside the largest.
LEAST = 2
#: Which heading a brief begins with where it is part of a page.
LEVEL_WITHIN = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars as one path in the user units of an SVG, with the words for those who do not see them."""

    width: int
    height: int
    path: str
    first: str
    last: str
    alt: str


def briefs_html(briefs: Sequence[Brief], currency: str | None, texts: Texts) -> str:
    """One self-contained file with a page per customer."""
    title = texts("summary.list_comma").join(brief.name for brief in briefs[:3])
    drawn = [(brief, trend_of(brief.trend, currency, texts)) for brief in briefs]
    return rendered("brief.html.j2", texts, {"title": title, "briefs": drawn})


def brief_fragment(brief: Brief, currency: str | None, texts: Texts) -> str:
    """One brief as it stands within another page."""
    macros: Any = environment().get_template("brief_body.html.j2").module
    html = str(macros.article(brief, trend_of(brief.trend, currency, texts), texts, LEVEL_WITHIN))
    return "".join(line.strip() for line in html.splitlines())


def trend_of(months: Sequence[Month], currency: str | None, texts: Texts) -> Drawing | None:
    """The months as bars; nothing where nothing was ordered. Months in which more came back than went out are empty."""
    if not months:
        return None
    top = max(months, key=lambda month: month.cents)
    bars = []
    for place, month in enumerate(months):
        if month.cents > 0:
            height = max(round(HEIGHT * month.cents / top.cents), LEAST)
            bars.append(f"M{place * (BAR + GAP)} {HEIGHT}v-{height}h{BAR}v{height}z")
    alt = texts(
        "brief.trend.alt",
        first=months[0].name,
        last=months[-1].name,
        top=top.name,
        value=short_money(top.cents, currency, texts),
    )
    width = len(months) * (BAR + GAP) - GAP
    first, last = (texts("brief.month", month=month.name) for month in (months[0], months[-1]))
    return Drawing(width, HEIGHT, "".join(bars), first, last, alt)
