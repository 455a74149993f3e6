"""Whether a Google Sheet is as it was, told by one call."""

import hashlib
from pathlib import Path

from gspread.urls import SPREADSHEET_URL

from relsheet.errors import RemoteFailure
from relsheet.sheets.google_credentials import log_in
from relsheet.sheets.google_http import GoogleClient, Patience, Refused
from relsheet.sheets.gsheets import id_in

#: All that results rest on: which tabs there are, and what their cells show, formulas worked out.
FIELDS = "properties.timeZone,sheets(properties(title,hidden),data(startRow,startColumn,rowData.values.effectiveValue))"


def glance(source: str, key_file: Path | None = None) -> str:
    """A digest of the sheet: equal where no tab and no value differs. RemoteFailure as ``GoogleBackend.read``."""
    client = GoogleClient(log_in(key_file), id_in(source), Patience())
    client.begin()
    try:
        answer = client.request("get", SPREADSHEET_URL % client.id, params={"fields": FIELDS})
    except Refused as err:
        raise RemoteFailure("google_refused", said=str(err)) from None
    return hashlib.blake2b(answer.content, digest_size=16).hexdigest()
