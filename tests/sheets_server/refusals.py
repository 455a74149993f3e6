"""Refusals with the bodies that Google sends."""

import json
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

    def __init__(
        self,
        code: int,
        message: str,
        *,
        details: list[Json] | None = None,
        reason: str = "",
        location: str = "",
        **headers: str,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, details
        self.reason, self.location = reason, location  # as Drive names them
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def body(self) -> Json:
        """The body as the Sheets API writes it."""
        error: Json = {"code": self.code, "message": self.message, "status": STATUS.get(self.code, "UNKNOWN")}
        if self.details:
            error["details"] = self.details
        return {"error": error}

    def drive_body(self) -> Json:
        """The body as the Drive API writes it, with its list of errors."""
        usual = {404: "notFound", 403: "forbidden", 429: "rateLimitExceeded", 401: "authError"}
        listed = {"message": self.message, "domain": "global", "reason": self.reason or usual.get(self.code, "invalid")}
        if self.location:
            listed |= {"location": self.location, "locationType": "parameter"}
        return {"error": {"code": self.code, "message": self.message, "errors": [listed]}}


def bad(message: str) -> Refusal:
    """400 INVALID_ARGUMENT."""
    return Refusal(400, message)


def bad_value(path: str, wanted: str, value: Any) -> Refusal:
    """What Google says of a value of the wrong type: "Invalid value at 'data.values' (...), "X"."""
    shown = json.dumps(value, ensure_ascii=False)
    return _violation(path, f"Invalid value at '{path}' ({wanted}), {shown[:200]}")


def unknown_field(name: str, path: str) -> Refusal:
    """What Google says of a field that its schema does not have."""
    at = f" at '{path}'" if path else ""
    return _violation(path, f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.')


def _violation(path: str, said: str) -> Refusal:
    violation: Json = {"field": path, "description": said} if path else {"description": said}
    return Refusal(
        400, said, details=[{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
    )
