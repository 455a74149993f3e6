"""A cell: what was entered, what it shows and how it looks."""

from typing import Any

from tests.sheets_server.formats import shown, type_of
from tests.sheets_server.formulas import Failure, computed
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.typing_in import Plain, typed, whole


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


def extended(value: Plain) -> Json:
    """The value as an ExtendedValue."""
    if isinstance(value, Failure):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": whole(value)}
