"""How large a workbook may claim to be before it is opened: what protects the computer from a file made to fill it."""

from typing import ClassVar

from relsheet.policy import Policy, Settings, setting
from relsheet.sheets.sources import Limits


class LimitsSettings(Settings):
    """How large a workbook may be: what is larger, or swells like no honest file, is refused."""

    section: ClassVar[str] = "limits"
    unpacked: int = setting(4_000, "All parts of the file together, unpacked.", unit="MB", gt=0)
    ratio: float = setting(250, "Unpacked size for each byte of the file; honest ones stay below 100.", gt=1)
    parts: int = setting(60_000, "Parts in the file.", gt=0)
    cells: int = setting(40_000_000, "Cells from A1 to the farthest of a tab, blank ones included.", gt=0)


def limits_of(policy: Policy) -> Limits:
    """The limits as the package takes them."""
    found = policy.of(LimitsSettings)
    return Limits(found.unpacked * 1_000_000, found.ratio, parts=found.parts, cells=found.cells)
