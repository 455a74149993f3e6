"""What of the user's looks at our cells: Excel is asked to recalculate it, and the user hears of it."""

from collections import defaultdict

from relsheet.opc.references import Watched, looked_at_by_formulas, looked_at_by_pivots
from relsheet.opc.table import tables_of
from relsheet.sheets.editing import Editing


def see_to_references(editing: Editing) -> None:
    """Set "recalculate on opening" where formulas look at columns of ours that changed; pivots need a refresh."""
    watched = _changed_columns(editing)
    if not watched.columns:
        return
    if looked_at_by_formulas(editing.part, watched):
        editing.part.recalculate_on_load()
        editing.warn("warning.recalculates")
    if looked_at_by_pivots(editing.part, watched):
        editing.warn("warning.pivot_to_refresh")


def _changed_columns(editing: Editing) -> Watched:
    columns: dict[str, set[int]] = defaultdict(set)
    placed = {(own.tab, own.column) for own in editing.columns.values()}
    for tab, column in {(change.tab, change.column) for change in editing.changes} & placed:
        columns[tab].add(column)
    tables: dict[str, frozenset[str]] = {}
    for tab, found in columns.items():
        for table in tables_of(editing.package, editing.listed(tab).part):
            names = {name for at, name in enumerate(table.columns, table.cells.first_column) if at in found}
            if names:
                tables[table.name] = frozenset(names)
    return Watched({tab: frozenset(found) for tab, found in columns.items()}, tables)
