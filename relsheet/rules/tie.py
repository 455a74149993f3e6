"""What ties a customer to us: one person to one person, one side's single person, or team to team."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.people import BETWEEN_NAMES, normal
from relsheet.rules.run import Run


@cache
def people_in(cell: str | None) -> Mapping[str, str]:
    """The people whom a cell names: the name as it is compared -> as it is written."""
    written = BETWEEN_NAMES.split(cell or "")
    return {normal(name): name.strip() for name in written if name.strip()}


@customer_column("tie")
def tie(case: Case, run: Run) -> Finding:
    """Personal, one-sided or organisational, and what is lost if the best-connected person leaves.

    Two of ours with two of theirs prove a tie of the organisations; less is only said where every contact in W names
    both sides.
    """
    visits, texts = case.facts.visits_in_w, run.texts
    names: dict[str, str] = {}
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    half_told = 0
    for visit in visits:
        our_side, their_side = people_in(visit.our_person), people_in(visit.contact)
        if not our_side or not their_side:
            half_told += 1
            continue
        names |= our_side
        names |= their_side
        for person in our_side:  # Counter.update() takes five times as long for one or two
            ours[person] += 1
        for person in their_side:
            theirs[person] += 1
    told = len(visits) - half_told
    if not told:
        return not_known(texts("tie.reason.unknown"))
    is_organisational = len(ours) >= 2 and len(theirs) >= 2
    if half_told and not is_organisational:
        return not_known(texts("tie.reason.half", count=half_told, contacts=len(visits)))
    kind = "organisational" if is_organisational else "personal" if len(ours) == len(theirs) == 1 else "one_sided"
    single = ours if len(ours) == 1 else theirs if len(theirs) == 1 else ours + theirs
    name, count = max(single.items(), key=lambda item: (item[1], item[0]))
    reason = texts(
        f"tie.reason.{kind}",
        name=names[name],
        other=names[next(iter(theirs))],
        ours=len(ours),
        theirs=len(theirs),
        contacts=told,
        share=f"{count / told:.0%}",
    )
    return Finding(kind, texts(f"tie.{kind}"), Tone.NEUTRAL, reason)
