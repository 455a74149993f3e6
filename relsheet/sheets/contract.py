"""The seam to the files: what every kind of source can do."""

from collections.abc import Sequence
from typing import Protocol

from relsheet.sheets.edits import CellChange, Edit, Receipt
from relsheet.sheets.workbook import Workbook


class Backend(Protocol):
    """A kind of source: an .xlsx file, a Google Sheet, memory."""

    def read(self) -> Workbook:
        """The workbook as it stands; UnreadableInput or RemoteFailure if that cannot be had."""
        ...

    def preview(self, workbook: Workbook, edits: Sequence[Edit]) -> tuple[CellChange, ...]:
        """The changes that the receipt of ``write`` would list, nothing written; empty when all is as wished."""
        ...

    def write(self, workbook: Workbook, edits: Sequence[Edit]) -> Receipt:
        """Do all edits or none. NotWritten (and nothing changed) if the source changed since it was read, is open
        elsewhere, protected, or if the proof finds a loss."""
        ...
