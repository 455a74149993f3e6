"""Flags that only show beside the other customers: each rule sees all of them at once and names those it flags."""

from collections.abc import Callable
from typing import Final

from relsheet.rules.situation import Comparison

COMPARISONS: Final[dict[str, Comparison]] = {}


def comparison(name: str) -> Callable[[Comparison], Comparison]:
    """Make a rule a flag of that name."""

    def register(rule: Comparison) -> Comparison:
        COMPARISONS[name] = rule
        return rule

    return register
