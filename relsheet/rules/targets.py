"""What a deadline asks for: "8wh", "5wd", "2d"."""

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from relsheet.errors import UsageError
from relsheet.texts import Texts


class Unit(StrEnum):
    """What a target counts in: working seconds, minutes, hours, working days, clock hours, clock days of 24 hours."""

    WORKING_SECONDS = "ws"
    WORKING_MINUTES = "wm"
    WORKING_HOURS = "wh"
    WORKING_DAYS = "wd"
    HOURS = "h"
    DAYS = "d"


SECONDS = {
    Unit.WORKING_SECONDS: 1,
    Unit.WORKING_MINUTES: 60,
    Unit.WORKING_HOURS: 3600,
    Unit.HOURS: 3600,
    Unit.DAYS: 86400,
}
CLOCK_UNITS = frozenset({Unit.HOURS, Unit.DAYS})
#: A hundred years: beyond it a target is a slip of the pen.
MOST_SECONDS = 100 * 366 * 86400


class Target(Struct, frozen=True, gc=False):
    """An amount of time as somebody promises it; a negative one counts backwards. Prints as it was written."""

    amount: Decimal
    unit: Unit

    @property
    def seconds(self) -> int:
        """The amount in seconds; 0 for working days, whose length differs from day to day."""
        return int(self.amount * SECONDS.get(self.unit, 0))

    @property
    def is_clock_time(self) -> bool:
        """Whether nights and holidays count as well."""
        return self.unit in CLOCK_UNITS

    def __str__(self) -> str:
        return f"{self.amount:f}{self.unit}"

    def words(self, texts: Texts) -> str:
        """The target as a person says it: "5 working days"."""
        number = "one" if self.amount == 1 else "many"
        return texts(f"sla.target.{self.unit}.{number}", amount=f"{self.amount:f}")


@lru_cache(maxsize=256)
def parse_target(written: str) -> Target:
    """The target that "8wh", "5 wd" or "1.5h" stands for; UsageError for anything else.

    Working days are whole. Upper case, blanks and full-width digits are no fault.
    """
    text = written.strip().lower().translate({0xFF10 + digit: str(digit) for digit in range(10)})
    match = re.fullmatch(r"(-?\d{1,9}(?:\.\d{1,6})?)\s*(ws|wm|wh|wd|h|d)", text)
    if match is None:
        raise UsageError("bad-target", written)
    amount = Decimal(match[1])
    target = Target(amount.to_integral_value() if amount == amount.to_integral_value() else amount, Unit(match[2]))
    if target.unit is Unit.WORKING_DAYS and target.amount.as_tuple().exponent != 0:
        raise UsageError("bad-target", written)
    if abs(target.seconds) > MOST_SECONDS or abs(target.amount) > MOST_SECONDS:
        raise UsageError("far-target", written)
    return target
