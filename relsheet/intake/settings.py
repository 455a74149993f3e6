"""What a user may settle about reading: which tab is what, which header which field, how doubtful values are read."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from relsheet.policy import Settings, setting
from relsheet.records import Role

_TAB = (
    "Tab that holds this role, a list where it has several, an empty string where it has none; unset: found by itself"
)
_HEADER = "field = header as written, where it is not found by itself or found wrongly; an empty string: no column"

TabNames = str | tuple[str, ...] | None


class TabsSettings(Settings):
    """[tabs]: the tabs by name."""

    section: ClassVar[str] = "tabs"

    customers: TabNames = setting(None, _TAB)
    visits: TabNames = setting(None, _TAB)
    complaints: TabNames = setting(None, _TAB)
    contacts: TabNames = setting(None, _TAB)
    orders: TabNames = setting(None, _TAB)
    competitors: TabNames = setting(None, _TAB)
    plans: TabNames = setting(None, _TAB)
    calendar: TabNames = setting(None, _TAB)

    def names_of(self, role: Role) -> tuple[str, ...] | None:
        """The tabs that the user named for that role: none (empty), one or several; None where he said nothing."""
        named: TabNames = getattr(self, role.value)
        if named is None or isinstance(named, tuple):
            return named
        return (named,) if named else ()


class HeadersSettings(Settings):
    """[headers.<role>]: fields by the header that stands over them."""

    section: ClassVar[str] = "headers"

    customers: dict[str, str] = setting({}, _HEADER)
    visits: dict[str, str] = setting({}, _HEADER)
    complaints: dict[str, str] = setting({}, _HEADER)
    contacts: dict[str, str] = setting({}, _HEADER)
    orders: dict[str, str] = setting({}, _HEADER)
    competitors: dict[str, str] = setting({}, _HEADER)
    plans: dict[str, str] = setting({}, _HEADER)
    calendar: dict[str, str] = setting({}, _HEADER)

    def of(self, role: Role) -> Mapping[str, str]:
        """Field -> header as the user wrote it in [headers.<role>]."""
        named: Mapping[str, str] = getattr(self, role.value)
        return named


class ValuesSettings(Settings):
    """[values]: how cells are read that can be read in two ways."""

    section: ClassVar[str] = "values"

    date_order: Literal["", "dmy", "mdy", "ymd"] = setting(
        "", "Order of 3/5/2024 or 24/3/5 where the column does not prove it; empty: such dates are reported, not used"
    )
    approximate_amounts: bool = setting(False, "Use 约10万 and 10万+ as 100,000; ranges (10-20万) are never used")
    pending: Literal["", "paused", "new"] = setting(
        "", "What the complaint status Pending means: waiting for the customer, or new; empty: it is reported"
    )
