"""How a text that is typed into a cell of an en_US sheet becomes a value with a number format."""

import re
from datetime import date
from typing import Any

from tests.sheets_server.formats import EPOCH
from tests.sheets_server.formulas import Failure
from tests.sheets_server.refusals import Json

Plain = str | float | int | bool | Failure | None
NUMBER = re.compile(r"([-+]?)(\$?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)([eE][-+]?\d+)?(%?)")
CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
ISO = re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?:[ T]{CLOCK})?")
AMERICAN = re.compile(rf"(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}})(?: {CLOCK})?")
TIME = re.compile(CLOCK)


def whole(value: Any) -> Any:
    """12.0 is written 12, as Google does."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def typed(text: str) -> tuple[Plain, Json | None]:
    """(value, number format); a text that is nothing else stays one."""
    if text == "":
        return None, None
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE", None
    for pattern, shown in ((ISO, "yyyy-mm-dd"), (AMERICAN, "m/d/yyyy")):
        found = pattern.fullmatch(text)
        if found:
            return _moment(text, found, shown)
    clock = TIME.fullmatch(text)
    if clock and int(clock["hour"]) < 24 and int(clock["minute"]) < 60:
        return _part_of_day(clock), {"type": "TIME", "pattern": "h:mm:ss" if clock["second"] else "h:mm"}
    return _number(text)


def _moment(text: str, found: re.Match[str], shown: str) -> tuple[Plain, Json | None]:
    try:
        serial = (date(int(found["year"]), int(found["month"]), int(found["day"])) - EPOCH).days
    except ValueError:
        return text, None
    if found["hour"] is None:
        return serial, {"type": "DATE", "pattern": shown}
    return serial + _part_of_day(found), {"type": "DATE_TIME", "pattern": f"{shown} hh:mm:ss"}


def _part_of_day(found: re.Match[str]) -> float:
    return (int(found["hour"]) * 3600 + int(found["minute"]) * 60 + int(found["second"] or 0)) / 86400


def _number(text: str) -> tuple[Plain, Json | None]:
    found = NUMBER.fullmatch(text.strip())
    if not found or not re.search(r"\d", found[3]):
        return text, None
    sign, currency, digits, power, percent = found.groups()
    value = float(digits.replace(",", "") + (power or "")) * (-1 if sign == "-" else 1)
    decimals = ".00" if "." in digits else ""
    if percent:
        return value / 100, {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if currency:
        return value, {"type": "CURRENCY", "pattern": f"$#,##0{decimals}"}
    if power:
        return whole(value), {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    return whole(value), {"type": "NUMBER", "pattern": f"#,##0{decimals}"} if "," in digits else None
