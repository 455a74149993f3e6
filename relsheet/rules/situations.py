"""Each customer's situation, of what the core models find about him; and the case that it ends as."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from relsheet.rules.assessment import Case
from relsheet.rules.comparisons import compare
from relsheet.rules.facts import Groups, by_customer
from relsheet.rules.people import met_in_window
from relsheet.rules.results import AbcResult, Action, Facts, Promise, Verdict
from relsheet.rules.rhythm import CadenceSettings, Metronome
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation
from relsheet.rules.sla import worst_verdict
from relsheet.rules.tier import Prover, TierSettings


def situations_of(
    facts: Sequence[Facts],
    classes: Sequence[AbcResult],
    verdicts: Sequence[Verdict],
    promises: Sequence[Promise],
    run: Run,
) -> tuple[Situation, ...]:
    """What each customer's other results rest on, in sheet order, with the flags that compare customers."""
    verdicts_of: dict[str | None, list[Verdict]] = {}
    for verdict in verdicts:
        verdicts_of.setdefault(verdict.complaint.customer, []).append(verdict)
    judges = Judges(
        run=run,
        prover=Prover(run, run.policy.of(TierSettings)),
        metronome=Metronome(run, run.policy.of(CadenceSettings)),
        verdicts=verdicts_of,
        promises=by_customer(promises),
    )
    found = tuple(map(judges.situation, facts, classes))
    compare(found)
    return found


@dataclass(frozen=True, slots=True)
class Judges:
    """Those who judge one customer after the other, with what is known of his complaints and promises."""

    run: Run
    prover: Prover
    metronome: Metronome
    verdicts: Mapping[str | None, Sequence[Verdict]]
    promises: Groups[Promise]

    def situation(self, facts: Facts, abc: AbcResult) -> Situation:
        """How one customer stands."""
        key = facts.customer.key
        own = tuple(self.verdicts.get(key, ()))
        met = met_in_window(facts, self.run)
        return Situation(
            run=self.run,
            facts=facts,
            customer=facts.customer,
            abc=abc,
            tier=self.prover.tier(facts, abc.value_cents, own, met),
            contact=self.metronome.rhythm(facts, abc),
            verdicts=own,
            sla=worst_verdict(own, self.run.now) if own else None,
            promises=tuple(self.promises.get(key, ())),
            met=met,
            compared={},
        )


def cases_of(situations: Sequence[Situation], actions: Sequence[Action]) -> tuple[Case, ...]:
    """The customers with everything found, their actions included, in sheet order."""
    actions_by_customer = by_customer(actions)
    return tuple(
        Case(
            facts=at.facts,
            abc=at.abc,
            tier=at.tier,
            contact=at.contact,
            verdicts=at.verdicts,
            sla=at.sla,
            promises=at.promises,
            actions=tuple(actions_by_customer.get(at.customer.key, ())),
            flags=at.flags,
        )
        for at in situations
    )
