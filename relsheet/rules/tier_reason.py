"""A tier in words: what proves it, and what keeps it from the next one."""

from collections.abc import Sequence

from relsheet.records import Tier
from relsheet.rules.results import Gate, Proof
from relsheet.texts import Texts


def reason_of(tier: Tier, gates: Sequence[Gate], cheapest_fact: str | None, texts: Texts) -> str:
    """The reason in one line; ``cheapest_fact`` says what would settle the next tier where that is open."""
    parts = [texts("tier.reason", tier=texts(f"tier.{tier.code}"), proof=proof_text(tier, gates, texts))]
    above = next((gate for gate in gates if gate.tier > tier), None)
    if cheapest_fact:
        parts.append(cheapest_fact)
    elif above is not None:
        parts.append(refuted_text(above, texts))
    return texts("reason.join").join(parts)


def proof_text(tier: Tier, gates: Sequence[Gate], texts: Texts) -> str:
    """The proven parts of the gate that was passed."""
    gate = next((gate for gate in gates if gate.tier == tier), None)
    proven = [part.reason for part in gate.parts if part.proof is Proof.PROVEN] if gate else []
    return texts("tier.and").join(proven) or texts("tier.reason.own")


def refuted_text(gate: Gate, texts: Texts) -> str:
    """Why the next tier is not reached."""
    refuted = [part.reason for part in gate.parts if part.proof is Proof.REFUTED]
    return texts("tier.not_next", tier=texts(f"tier.{gate.tier.code}"), reasons=texts("tier.and").join(refuted[:2]))
