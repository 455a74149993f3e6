"""``config/default.toml``: every setting with its default, its unit and its source, out of the settings' own classes.

``python -m relsheet.api.defaults > config/default.toml`` writes it anew; a test holds the two together.
"""

import json
import sys
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.fields import FieldInfo

from relsheet.api.sections import SECTIONS
from relsheet.policy import Settings

HEAD = """\
# Every setting of relsheet with its default. Copy what you want to change into a relsheet.toml beside your workbook.
# In brackets: the unit, and where the number comes from ("convention": common practice, yours may differ).
"""


def default_toml() -> str:
    """The text of ``config/default.toml``."""
    return HEAD + "".join("\n" + "\n".join(section_lines(kind)) + "\n" for kind in SECTIONS)


def section_lines(kind: type[Settings]) -> Iterator[str]:
    """One section: its doc, its plain keys, then its tables."""
    values = kind().model_dump(mode="json")
    yield from commented(" ".join((kind.__doc__ or "").split()))
    if kind.list_field:
        yield from commented_list(kind.section, kind.model_fields[kind.list_field])
        return
    yield f"[{kind.section}]"
    tables = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    for name, value in values.items():
        if name in tables:
            continue
        yield from commented(described(kind.model_fields[name]))
        yield f"{name} = {written(value)}" if value is not None else f"# {name} ="
    for name, table in tables.items():
        yield ""
        yield from commented(described(kind.model_fields[name]))
        yield f"[{kind.section}.{name}]" if table else f"# [{kind.section}.{name}]"
        yield from (f"{key} = {written(value)}" for key, value in table.items() if value is not None)


def commented_list(section: str, field: FieldInfo) -> Iterator[str]:
    yield from commented(described(field))
    yield f"# [[{section}]]"


def described(field: FieldInfo) -> str:
    """The doc of a setting with its unit and source in brackets."""
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    notes = "; ".join(str(extra[name]) for name in ("unit", "source") if extra.get(name))
    return f"{field.description or ''} [{notes}]" if notes else field.description or ""


def commented(text: str) -> Iterator[str]:
    yield from (f"# {line}" for line in textwrap.wrap(text, 116))


def written(value: Any) -> str:
    """A value as TOML; a table within a list becomes an inline table."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {written(inner)}" for key, inner in value.items() if inner is not None) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(written(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(default_toml())
