"""Excel tables: our columns become a table's columns, so that a user's sort moves our cells with their rows (§18.5)."""

from dataclasses import dataclass

from relsheet.opc.address import Area, area
from relsheet.opc.cell import escaped
from relsheet.opc.conditions import narrow_filter, narrow_sort
from relsheet.opc.package import Package
from relsheet.opc.relations import Relations
from relsheet.opc.xml import Element, append, child, children, parsed, serialised, whole


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one sheet: where it lies and in which part it is described."""

    part: str
    cells: Area
    header_rows: int
    totals_rows: int
    may_grow: bool  # not one that a query or an XML map fills
    name: str  # as formulas call it
    columns: tuple[str, ...]

    @property
    def header_row(self) -> int:
        """The row of the column names; 0 for a table without one."""
        return self.cells.first_row if self.header_rows else 0


def tables_of(package: Package, sheet_part: str) -> tuple[Table, ...]:
    """The tables on that sheet."""
    found = []
    for relation in Relations(package, sheet_part).of_kind("table"):
        part = package.find(relation.part)
        if part is None:
            continue
        root = parsed(package.read(part), part)
        cells = area(root.get("ref", ""))
        if cells is not None:
            totals = whole(root, "totalsRowCount")
            by_hand = root.get("tableType", "worksheet") == "worksheet"
            found.append(Table(part, cells, whole(root, "headerRowCount", 1), totals, by_hand, *_names(root)))
    return tuple(found)


def _names(root: Element) -> tuple[str, tuple[str, ...]]:
    columns = children(child(root, "tableColumns"), "tableColumn")
    return root.get("displayName", root.get("name", "")), tuple(node.get("name", "") for node in columns)


def joined(package: Package, table: Table, header: str) -> str:
    """Let the column at the table's right become its last one; returns the name it has there, unique in the table.

    The header cell must hold the same text, else Excel repairs the file ([MS-OI29500] 2.1.717).
    """
    root = parsed(package.read(table.part), table.part)
    grown = table.cells._replace(last_column=table.cells.last_column + 1)
    root.set("ref", str(grown))
    own_filter = child(root, "autoFilter")
    if own_filter is not None and (had := area(own_filter.get("ref", ""))) is not None:
        own_filter.set("ref", str(had._replace(last_column=grown.last_column)))
    holder = child(root, "tableColumns")
    assert holder is not None  # required by the schema
    name = _unique(header, {node.get("name", "").casefold() for node in holder})
    numbers = [whole(node, "id") for node in children(holder, "tableColumn")]
    append(holder, "tableColumn", id=str(max(numbers, default=0) + 1), name=_attribute(name))
    holder.set("count", str(len(children(holder, "tableColumn"))))
    package.put(table.part, serialised(root))
    return name


def lengthened(package: Package, table: Table, by: int) -> None:
    """Let the table reach that many rows further down."""
    root = parsed(package.read(table.part), table.part)
    for node in (root, child(root, "autoFilter")):
        had = area(node.get("ref", "")) if node is not None else None
        if node is not None and had is not None:
            node.set("ref", str(had._replace(last_row=had.last_row + by)))
    package.put(table.part, serialised(root))


def parted(package: Package, table: Table) -> None:
    """Let go of a table's last column."""
    root = parsed(package.read(table.part), table.part)
    holder = child(root, "tableColumns")
    columns = children(holder, "tableColumn")
    assert holder is not None  # required by the schema
    left = table.cells._replace(last_column=table.cells.last_column - 1)
    holder.remove(columns[-1])
    holder.set("count", str(len(columns) - 1))
    root.set("ref", str(left))
    narrow_sort(root, left.last_column)
    own_filter = child(root, "autoFilter")
    if own_filter is not None and (had := area(own_filter.get("ref", ""))) is not None:
        narrow_filter(own_filter, had._replace(last_column=left.last_column))
    package.put(table.part, serialised(root))


def _unique(header: str, taken: set[str]) -> str:
    """Names in a table differ without regard to case; Excel numbers the later ones."""
    name, number = header, 2
    while name.casefold() in taken:
        name, number = f"{header}{number}", number + 1
    return name


def _attribute(name: str) -> str:
    """A column name as its attribute holds it: line breaks as _x000a_ (§18.5.1.3)."""
    plain = escaped(name).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    return plain.replace("\n", "_x000a_")
