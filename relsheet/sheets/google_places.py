"""Where our columns and tabs are in a Google Sheet: developer metadata, which moves with what it is fixed to.

Every entry's key begins with ``relsheet.``; the value is a plain text, so that a person can read it too.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
COLUMN = "relsheet.column"  # on a column of ours: its key, and its header as we wrote it
KEY = "relsheet.key"  # on the user's column that tells his rows apart
CELLS = "relsheet.cells"  # on a column of a page of ours that users write into
TAB = "relsheet.tab"  # on a tab of ours: its key
LAYOUT = "relsheet.layout"  # on a page of ours: what it looks like, so that it is drawn anew only when that changes
RUN = "relsheet.run"  # on the spreadsheet: the run that changed its structure last
TAKEN = "relsheet.taken"  # on a tab that holds rows of a page of ours while they are taken out
FORMATS = "relsheet.formats"  # on the spreadsheet: the number formats of columns that were looked at
OURS = (COLUMN, KEY, CELLS, TAB, LAYOUT, RUN, TAKEN, FORMATS)
#: Numbers of runs: two runs that start from the same state want the same one, and Google gives it to one of them.
FIRST_RUN = 1_707_000_000
NEWLINE = "\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry of developer metadata. ``column`` is 1-based; None: on the tab; ``sheet_id`` None: on the whole."""

    number: int
    key: str
    value: str
    sheet_id: int | None = None
    column: int | None = None

    @property
    def name(self) -> str:
        """The first line of the value: the key of a column or tab."""
        return self.value.partition(NEWLINE)[0]

    @property
    def header(self) -> str:
        """The second line: a column's header as we wrote it."""
        return self._line(1)

    @property
    def format(self) -> str:
        """The third line: the number format of a column of ours, as "DATE yyyy-mm-dd"."""
        return self._line(2)

    @property
    def is_copied(self) -> bool:
        """Whether it came with a tab that the user copied: the fourth line is the number of the tab it was made for."""
        return self._line(3) not in ("", str(self.sheet_id))

    def _line(self, number: int) -> str:
        lines = self.value.split(NEWLINE)
        return lines[number] if len(lines) > number else ""


def told(name: str, sheet_id: int, header: str = "", format: str = "") -> str:
    """The value of an entry on a column or tab of ours."""
    return NEWLINE.join((name, header, format, str(sheet_id)))


def new_number() -> int:
    """A number for a new entry; Google wants it unique in the spreadsheet."""
    return secrets.randbelow(FIRST_RUN - 1) + 1


def marks_in(entries: Iterable[Json]) -> Iterable[Mark]:
    """Our entries among those that the API lists."""
    for entry in entries:
        if entry.get("metadataKey") in OURS:
            location = entry.get("location", {})
            span = location.get("dimensionRange")
            yield Mark(
                number=int(entry["metadataId"]),
                key=entry["metadataKey"],
                value=entry.get("metadataValue", ""),
                sheet_id=span.get("sheetId", 0) if span else location.get("sheetId"),
                column=span.get("startIndex", 0) + 1 if span else None,
            )


def columns_of(sheet_id: int | None, first: int, count: int = 1) -> Json:
    """So many columns from that one on, as the API takes a range of whole columns."""
    return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": first - 1, "endIndex": first - 1 + count}


def location(mark: Mark) -> Json:
    """The place of an entry, as the API takes it."""
    if mark.column is not None:
        return {"dimensionRange": columns_of(mark.sheet_id, mark.column)}
    return {"spreadsheet": True} if mark.sheet_id is None else {"sheetId": mark.sheet_id}


def put(mark: Mark) -> Json:
    """The request that makes an entry; the whole batch fails if its number is taken."""
    entry = {
        "metadataId": mark.number,
        "metadataKey": mark.key,
        "metadataValue": mark.value,
        "visibility": "DOCUMENT",
        "location": location(mark),
    }
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def drop(mark: Mark) -> Json:
    """The request that takes an entry out."""
    return {"deleteDeveloperMetadata": {"dataFilter": by_number(mark.number)}}


def hold(mark: Mark) -> list[Json]:
    """Requests that do nothing if the column is where we read it, and fail the whole batch if it has moved.

    The entry is taken out of just that place and made again there. Where the column has moved nothing was taken out,
    and its number is still in use.
    """
    here = location(mark)
    kind = "COLUMN" if mark.column is not None else "SHEET"
    lookup = {
        "metadataId": mark.number,
        "locationType": kind,
        "metadataLocation": here,
        "locationMatchingStrategy": "EXACT_LOCATION",
    }
    return [{"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}, put(mark)]


def quoted(tab: str) -> str:
    """The name of a tab as A1 notation has it."""
    return "'" + tab.replace("'", "''") + "'"


def by_number(number: int) -> Json:
    """The filter that finds what an entry is fixed to."""
    return {"developerMetadataLookup": {"metadataId": number}}
