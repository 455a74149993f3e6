"""Flags: things about a customer that are worth a word; each with its reason, or silent."""

from collections.abc import Callable

from relsheet.rules.abc import AbcSettings
from relsheet.rules.percent import percent
from relsheet.rules.situation import FLAGS, FlagRule, Situation


def flag(name: str) -> Callable[[FlagRule], FlagRule]:
    """Make a rule a flag of that name."""

    def register(rule: FlagRule) -> FlagRule:
        FLAGS[name] = rule
        return rule

    return register


@flag("dependence")
def dependence(at: Situation) -> str | None:
    """One customer holds so much of our value that losing him would hurt us all."""
    limit = at.run.policy.of(AbcSettings).dependence
    share = at.abc.share
    if share is None or share < limit or at.abc.ranked < 2:
        return None
    return at.run.texts("flag.dependence.reason", share=percent(share), limit=percent(limit))
