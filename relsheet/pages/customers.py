"""All customers as one table: what the columns beside their rows say, and the value."""

from dataclasses import dataclass

from relsheet.pages.money import money_sign
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.columns import WHY
from relsheet.rules.finding import Tone
from relsheet.texts import Texts

#: Columns whose texts are a word or a date.
SHORT = frozenset({"tier", "abc", "complaint_sla", "due"})


@dataclass(frozen=True, slots=True)
class RowCell:
    text: str
    tone: Tone = Tone.NEUTRAL
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """``key`` is the customer's; his name stands before the cells."""

    key: str
    name: str
    cells: tuple[RowCell, ...]


@dataclass(frozen=True, slots=True)
class CustomersTable:
    """Headers of the name and of the cells, and the rows in the order of the sheet."""

    headers: tuple[str, ...]
    unbroken: tuple[int, ...]  # the columns, the name's being 1, whose texts are too short to be broken
    rows: tuple[CustomerRow, ...]
    owners: tuple[str, ...]


def customers_table(assessment: Assessment, texts: Texts) -> CustomersTable:
    """Name, owner, our columns but the reasons, and the value in whole units where there is any."""
    columns = [column for column in assessment.customer_columns if column.key != WHY]
    has_owners = any(case.customer.owner for case in assessment.cases)
    has_values = any(case.abc.value_cents is not None for case in assessment.cases)

    def cells(case: Case) -> tuple[RowCell, ...]:
        found = assessment.customer_findings.get(case.customer.key, {})
        owner = [RowCell(case.customer.owner or "")] if has_owners else []
        ours = (found.get(column.key) for column in columns)
        told = (RowCell(finding.text, finding.tone) if finding else RowCell("") for finding in ours)
        cents = case.abc.value_cents
        value = [RowCell("" if cents is None else f"{cents / 100:,.0f}", numeric=True)] if has_values else []
        return (*owner, *told, *value)

    first = 3 if has_owners else 2
    unbroken = (number for number, column in enumerate(columns, start=first) if column.key in SHORT)
    headers = (
        texts("summary.column.customer"),
        *([texts("summary.column.owner")] if has_owners else []),
        *(column.header.rstrip("◆ ") for column in columns),
        *([_value_header(assessment.portfolio.currency, texts)] if has_values else []),
    )
    rows = tuple(CustomerRow(case.customer.key, case.customer.name, cells(case)) for case in assessment.cases)
    owners = sorted({case.customer.owner for case in assessment.cases if case.customer.owner})
    return CustomersTable(headers, (*range(2, first), *unbroken), rows, tuple(owners))


def _value_header(currency: str | None, texts: Texts) -> str:
    """What the numbers below it count in stands in it, where that is known."""
    value, sign = texts("summary.pareto.value"), money_sign(currency).strip()
    return texts("customers.in_unit", value=value, unit=sign) if sign else value
