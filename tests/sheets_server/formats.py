"""Number formats: how a value is shown."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from tests.sheets_server.formulas import Failure

EPOCH = date(1899, 12, 30)
DEFAULT_PATTERNS = {
    "DATE": "yyyy-mm-dd",
    "TIME": "hh:mm:ss",
    "DATE_TIME": "yyyy-mm-dd hh:mm:ss",
    "PERCENT": "0.00%",
    "CURRENCY": "$#,##0.00",
    "NUMBER": "#,##0.00",
    "SCIENTIFIC": "0.00E+00",
}
MOMENT_TOKEN = re.compile(r'yyyy|yy|mmmm|mmm|mm|m|dd|d|hh|h|ss|s|am/pm|a/p|"[^"]*"|\\.|.', re.IGNORECASE)
DIGITS = re.compile(r"[#0?][#0?,.]*")


def type_of(number_format: dict[str, Any]) -> str:
    """The format's type, "" for automatic."""
    return str(number_format.get("type", "")).replace("NUMBER_FORMAT_TYPE_UNSPECIFIED", "")


def shown(value: Any, number_format: dict[str, Any]) -> str:
    """What the cell shows; "" for an empty one."""
    if value is None:
        return ""
    if isinstance(value, Failure):
        return value.shown
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    kind = type_of(number_format)
    pattern = number_format.get("pattern") or DEFAULT_PATTERNS.get(kind, "")
    if kind in ("DATE", "TIME", "DATE_TIME"):
        return _moment(float(value), pattern)
    if kind == "TEXT" or not pattern:
        return _automatic(value)
    return _number(float(value), pattern)


def _automatic(value: float) -> str:
    text = f"{value:.10g}"
    if "e" in text and abs(value) < 1e15:
        text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text.replace("e", "E")


def _number(value: float, pattern: str) -> str:
    pattern = pattern.split(";")[0]
    if pattern == "0.00E+00":
        return f"{value:.2E}"
    found = DIGITS.search(pattern)
    if found is None:
        return pattern.replace('"', "")
    digits = found[0]
    value = value * 100 if "%" in pattern else value
    whole, _, decimals = digits.partition(".")
    text = f"{abs(value):,.{len(decimals)}f}" if "," in whole else f"{abs(value):.{len(decimals)}f}"
    before, point, after = text.partition(".")
    before = before.rjust(whole.replace(",", "").count("0"), "0")
    sign = "-" if value < 0 else ""
    literal = pattern[: found.start()].replace('"', "").replace("\\", "")
    return sign + literal + before + point + after + pattern[found.end() :].replace('"', "").replace("\\", "")


def _moment(serial: float, pattern: str) -> str:
    moment = datetime.combine(EPOCH, datetime.min.time()) + timedelta(seconds=round(serial * 86400))
    parts, after_hour = [], False
    for token in MOMENT_TOKEN.findall(pattern):
        low = token.lower()
        if low in ("m", "mm") and after_hour:
            low = "minute" + low
        parts.append(_part(moment, low, token))
        if low[0].isalpha():
            after_hour = low[0] == "h"
    return "".join(parts)


def _part(moment: datetime, low: str, token: str) -> str:
    known = {
        "yyyy": f"{moment:%Y}",
        "yy": f"{moment:%y}",
        "mmmm": f"{moment:%B}",
        "mmm": f"{moment:%b}",
        "mm": f"{moment.month:02}",
        "m": str(moment.month),
        "dd": f"{moment.day:02}",
        "d": str(moment.day),
        "hh": f"{moment.hour:02}",
        "h": str(moment.hour),
        "minutemm": f"{moment.minute:02}",
        "minutem": str(moment.minute),
        "ss": f"{moment.second:02}",
        "s": str(moment.second),
        "am/pm": f"{moment:%p}",
    }
    return known.get(low, token.strip('"').lstrip("\\"))
