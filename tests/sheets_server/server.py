"""The HTTP server: routes, tokens, quotas, faults; every request and answer judged by Google's discovery document."""

import re
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

from tests.sheets_server import (
    batch_cells,
    batch_metadata,
    batch_objects,
    batch_ranges,
    batch_rows,
    batch_tabs,
    drive_methods,
)
from tests.sheets_server.connection import Connection
from tests.sheets_server.drive import Drive
from tests.sheets_server.faults import Faults, Quota
from tests.sheets_server.fields import check, kept, parsed
from tests.sheets_server.methods import METHODS, Asked, Call
from tests.sheets_server.refusals import Refusal, bad
from tests.sheets_server.schema import discovery
from tests.sheets_server.store import Store
from tests.sheets_server.tokens import Tokens

#: The modules of batchUpdate requests: importing them is what registers them.
REQUESTS = (batch_cells, batch_metadata, batch_objects, batch_ranges, batch_rows, batch_tabs)

#: (verb, path below /v4/spreadsheets, discovery method)
ROUTES = [
    ("POST", r"", "create"),
    ("GET", r"/(?P<id>[^/:]+)", "get"),
    ("POST", r"/(?P<id>[^/:]+):batchUpdate", "batchUpdate"),
    ("POST", r"/(?P<id>[^/:]+):getByDataFilter", "getByDataFilter"),
    ("POST", r"/(?P<id>[^/:]+)/developerMetadata:search", "developerMetadata.search"),
    ("GET", r"/(?P<id>[^/:]+)/developerMetadata/(?P<number>\d+)", "developerMetadata.get"),
    ("POST", r"/(?P<id>[^/:]+)/sheets/(?P<number>\d+):copyTo", "sheets.copyTo"),
    ("GET", r"/(?P<id>[^/:]+)/values:batchGet", "values.batchGet"),
    (
        "POST",
        r"/(?P<id>[^/:]+)/values:(?P<what>batchUpdate|batchClear|batch(?:Get|Update|Clear)ByDataFilter)",
        "values.",
    ),
    ("POST", r"/(?P<id>[^/:]+)/values/(?P<range>.+):(?P<what>append|clear)", "values."),
    ("GET", r"/(?P<id>[^/:]+)/values/(?P<range>.+)", "values.get"),
    ("PUT", r"/(?P<id>[^/:]+)/values/(?P<range>.+)", "values.update"),
]  # fmt: skip
READS = (
    "get",
    "getByDataFilter",
    "developerMetadata.search",
    "developerMetadata.get",
    "values.get",
    "values.batchGet",
    "values.batchGetByDataFilter",
)


class SheetsServer:
    """The server, running from ``start`` (or ``with``) to ``stop``; tests reach its spreadsheets by ``store``."""

    def __init__(self, *, any_token: bool = False, quota: int | None = None, port: int = 0) -> None:
        self.store = Store()
        self.store.create({"title": "An older sheet of this account"})
        self.drive = Drive(self.store)
        self.tokens = Tokens(any_token=any_token)
        self.faults = Faults()
        self.quota = Quota(quota) if quota else None
        self.refuses: set[str] = set()  # methods that answer 400 whatever they are asked
        self.lock = threading.RLock()
        self.calls: list[Call] = []
        self.mismatches: list[str] = []  # answers of ours that Google's schema does not allow: a fault of this server
        self.complaints: list[str] = []  # requests that Google's schema does not allow: a fault of the client
        server = self

        class Handler(Connection):
            serves = server

        self._http = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> "SheetsServer":
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def __enter__(self) -> "SheetsServer":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def key_file(self, folder: Path) -> Path:
        """The key file of a service account whom this server knows."""
        return self.tokens.key_file(folder, f"{self.url}/token")

    def answer(self, asked: Asked) -> tuple[str, Any]:
        """(discovery method, answer) of a call to Sheets or Drive; Refusal where Google would refuse."""
        if not asked.path.startswith("/v4/"):
            return drive_methods.answer(self.drive, asked, self.complaints)
        for verb, pattern, method in ROUTES:
            found = re.fullmatch("/v4/spreadsheets" + pattern, asked.path)
            if found and verb == asked.verb:
                given = {name: unquote(value) for name, value in found.groupdict().items()}
                return self._sheets("sheets.spreadsheets." + method + given.pop("what", ""), given, asked)
        raise Refusal(404, "The requested URL was not found on this server.")

    def _sheets(self, method: str, given: dict[str, str], asked: Asked) -> tuple[str, Any]:
        judge = discovery("sheets.v4")
        short = method.removeprefix("sheets.spreadsheets.")
        if self.quota is not None and not self.quota.takes(kind := "Read" if short in READS else "Write"):
            said = f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' "
            said += "of service 'sheets.googleapis.com' for consumer 'project_number:1'."
            raise Refusal(429, said)
        try:
            judge.check_query(method, asked.query)
            judge.check_body(method, asked.body)
            mask = parsed(asked.flat["fields"]) if "fields" in asked.query else {}
            check(mask, judge.methods[method]["response"], judge.schemas)
        except Refusal as err:
            self.complaints.append(f"{method}: {err.message}")
            raise
        if short in self.refuses:
            raise bad("This operation is not supported for this document")
        answer = kept(METHODS[short](self, given, asked, mask), mask)
        judge.check_answer(method, answer)
        if short not in READS and "id" in given:
            self.drive.touch(given["id"])
        return method, answer
