"""The configuration as frozen models. Each rule declares its own settings; a ``Policy`` is all of them together.

A rule asks for its section by its class: ``policy.of(AbcSettings).cuts``. So this module knows of no rule, and a model
from another package brings its settings along.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field

S = TypeVar("S", bound="Settings")


class Settings(BaseModel):
    """One section of relsheet.toml: ``section`` "abc" is [abc].

    A class whose ``list_field`` is set stands for a list of tables ([[play]]), which that field takes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    section: ClassVar[str]
    list_field: ClassVar[str | None] = None


def setting(default: Any, doc: str, *, source: str = "convention", unit: str = "", **limits: Any) -> Any:
    """A field of a ``Settings`` model with what ``config/default.toml`` prints above it: doc, unit and source."""
    return Field(default=default, description=doc, json_schema_extra={"source": source, "unit": unit}, **limits)


@dataclass(frozen=True)
class Policy:
    """Every section by its name, validated; sections that nobody wrote stand at their defaults.

    ``origins`` says of each key that somebody wrote ("abc.cuts") where: "relsheet.toml:8", "--set".
    """

    sections: Mapping[str, Settings]
    origins: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: type[S]) -> S:
        """The section that this class describes, at its defaults where the policy was made without it."""
        found = self.sections.get(kind.section)
        # load_policy sees to the kind; cast() would take a third of the time of what is asked this often.
        return _defaults(kind) if found is None else found  # type: ignore[return-value]


@cache
def _defaults(kind: type[S]) -> S:
    return kind()
