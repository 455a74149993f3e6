"""A mapping written down as a relsheet.toml: each line with the cell of its header and some of the values below."""

import json
from collections.abc import Iterator, Sequence

from relsheet.intake.fields import FIELDS
from relsheet.intake.mapping import FoundMapping, FoundTab, SeenColumn
from relsheet.records import Role
from relsheet.texts import Texts

#: A sample is cut after so many characters.
LONGEST_SAMPLE = 24


def mapping_toml(source: str, mapping: FoundMapping, texts: Texts) -> str:
    """The whole file. What is unsure, or what a header's name cannot settle, stands there as a comment."""
    lines = [f"# {line}" for line in texts("init.head", source=plain(source)).splitlines()]
    lines += ["", "[tabs]", *_tab_lines(mapping, texts)]
    for role in Role:
        tabs = mapping.of(role) or tuple(found for found in mapping.tabs if found.role is role)
        if tabs:
            lines += ["", f"[headers.{role}]", *_header_lines(tabs, texts)]
    return "\n".join(lines) + "\n"


def _tab_lines(mapping: FoundMapping, texts: Texts) -> Iterator[str]:
    for role in Role:
        found = mapping.of(role)
        if found:
            names = [tab.tab for tab in found]
            rows = ", ".join(str(tab.header_row) for tab in found)
            yield f"{role} = {quoted(names[0] if len(names) == 1 else names)}  # {texts('init.header_row', rows=rows)}"
        for tab in mapping.tabs:
            if tab.role is role and tab.missing:
                wanted = "; ".join(" / ".join(sorted(group)) for group in tab.missing)
                yield f"# {role} = {quoted(tab.tab)}  # {texts('init.lacks', wanted=wanted)}"
        for other, name in mapping.spare:
            if other is role:
                wider = quoted([*(tab.tab for tab in found), name])
                yield f"# {role} = {wider}  # {texts('init.spare', tab=plain(name))}"
    if not any(tab.role is Role.CUSTOMERS for tab in mapping.tabs):
        known = ", ".join(plain(name) for name in mapping.all_tabs)
        yield f'# customers = ""  # {texts("init.no_customers", tabs=known)}'


def _header_lines(tabs: Sequence[FoundTab], texts: Texts) -> Iterator[str]:
    """One line a field; a role spread over several tabs is settled where all of them have the same header."""
    seen: set[str] = set()
    for tab in tabs:
        for found in sorted(tab.fields, key=lambda found: found.column.cell):
            if found.field not in seen:
                seen.add(found.field)
                mark = "" if _can_be_set(found.field, tabs) else "# "
                yield f"{mark}{found.field} = {quoted(found.column.header)}  # {_shown(found.column)}"
    told: set[tuple[str, ...]] = set()
    for tab in tabs:
        for doubt in tab.doubts:
            if (key := (doubt.column.header, *doubt.fields)) in told:
                continue  # the same header on the next tab
            told.add(key)
            code = "init.perhaps" if doubt.column.can_be_named else "init.twice"
            yield (
                f"# {doubt.fields[0]} = {quoted(doubt.column.header)}  # {_shown(doubt.column)} "
                f"({texts(code, fields=' / '.join(doubt.fields))})"
            )
        if tab.missing:
            for column in tab.others:
                yield f"# ? = {quoted(column.header)}  # {_shown(column)}"


def _can_be_set(field: str, tabs: Sequence[FoundTab]) -> bool:
    columns = [found.column for tab in tabs for found in tab.fields if found.field == field]
    same = len({column.header for column in columns}) == 1 and len(columns) == len(tabs)
    return same and field in FIELDS[tabs[0].role] and all(column.can_be_named for column in columns)


def _shown(column: SeenColumn) -> str:
    cell = str(column.cell).rpartition("!")[2]
    return f"{cell}: {', '.join(plain(sample) for sample in column.samples)}".rstrip(": ")


def plain(text: str) -> str:
    """The text on one line, short, without what TOML allows in no comment."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST_SAMPLE else line[: LONGEST_SAMPLE - 1] + "…"


def quoted(value: object) -> str:
    """A text or a list of texts as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)
