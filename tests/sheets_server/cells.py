"""A cell: what was entered, what it shows, how it looks; and how typed text becomes a value."""

import re
from datetime import date
from typing import Any

from tests.sheets_server.formats import EPOCH, shown, type_of
from tests.sheets_server.formulas import Failure, computed
from tests.sheets_server.refusals import Json, bad

Plain = str | float | int | bool | Failure | None
NUMBER = re.compile(r"([-+]?)(\$?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d+)?)(%?)")
ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?")


class Cell:
    """One cell. ``value`` is the effective one; ``formula`` what was entered where that is a formula."""

    __slots__ = ("format", "formula", "note", "validation", "value")

    def __init__(self) -> None:
        self.value: Plain = None
        self.formula: str | None = None
        self.format: Json | None = None
        self.note: str | None = None
        self.validation: Json | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nothing at all is left of it."""
        return self.value is None and not (self.formula or self.format or self.note or self.validation)

    @property
    def number_format(self) -> Json:
        return (self.format or {}).get("numberFormat") or {}

    def copy(self) -> "Cell":
        other = Cell()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        return other

    def empty(self) -> None:
        """Take the value out; look and note stay."""
        self.value, self.formula = None, None

    def enter_raw(self, value: Any) -> None:
        """RAW: as it is; an empty text empties the cell."""
        self.formula = None
        if isinstance(value, list | dict):
            raise bad(f"Invalid values: {type(value).__name__}_value")
        self.value = None if value == "" else value

    def enter_typed(self, value: Any, look_up: Any) -> None:
        """USER_ENTERED: as if typed into the cell."""
        if not isinstance(value, str):
            self.enter_raw(value)
        elif value.startswith("=") and len(value) > 1:
            self.formula, self.value = value, computed(value, look_up)
        elif value.startswith("'"):
            self.enter_raw(value[1:])
        else:
            self.formula = None
            self.value, number_format = typed(value)
            if number_format and not self.number_format:
                self.format = (self.format or {}) | {"numberFormat": number_format}

    def shown(self) -> str:
        """FORMATTED_VALUE."""
        return shown(self.value, self.number_format)

    def rendered(self, option: str, moments: str) -> Any:
        """The value as the values methods answer it."""
        if option == "FORMATTED_VALUE" or isinstance(self.value, Failure):
            return self.formula if option == "FORMULA" and self.formula else self.shown()
        if option == "FORMULA" and self.formula:
            return self.formula
        if self.value is None:
            return ""
        if moments == "FORMATTED_STRING" and type_of(self.number_format) in ("DATE", "TIME", "DATE_TIME"):
            return self.shown()
        return whole(self.value)


def whole(value: Any) -> Any:
    """12.0 is written 12, as Google does."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def typed(text: str) -> tuple[Plain, Json | None]:
    """(value, number format) that a typed text gets in an en_US sheet."""
    if text == "":
        return None, None
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE", None
    day = ISO_DAY.fullmatch(text)
    if day:
        return _moment(text, day)
    return _number(text)


def _moment(text: str, found: re.Match[str]) -> tuple[Plain, Json | None]:
    try:
        serial: float = (date(int(found[1]), int(found[2]), int(found[3])) - EPOCH).days
    except ValueError:
        return text, None
    if found[4] is None:
        return serial, {"type": "DATE", "pattern": "yyyy-mm-dd"}
    seconds = int(found[4]) * 3600 + int(found[5]) * 60 + int(found[6] or 0)
    return serial + seconds / 86400, {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm:ss"}


def _number(text: str) -> tuple[Plain, Json | None]:
    found = NUMBER.fullmatch(text.strip())
    if not found or not re.search(r"\d", found[3]):
        return text, None
    sign, currency, digits, percent = found.groups()
    value = float(digits.replace(",", "")) * (-1 if sign == "-" else 1)
    decimals = ".00" if "." in digits else ""
    if percent:
        return value / 100, {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if currency:
        return value, {"type": "CURRENCY", "pattern": f"$#,##0{decimals}"}
    return whole(value), {"type": "NUMBER", "pattern": f"#,##0{decimals}"} if "," in digits else None


def extended(value: Plain) -> Json:
    """The value as an ExtendedValue."""
    if isinstance(value, Failure):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": whole(value)}
