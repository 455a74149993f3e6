"""Flags that only show beside the other customers: each rule sees all of them at once and names those it flags."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from relsheet.rules.situation import Situation

#: All customers -> Customer.key of those flagged, with the reason in the user's language.
Comparison = Callable[[Sequence[Situation]], Mapping[str, str]]
COMPARISONS: Final[dict[str, Comparison]] = {}


def comparison(name: str) -> Callable[[Comparison], Comparison]:
    """Make a rule a flag of that name."""

    def register(rule: Comparison) -> Comparison:
        COMPARISONS[name] = rule
        return rule

    return register


def compare(situations: Sequence[Situation]) -> None:
    """Raise these flags, on top of those that each customer has for himself."""
    for name, rule in COMPARISONS.items():
        reasons = rule(situations)
        if reasons:
            for at in situations:
                reason = reasons.get(at.customer.key)
                if reason is not None:
                    at.compared[name] = reason
