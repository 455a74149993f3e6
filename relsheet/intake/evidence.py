"""What the values below a header say about a field: they prove it, allow it, or rule it out."""

from collections.abc import Sequence
from enum import StrEnum

from relsheet.intake.fields import Field
from relsheet.sheets.contract import Value


class Verdict(StrEnum):
    """YES proves, NO rules out, MAYBE allows; EMPTY where there is nothing to judge by."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    EMPTY = "empty"


def verdict(field: Field, values: Sequence[Value]) -> Verdict:
    """What the values say about that field."""
    return Verdict.MAYBE
