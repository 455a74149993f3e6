"""Our styles in Google's words: cell formats, and the rules that colour a column by its values."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from relsheet.sheets.edits import OwnCell, Style
from relsheet.sheets.formats import shown_as
from relsheet.sheets.workbook import Value

Json = dict[str, Any]
#: The colour of common text; a look that only repeats it needs no rule.
TEXT = "1F2933"
#: A look with more different texts than this is told by how they begin, or not at all: a word stands there anyway.
MOST_TEXTS = 8
SHORTEST_BEGINNING = 2


def color(rgb: str) -> Json:
    """A colour of RRGGBB."""
    parts = zip(("red", "green", "blue"), (rgb[:2], rgb[2:4], rgb[4:]), strict=True)
    return {"rgbColor": {name: round(int(part, 16) / 255, 4) for name, part in parts}}


def number_format(style: Style, value: Value) -> Json | None:
    """The number format of a cell; None where the spreadsheet's own will do."""
    pattern = style.number_format or shown_as(value)
    if pattern is None:
        return None
    if isinstance(value, datetime) or ("h" in pattern and "y" in pattern):
        return {"type": "DATE_TIME", "pattern": pattern}
    if isinstance(value, date) or "yy" in pattern:
        return {"type": "DATE", "pattern": pattern}
    if "h" in pattern:
        return {"type": "TIME", "pattern": pattern}
    return {"type": "PERCENT" if "%" in pattern else "NUMBER", "pattern": pattern}


def text_format(style: Style) -> Json:
    """The TextFormat of a style."""
    found: Json = {"bold": True} if style.bold else {}
    if style.italic:
        found["italic"] = True
    if style.underline:
        found["underline"] = True
    if style.size is not None:
        found["fontSize"] = round(style.size)
    if style.color is not None:
        found["foregroundColorStyle"] = color(style.color)
    return found


def cell_format(style: Style, value: Value) -> Json:
    """The CellFormat of a style on a value."""
    found: Json = {}
    if style.fill is not None:
        found["backgroundColorStyle"] = color(style.fill)
    if text := text_format(style):
        found["textFormat"] = text
    if style.align is not None:
        found["horizontalAlignment"] = style.align.value.upper()
    if style.top or style.middle:
        found["verticalAlignment"] = "TOP" if style.top else "MIDDLE"
    if style.wrap:
        found["wrapStrategy"] = "WRAP"
    if (pattern := number_format(style, value)) is not None:
        found["numberFormat"] = pattern
    if style.indent:
        found["padding"] = {"left": 3 + 9 * style.indent, "right": 3, "top": 2, "bottom": 2}
    if borders := _borders(style):
        found["borders"] = borders
    return found


def _borders(style: Style) -> Json:
    if style.border is not None:
        line = {"style": "SOLID", "colorStyle": color(style.border)}
        return dict.fromkeys(("top", "bottom", "left", "right"), line)
    return {"bottom": {"style": "SOLID", "colorStyle": color(style.border_bottom)}} if style.border_bottom else {}


@dataclass(frozen=True, slots=True)
class Look:
    """The part of a style that a rule can give: what differs from cell to cell of a column."""

    fill: str | None
    color: str | None
    bold: bool

    @property
    def is_plain(self) -> bool:
        return self.fill is None and self.color in (None, TEXT) and not self.bold


@dataclass(frozen=True, slots=True)
class Rule:
    """Cells for which the test holds get the look. ``kind`` is a ConditionType; ``value`` what it compares with."""

    kind: str
    value: str
    look: Look

    def holds(self, value: Value) -> bool:
        """Whether the rule would colour a cell with that value."""
        if self.kind == "DATE_BEFORE":
            return isinstance(value, date) and _day(value) < date.fromisoformat(self.value)
        if not isinstance(value, str):
            return False
        text, wanted = value.casefold(), self.value.casefold()  # Google does not look at upper and lower case here
        return text == wanted if self.kind == "TEXT_EQ" else text.startswith(wanted)

    def request(self, area: Json, index: int) -> Json:
        """The request that adds it."""
        format: Json = {"backgroundColorStyle": color(self.look.fill)} if self.look.fill else {}
        text: Json = {"bold": True} if self.look.bold else {}
        if self.look.color:
            text["foregroundColorStyle"] = color(self.look.color)
        if text:
            format["textFormat"] = text
        condition = {"type": self.kind, "values": [{"userEnteredValue": self.value}]}
        rule = {"ranges": [area], "booleanRule": {"condition": condition, "format": format}}
        return {"addConditionalFormatRule": {"rule": rule, "index": index}}


