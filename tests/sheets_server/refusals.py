"""Refusals with the bodies that Google sends."""

from typing import Any

Json = dict[str, Any]
STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class Refusal(Exception):
    """An answer other than 200: the code, Google's sentence, and what else the body holds."""

    def __init__(self, code: int, message: str, *, details: list[Json] | None = None, **headers: str) -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, details
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def body(self) -> Json:
        """The body as the Sheets API writes it."""
        error: Json = {"code": self.code, "message": self.message, "status": STATUS.get(self.code, "UNKNOWN")}
        if self.details:
            error["details"] = self.details
        return {"error": error}

    def drive_body(self) -> Json:
        """The body as the Drive API writes it, with its list of errors."""
        reason = {404: "notFound", 403: "forbidden", 429: "rateLimitExceeded", 401: "authError"}.get(
            self.code, "invalid"
        )
        listed = [{"domain": "global", "reason": reason, "message": self.message}]
        return {"error": {"errors": listed, "code": self.code, "message": self.message}}


def bad(message: str) -> Refusal:
    """400 INVALID_ARGUMENT."""
    return Refusal(400, message)


def unknown_field(name: str, path: str) -> Refusal:
    """What Google says of a field that its schema does not have."""
    at = f" at '{path}'" if path else ""
    said = f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'
    violation: Json = {"description": said}
    if path:
        violation["field"] = path
    return Refusal(
        400, said, details=[{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
    )
