"""Google as the set-up and the doctor try it: the credentials, and one sheet opened with them.

Not imported by ``relsheet.api`` itself: gspread and google-auth are loaded only where Google is asked for.
"""

from dataclasses import dataclass
from pathlib import Path

from relsheet.sheets.google_credentials import Login, gspreads_places, key_file_in_force, log_in
from relsheet.sheets.google_http import Patience
from relsheet.sheets.gsheets import GoogleBackend

__all__ = ["Login", "OpenedSheet", "found_by_itself", "key_file_in_force", "log_in", "opened", "usual_place"]

#: Somebody waits for the answer: far less patience than a run has.
HASTE = Patience(deadline=60.0, attempts=3)


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A Google Sheet that could be read; ``time_zone`` is the sheet's own."""

    tabs: tuple[str, ...]
    time_zone: str | None


def opened(source: str, login: Login) -> OpenedSheet:
    """The sheet as these credentials see it. UsageError ``google_no_id``; RemoteFailure as every run's."""
    workbook = GoogleBackend(source, patience=HASTE, login=login).read()
    return OpenedSheet(tuple(grid.tab for grid in workbook.grids), workbook.time_zone)


def usual_place() -> Path:
    """Where a service account's key is found without being named."""
    return gspreads_places()[0]


def found_by_itself(login: Login) -> bool:
    """Whether a later run comes upon the same credentials without being told where they are."""
    return login.key_file is None or login.key_file == key_file_in_force()
