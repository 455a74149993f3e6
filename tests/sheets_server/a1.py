"""A1 notation: "'My tab'!B2:D", "A:C", "3:5", a tab's name, a named range."""

import re
from dataclasses import dataclass

CELL = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d*)")


@dataclass(frozen=True)
class Area:
    """A part of one tab: 0-based, half-open; None is open."""

    sheet: int
    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None


def letters(column: int) -> str:
    """The letters of a 0-based column."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(text: str) -> int:
    """The 0-based column of letters."""
    total = 0
    for letter in text.upper():
        total = total * 26 + ord(letter) - 64
    return total - 1


def quoted(title: str) -> str:
    """A tab's name as it stands before the exclamation mark: in quotes unless it is a plain word."""
    plain = re.fullmatch(r"[^\W\d]\w*", title) and not re.fullmatch(r"[A-Za-z]{1,3}\d+", title)
    return title if plain else "'" + title.replace("'", "''") + "'"


def split_title(text: str) -> tuple[str | None, str]:
    """(the tab's name or None, the rest)."""
    if "!" in text:
        title, _, rest = text.rpartition("!")
        return unquoted(title), rest
    if text.startswith("'") and text.endswith("'") and len(text) > 1:
        return unquoted(text), ""
    return None, text


def unquoted(title: str) -> str:
    """The tab's name without its quotes."""
    if len(title) > 1 and title[0] == title[-1] == "'":
        return title[1:-1].replace("''", "'")
    return title


def corners(text: str) -> tuple[int | None, int | None, int | None, int | None] | None:
    """(top, left, bottom, right) of "B2:D", half-open; None if it is no such thing."""
    first, colon, second = text.partition(":")
    one = _corner(first)
    other = _corner(second) if colon else one
    if one is None or other is None or (not colon and None in one):
        return None
    rows = [at for at in (one[0], other[0]) if at is not None]
    columns = [at for at in (one[1], other[1]) if at is not None]
    top, left = min(rows, default=None), min(columns, default=None)
    bottom = max(rows) + 1 if len(rows) == 2 else None
    right = max(columns) + 1 if len(columns) == 2 else None
    return top, left, bottom, right


def _corner(text: str) -> tuple[int | None, int | None] | None:
    found = CELL.fullmatch(text)
    if found is None or not (found[1] or found[2]) or found[2] == "0":
        return None
    return (int(found[2]) - 1 if found[2] else None), (number(found[1]) if found[1] else None)


def written(title: str, top: int, left: int, bottom: int, right: int) -> str:
    """The range as Google writes it in answers."""
    first, last = f"{letters(left)}{top + 1}", f"{letters(right - 1)}{bottom}"
    return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"
