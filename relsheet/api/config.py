"""The settings as text: what is in force, the commented defaults file, and the JSON Schema."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from relsheet.api.options import Options
from relsheet.api.plays import play_lines
from relsheet.api.sections import SECTIONS
from relsheet.api.session import policy_for
from relsheet.errors import UsageError
from relsheet.texts import texts_in

#: The playbook as it is listed; [[play]] is how one writes into it.
PLAYS = "plays"


def config_lines(source: str, options: Options, section: str | None = None) -> Iterator[str]:
    """Every setting in force for that source as "abc.cuts = [0.8, 0.95]  # relsheet.toml:8"; UsageError for a section
    that is none. "plays" is the playbook."""
    policy = policy_for(source, options)
    if section == PLAYS:
        yield from play_lines(policy, texts_in(options.language or "en"))
        return
    kinds = [kind for kind in SECTIONS if section in (None, kind.section)]
    if not kinds:
        raise UsageError("no_section", section, known=", ".join(kind.section for kind in SECTIONS))
    for kind in kinds:
        for key, value in leaves(policy.of(kind).model_dump(mode="json", exclude_none=True), kind.section):
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}    # {origin_of(key, policy.origins)}"


def leaves(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """Every key below that table with its whole path."""
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
            yield from leaves(value, f"{path}.{key}")
        else:
            yield f"{path}.{key}", value


def origin_of(key: str, origins: Mapping[str, str]) -> str:
    """Where that value was written; "default" where nobody wrote it."""
    return next(
        (place for written, place in origins.items() if key == written or key.startswith(f"{written}.")), "default"
    )


def config_schema() -> dict[str, Any]:
    """The JSON Schema of a whole relsheet.toml, composed of the sections' own."""
    properties: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for kind in SECTIONS:
        schema = kind.model_json_schema()
        definitions.update(schema.pop("$defs", {}))
        properties[kind.section] = schema["properties"][kind.list_field] if kind.list_field else schema
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "relsheet.toml",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }
