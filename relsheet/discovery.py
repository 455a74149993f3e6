"""Where settings come from, which one wins, and at which line of which file a wrong one stands.

Strongest first (docs/config.md, Which setting wins): flag, RELSHEET_SET, --config, relsheet.toml beside the workbook,
then upwards from the current folder, the user's config folder, the built-in defaults (which stand in the settings' own
classes).
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from relsheet.errors import ConfigError
from relsheet.policy import Policy, Settings
from relsheet.texts import Texts, texts_in

CONFIG_NAME = "relsheet.toml"


@dataclass(frozen=True)
class Layer:
    """The settings of one place: ``table`` as parsed, ``text`` for line numbers ("" for flags)."""

    name: str
    table: Mapping[str, Any]
    text: str = ""

    def place_of(self, keys: Sequence[str]) -> str:
        """Where that key stands, as "relsheet.toml:8"; without a number for a flag."""
        line = line_of(self.text, keys)
        return f"{self.name}:{line}" if line else self.name


def config_files(source: str, explicit: Path | None, folder: Path) -> Iterator[Path]:
    """The config files in force, weakest first; ``folder`` is where the search upwards begins."""
    found = [platformdirs.user_config_path("relsheet", appauthor=False) / CONFIG_NAME]
    found += [above / CONFIG_NAME for above in [folder, *folder.parents] if (above / CONFIG_NAME).is_file()][:1]
    if source and "://" not in source and not source.startswith("gsheet:"):
        found.append(Path(source).resolve().parent / CONFIG_NAME)
    seen: dict[Path, None] = {}
    for path in found:
        if path.is_file():
            seen.pop(path.resolve(), None)
            seen[path.resolve()] = None
    yield from seen
    if explicit is not None:
        yield explicit


def read_layer(path: Path) -> Layer:
    """The settings in one file; ConfigError with the line where it is no TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Layer(path.name, tomllib.loads(text), text)
    except FileNotFoundError as err:
        raise ConfigError("config_missing", path) from err
    except (OSError, UnicodeDecodeError) as err:
        raise ConfigError("config_unreadable", path, reason=str(err)) from err
    except tomllib.TOMLDecodeError as err:
        raise ConfigError("config_syntax", path, reason=str(err)) from err


def flag_layer(name: str, assignments: Sequence[str]) -> Layer:
    """The settings given as KEY=VALUE; a value that is no TOML is taken as text (``calendar.country=CN``)."""
    table: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, written = assignment.partition("=")
        if not equals or not key.strip():
            raise ConfigError("set_syntax", name, assignment=assignment)
        try:
            value = tomllib.loads(f"value = {written}")["value"]
        except tomllib.TOMLDecodeError:
            value = written.strip()
        *above, last = key.strip().split(".")
        inner = table
        for part in above:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return Layer(name, table)


def load_policy(kinds: Sequence[type[Settings]], layers: Sequence[Layer], texts: Texts | None = None) -> Policy:
    """One policy out of all layers, weakest first; ConfigError naming every fault with file, line and nearest key."""
    words = texts or texts_in("en")
    by_name = {kind.section: kind for kind in kinds}
    faults = [
        f"{layer.place_of([name])}: " + unknown(name, by_name, words)
        for layer in layers
        for name in layer.table
        if name not in by_name
    ]
    merged: dict[str, Any] = {}
    origins: dict[str, Layer] = {}
    for layer in layers:
        merge(merged, layer.table, layer, origins)
    sections: dict[str, Settings] = {}
    for name, kind in by_name.items():
        try:
            sections[name] = kind.model_validate(as_fields(kind, merged.get(name, {})))
        except ValidationError as err:
            faults += [fault_line(kind, detail, origins, words) for detail in err.errors()]
    if faults:
        raise ConfigError("config_faults", faults="\n".join(faults))
    places = {key: layer.place_of(key.split(".")) for key, layer in origins.items()}
    return Policy(sections, places)


def as_fields(kind: type[Settings], written: Any) -> Any:
    """A [[list of tables]] under the field that takes it; anything else as it was written."""
    return {kind.list_field: written} if kind.list_field and isinstance(written, list) else written


def merge(
    into: dict[str, Any], table: Mapping[str, Any], layer: Layer, origins: dict[str, Layer], path: str = ""
) -> None:
    """Lay one layer over what weaker ones said: tables key by key, everything else (lists too) as a whole."""
    for key, value in table.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            below = into.get(key)
            fresh: dict[str, Any] = dict(below) if isinstance(below, Mapping) else {}
            into[key] = fresh
            merge(fresh, value, layer, origins, here)
        else:
            into[key] = value
            origins[here] = layer


def fault_line(kind: type[Settings], detail: ErrorDetails, origins: Mapping[str, Layer], words: Texts) -> str:
    """One wrong setting as "relsheet.toml:8: abc.cutz: unknown; did you mean cuts?"."""
    names = [str(part) for part in detail["loc"] if part != kind.list_field]
    keys = [kind.section, *(name for name in names if name != "__root__")]
    layer = nearest_layer(keys, origins)
    place = f"{layer.place_of(keys)}: " if layer else ""
    if detail["type"] == "extra_forbidden":
        siblings = kind.model_fields if len(keys) == 2 else {}
        return place + unknown(".".join(keys), {f"{kind.section}.{name}": None for name in siblings}, words)
    return place + words("config.wrong", key=".".join(keys), value=shown(detail["input"]), reason=detail["msg"])


def shown(value: object) -> str:
    """A wrong value as it is named; of an address only its kind, since the rest may be a secret."""
    return re.sub(r"://[^\s'\"]+", "://…", repr(value))


def nearest_layer(keys: Sequence[str], origins: Mapping[str, Layer]) -> Layer | None:
    """The layer that wrote this key, or the table above it, or something below it."""
    for length in range(len(keys), 0, -1):
        prefix = ".".join(keys[:length])
        for key, layer in origins.items():
            if key == prefix or key.startswith(f"{prefix}."):
                return layer
    return None


def unknown(key: str, known: Mapping[str, object], words: Texts) -> str:
    """What to say of a key that nothing reads, with the nearest one that something does."""
    near = difflib.get_close_matches(key, list(known), n=1, cutoff=0.6)
    if not near:
        return words("config.unknown", key=key)
    return words("config.unknown_near", key=key, near=near[0].rpartition(".")[2])


def line_of(text: str, keys: Sequence[str]) -> int | None:
    """The 1-based line at which a key is set, else that of the table it stands in; None if neither is there."""
    best, table = None, ""
    wanted = ".".join(keys)
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            table = re.sub(r"[\s\"']", "", header[1])
            if best is None and (wanted == table or wanted.startswith(f"{table}.")):
                best = number
            continue
        key = re.match(r"\s*([\w\"'.\-]+)\s*=", line)
        if key and re.sub(r"[\"']", "", f"{table}.{key[1]}".strip(".")) == wanted:
            return number
    return best
