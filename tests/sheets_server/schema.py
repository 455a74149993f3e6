"""Google's discovery document as the judge: what is not in it is refused (requests) or a fault of ours (answers)."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from tests.sheets_server.refusals import Json, Refusal, bad, bad_value, unknown_field

SCALARS = {str, int, float, bool, type(None)}


class Mismatch(Exception):
    """An answer of this server that Google's schema does not allow."""


class Discovery:
    """One API's discovery document."""

    def __init__(self, name: str) -> None:
        folder = files("googleapiclient.discovery_cache").joinpath("documents")
        self.document: Json = json.loads(folder.joinpath(f"{name}.json").read_text(encoding="utf-8"))
        self.schemas: Json = self.document["schemas"]
        self.methods = dict(_methods(self.document))

    def check_query(self, method: str, query: dict[str, list[str]]) -> None:
        """Refusal for a parameter that the method does not have, or a value that its type does not allow."""
        known = self.document["parameters"] | self.methods[method].get("parameters", {})
        for name, values in query.items():
            if name not in known:
                said = f'Invalid JSON payload received. Unknown name "{name}": '
                said += f"Cannot bind query parameter. Field '{name}' could not be found in request message."
                raise Refusal(400, said)
            for value in values:
                self._query_value(name, known[name], value)

    def _query_value(self, name: str, wanted: Json, value: str) -> None:
        if wanted.get("type") == "boolean" and value.lower() not in ("true", "false"):
            raise bad(f"Invalid value at '{name}' (TYPE_BOOL), \"{value}\"")
        if wanted.get("type") == "integer" and not re.fullmatch(r"-?\d+", value):
            raise bad(f"Invalid value at '{name}' (TYPE_INT32), \"{value}\"")
        if "enum" in wanted and value not in wanted["enum"] and name != "$.xgafv":
            raise bad(f"Invalid value at '{name}', \"{value}\"")

    def check_body(self, method: str, body: Any) -> None:
        """Refusal for a field that the request's schema does not have."""
        request = self.methods[method].get("request")
        if request is None:
            if body not in (None, {}):
                raise bad("Request body is not allowed here.")
            return
        # The body of values.update and values.append is the field "data" of what Google reads.
        self._check(request, body if body is not None else {}, "data" if request["$ref"] == "ValueRange" else "")

    def check_answer(self, method: str, answer: Any) -> None:
        """Mismatch if the answer does not fit its schema."""
        wanted = self.methods[method].get("response")
        try:
            if wanted is not None:
                self._check(wanted, answer, "")
        except Refusal as err:
            raise Mismatch(f"{method}: {err.message}") from err

    def _check(self, wanted: Json, value: Any, path: str) -> None:
        if "$ref" in wanted:
            wanted = self.schemas[wanted["$ref"]]
        kind = wanted.get("type")
        if value is None or kind == "any":
            return
        if kind == "object":
            self._object(wanted, value, path)
        elif kind == "array":
            if not isinstance(value, list):
                raise bad_value(path, "type.googleapis.com/google.protobuf.ListValue", value)
            self._items(wanted["items"], value, path)
        else:
            _scalar(wanted, value, path)

    def _object(self, wanted: Json, value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise bad_value(path, wanted.get("id", "object"), value)
        properties, others = wanted.get("properties", {}), wanted.get("additionalProperties")
        for name, part in value.items():
            inner = properties.get(name) or others
            if inner is None:
                raise unknown_field(name, path)
            self._check(inner, part, f"{path}.{name}" if path else name)

    def _items(self, wanted: Json, values: list[Any], path: str) -> None:
        if wanted.get("type") == "array" and wanted["items"].get("type") == "any":  # rows of values: by far the most
            for number, row in enumerate(values):
                if not isinstance(row, list) or not set(map(type, row)) <= SCALARS:
                    raise bad_value(f"{path}[{number}]", "type.googleapis.com/google.protobuf.ListValue", row)
            return
        for number, value in enumerate(values):
            self._check(wanted, value, f"{path}[{number}]")


def _scalar(wanted: Json, value: Any, path: str) -> None:
    kind = wanted.get("type")
    if kind == "boolean":
        fits = isinstance(value, bool)
    elif kind in ("integer", "number"):
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        fits = fits or (isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) is not None)
        fits = fits and (kind == "number" or float(value) == int(float(value)))
    else:
        fits = isinstance(value, str)
    if not fits:
        raise bad_value(path, f"TYPE_{str(kind).upper()}", value)
    if "enum" in wanted and value not in wanted["enum"]:
        raise bad_value(path, wanted.get("$ref", "TYPE_ENUM"), value)


def _methods(part: Json) -> list[tuple[str, Json]]:
    found = [(method["id"], method) for method in part.get("methods", {}).values()]
    for inner in part.get("resources", {}).values():
        found += _methods(inner)
    return found


@cache
def discovery(name: str) -> Discovery:
    """The discovery document of "sheets.v4" or "drive.v3"."""
    return Discovery(name)
