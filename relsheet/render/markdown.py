"""Markdown: the words of users as text, and tables."""

import re
from collections.abc import Iterable, Iterator, Sequence

#: What Markdown, or HTML within it, would take for its own.
SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")


def escaped(text: str) -> str:
    """The text on one line, to be read as it stands."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def table_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of cells that are escaped already."""
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
