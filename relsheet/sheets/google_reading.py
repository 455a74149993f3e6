"""A Google Sheet as it stands, in two calls: its structure, its values; a third for number formats not yet known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from relsheet.errors import RemoteFailure
from relsheet.sheets.google_formats import Formats
from relsheet.sheets.google_grid import GoogleGrid
from relsheet.sheets.google_http import GoogleClient, Refused
from relsheet.sheets.google_own import own_in
from relsheet.sheets.google_places import FORMATS, LAYOUT, RUN, Mark
from relsheet.sheets.google_sheet import Sheet, Structure, read_structure
from relsheet.sheets.google_values import RowsMoved, read_values
from relsheet.sheets.workbook import Workbook

Json = dict[str, Any]
ROUNDS = 3


@dataclass(frozen=True)
class Reading:
    """All that was read: what the rest of relsheet sees, and what a write needs beside it."""

    workbook: Workbook
    sheets: tuple[Sheet, ...]
    marks: tuple[Mark, ...]  # on the spreadsheet as a whole
    learnt: str | None  # number formats to be remembered, where there are new ones
    left: Mapping[str, frozenset[str]]  # key of a column of ours -> traces of what the last run left in it
    headers: Mapping[int, int]  # number of a column's mark -> row of its header; none where the column is empty
    mending: tuple[Json, ...] = ()  # requests that bring our marks in line with what people did
    taken: tuple[Mark, ...] = ()  # on tabs of copies that a run which was cut off left behind

    def sheet(self, title: str) -> Sheet | None:
        """The tab of that name."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def grid(self, title: str) -> GoogleGrid:
        """Its cells."""
        found = self.workbook.grid(title)
        assert isinstance(found, GoogleGrid)
        return found

    @property
    def run(self) -> Mark | None:
        """The entry of the last run that changed the structure."""
        return next((mark for mark in self.marks if mark.key == RUN), None)


def read(client: GoogleClient, source: str) -> Reading:
    """The spreadsheet as it stands. RemoteFailure ``google_busy`` where rows move each time that we read them; Refused
    where Google does not give what it has just told of."""
    refused: tuple[int, Refused] | None = None
    for _ in range(ROUNDS):
        structure = read_structure(client)
        if refused is not None and refused[0] == structure.checksum:
            raise refused[1]  # nothing has changed: what was refused would be refused again
        try:
            return _read(client, source, structure)
        except RowsMoved:
            refused = None
        except Refused as err:  # a tab may have been renamed or deleted since we heard of it
            refused = structure.checksum, err
    raise refused[1] if refused is not None else RemoteFailure("google_busy", source)


def _read(client: GoogleClient, source: str, structure: Structure) -> Reading:
    values, checksums = read_values(client, structure.sheets)
    grids = tuple(
        GoogleGrid(sheet.title, sheet.hidden, sheet.id, values[sheet.id].columns, merges=sheet.merges)
        for sheet in structure.sheets
    )
    fingerprint = " ".join(f"{checksum:08x}" for checksum in (structure.checksum, *checksums))
    return _understood(client, structure, grids, Workbook(source, grids, fingerprint))


def _understood(
    client: GoogleClient, structure: Structure, grids: tuple[GoogleGrid, ...], workbook: Workbook
) -> Reading:
    """What was read, with number formats and with what is ours."""
    own = own_in(structure.sheets, grids)
    known = next((mark.value for mark in structure.marks if mark.key == FORMATS), "{}")
    formats = Formats(client, own.sheets, grids, known)
    return Reading(
        replace(
            workbook,
            grids=tuple(replace(grid, formats=formats.found.get(grid.sheet_id, {})) for grid in grids),
            own_columns=own.columns,
            own_tabs=own.tabs,
            time_zone=structure.time_zone,
        ),
        own.sheets,
        structure.marks,
        formats.learnt,
        own.left,
        own.headers,
        own.mending,
        structure.taken,
    )


def layout_of(sheet: Sheet) -> str:
    """The signature of the page as we drew it last."""
    mark = sheet.mark(LAYOUT)
    return mark.name if mark is not None else ""
