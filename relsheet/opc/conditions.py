"""What a filter hides and how a range is sorted: both end with the columns that they cover (ECMA-376-1 §18.3.2)."""

from relsheet.opc.address import Area, area
from relsheet.opc.xml import Element, child, children, elements, local, take_out, whole


def narrow_filter(node: Element, cells: Area) -> None:
    """Let a filter cover that range; conditions on columns beyond it go, rows that they hid stay hidden."""
    node.set("ref", str(cells))
    for condition in children(node, "filterColumn"):
        if whole(condition, "colId") > cells.last_column - cells.first_column:
            take_out(condition)
    narrow_sort(node, cells.last_column)


def narrow_sort(parent: Element, last_column: int) -> None:
    """Let what is remembered of the last sort end with that column; by a later one nothing is sorted any more."""
    state = child(parent, "sortState")
    if state is None:
        return
    for condition in elements(state):
        cells = area(condition.get("ref", ""))
        if local(condition) == "sortCondition" and cells is not None and cells.first_column > last_column:
            take_out(condition)
    cells = area(state.get("ref", ""))
    if cells is not None and cells.last_column > last_column >= cells.first_column:
        state.set("ref", str(cells._replace(last_column=last_column)))
    if child(state, "sortCondition") is None:
        take_out(state)
