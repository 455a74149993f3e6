"""Loyalty by what customers say of us: six ratings, weighted; a range where some are missing."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.known import RATINGS, SCALES
from relsheet.rules.run import Run

SOURCE = "weights found for professional services"
FACTORS = ("skill", "devotion", "speed", "product", "service", "strength")


class LoyaltySettings(Settings):
    """What the six ratings weigh."""

    section: ClassVar[str] = "loyalty"
    skill: int = setting(25, "Skill and image of our people.", source=SOURCE, ge=0)
    devotion: int = setting(24, "Their devotion.", source=SOURCE, ge=0)
    speed: int = setting(12, "How fast we are.", source=SOURCE, ge=0)
    product: int = setting(19, "The product.", source=SOURCE, ge=0)
    service: int = setting(7, "The service departments.", source=SOURCE, ge=0)
    strength: int = setting(13, "The strength of our company.", source=SOURCE, ge=0)
    known_from: float = setting(0.60, "Shown only where so large a part of the weight is rated.", gt=0, le=1)


@customer_column("loyalty")
def loyalty(case: Case, run: Run) -> Finding:
    """0 to 100, "62–80" where a rating is missing; a dash where nobody's ratings are kept for him."""
    settings, texts = run.policy.of(LoyaltySettings), run.texts
    rated = ratings_of(case, run.known.best_rating)
    if not rated:
        return does_not_apply(texts("loyalty.reason.none"))
    weights: dict[str, int] = {name: getattr(settings, name) for name in FACTORS}
    whole = sum(weights.values())
    known = sum(weights[name] for name in rated)
    missing = texts("profile.join").join(texts(f"loyalty.{name}") for name in FACTORS if name not in rated)
    if not whole or known < settings.known_from * whole:
        return not_known(texts("loyalty.reason.few", missing=missing, limit=f"{settings.known_from:.0%}"))
    low = sum(weights[name] * points for name, points in rated.items()) / whole
    high = low + 100 * (whole - known) / whole
    told = texts("profile.join").join(f"{texts(f'loyalty.{name}')} {rated[name]:.0f}" for name in rated)
    reason = texts("loyalty.reason.open", ratings=told, missing=missing) if missing else told
    text = f"{low:.0f}" if not missing else f"{low:.0f}–{high:.0f}"
    return Finding(round(low, 1) if not missing else text, text, Tone.NEUTRAL, reason)


def ratings_of(case: Case, best: int) -> dict[str, float]:
    """His ratings as 0 to 100. The scale is that of all customers: 4 of 100 is no 4 of 5; 5 is the best of 1 to 5."""
    entered: tuple[float | None, ...] = RATINGS(case.facts.customer)
    if entered.count(None) == len(entered):
        return {}
    rated = {name: value for name, value in zip(FACTORS, entered, strict=True) if value is not None}
    least = 1 if best == SCALES[0] else 0
    return {name: min(max((value - least) / (best - least), 0), 1) * 100 for name, value in rated.items()}
