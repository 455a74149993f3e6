"""What the relationship tiers ask for."""

from typing import ClassVar

from relsheet.policy import Settings, setting


class TierSettings(Settings):
    """What proves a relationship."""

    section: ClassVar[str] = "tier"
    order_months: int = setting(3, "Preferred: orders in so many different months of W.", unit="months", ge=1, le=12)
    people: int = setting(2, "Preferred: so many of their people with a two-way contact in W.", unit="people", ge=1)
    main_share: float = setting(0.50, "From this share of his wallet on we are his main supplier.", gt=0, le=1)
    trading_months: int = setting(24, "Partner: trading for so long.", unit="months", ge=0)
    lock_in_marks: int = setting(2, "Partner: so many lock-in marks, where there is no joint plan.", ge=1, le=5)
    override: bool = setting(False, "Whether the tier that you entered yourself wins over the proven one.")
