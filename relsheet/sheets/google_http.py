"""gspread's HTTP client with manners: timeouts, few retries, one deadline, Google's quotas; no token in any error."""

import logging
import os
import random
import re
import time
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from google.auth import exceptions
from google.auth.transport.requests import AuthorizedSession
from gspread.http_client import FileType, HTTPClient, ParamsType
from gspread.urls import SPREADSHEET_URL

from relsheet import __version__
from relsheet.errors import RemoteFailure, UsageError
from relsheet.sheets.google_credentials import Login

GOOGLE_API = "https://sheets.googleapis.com"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PASSING = {408, 429}  # and every 5xx
BROKEN = (
    requests.ConnectionError,
    requests.Timeout,
    exceptions.TransportError,
    urllib3.exceptions.HTTPError,  # while the answer is being received
    zlib.error,
)
#: How gzip begins where no name and no remark stands in its header (RFC 1952 §2.3), and how long that is then.
SIMPLE_GZIP, GZIP_HEADER = b"\x1f\x8b\x08\x00", 10
#: One line a call: -v shows them. What was asked for and what came stays out of it.
LOG = logging.getLogger(__name__)
Json = dict[str, Any]


class Refused(Exception):
    """Google refused a request as it stands (400), and changed nothing."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait for Google, in seconds. ``deadline`` is for all calls of one reading or writing together."""

    connect: float = 10.0
    answer: float = 90.0
    deadline: float = 240.0
    first_pause: float = 1.0
    longest_pause: float = 32.0
    attempts: int = 8
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a try had no answer, and how long Google asks us to wait (None: it does not say)."""

    reason: str
    retry_after: float | None = None

    def wait(self, pause: float, jitter: float) -> float:
        """Seconds to wait before the next try; ``jitter`` (0 to 1) keeps two programs from trying in step."""
        return pause * (0.5 + jitter) if self.retry_after is None else self.retry_after + pause * jitter


@dataclass
class Bucket:
    """Keeps us under a number of requests a minute."""

    patience: Patience
    per_minute: int = 55  # Google allows 60 reads and 60 writes per user
    times: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Return as soon as one more request is within the quota."""
        now = self.patience.clock()
        while self.times and now - self.times[0] >= 60:
            self.times.popleft()
        if len(self.times) >= self.per_minute:
            self.patience.sleep(60 - (now - self.times[0]))
            self.times.popleft()
        self.times.append(self.patience.clock())


def api_address() -> str:
    """Where the Sheets API is: Google, or RELSHEET_SHEETS_API for a server on this very machine."""
    named = os.environ.get("RELSHEET_SHEETS_API", "").rstrip("/")
    if not named:
        return GOOGLE_API
    if urlsplit(named).hostname not in LOOPBACK:
        raise UsageError("google_api_not_local", named)
    return named


