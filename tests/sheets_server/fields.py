"""Field masks: "sheets(properties.title,data/rowData)" keeps these parts of an answer."""

import re
from typing import Any

from tests.sheets_server.refusals import bad

Mask = dict[str, "Mask"]
TOKEN = re.compile(r"[A-Za-z0-9_$*]+|[().,/]")


def parsed(text: str) -> Mask:
    """The mask as a tree; an empty branch keeps everything below."""
    tokens = TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise bad(f"Request contains an invalid argument. Error expanding 'fields' parameter: {text!r}.")
    mask: Mask = {}
    if _branch(tokens, 0, mask) != len(tokens):
        raise bad("Request contains an invalid argument. Unbalanced 'fields' parameter.")
    return mask


def _branch(tokens: list[str], at: int, mask: Mask) -> int:
    while at < len(tokens) and tokens[at] != ")":
        here = mask.setdefault(tokens[at], {})
        at += 1
        while at < len(tokens) and tokens[at] in "./":
            here = here.setdefault(tokens[at + 1], {})
            at += 2
        if at < len(tokens) and tokens[at] == "(":
            at = _branch(tokens, at + 1, here) + 1
        if at < len(tokens) and tokens[at] == ",":
            at += 1
    return at


def kept(value: Any, mask: Mask) -> Any:
    """The parts of an answer that the mask names."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [kept(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: kept(value[name], inner) for name, inner in mask.items() if name in value}


def check(mask: Mask, schema: Any, schemas: dict[str, Any], path: str = "") -> None:
    """400 for a name that the answer's schema does not have."""
    while "$ref" in schema or schema.get("type") == "array":
        schema = schemas[schema["$ref"]] if "$ref" in schema else schema["items"]
    properties = schema.get("properties")
    for name, inner in mask.items():
        if name == "*" or properties is None:
            continue
        if name not in properties:
            raise bad(f"Request contains an invalid argument. Invalid field: {path}{name}")
        check(inner, properties[name], schemas, f"{path}{name}.")


def asks_for(mask: Mask, *names: str) -> bool:
    """Whether the mask reaches the part at that path."""
    for name in names:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True
