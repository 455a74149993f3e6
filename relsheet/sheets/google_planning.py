"""What one write to a Google Sheet will do: requests on its structure, values beside rows, values of pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from relsheet.errors import NotWritten, Warn
from relsheet.sheets.edits import CellChange
from relsheet.sheets.google_aligned import TabValues, sending_of
from relsheet.sheets.google_grid import Raw
from relsheet.sheets.google_reading import Reading
from relsheet.sheets.google_rows_out import RowsOut
from relsheet.sheets.google_sending import PageCells, Sending
from relsheet.sheets.google_sheet import Sheet

Json = dict[str, Any]
#: As requests beside the structure, cells take ten times the memory that they take as values.
CELLS_BESIDE_STRUCTURE = 20_000


@dataclass
class Plan:
    """A write in the making."""

    reading: Reading
    requests: list[Json] = field(default_factory=list)
    rules_out: list[tuple[int, int, Json]] = field(default_factory=list)  # tab, place in its list, the rule
    rules_in: list[Json] = field(default_factory=list)
    columns_out: list[Json] = field(default_factory=list)  # last of all: they move what is beside them
    tabs: list[TabValues] = field(default_factory=list)
    pages: list[PageCells] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    warnings: list[Warn] = field(default_factory=list)
    rows_out: list[RowsOut] = field(default_factory=list)
    afterwards: list[Json] = field(default_factory=list)  # requests that wait until the values are written
    pages_after: dict[str, Mapping[tuple[int, int], Raw]] = field(default_factory=dict)  # cells that a page will have
    drawn: set[str] = field(default_factory=set)  # pages that are made or drawn anew

    def sheet(self, tab: str) -> Sheet:
        """The tab of that name; NotWritten if it is gone."""
        found = self.reading.sheet(tab)
        if found is None:
            raise NotWritten("no_tab", tab)
        return found

    @property
    def structure(self) -> list[Json]:
        """All requests of the structural batch: rules are counted from the end, so that places stay true."""
        out = sorted(self.rules_out, key=lambda rule: (rule[0], -rule[1]))
        dropped = [{"deleteConditionalFormatRule": {"sheetId": tab, "index": index}} for tab, index, _ in out]
        found = [*self.requests, *dropped, *self.rules_in, *self.columns_out]
        return [*self.reading.mending, *found] if found or self.pages or any(tab.needed for tab in self.tabs) else []

    @property
    def in_one_call(self) -> Sending | None:
        """The values that may travel with the structure; None where they are too many, or columns leave."""
        sending = sending_of(self.tabs, self.pages)
        return sending if sending.cells <= CELLS_BESIDE_STRUCTURE and not self.columns_out else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write at all."""
        return not (self.structure or self.pages or any(tab.needed for tab in self.tabs))
