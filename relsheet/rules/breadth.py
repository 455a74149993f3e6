"""Cross-selling: how many of our product groups a customer buys, beside his peers of the same class."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply, not_known
from relsheet.rules.comparisons import comparison
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once, once_each
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation


class BreadthSettings(Settings):
    """What a product group is, and who buys narrowly."""

    section: ClassVar[str] = "breadth"
    groups: Mapping[str, tuple[str, ...]] = setting(
        {}, "Group -> words in the names of its products; a product of no group is a group of its own."
    )
    narrow: int = setting(1, "So few groups, where the median of the class is ...", unit="groups", ge=1)
    peers: int = setting(2, "... at least so many ...", unit="groups", ge=2)
    peers_from: int = setting(3, "... among so many customers of the class at least.", unit="customers", ge=2)


@once
def groups_of(facts: Facts, run: Run) -> frozenset[str]:
    """The product groups that he ordered in W; returns do not count."""
    names = {order.product for order in facts.orders_in_w if order.product and not order.is_return}
    return frozenset([group_of(run, name) for name in names])


@once_each
def group_of(run: Run, product: str) -> str:
    """The group that a product belongs to; the same few stand in all orders."""
    name = " ".join(product.split()).casefold()
    for group, words in run.policy.of(BreadthSettings).groups.items():
        if any(word.casefold() in name for word in words):
            return group
    return name


@customer_column("breadth")
def breadth(case: Case, run: Run) -> Finding:
    """The number of groups in W; unknown where orders do not say what was bought."""
    if case.facts.is_prospect:
        return does_not_apply()
    found = groups_of(case.facts, run)
    if found:
        return told(run, found)
    if case.facts.orders and not case.facts.orders_in_w:
        return Finding(0, "0", Tone.NEUTRAL, run.texts("breadth.reason.none"))
    return not_known(run.texts("breadth.reason.unknown"))


@once_each
def told(run: Run, groups: frozenset[str]) -> Finding:
    """The cell of all customers who buy of these groups."""
    named = run.texts("profile.join").join(sorted(groups)[:5])
    return Finding(len(groups), str(len(groups)), Tone.NEUTRAL, run.texts("breadth.reason", groups=named))


@comparison("narrow")
def narrow(situations: Sequence[Situation]) -> Mapping[str, str]:
    """He buys of one group only, where customers of his class usually buy of several; silent without product names."""
    if not situations or not situations[0].run.book.orders:
        return {}
    run = situations[0].run
    settings = run.policy.of(BreadthSettings)
    by_class: dict[str, dict[str, int]] = defaultdict(dict)
    for at in situations:
        if at.abc.letter is not None:
            count = len(groups_of(at.facts, run))
            if count:
                by_class[at.abc.letter][at.customer.key] = count
    reasons: dict[str, str] = {}
    for letter, counts in by_class.items():
        usual = median(counts.values())
        if len(counts) >= settings.peers_from and usual >= settings.peers:
            reason = run.texts("flag.narrow.reason", limit=settings.narrow, usual=f"{usual:g}", letter=letter)
            reasons |= {key: reason for key, count in counts.items() if count <= settings.narrow}
    return reasons
