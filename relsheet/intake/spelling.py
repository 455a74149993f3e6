"""One spelling of many: how headers, words and tab names are folded before they are compared."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from unicodedata import normalize

from relsheet.intake.dictionary import value_tables
from relsheet.texts import Language

# Punctuation that people put into headers and words at will; %, +, √, ×, ★, $ and ¥ carry meaning and stay.
_DROPPED = re.compile(r"[\s_\-–—*:/\\.·•'\"’‘“”#№?!,;、。，；&()\[\]{}<>【】《》「」|~^`]+")


# ², ① and ½ are digits to NFKC: 5² would be 52.
_ODD_DIGITS = re.compile("[²³¹¼½¾⁰-₉⅐-⅞①-⓿❶-➓㉈-㉟㊱-㊿]")


@cache
def _to_simplified() -> dict[int, int]:
    table = value_tables()["traditional"]
    return {ord(old): ord(new) for old, new in zip(table["from"], table["to"], strict=True)}


def half_width(text: str) -> str:
    """The text with full-width forms made half-width, odd spaces made plain, and the ends stripped."""
    return (
        text.strip()
        if text.isascii()
        else normalize("NFKC", _ODD_DIGITS.sub("\N{REPLACEMENT CHARACTER}", text)).strip()
    )


def simplified(text: str) -> str:
    """The text with the traditional characters of our dictionaries made simplified."""
    return text if text.isascii() else text.translate(_to_simplified())


def fold(text: str) -> str:
    """The text as it is compared: half-width, small, simplified characters, without spaces and punctuation."""
    return _DROPPED.sub("", simplified(half_width(text).casefold()))


def language_of(words: Collection[str]) -> Language:
    """The language of most of these headers: Chinese where half of them have a Chinese character, or there is none."""
    chinese = sum(any("\u3400" <= letter <= "\u9fff" for letter in word) for word in words)
    return "zh" if 2 * chinese >= max(len(words), 1) else "en"


def nearest(text: str, known: Sequence[str], at_least: int) -> str | None:
    """The known spelling that a text resembles most, from ``at_least`` of 100 on: for suggestions only."""
    from rapidfuzz import fuzz, process  # lazily: 10 ms that a run without unknown words need not spend

    found = process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=at_least)
    return str(found[0]) if found else None
