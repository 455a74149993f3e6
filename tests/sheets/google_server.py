"""The local Sheets server for tests: one for all of them, started when first needed."""

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from relsheet.sheets.google_credentials import Login, log_in
from tests.sheets_server.server import SheetsServer


@cache
def running_server() -> tuple[SheetsServer, Login]:
    """The server, and a login that it knows; RELSHEET_SHEETS_API points to it from then on."""
    server = SheetsServer().start()
    os.environ["RELSHEET_SHEETS_API"] = server.url
    with TemporaryDirectory() as folder:
        return server, log_in(server.key_file(Path(folder)))
