"""Whether a customer has fallen silent: no order for much longer than he used to leave between two."""

from datetime import date
from itertools import pairwise
from statistics import median
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.results import Facts
from relsheet.rules.situation import Answer, Situation, term


class LifeSettings(Settings):
    """When a customer counts as lapsed."""

    section: ClassVar[str] = "life"
    lapsed_gaps: float = setting(2.0, "Silent for more than so many of his own median gaps between orders.", gt=0)
    lapsed_least: int = setting(90, "... and for so long at least.", unit="days", ge=1)


def is_lapsed(facts: Facts, today: date, settings: LifeSettings) -> bool | None:
    """Whether he has stopped ordering; None with fewer than three order days, which show no rhythm."""
    days = sorted({order.date for order in facts.orders if not order.is_return})
    if len(days) < 3:
        return None
    usual = median((after - before).days for before, after in pairwise(days))
    silent = (today - days[-1]).days
    return silent >= settings.lapsed_least and silent > settings.lapsed_gaps * usual


@term("lapsed")
def lapsed(at: Situation) -> Answer:
    return is_lapsed(at.facts, at.run.today, at.run.policy.of(LifeSettings))
