"""A tab's records as raw columns: only the mapped columns are kept, and only the rows that are records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.fields import FIELDS, Field, Kind
from relsheet.intake.header_dictionary import means_customer_id
from relsheet.intake.header_map import HeaderMap, HeaderRow, MappedHeader
from relsheet.intake.header_text import JOINT, header_text
from relsheet.intake.headers import map_headers
from relsheet.intake.people import column_of_names, joined, other_half
from relsheet.intake.placements import Placement
from relsheet.intake.rows import RowKind, merged_values, notes_below, odd_keys, row_kind
from relsheet.intake.settings import HeadersSettings
from relsheet.intake.side_tables import side_tables
from relsheet.intake.spelling import fold
from relsheet.intake.values.blanks import any_empty
from relsheet.policy import Policy
from relsheet.records import MappedTab, Origin, Role, column_letters
from relsheet.sheets.workbook import Columnar, Grid, Value

#: The customer's id beside his name, on every tab but his own.
CUSTOMER_ID = Field("customer_id", Kind.ID)


def field_of(role: Role, name: str) -> Field:
    """How the column of that field is read."""
    return CUSTOMER_ID if name == CUSTOMER_ID.name else FIELDS[role][name]


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one tab before their cells are understood."""

    role: Role
    grid: Grid
    header_row: int
    columns: Mapping[str, MappedHeader]
    numbers: Sequence[int]  # the row of each record
    cells: Mapping[str, Sequence[Value]]  # field -> one raw value per record
    skipped: tuple[tuple[int, RowKind], ...]

    def origin(self, index: int, field: str) -> Origin:
        """The cell of that field in that record."""
        return Origin(self.grid.tab, self.numbers[index], self.columns[field].column)

    def mapped_tab(self, records: int) -> MappedTab:
        """What is said of the tab: how many records came of it, and where."""
        return MappedTab(
            role=self.role,
            tab=self.grid.tab,
            header_row=self.header_row,
            records=records,
            headers={field: header.text.replace(JOINT, " ") for field, header in self.columns.items()},
            columns={field: header.column for field, header in self.columns.items()},
            skipped_rows=len(self.skipped),
        )


def headers_of(placement: Placement, policy: Policy) -> HeaderMap:
    """The columns of a tab by field."""
    block = placement.block
    overrides = policy.of(HeadersSettings).of(placement.role)
    settled = {fold(header) for header in overrides.values()}
    apart = [
        columns
        for columns in side_tables(placement.top, block)
        if settled.isdisjoint(fold(block.texts[column - 1]) for column in columns)
    ]
    left_out = {column for columns in apart for column in columns}
    cells = [(column, text) for column, text in enumerate(block.texts, 1) if text and column not in left_out]
    row = HeaderRow(placement.grid.tab, block.last_row, cells)
    found = map_headers(placement.role, row, lambda column: placement.top.samples(block.last_row, column), overrides)
    found = replace(found, problems=(*found.problems, *(_beside(row, columns) for columns in apart)))
    if placement.role is Role.CUSTOMERS and placement.hinted and not {"name"} & {*found.columns, *overrides}:
        found = _with_people(found, row, column_of_names(block.texts))
    return _with_customer_ids(found, row) if "customer" in found.columns else found


def _beside(row: HeaderRow, columns: range) -> Problem:
    """A small table beside the records was left out."""
    first, last = column_letters(columns[0]), column_letters(columns[-1])
    return problem("side-table", row.place(columns[0]), Severity.NOTE, columns=f"{first}:{last}")


def _with_people(found: HeaderMap, row: HeaderRow, column: int | None) -> HeaderMap:
    """On a tab whose name says that it lists customers, people's names are theirs where no other column has any."""
    if column not in found.unmapped or column is None:
        return found
    columns = {**found.columns, "name": MappedHeader(column, dict(row.cells)[column])}
    return replace(found, columns=columns, unmapped=tuple(set(found.unmapped) - {column}))


