"""Which customers, complaints or promises a play is for: its conditions one after the other, for the whole book."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from relsheet.rules.conditions import Condition, compiled
from relsheet.rules.situation import Situation

Conditions = tuple[Condition, ...]


@dataclass(frozen=True)
class Sieve:
    """The situations that meet conditions. Plays that begin with the same ones share what these let through.

    Each condition only looks at what those before it left: a play for the few A customers costs as much as they are.
    """

    situations: Sequence[Situation]
    passed: dict[Conditions, Sequence[Situation]] = field(default_factory=dict)

    def through(self, conditions: Conditions) -> Sequence[Situation]:
        """Those of which all conditions are known to be true, in the order in which they were given."""
        if not conditions:
            return self.situations
        found = self.passed.get(conditions)
        if found is None:
            *first, last = conditions
            test = compiled(last)
            found = self.passed[conditions] = [at for at in self.through(tuple(first)) if test(at)]
        return found
