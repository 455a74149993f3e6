"""Every word that a user reads, in English and in Chinese: one table per language, kept in step by a test."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


#: "{count} {count:visit|visits}": the form for one, and the form for any other number.
_FORMS = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")


@dataclass(frozen=True)
class Texts:
    """The words of one language: ``texts("problem.bad-date.what", value="31/02/2024")``.

    A text may hold a word in two forms, ``{count:visit|visits}``, of which the value of that placeholder picks one.
    """

    language: Language
    table: Mapping[str, str]
    fillers: dict[str, Callable[[Mapping[str, object]], str]] = field(default_factory=dict, compare=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of that key with its placeholders filled; KeyError for a key that no table has (a bug of ours)."""
        if not values:
            return self.table[key]
        filler = self.fillers.get(key)
        if filler is None:
            filler = self.fillers[key] = _filler(self.table[key])
        return filler(values)

    def has(self, key: str) -> bool:
        """Whether there is a text of that key: optional texts are asked for before they are used."""
        return key in self.table


def _filler(text: str) -> Callable[[Mapping[str, object]], str]:
    """What fills in a text: % where values are only named, since str.format() takes the text apart anew each time."""
    if "|" in text:
        return partial(_in_form, text)
    pieces = tuple(Formatter().parse(text))
    if any(how or conversion or not (name is None or name.isidentifier()) for _, name, how, conversion in pieces):
        return text.format_map
    placed = (between.replace("%", "%%") + (f"%({name})s" if name else "") for between, name, _, _ in pieces)
    return "".join(placed).__mod__


def _in_form(text: str, values: Mapping[str, object]) -> str:
    """A text with words in two forms filled in."""
    picked = _FORMS.sub(lambda forms: forms[2] if str(values[forms[1]]) == "1" else forms[3], text)
    return picked.format_map(values)


#: The words that plug-ins bring along.
_ADDED: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}


def add_texts(tables: Mapping[Language, Mapping[str, str]]) -> None:
    """Make a plug-in's words known beside ours; KeyError for a key that is taken."""
    for language in LANGUAGES:
        doubled = texts_in(language).table.keys() & tables.get(language, {}).keys()
        if doubled:
            raise KeyError(f"texts: {sorted(doubled)} are taken")
    for language in LANGUAGES:
        _ADDED[language].update(tables.get(language, {}))
    texts_in.cache_clear()


@cache
def texts_in(language: Language) -> Texts:
    """All tables of ``relsheet/texts/<language>/`` as one; a key that stands in two of them is a bug of ours."""
    package = import_module(f"relsheet.texts.{language}")
    table: dict[str, str] = {}
    for module in sorted(found.name for found in iter_modules(package.__path__)):
        part: Mapping[str, str] = import_module(f"{package.__name__}.{module}").TABLE
        doubled = table.keys() & part.keys()
        if doubled:
            raise KeyError(f"texts/{language}: {sorted(doubled)} stand in two tables")
        table.update(part)
    return Texts(language, table | _ADDED[language])