def _with_customer_ids(found: HeaderMap, row: HeaderRow) -> HeaderMap:
    """Beside the customer's name a log may have his id, which is surer: the first column left over called so."""
    texts = dict(row.cells)
    for column in found.unmapped:
        if means_customer_id(header_text(texts[column])):
            columns = {**found.columns, CUSTOMER_ID.name: MappedHeader(column, texts[column])}
            return replace(found, columns=columns, unmapped=tuple(set(found.unmapped) - {column}))
    return found


def read_table(placement: Placement, columns: Mapping[str, MappedHeader], key: str) -> Table:
    """The records below the header; ``key`` is the field that every record has."""
    rest = other_half(placement.block.texts, columns["name"].column) if "name" in columns else None
    numbers, raw = _raw_columns(placement, [*(header.column for header in columns.values()), *([rest] if rest else [])])
    cells = dict(zip(columns, raw, strict=False))
    if rest:
        cells["name"] = list(joined(columns["name"].text, cells["name"], raw[-1]))
    merged = _merged(placement.grid, columns, key, numbers, cells)
    if key == "customer":
        cells[key] = [merged.get(index, value) for index, value in enumerate(cells[key])]
    kinds = _odd_rows(cells, {field: header.text for field, header in columns.items()}, key)
    if key == "name" and placement.role is Role.CUSTOMERS:
        kinds |= dict.fromkeys(merged, RowKind.CONTINUED)
    table = Table(placement.role, placement.grid, placement.block.last_row, columns, numbers, cells, ())
    return _without(table, kinds) if kinds else table


def _raw_columns(placement: Placement, wanted: Sequence[int]) -> tuple[Sequence[int], list[list[Value]]]:
    numbers, columns = _columns_below(placement, wanted)
    end = placement.top.end_row
    if end is None:
        return numbers, columns
    count = sum(number < end for number in numbers)
    return numbers[:count], [values[:count] for values in columns]


def _columns_below(placement: Placement, wanted: Sequence[int]) -> tuple[Sequence[int], list[list[Value]]]:
    first = placement.block.last_row + 1
    if isinstance(placement.grid, Columnar):
        found = placement.grid.columns(first, wanted)
        placement.grid.release()
        return found
    rows = list(placement.grid.rows(first, wanted))
    return [number for number, _ in rows], [[values[place] for _, values in rows] for place in range(len(wanted))]


def _merged(
    grid: Grid,
    columns: Mapping[str, MappedHeader],
    key: str,
    numbers: Sequence[int],
    cells: Mapping[str, Sequence[Value]],
) -> dict[int, Value]:
    """The rows that a key merged over several covers: in a log each means its customer, else they are one customer."""
    if not grid.merges or not any_empty(cells[key]):
        return {}
    return merged_values(grid.merges, columns[key].column, numbers, cells[key])


def _odd_rows(cells: Mapping[str, Sequence[Value]], headers: Mapping[str, str], key: str) -> dict[int, RowKind]:
    """Index -> kind, of the rows that are no records. Only rows whose key looks odd are looked at one by one."""
    odd = odd_keys(cells[key], headers[key])
    found: dict[int, RowKind] = {}
    for index, value in enumerate(cells[key] if odd else ()):
        if value in odd:
            kind = row_kind({field: values[index] for field, values in cells.items()}, headers, key)
            if kind is not RowKind.RECORD:
                found[index] = kind
    totals = [index for index, kind in found.items() if kind is RowKind.TOTAL]
    found |= {index: RowKind.NOTE for index in notes_below(cells, key, totals) if index not in found}
    return found


def _without(table: Table, kinds: Mapping[int, RowKind]) -> Table:
    """The table without the rows that are no records; blank rows below the last record are not worth counting."""
    keep = [True] * len(table.numbers)
    for index in kinds:
        keep[index] = False
    last = max((index for index, kept in enumerate(keep) if kept), default=-1)
    skipped = tuple(
        (table.numbers[index], kind) for index, kind in kinds.items() if kind is not RowKind.BLANK or index < last
    )
    return replace(
        table,
        numbers=list(compress(table.numbers, keep)),
        cells={field: list(compress(values, keep)) for field, values in table.cells.items()},
        skipped=skipped,
    )
