"""Three-valued logic: what is proven, refuted, or not known."""

from collections.abc import Iterable

from relsheet.rules.results import Proof


def proof_of(answer: bool | None) -> Proof:
    """Yes is proven, no is refuted, and not recorded is unknown."""
    if answer is None:
        return Proof.UNKNOWN
    return Proof.PROVEN if answer else Proof.REFUTED


def at_least(needed: int, parts: Iterable[Proof]) -> Proof:
    """Proven by that many true parts, refuted when so many can no longer be reached, else unknown."""
    proven = unknown = 0
    for part in parts:
        if part is Proof.PROVEN:
            proven += 1
        elif part is Proof.UNKNOWN:
            unknown += 1
    if proven >= needed:
        return Proof.PROVEN
    return Proof.REFUTED if proven + unknown < needed else Proof.UNKNOWN


def all_of(parts: tuple[Proof, ...]) -> Proof:
    """An "and": refuted by one false part, unknown if no part is false and one is unknown."""
    return at_least(len(parts), parts)


def any_of(parts: tuple[Proof, ...]) -> Proof:
    """An "or": proven by one true part, refuted only if all are false."""
    return at_least(1, parts)
