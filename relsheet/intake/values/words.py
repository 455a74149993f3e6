"""Columns of words that a dictionary knows (config/values.toml): statuses, priorities, channels, yes and no."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from relsheet.errors import Severity
from relsheet.intake.dictionary import value_tables
from relsheet.intake.fields import Field
from relsheet.intake.spelling import fold, half_width, nearest
from relsheet.intake.values.blanks import Blank, blank_kind
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnNote, ColumnValues, as_shown
from relsheet.intake.values.date_columns import read_days
from relsheet.sheets.workbook import Texts, Value, different

#: Dictionaries of Chinese titles: what stands before a known ending does not change it (采购部经理 is a 经理).
_BY_ENDING = frozenset({"contact_level"})
#: How far an unknown word must resemble a known one to be suggested, of 100 (convention).
_ALIKE = 66
#: So many unknown words of a column are told one by one (convention).
_TOLD_APART = 8
#: What people pick from a list in their tool, but do not write: P0, WIP, 12315.
_CODE = re.compile(r"[A-Z\d]{2,}", re.ASCII)

_UNKNOWN = object()


@cache
def words_in(dictionary: str) -> Mapping[str, str]:
    """Folded word -> its meaning (the key in config/values.toml). Marks also know the plain words for yes and no."""
    tables = value_tables()
    own: Mapping[str, Sequence[str]] = tables[dictionary]
    found: dict[str, str] = {}
    if set(own) == {"yes", "no"}:
        found.update({fold(word): key for key, words in tables["yes_no"].items() for word in words})
    found.update({fold(word): key for key, words in own.items() for word in words})
    return found


def meaning_of(text: str, dictionary: str) -> str | None:
    """What the word means, None if the dictionary does not know it."""
    words, word = words_in(dictionary), fold(text)
    if word in words:
        return words[word]
    if dictionary in _BY_ENDING and not word.isascii():
        return next((words[word[start:]] for start in range(1, len(word) - 1) if word[start:] in words), None)
    return None


def read_words(field: Field, values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as members of the field's enum, else as the dictionary's keys; each unknown word is reported once."""
    dictionary = field.words
    pending = context.settings.pending if dictionary == "complaint_status" else ""

    def word(text: str) -> object:
        key = pending if pending and fold(text) == "pending" else meaning_of(text, dictionary)
        if key is None:
            return _UNKNOWN
        return key if field.member is None else field.member[key.upper()]

    return _each_word(values, dictionary, word)


def read_marks(field: Field, values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as yes and no; 无 and 没有 are a no here, a blank is not recorded."""

    def mark(text: str) -> object:
        key = meaning_of(text, field.words)
        return _UNKNOWN if key is None else key == "yes"

    return _each_word(values, field.words, mark)


def read_days_or_marks(field: Field, values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as the day on which something was done, or as yes and no where no day is given."""
    words = words_in(field.words)
    is_mark = [(text := as_word(value)) is not None and fold(text) in words for value in values]
    cells = list(zip(values, is_mark, strict=True))
    marks = read_marks(field, [value if mark else None for value, mark in cells], context)
    days = read_days([None if mark else value for value, mark in cells], context)
    both = [mark if mark is not None else day for mark, day in zip(marks.values, days.values, strict=True)]
    return ColumnValues(both, days.faults, (*marks.notes, *days.notes))


def _each_word(values: Sequence[Value], dictionary: str, read: Callable[[str], object]) -> ColumnValues:
    if isinstance(values, Texts) or set(map(type, values)) <= {str, type(None)}:  # nearly every column
        found_once = different(values)
        meanings = {value: _word_or_blank(value, read) if isinstance(value, str) else None for value in found_once}
        if _UNKNOWN not in meanings.values():
            return ColumnValues(list(map(meanings.__getitem__, values)))
    found: list[Any] = []
    known: dict[str, object] = {}
    unknown: Counter[str] = Counter()
    unread: list[int] = []
    faults: list[CellFault] = []
    first: dict[str, int] = {}
    for index, value in enumerate(values):
        text = as_word(value)
        if text is None:
            if value is not None:
                faults.append(CellFault(index, "bad-word", (("value", as_shown(value)),)))
            found.append(None)
            continue
        if text not in known:
            known[text] = _word_or_blank(text, read)
        meaning = known[text]
        if meaning is _UNKNOWN:
            unknown[text] += 1
            unread.append(index)
            first.setdefault(text, index)
            meaning = None
        found.append(meaning)
    notes = tuple(_unknown_notes(unknown, first, dictionary))
    return ColumnValues(found, tuple(faults), notes, unknown=unread)


def _word_or_blank(text: str, read: Callable[[str], object]) -> object:
    meaning = read(text)
    blank = blank_kind(text)
    return None if meaning is _UNKNOWN and blank in (Blank.MISSING, Blank.OR_NO) else meaning


def as_word(value: Value) -> str | None:
    """The cell as a word: 1.0 is "1", a tick box is TRUE or FALSE; None for a blank cell or a date."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return str(int(value)) if value == value // 1 else str(value)
    return value if isinstance(value, str) else None


def _unknown_notes(unknown: Counter[str], first: Mapping[str, int], dictionary: str) -> Iterator[ColumnNote]:
    """The commonest unknown words one by one, the rest in one line."""
    ranked = unknown.most_common()
    for text, count in ranked[:_TOLD_APART]:
        like = _nearest(text, dictionary)
        params = (("value", half_width(text)), ("count", count), ("usual", _usual(text, dictionary)))
        if like:
            yield ColumnNote(first[text], "word-unknown-like", (*params, ("nearest", like)), Severity.WARNING)
        else:
            yield ColumnNote(first[text], "word-unknown", params, Severity.WARNING)
    rest = ranked[_TOLD_APART:]
    if rest:
        cells = sum(count for _, count in rest)
        yield ColumnNote(first[rest[0][0]], "words-unknown", (("words", len(rest)), ("count", cells)), Severity.WARNING)


def _usual(text: str, dictionary: str) -> str:
    """A word of each meaning, in the script of that text: what the user may choose from. Plain words before codes."""
    chosen = []
    for words in value_tables()[dictionary].values():
        alike = [word for word in words if word.isascii() is text.isascii()] or list(words)
        chosen.append(next((word for word in alike if not _CODE.fullmatch(word)), alike[0]))
    return (", " if text.isascii() else "、").join(chosen)


def _nearest(text: str, dictionary: str) -> str | None:
    """The known word, as the dictionary spells it, that the text resembles most."""
    spelled = {fold(word): word for words in value_tables()[dictionary].values() for word in words}
    found = nearest(fold(text), list(spelled), _ALIKE)
    return spelled[found] if found else None
