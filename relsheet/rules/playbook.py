"""The playbook: when to suggest what, by when and to whom; data in the config, ours in config/playbook.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from relsheet.errors import UsageError
from relsheet.policy import Settings, setting
from relsheet.rules.conditions import Condition, Test, check_name, compiled, every
from relsheet.rules.finding import Tone
from relsheet.rules.models import all_terms
from relsheet.rules.situation import Answer, Situation, Term
from relsheet.rules.targets import Target, parse_target
from relsheet.shipped import shipped_file
from relsheet.texts import Language, Texts

Per = Literal["customer", "complaint", "promise", "contact"]
Words = Mapping[Language, str]
OWN_PLAN = "own_plan"


class Play(BaseModel):
    """One [[play]]."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    when: tuple[Condition, ...] = Field(min_length=1)
    per: Per = "customer"
    priority: int = 100
    weight: str | None = None
    by: str | None = None
    within: str = "5wd"
    owner: str = "owner"
    cooldown: int = Field(default=30, ge=0)
    contact: bool = False
    own_plan: bool = False
    tone: Tone = Tone.NEUTRAL
    do: Words | None = None
    why: Words | None = None
    off: bool = False

    @field_validator("when", mode="before")
    @classmethod
    def one_condition_is_a_list(cls, written: Any) -> Any:
        return [written] if isinstance(written, dict) else written

    @field_validator("do", "why", mode="before")
    @classmethod
    def one_text_is_for_every_language(cls, written: Any) -> Any:
        return {"en": written, "zh": written} if isinstance(written, str) else written

    @field_validator("do", "why")
    @classmethod
    def placeholders_are_known(cls, words: Words | None) -> Words | None:
        for text in (words or {}).values():
            for name in placeholders(text):
                check_name(name, all_terms())
        return words

    @field_validator("by", "weight")
    @classmethod
    def field_is_known(cls, name: str | None) -> str | None:
        if name is not None:
            check_name(name, all_terms())
        return name

    @field_validator("within")
    @classmethod
    def span_is_readable(cls, written: str) -> str:
        try:
            parse_target(written)
        except UsageError as err:
            raise ValueError(str(err)) from err
        return written


class PlaybookSettings(Settings):
    """The plays that a user adds or changes; those of ours stand in config/playbook.toml."""

    section: ClassVar[str] = "play"
    list_field: ClassVar[str | None] = "plays"
    plays: tuple[Play, ...] = setting((), "Your own plays; one with the name of ours takes its place.")


@dataclass(frozen=True)
class Wording:
    """A text with the fields it fills in; ``pieces`` are what stands between them, and the fields in their places."""

    template: str
    pieces: tuple[str | Term, ...]

    def filled(self, at: Situation) -> str:
        """The text about this customer; what is not recorded shows as an ellipsis."""
        return "".join([piece if isinstance(piece, str) else shown(piece(at)) for piece in self.pieces])


@dataclass(frozen=True)
class ReadyPlay:
    """A play made ready for one run: test, weight and date as functions, its words in the user's language."""

    play: Play
    name_in_id: str  # a plan of the user's is one and the same before and after its day
    rank: int  # 0 is the most urgent
    test: Test
    weight: Term | None
    by: Term | None
    do: Wording
    why: Wording
    within: Target


def ready_plays(settings: PlaybookSettings, texts: Texts) -> tuple[ReadyPlay, ...]:
    """All plays in force, the most urgent first."""
    plays = {play.name: play for play in built_in_plays()}
    plays |= {play.name: play for play in settings.plays}
    in_force = sorted((play for play in plays.values() if not play.off), key=lambda play: (play.priority, play.name))
    return tuple(ready(play, rank, texts) for rank, play in enumerate(in_force))


def ready(play: Play, rank: int, texts: Texts) -> ReadyPlay:
    """The play with its conditions compiled and its words found; ``rank`` is its place in the order."""
    terms = all_terms()
    return ReadyPlay(
        play=play,
        name_in_id=OWN_PLAN if play.own_plan else play.name,
        rank=rank,
        test=every([compiled(condition) for condition in play.when]),
        weight=terms[play.weight] if play.weight else None,
        by=terms[play.by] if play.by else None,
        do=wording(play.do, f"play.{play.name}.do", play.name, texts),
        why=wording(play.why, f"play.{play.name}.why", "", texts),
        within=parse_target(play.within),
    )


def wording(words: Words | None, key: str, otherwise: str, texts: Texts) -> Wording:
    """The words that the play brings along, in the user's language if it has them, else ours of that key."""
    if words:
        template = words.get(texts.language) or next(iter(words.values()))
    else:
        template = texts(key) if texts.has(key) else otherwise
    return Wording(template, tuple(pieces_of(template)))


def pieces_of(template: str) -> Iterator[str | Term]:
    """The text taken apart at its fields."""
    terms = all_terms()
    for between, name, how, _ in Formatter().parse(template):
        if between:
            yield between
        if name:
            yield formatted(terms[name], how) if how else terms[name]


def formatted(read: Term, how: str) -> Term:
    """The term in a format that a text asks for, as in {value:.0f}; as it stands where it has no such format."""

    def told(at: Situation) -> Answer:
        value = read(at)
        try:
            return None if value is None else format(value, how)
        except ValueError:
            return value

    return told


def placeholders(template: str) -> tuple[str, ...]:
    """The names between braces."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


@cache
def built_in_plays() -> tuple[Play, ...]:
    """The plays of config/playbook.toml."""
    tables = tomllib.loads(shipped_file("playbook.toml").read_text(encoding="utf-8"))["play"]
    return tuple(Play.model_validate(table) for table in tables)


def shown(value: Answer) -> str:
    """A value as a text shows it."""
    if isinstance(value, str):
        return value
    if value is None:
        return "…"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(round(value, 2) if isinstance(value, float) else value)
