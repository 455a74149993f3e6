"""Each customer's situation, of what the core models find about him; and the case that it ends as."""

from collections.abc import Iterable, Sequence
from itertools import repeat

from relsheet.rules.assessment import Case
from relsheet.rules.comparisons import COMPARISONS
from relsheet.rules.facts import in_order
from relsheet.rules.people import met_in_window
from relsheet.rules.results import AbcResult, Action, Facts, Promise, Verdict
from relsheet.rules.rhythm import CadenceSettings, Metronome
from relsheet.rules.run import Run
from relsheet.rules.situation import Compared, Situation
from relsheet.rules.sla import worst_verdict
from relsheet.rules.tier import Prover
from relsheet.rules.tier_settings import TierSettings


def situations_of(
    facts: Sequence[Facts],
    classes: Sequence[AbcResult],
    verdicts: Sequence[Verdict],
    promises: Sequence[Promise],
    run: Run,
) -> tuple[Situation, ...]:
    """What each customer's other results rest on, in sheet order, with the flags that compare customers.

    Model by model rather than customer by customer: short loops take three quarters of the time of one long one.
    """
    keys = [case.customer.key for case in facts]
    own = in_order(verdicts, keys)
    met = [met_in_window(case, run) for case in facts]
    columns: dict[str, Iterable[object]] = {
        "run": repeat(run),
        "facts": facts,
        "customer": run.book.customers,
        "abc": classes,
        "tier": [*map(Prover(run, run.policy.of(TierSettings)).tier, facts, classes, own, met)],
        "contact": [*map(Metronome(run, run.policy.of(CadenceSettings)).rhythm, facts, classes)],
        "verdicts": own,
        "sla": [worst_verdict(found, run.now) if found else None for found in own],
        "promises": in_order(promises, keys),
        "met": met,
    }
    return Compared(COMPARISONS, columns).situations()


def ask_for(flags: Iterable[str], situations: Sequence[Situation]) -> None:
    """Have these flags told that compare customers, though nobody may have asked for them."""
    for at in situations[:1]:  # all of them share what is compared
        for flag in flags:
            at.compared.told_by(flag)


def cases_of(situations: Sequence[Situation], actions: Sequence[Action]) -> tuple[Case, ...]:
    """The customers with everything found, their actions included, in sheet order."""
    keys = [at.customer.key for at in situations]
    return tuple(
        Case(
            facts=at.facts,
            abc=at.abc,
            tier=at.tier,
            contact=at.contact,
            verdicts=at.verdicts,
            sla=at.sla,
            promises=at.promises,
            actions=own,
            flags=at.flags,
        )
        for at, own in zip(situations, in_order(actions, keys), strict=True)
    )
