"""What ties a customer to us: one person to one person, one side's single person, or team to team."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from relsheet.records import Visit
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.people import people_in
from relsheet.rules.percent import percent
from relsheet.rules.run import Run


class Ties(Struct, frozen=True, gc=False):
    """Who met whom: contacts per person of either side, of those that name both sides."""

    ours: Mapping[str, int]
    theirs: Mapping[str, int]
    told: int
    half_told: int  # contacts that name one side only, or none

    @property
    def kind(self) -> str:
        """Personal, one-sided or organisational."""
        if len(self.ours) >= 2 and len(self.theirs) >= 2:
            return "organisational"
        return "personal" if len(self.ours) == len(self.theirs) == 1 else "one_sided"

    @property
    def best_connected(self) -> tuple[int, str]:
        """(most contacts, whose they are) on the side that has but one person, else on either."""
        if len(self.ours) == 1 or len(self.theirs) == 1:
            counts = self.ours if len(self.ours) == 1 else self.theirs
        else:
            counts = {**self.ours, **self.theirs}
            if len(counts) < len(self.ours) + len(self.theirs):  # somebody stands on both sides
                counts = {person: self.ours.get(person, 0) + self.theirs.get(person, 0) for person in counts}
        return max(zip(counts.values(), counts, strict=True))


def ties_in(visits: Sequence[Visit]) -> Ties:
    """The ties that these contacts tell of."""
    ours: dict[str, int] = {}
    theirs: dict[str, int] = {}
    half_told = 0
    for visit in visits:
        our_side, their_side = people_in(visit.our_person), people_in(visit.contact)
        if not our_side or not their_side:
            half_told += 1
            continue
        for person in our_side:
            ours[person] = ours.get(person, 0) + 1
        for person in their_side:
            theirs[person] = theirs.get(person, 0) + 1
    return Ties(ours, theirs, len(visits) - half_told, half_told)


def as_written(person: str, visits: Sequence[Visit]) -> str:
    """A person's name as the newest contact that names both sides writes it."""
    for visit in reversed(visits):
        our_side, their_side = people_in(visit.our_person), people_in(visit.contact)
        if our_side and their_side and (person in their_side or person in our_side):
            return their_side.get(person) or our_side[person]
    return person


@customer_column("tie")
def tie(case: Case, run: Run) -> Finding:
    """Personal, one-sided or organisational, and what is lost if the best-connected person leaves.

    Two of ours with two of theirs prove a tie of the organisations; less is only said where every contact in W names
    both sides.
    """
    visits, texts = case.facts.visits_in_w, run.texts
    ties = ties_in(visits)
    if not ties.told:
        return not_known(texts("tie.reason.unknown"))
    kind = ties.kind
    if ties.half_told and kind != "organisational":
        return not_known(texts("tie.reason.half", count=ties.half_told, contacts=len(visits)))
    count, name = ties.best_connected
    reason = texts(
        f"tie.reason.{kind}",
        name=as_written(name, visits),
        other=as_written(next(iter(ties.theirs)), visits) if kind == "personal" else "",
        ours=len(ties.ours),
        theirs=len(ties.theirs),
        contacts=ties.told,
        share=percent(count / ties.told),
    )
    return Finding(kind, texts(f"tie.{kind}"), Tone.NEUTRAL, reason)
