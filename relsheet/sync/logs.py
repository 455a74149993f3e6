"""Log lines without secrets: text on a terminal, JSON where a program reads them."""

import json
import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime

HIDDEN = "***"
#: Schemes whose addresses are no secret as a whole.
WEB = frozenset({"http", "https", "file"})
ADDRESS = re.compile(r"\b([a-z][a-z0-9+.\-]{1,20})://([^\s\"'<>]+)", re.IGNORECASE)
#: Services that put the secret into the path.
HOOKS = re.compile(r"hook|robot/send|/bot|/services/|open-apis/bot|cgi-bin", re.IGNORECASE)
NAMED = re.compile(
    r"(?P<name>[\w\-]*(?:token|passw(?:or)?d|pwd|secret|api[_\-]?key|access[_\-]?key|private[_\-]?key|authorization)"
    r"[\w\-]*[\"']?\s*[=:]\s*)(?P<quote>[\"']?)(?!\*\*\*)(?:(?:bearer|basic)\s+)?[^\s\"',;&}]+",
    re.IGNORECASE,
)
BARE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    r"|\b(?:bearer|basic)\s+[\w\-.~+/=]{8,}"
    r"|\bya29\.[\w\-]+|\bAIza[\w\-]{20,}|\bxox[abprs]-[\w\-]+|\beyJ[\w\-]{8,}\.[\w\-]+\.[\w\-]*",
    re.IGNORECASE | re.DOTALL,
)


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with the known secrets, and whatever looks like one, hidden."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    text = BARE.sub(HIDDEN, text)
    text = ADDRESS.sub(_without_secret, text)
    return NAMED.sub(rf"\g<name>\g<quote>{HIDDEN}", text)


def _without_secret(address: re.Match[str]) -> str:
    scheme, rest = address[1], address[2]
    if scheme.lower() not in WEB:
        return f"{scheme}://{HIDDEN}"
    rest = re.sub(r"^[^/@]*@", f"{HIDDEN}@", rest)
    host, slash, _ = rest.partition("/")
    if slash and HOOKS.search(rest):
        return f"{scheme}://{host}/{HIDDEN}"
    return f"{scheme}://" + re.sub(r"([?&][^=&]*(?:key|token|sign|secret|auth)[^=&]*=)[^&]+", rf"\1{HIDDEN}", rest)


class Redaction(logging.Filter):
    """Takes the secrets out of whatever is logged, tracebacks included."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self.secrets = tuple(secrets)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage(), self.secrets), ()
        if record.exc_info:
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info), self.secrets)
            record.exc_info = None
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        return json.dumps(line | ({"trace": record.exc_text} if record.exc_text else {}), ensure_ascii=False)