def rules_for(cells: Sequence[OwnCell]) -> tuple[Rule, ...]:
    """The fewest rules that give every cell its look; a look that no rule can tell from the others is left out."""
    by_look: dict[Look, list[Value]] = defaultdict(list)
    for cell in cells:
        if cell.value is not None:
            by_look[_look(cell.style)].append(cell.value)
    rules: list[Rule] = []
    for look, values in by_look.items():
        if not look.is_plain:
            others = [value for other, found in by_look.items() if other != look for value in found]
            rules += _told_apart(look, values, others)
    return tuple(sorted(rules, key=lambda rule: (rule.kind != "TEXT_EQ", rule.value)))


def cover(rules: Iterable[Rule], cells: Sequence[OwnCell], wanted: Sequence[Rule]) -> bool:
    """Whether the rules that are there already colour every cell as the wanted ones would."""
    there = tuple(rules)
    shown = {(cell.value, type(cell.value)) for cell in cells if cell.value is not None}
    return all(_shown(there, value) == _shown(wanted, value) for value, _ in shown)


def rules_from(found: Iterable[Mapping[str, Any]]) -> list[Rule | None]:
    """Rules as the API lists them; None for one that we did not make."""
    return [_rule(rule) for rule in found]


def _shown(rules: Iterable[Rule], value: Value) -> Look | None:
    return next((rule.look for rule in rules if rule.holds(value)), None)


def _look(style: Style) -> Look:
    return Look(style.fill, None if style.color == TEXT else style.color, style.bold)


def _told_apart(look: Look, values: Sequence[Value], others: Sequence[Value]) -> list[Rule]:
    days, texts = [v for v in values if isinstance(v, date)], {v for v in values if isinstance(v, str)}
    rules = []
    if days:
        limit = max(map(_day, days)) + timedelta(days=1)
        rule = Rule("DATE_BEFORE", limit.isoformat(), look)
        if not any(rule.holds(value) for value in others):
            rules.append(rule)
    return rules + _on_texts(look, texts, [value for value in others if isinstance(value, str)])


def _on_texts(look: Look, texts: Iterable[str], others: Sequence[str]) -> list[Rule]:
    """Rules that still hold when a number or a name in the texts is another one: on how these begin, where that tells
    them from all others."""
    found = {_by_beginning(look, text, others) for text in texts}
    if len(found) > MOST_TEXTS:
        groups: dict[str, list[str]] = defaultdict(list)
        for rule in found:
            groups[rule.value[:SHORTEST_BEGINNING]].append(rule.value)
        wide = [Rule("TEXT_STARTS_WITH", _shared_beginning(group), look) for group in groups.values()]
        found = {rule for rule in wide if not any(map(rule.holds, others))}
    return sorted(found, key=lambda rule: rule.value) if len(found) <= MOST_TEXTS else []


def _by_beginning(look: Look, text: str, others: Sequence[str]) -> Rule:
    """The text up to its first digit, else the whole."""
    stem = re.split(r"\d", text, maxsplit=1)[0].rstrip()
    rule = Rule("TEXT_STARTS_WITH", stem, look)
    is_sound = SHORTEST_BEGINNING <= len(stem) < len(text) and not any(map(rule.holds, others))
    return rule if is_sound else Rule("TEXT_EQ", text, look)


def _shared_beginning(texts: Sequence[str]) -> str:
    """The longest beginning that all of them have."""
    first, last = min(texts), max(texts)
    return first[
        : next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    ]


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _rule(found: Mapping[str, Any]) -> Rule | None:
    condition = found.get("booleanRule", {}).get("condition", {})
    format = found.get("booleanRule", {}).get("format", {})
    values = condition.get("values", [{}])
    if condition.get("type") not in ("TEXT_EQ", "TEXT_STARTS_WITH", "DATE_BEFORE") or len(values) != 1:
        return None
    text = format.get("textFormat", {})
    look = Look(
        _rgb(format.get("backgroundColorStyle")), _rgb(text.get("foregroundColorStyle")), text.get("bold", False)
    )
    return Rule(condition["type"], values[0].get("userEnteredValue", ""), look)


def _rgb(style: Mapping[str, Any] | None) -> str | None:
    if not style:
        return None
    parts = style.get("rgbColor", {})
    return "".join(f"{round(parts.get(name, 0) * 255):02X}" for name in ("red", "green", "blue"))
