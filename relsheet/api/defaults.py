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
    """One section: its doc, its plain keys, then its tables; what is unset stands there as a comment."""
    values = kind().model_dump(mode="json")
    yield from commented(" ".join((kind.__doc__ or "").split()))
    if kind.list_field:
        yield from commented(described(kind.model_fields[kind.list_field]))
        yield f"# [[{kind.section}]]"
        return
    yield f"[{kind.section}]"
    said = ""
    for name, value in sorted(values.items(), key=lambda item: isinstance(item[1], Mapping)):
        doc = described(kind.model_fields[name])
        if doc != said:
            yield from commented(said := doc)
        yield from (
            table_lines(f"{kind.section}.{name}", value) if isinstance(value, Mapping) else [key_line(name, value)]
        )


def table_lines(path: str, table: Mapping[str, Any]) -> Iterator[str]:
    """A table below a section."""
    yield f"[{path}]" if table else f"# [{path}]"
    yield from (key_line(key, value) for key, value in table.items())


def key_line(name: str, value: Any) -> str:
    """One setting as TOML; one that is not set stands as a comment."""
    return f"# {name} =" if value is None else f"{name} = {written(value)}"


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
