"""Flags: things about a customer that are worth a word; each with its reason, or silent."""

from collections.abc import Callable
from typing import Final

from relsheet.rules.abc import AbcSettings
from relsheet.rules.situation import Situation

#: The reason why the flag is raised, in the user's language; None where it is not, or where that is not known.
FlagRule = Callable[[Situation], str | None]
FLAGS: Final[dict[str, FlagRule]] = {}


def flag(name: str) -> Callable[[FlagRule], FlagRule]:
    """Make a rule a flag of that name."""

    def register(rule: FlagRule) -> FlagRule:
        FLAGS[name] = rule
        return rule

    return register


def flags_of(at: Situation) -> dict[str, str]:
    """The flags raised for a customer, with their reasons."""
    return {name: reason for name, rule in FLAGS.items() if (reason := rule(at)) is not None}


@flag("dependence")
def dependence(at: Situation) -> str | None:
    """One customer holds so much of our value that losing him would hurt us all."""
    limit = at.run.policy.of(AbcSettings).dependence
    share = at.abc.share
    if share is None or share < limit or at.abc.ranked < 2:
        return None
    return at.run.texts("flag.dependence.reason", share=f"{share:.0%}", limit=f"{limit:.0%}")
