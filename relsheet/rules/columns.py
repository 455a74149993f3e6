"""The columns beside the customers' rows: each reads one case and says value, text, tone and reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from relsheet.policy import Settings, setting
from relsheet.records import Origin, Role
from relsheet.rules.assessment import Case, ColumnSpec
from relsheet.rules.complaint_columns import COMPLAINT_COLUMNS
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.run import Run
from relsheet.texts import Texts


class ColumnsSettings(Settings):
    """Which columns are written beside the rows, in which order. Left out: the usual ones that say anything."""

    section: ClassVar[str] = "columns"
    customers: tuple[str, ...] | None = setting(None, "Columns of the customers tab.")
    complaints: tuple[str, ...] | None = setting(None, "Columns of the complaints tab.")


#: The column that joins the reasons of all others.
WHY = "why"
ColumnRule = Callable[[Case, Run], Finding]


@dataclass(frozen=True, slots=True)
class CustomerColumn:
    """A column of the customers tab; ``usual`` ones are written unless the config asks for others."""

    key: str
    read: ColumnRule
    usual: bool


CUSTOMER_COLUMNS: Final[dict[str, CustomerColumn]] = {}


def customer_column(key: str, *, usual: bool = False) -> Callable[[ColumnRule], ColumnRule]:
    """Make a rule a column of that key; its header is the text ``column.customers.<key>``."""

    def register(rule: ColumnRule) -> ColumnRule:
        CUSTOMER_COLUMNS[key] = CustomerColumn(key, rule, usual)
        return rule

    return register


def columns_to_compute(settings: ColumnsSettings) -> tuple[CustomerColumn, ...]:
    """The usual columns and those asked for."""
    asked = settings.customers or ()
    return tuple(column for column in CUSTOMER_COLUMNS.values() if column.usual or column.key in asked)


def keys_to_write(settings: ColumnsSettings, findings: Mapping[str, Mapping[str, Finding]]) -> tuple[str, ...]:
    """The columns to write, in order: those asked for, else the usual ones that hold anything, with ``why``."""
    if settings.customers is not None:
        return tuple(key for key in settings.customers if key in CUSTOMER_COLUMNS or key == WHY)
    usual = (column.key for column in CUSTOMER_COLUMNS.values() if column.usual)
    told = tuple(key for key in usual if any(row[key].value is not None for row in findings.values()))
    return (*told, WHY) if told else ()


def complaint_keys_to_write(
    settings: ColumnsSettings, findings: Mapping[Origin, Mapping[str, Finding]]
) -> tuple[str, ...]:
    """The columns of the complaints tab, in order: those asked for, else those that hold anything."""
    if settings.complaints is not None:
        return tuple(key for key in settings.complaints if key in COMPLAINT_COLUMNS)
    return tuple(key for key in COMPLAINT_COLUMNS if any(row[key].value is not None for row in findings.values()))


def specs_of(role: Role, keys: Sequence[str], texts: Texts) -> tuple[ColumnSpec, ...]:
    """The columns of a tab with their headers."""
    return tuple(ColumnSpec(key, texts(f"column.{role}.{key}")) for key in keys)


def not_known(reason: str) -> Finding:
    """A cell whose inputs are missing; the reason says which."""
    return Finding(None, "?", Tone.UNKNOWN, reason)


def does_not_apply(reason: str = "") -> Finding:
    """A cell that has nothing to say about this customer."""
    return Finding(None, "–", Tone.NEUTRAL, reason) if reason else NOTHING_TO_SAY


#: Findings never change: thousands of customers share this one.
NOTHING_TO_SAY: Final = Finding(None, "–", Tone.NEUTRAL, "")
