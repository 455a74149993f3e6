"""All dirty workbooks, in the order of the docs."""

from tests.intake.dirty_callings import CALLINGS
from tests.intake.dirty_lookalikes import LOOKALIKES
from tests.intake.dirty_names import NAMES
from tests.intake.dirty_rows import ROWS
from tests.intake.dirty_tabs import TABS
from tests.intake.dirty_values import VALUES

DIRTY = (*TABS, *LOOKALIKES, *CALLINGS, *ROWS, *NAMES, *VALUES)
