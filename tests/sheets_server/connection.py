"""One connection to the server: HTTP, tokens and faults; what is asked goes to the methods."""

import contextlib
import gzip
import json
import socket
import struct
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.sheets_server.faults import Fault, Kind
from tests.sheets_server.methods import Asked, Call
from tests.sheets_server.refusals import Json, Refusal, bad
from tests.sheets_server.schema import Mismatch

if TYPE_CHECKING:
    from tests.sheets_server.server import SheetsServer

HTML = b"<!DOCTYPE html><html><head><title>Error 503 (Service Unavailable)!!1</title></head></html>"


class Connection(BaseHTTPRequestHandler):
    """One connection."""

    serves: "SheetsServer"
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
        ranges = tuple(query.get("ranges", ()))
        call = Call(method, status, len(raw), len(content), time.perf_counter() - began, ranges)
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
                body = asked.body if asked.path.startswith("/upload/") else _json(asked.body)
                method, answer = self.serves.answer(Asked(asked.verb, asked.path, asked.query, body, asked.headers))
                return 200, method, answer, {}
        except Refusal as err:
            return err.code, method or asked.path, err.drive_body() if is_drive else err.body(), err.headers
        except Mismatch as err:
            # Not 5xx: a client that tries again for ever, as gspread's BackOffHTTPClient does, would hide the fault.
            self.serves.mismatches.append(str(err))
            return 400, method, bad(f"A fault of this local server: {err}").body(), {}

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
