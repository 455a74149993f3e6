"""Whom a row means: customers are called by id, by full, short or old name, with or without their legal form.

Nothing is guessed. A call that fits two customers fits none, and a name that is merely similar is only a suggestion.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

#: Below this likeness (0 ... 100) a name is no suggestion (convention).
LIKENESS = 72
SUGGESTIONS = 2
#: A short name has at least so many Chinese characters, or letters.
LEAST_CHARACTERS, LEAST_LETTERS = 2, 3
#: So many unknown names get suggestions; beyond it the lists are not the same customers at all.
MOST_SUGGESTED = 200

_BETWEEN_NAMES = re.compile(r"[,，、;；|\n]+")
_PUNCTUATION = re.compile(r"[\W_]+")
_CHINESE_FORM = re.compile(
    r"(?:股份有限公司|股份公司|有限责任公司|有限责任|有限公司|股份|集团公司|集團公司|集团|集團|总公司|總公司|公司)$"
)
_LEGAL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "ltd limited inc incorporated corp corporation co company llc llp lp plc gmbh mbh ag kg kgaa se sa sas sarl srl"
        " spa bv nv ab oy oyj as asa aps pty pte sdn bhd kk group holding holdings the und and",
    )
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_SLASHED = re.compile(r"\b([ao])/s\b")


@dataclass(frozen=True, slots=True)
class Called:
    """What one row of the customers tab is called."""

    row: int  # its place among the rows handed in: any number that is unique
    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text without case, width, spaces and punctuation: two spellings of one thing are equal."""
    plain = normalize("NFKC", text).casefold()
    return plain if plain.isalnum() else _PUNCTUATION.sub("", plain)


@lru_cache(maxsize=65536)
def without_legal_form(name: str) -> str:
    """The folded name without 有限公司, Ltd., GmbH & Co. KG and their like; a branch (分公司) stays itself."""
    text = normalize("NFKC", name).casefold()
    words = [text] if text.isalnum() else _words(text)
    while len(words) > 1 and words[-1] in _LEGAL_WORDS:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    bare = "".join(words)
    if bare.isascii():
        return bare
    while (shorter := _CHINESE_FORM.sub("", bare)) != bare and shorter and not bare.endswith("分公司"):
        bare = shorter
    return bare


def _words(text: str) -> list[str]:
    """The words of a name; S.A. and A/S are one word each."""
    if "/" in text:
        text = _SLASHED.sub(r"\1s", text)
    if "." in text:
        text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    return [word for word in _PUNCTUATION.split(text) if word]


#: How a text is looked up as an id, as a name as it stands, as a name without its legal form.
CALLED_BY: tuple[Callable[[str], str], ...] = (folded, folded, without_legal_form)


class Directory:
    """The customers of a book under everything they are called."""

    def __init__(self, rows: Sequence[Called]) -> None:
        ids: dict[str, list[Called]] = {}
        for row in rows:
            if row.id:
                ids.setdefault(folded(row.id) or row.id, []).append(row)
        self.doubled: tuple[tuple[Called, ...], ...] = tuple(tuple(same) for same in ids.values() if len(same) > 1)
        self._left_out = {row.row for same in self.doubled for row in same}
        self.keys = _keys(row for row in rows if row.row not in self._left_out)
        self._rows = rows
        self._shelves = _shelves(rows)

    def left_out(self, row: Called) -> bool:
        """Whether that row shares its id with another one, so that neither can have results."""
        return row.row in self._left_out

    def meant(self, text: str) -> "Meant":
        """Who is called that. An id wins over a name, a full name over one without legal form."""
        for shelf, called_by in zip(self._shelves, CALLED_BY, strict=True):
            called = called_by(text)
            found = shelf.get(called, ()) if called else ()
            if len(found) > 1 and not all(row in self._left_out for row in found):
                return Meant(candidates=tuple(row.name for row in self._rows if row.row in found))
            if found:
                return Meant(key=self.keys.get(found[0]), left_out=found[0] in self._left_out)
        return Meant()

    def nearest(self, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """For each text the names that look most like it, the likest first; for suggestions only."""
        from rapidfuzz import fuzz, process  # 10 ms that a book without unknown names does not need

        choices = {row.name: without_legal_form(row.name) for row in self._rows}
        for number, text in enumerate(texts):
            if number >= MOST_SUGGESTED:
                yield ()
                continue
            bare = without_legal_form(text)
            found = process.extract(bare, choices, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=SUGGESTIONS)
            likest = (*(name for _, _, name in found), *_names_around(bare, choices))
            yield tuple(dict.fromkeys(likest))[:SUGGESTIONS]


def _names_around(short: str, choices: Mapping[str, str]) -> list[str]:
    """The names that begin with a short name, then those that hold it elsewhere: 华为 for 华为技术有限公司."""
    if len(short) < (LEAST_LETTERS if short.isascii() else LEAST_CHARACTERS):
        return []
    holding = [name for name, bare in choices.items() if short in bare]
    return sorted(holding, key=lambda name: not choices[name].startswith(short))


@dataclass(frozen=True, slots=True)
class Meant:
    """The customer's key; else who it might be; else nobody."""

    key: str | None = None
    candidates: tuple[str, ...] = ()
    left_out: bool = False  # a customer who shares his id with another one


def split_names(text: str | None) -> list[str]:
    """The names in a cell that holds several: 明远、明远电子."""
    return [name for part in _BETWEEN_NAMES.split(text or "") if (name := part.strip())]


def doubles(rows: Sequence[Called]) -> list[tuple[Called, ...]]:
    """The rows whose names are the same but for legal form, case and punctuation: perhaps one customer twice."""
    same: dict[str, list[Called]] = {}
    for row in rows:
        same.setdefault(without_legal_form(row.name), []).append(row)
    return [tuple(group) for group in same.values() if len(group) > 1]


def _keys(rows: Iterable[Called]) -> dict[int, str]:
    """A key per row: the id, else the name without legal form, else (where that is shared) the full name, numbered."""
    waiting = list(rows)
    keys = {row.row: row.id for row in waiting if row.id}
    taken = set(keys.values())
    bare = [without_legal_form(row.name) for row in waiting]
    common = {name for name, count in Counter(bare).items() if count > 1}
    for row, short in zip(waiting, bare, strict=True):
        if row.id:
            continue
        wish = folded(row.name) or row.name if short in common else short or row.name
        key, number = wish, 1
        while key in taken:
            number += 1
            key = f"{wish}#{number}"
        taken.add(key)
        keys[row.row] = key
    return keys


def _shelves(rows: Sequence[Called]) -> tuple[dict[str, list[int]], ...]:
    """Three indexes, the surest first: ids, names as they are, names without legal form."""
    ids: dict[str, list[int]] = {}
    names: dict[str, list[int]] = {}
    bare: dict[str, list[int]] = {}
    for row in rows:
        if row.id:
            _put(ids, folded(row.id), row.row)
        for name in (row.name, *row.aliases):
            _put(names, folded(name), row.row)
            _put(bare, without_legal_form(name), row.row)
    return ids, names, bare


def _put(shelf: dict[str, list[int]], called: str, row: int) -> None:
    found = shelf.setdefault(called, [])
    if row not in found:
        found.append(row)
