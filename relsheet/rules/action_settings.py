"""How many actions are suggested, and to whom none."""

from typing import ClassVar

from relsheet.policy import Settings, setting


class ActionSettings(Settings):
    """How many actions are suggested."""

    section: ClassVar[str] = "actions"
    per_customer: int = setting(3, "Actions per customer at most.", ge=1)
    contacts_per_week: int = setting(5, "Contacts that one person can make a week; later ones move on.", ge=1)
    horizon: int = setting(28, "What is due later than this is not on the To do tab yet.", unit="days", ge=1)
    competitors: tuple[str, ...] = setting(
        ("competitor", "rival", "竞争对手", "同行", "竞品"), "Customers of one of these types get no suggestions."
    )
