"""The HTTP server: routes, tokens, quotas, faults; every request and answer judged by Google's discovery document."""

import contextlib
import gzip
import json
import re
import socket
import struct
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.sheets_server import batch_cells, batch_objects
from tests.sheets_server.book import Store
from tests.sheets_server.drive import Drive
from tests.sheets_server.faults import Fault, Faults, Kind, Quota
from tests.sheets_server.fields import check, kept, parsed
from tests.sheets_server.methods import METHODS, Asked
from tests.sheets_server.refusals import Json, Refusal, bad
from tests.sheets_server.schema import Mismatch, discovery
from tests.sheets_server.tokens import Tokens

assert batch_cells.handles is batch_objects.handles  # importing them is what registers their requests

HTML = b"<!DOCTYPE html><html><head><title>Error 503 (Service Unavailable)!!1</title></head></html>"
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


@dataclass(frozen=True)
class Call:
    """One request to the API that was answered: what, how many bytes (uncompressed), how long the server took."""

    method: str
    status: int
    received: int
    sent: int
    seconds: float


class SheetsServer:
    """The server, running from ``start`` (or ``with``) to ``stop``; tests reach its spreadsheets by ``store``."""

    def __init__(self, *, any_token: bool = False, quota: int | None = None, port: int = 0) -> None:
        self.store = Store()
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

        class Handler(_Handler):
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
        """(discovery method, answer) of an API call; Refusal where Google would refuse."""
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
        return method, answer


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    serves: SheetsServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: tests read ``calls``."""

    def do_GET(self) -> None:
        began = time.perf_counter()
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        query = parse_qs(parts.query, keep_blank_values=True)
        if parts.path == "/token":
            form = {name: found[-1] for name, found in parse_qs(raw.decode()).items()}
            self._send(*self.serves.tokens.grant(form, f"{self.serves.url}/token"))
            return
        fault = self.serves.faults.next() if parts.path.startswith("/v4/") else None
        if fault is not None and self._fails_before(fault):
            return
        status, method, answer, headers = self._answered(Asked(self.command, parts.path, query, raw, self.headers))
        if fault is not None and fault.kind is Kind.SLOW:
            time.sleep(fault.seconds)
        if fault is not None and fault.kind is Kind.LOST:
            self._break()
            return
        if fault is not None and fault.kind is Kind.LATE_503:
            self._send(503, HTML)
            return
        pretty = query.get("prettyPrint", ["true"])[-1] != "false"
        content = _bytes(answer, pretty=pretty)
        call = Call(method, status, len(raw), len(content), time.perf_counter() - began)
        self.serves.calls.append(call)
        self._send(status, content, headers, cut=fault is not None and fault.kind is Kind.CUT)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET  # noqa: N815 -- http.server's names

    def _answered(self, asked: Asked) -> tuple[int, str, Any, dict[str, str]]:
        is_drive = not asked.path.startswith("/v4/")
        method = ""
        try:
            if not self.serves.tokens.admits(self.headers.get("Authorization")):
                raise Refusal(
                    401,
                    "Request had invalid authentication credentials. "
                    "Expected OAuth 2 access token, login cookie or other valid authentication credential.",
                    WWW_Authenticate="Bearer",
                )
            with self.serves.lock:
                if is_drive:
                    return 200, "drive", self._drive(asked), {}
                method, answer = self.serves.answer(
                    Asked(asked.verb, asked.path, asked.query, _json(asked.body), asked.headers)
                )
                return 200, method, answer, {}
        except Refusal as err:
            return err.code, method or asked.path, err.drive_body() if is_drive else err.body(), err.headers
        except Mismatch as err:
            self.serves.mismatches.append(str(err))
            return 500, method, Refusal(500, str(err)).body(), {}

    def _drive(self, asked: Asked) -> Any:
        uploaded = re.fullmatch(r"/upload/drive/v2/files/([^/]+)", asked.path)
        if uploaded and asked.verb == "PUT":
            return self.serves.drive.import_csv(uploaded[1], asked.body)
        below = re.fullmatch(r"/drive/v3/files((?:/[^/]+)*)", asked.path)
        if below is None:
            raise Refusal(404, "Not Found")
        path = [unquote(part) for part in below[1].split("/") if part]
        return self.serves.drive.answer(asked.verb, path, asked.flat, _json(asked.body))

    def _fails_before(self, fault: Fault) -> bool:
        if fault.kind is Kind.EDIT and fault.edit is not None:
            with self.serves.lock:
                fault.edit()
        elif fault.kind is Kind.MEANWHILE and fault.edit is not None:
            fault.edit()
        elif fault.kind is Kind.EXPIRED:
            self.serves.tokens.revoke()
        elif fault.kind is Kind.HTML_503:
            self._send(503, HTML)
        elif fault.kind is Kind.TIMEOUT_408:
            self._send(408, Refusal(408, "The request timed out.").body())
        elif fault.kind is Kind.TOO_MANY:
            self._send(
                429,
                Refusal(429, "Quota exceeded for quota metric 'Write requests'.").body(),
                {"Retry-After": f"{fault.seconds:g}"},
            )
        elif fault.kind is Kind.RESET:
            self._break()
        return fault.kind in (Kind.HTML_503, Kind.TIMEOUT_408, Kind.TOO_MANY, Kind.RESET)

    def _break(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _send(self, status: int, answer: Any, headers: dict[str, str] | None = None, *, cut: bool = False) -> None:
        content = _bytes(answer, pretty=False)
        is_html = content.startswith(b"<")
        zipped = "gzip" in self.headers.get("Accept-Encoding", "") and len(content) > 1000
        content = gzip.compress(content, 1) if zipped else content
        self.send_response(status if content or status != 200 else 204)
        self.send_header("Content-Type", "text/html; charset=UTF-8" if is_html else "application/json; charset=UTF-8")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if cut else content)
        if cut:
            self._break()

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the connection was broken on purpose
            super().finish()


def _json(raw: bytes) -> Any:
    if not raw:
        return None
    try:
        return json.loads(raw, object_pairs_hook=_set_fields)
    except ValueError as err:
        raise bad("Invalid JSON payload received. Parsing terminated before end of input.") from err


def _set_fields(pairs: list[tuple[str, Any]]) -> Json:
    """A field that is null is not set (protobuf's reading of JSON)."""
    return {name: value for name, value in pairs if value is not None}


def _bytes(answer: Any, *, pretty: bool) -> bytes:
    if isinstance(answer, bytes):
        return answer
    if answer is None:
        return b""
    text = (
        json.dumps(answer, ensure_ascii=False, indent=2)
        if pretty
        else json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    )
    return text.encode()