class GoogleClient(HTTPClient):
    """One spreadsheet's calls. ``calls`` counts them, ``received`` their bytes (uncompressed); ``checksum`` is that of
    the last answer."""

    def __init__(self, login: Login, id: str, patience: Patience = PATIENCE) -> None:
        session = AuthorizedSession(login.credentials, refresh_timeout=patience.connect + 20)  # type: ignore[no-untyped-call]  # google-auth is untyped here
        session.headers["User-Agent"] = f"relsheet/{__version__} (gzip)"
        # urllib3 and google-auth warn of every connection that they try again; we say ourselves what failed for good.
        for name in ("urllib3.connectionpool", "google.auth"):
            logging.getLogger(name).setLevel(logging.ERROR)
        session.hooks["response"].append(self._receive)
        super().__init__(login.credentials, session)
        self.id, self.address, self.patience = id, login.address, patience
        self.calls = self.received = self.checksum = 0
        self._base = api_address()
        _settle_surroundings(session, self._base)
        self._reads, self._writes = Bucket(patience), Bucket(patience)
        self._until = 0.0

    def begin(self) -> None:
        """Start the deadline anew: a reading or a writing begins."""
        self._until = self.patience.clock() + self.patience.deadline

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: Any = None,
    ) -> requests.Response:
        """The answer; Refused for a 400, RemoteFailure for all else that does not pass before the deadline."""
        url = endpoint.replace(GOOGLE_API, self._base)
        given: Json = {"prettyPrint": "false", **(params or {})}
        pause, reason = self.patience.first_pause, "?"
        for _ in range(self.patience.attempts):
            (self._reads if _only_reads(method, url) else self._writes).wait()
            if self.patience.clock() >= self._until:
                break
            answer = self._tried(method, url, given, json)
            if not isinstance(answer, Failed):
                return answer
            reason, wait = answer.reason, answer.wait(pause, self.patience.jitter())
            if self.patience.clock() + wait > self._until:
                break
            self.patience.sleep(wait)
            pause = min(pause * 2, self.patience.longest_pause)
        raise RemoteFailure("google_quota" if reason == "429" else "google_unreachable", reason=reason) from None

    def _tried(
        self, method: str, url: str, params: Json, json: Mapping[str, Any] | None
    ) -> "requests.Response | Failed":
        """The answer, or why there is none yet."""
        try:
            answer = self._ask(method, url, params, json)
        except BROKEN as err:
            return Failed("timeout" if isinstance(err, requests.Timeout) else "connection")
        except exceptions.GoogleAuthError:
            raise RemoteFailure("google_login") from None
        if answer.ok and _is_whole(answer):
            self.received += len(answer.content)
            return answer
        self._refuse_for_good(answer)
        return Failed(str(answer.status_code), _retry_after(answer))

    def _ask(self, method: str, url: str, params: Json, json: Mapping[str, Any] | None) -> requests.Response:
        self.calls += 1
        began, left = self.patience.clock(), self._until - self.patience.clock()
        timeout = (min(self.patience.connect, left), min(self.patience.answer, left))
        try:
            answer = self.session.request(method, url, params=params, json=json, timeout=timeout, allow_redirects=False)
        except BROKEN:
            LOG.info("Google %d: %s %s: -", self.calls, method.upper(), _named(url))
            raise
        seconds, size = self.patience.clock() - began, len(answer.content) / 1000
        told = (self.calls, method.upper(), _named(url), answer.status_code, size, seconds)
        LOG.info("Google %d: %s %s: %d, %.1f kB, %.2f s", *told)
        return answer

    def _receive(self, answer: requests.Response, **_: Any) -> None:
        """Take the answer in at once: requests would unpack it in pieces of 10 kB, which takes a third longer."""
        with closing(answer):
            answer._content, self.checksum = unpacked(answer)

    def _refuse_for_good(self, answer: requests.Response) -> None:
        """Raise for what no waiting will mend."""
        status = answer.status_code
        if answer.ok or status in PASSING or status >= 500:
            return
        said = _message(answer)
        if status == 400:
            raise Refused(said)
        if status == 401:
            raise RemoteFailure("google_login")
        if status in (403, 404):
            code = "google_disabled" if "has not been used" in said or "is disabled" in said else "google_not_shared"
            raise RemoteFailure(code if self.address else f"{code}_with_you", name=self.address or "")
        raise RemoteFailure("google_refused", said=said or str(status))

    def by_filter(self, verb: str, body: Json) -> Json:
        """One of the methods that find their cells by a filter: values:batchUpdateByDataFilter and its kin."""
        answer = self.request("post", f"{SPREADSHEET_URL % self.id}/values:{verb}ByDataFilter", json=body)
        found: Json = answer.json()
        return found


def _settle_surroundings(session: requests.Session, address: str) -> None:
    """Take the proxy and the certificates from the environment once: requests would look for them at every call. It
    would also put a login from ~/.netrc in the place of ours."""
    found = session.merge_environment_settings(address, {}, None, None, None)
    session.proxies, session.verify = found["proxies"], found["verify"]
    session.trust_env = False


def unpacked(answer: requests.Response) -> tuple[bytes, int]:
    """The whole answer, unpacked at once, and its checksum: gzip ends with both that (CRC-32) and the size.

    The checksum is not worked out anew, which takes a third of the unpacking (RFC 1952 §2.3.1.2 leaves that open): TLS
    has proved every byte by then.
    """
    content: bytes = answer.raw.read(decode_content=False)
    if answer.headers.get("Content-Encoding") != "gzip":
        return content, zlib.crc32(content)
    checksum, size = (int.from_bytes(part, "little") for part in (content[-8:-4], content[-4:]))
    if content[:4] != SIMPLE_GZIP:
        return zlib.decompress(content, zlib.MAX_WBITS | 16, max(size, 1)), checksum
    found = zlib.decompress(memoryview(content)[GZIP_HEADER:], -zlib.MAX_WBITS, max(size, 1))
    if len(found) != size:
        raise zlib.error("not as long as told")
    return found, checksum


def _only_reads(method: str, url: str) -> bool:
    return method.lower() == "get" or url.endswith(
        ("batchGetByDataFilter", ":getByDataFilter", "developerMetadata:search")
    )


def _named(url: str) -> str:
    """The method that an address asks for, without the spreadsheet's id and the names of its tabs."""
    found = re.search(r"/spreadsheets/[^/:]+[/:]?(\w+)?(?:[/:](\w+))?", urlsplit(url).path)
    return ":".join(part for part in found.groups() if part) or "spreadsheet" if found else "spreadsheet"


def _is_whole(answer: requests.Response) -> bool:
    """Whether an answer that says 200 is one: a proxy's page is not."""
    content = answer.content.strip()
    return content[:1] == b"{" and content[-1:] == b"}"


def _message(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return ""


def _retry_after(answer: requests.Response) -> float | None:
    named = answer.headers.get("Retry-After", "")
    return float(named) if re.fullmatch(r"\d+(\.\d+)?", named) else None
