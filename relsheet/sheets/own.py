"""How we find ourselves again in a workbook: hidden defined names, and the header mark where these were lost."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import count

from relsheet.errors import UnreadableInput
from relsheet.ledger import (
    TODO_HEAD_ROWS,
    HistoryKey,
    as_left,
    begins_as_page,
    left_in_columns,
    todo_labels,
    todo_place,
)
from relsheet.opc.address import absolute, area, split_tab
from relsheet.opc.workbook import DefinedName, WorkbookPart
from relsheet.sheets.workbook import Grid, OwnColumn, OwnTab, Value
from relsheet.texts import LANGUAGES, texts_in

#: Every header of ours and every visible tab of ours ends in it.
MARK = "◆"
NAMES = "_relsheet."
TAB_NAMES = "_relsheet.tab."
HISTORY_TAB = "_relsheet"
#: Keys of our tabs.
SUMMARY, TODO, HISTORY = "summary", "todo", "history"
#: Key of a column that only its mark tells: "?.ABC ◆".
UNNAMED = "?."
HEAD_ROWS = 30
MARKS_OF_OURS = 3

#: Key of a column of ours -> traces of what the last run left in it.
Left = Mapping[str, frozenset[str]]


def column_name(key: str) -> str:
    """The defined name that records a column: "customers.abc" -> "_relsheet.customers.abc"."""
    return NAMES + key


def tab_name(key: str) -> str:
    """The defined name that records a tab."""
    return TAB_NAMES + key


def recorded_columns(workbook: WorkbookPart) -> tuple[OwnColumn, ...]:
    """The columns whose names still point at a cell; one that the user deleted points at #REF! and is gone.

    Those of a tab that the user copied get keys of their own, customers.abc.2, and are only ours if they are filled.
    """
    found: dict[tuple[str, int], OwnColumn] = {}
    tabs = {sheet.name for sheet in workbook.sheets}
    for name in _own_names(workbook):
        tab, rest = split_tab(name.text)
        cell = area(rest)
        if cell is None or tab not in tabs or name.name.startswith(TAB_NAMES):
            continue
        if (tab, cell.first_column) not in found:
            named = name.name.removeprefix(NAMES)
            key = free_key(named, {own.key for own in found.values()})
            found[tab, cell.first_column] = OwnColumn(key, tab, cell.first_row, cell.first_column, key != named)
    return tuple(found.values())


def _own_names(workbook: WorkbookPart) -> list[DefinedName]:
    """Our names, at the end those of a tab alone: a copied tab brings its own of each."""
    ours = (name for name in workbook.names if name.name.startswith(NAMES))
    return sorted(ours, key=lambda name: name.scope is not None)


def free_key(key: str, taken: Set[str]) -> str:
    """The key, or customers.abc.2, .3 ... where it is taken."""
    return next(name for number in count(1) if (name := f"{key}.{number}" if number > 1 else key) not in taken)


def recorded_tabs(workbook: WorkbookPart) -> tuple[OwnTab, ...]:
    """The tabs whose names still point at a cell of theirs; a renamed tab is found, a deleted one is gone.

    A copy that the user made of one is his.
    """
    tabs = {sheet.name for sheet in workbook.sheets}
    found: dict[str, OwnTab] = {}
    for name in _own_names(workbook):
        key, tab = name.name.removeprefix(TAB_NAMES), split_tab(name.text)[0]
        if name.name.startswith(TAB_NAMES) and tab in tabs and tab not in {own.tab for own in found.values()}:
            found.setdefault(key, OwnTab(key, tab))
    return tuple(found.values())


def still_ours(tabs: Sequence[OwnTab], grids: Mapping[str, Grid]) -> tuple[OwnTab, ...]:
    """The recorded tabs without those that now hold something else: a tab that was renamed, emptied and filled again is
    the user's. One under our mark is taken at its word."""
    return tuple(own for own in tabs if _is_named_by_us(own.tab) or _begins_as_ours(own, grids))


def _is_named_by_us(tab: str) -> bool:
    """Whether the name is one that we give, perhaps with a number behind it."""
    return MARK in tab or tab.startswith(HISTORY_TAB)


def _begins_as_ours(own: OwnTab, grids: Mapping[str, Grid]) -> bool:
    """Whether the first cell is still what we put there; of To do, which is never replaced wholly, it need not be."""
    if own.key not in {SUMMARY, HISTORY} or own.tab not in grids:
        return True
    titles = {HistoryKey.KIND, *_in_all_languages("summary.title")}
    return any(row[0] in titles for row in _head(grids[own.tab])[:1] if row)


def _in_all_languages(key: str) -> set[str]:
    return {texts_in(language)(key) for language in LANGUAGES}


def was_here(workbook: WorkbookPart) -> bool:
    """Whether any name of ours is left, even one that points nowhere now: then names are to be trusted, not marks."""
    return any(name.name.startswith(NAMES) for name in workbook.names)


def marked(grids: Sequence[Grid]) -> tuple[tuple[OwnColumn, ...], tuple[OwnTab, ...]]:
    """Columns and tabs that our mark tells, where a program has dropped what was recorded.

    A mark alone proves nothing, for a user may write it too: it counts beside our hidden history, or where it stands
    over so many columns of one row as nobody marks by chance.
    """
    columns = _marked_columns(grids)
    rows = Counter((own.tab, own.header_row) for own in columns)
    tabs: dict[str, OwnTab] = {}
    for grid in grids:
        if (key := _page_told_by_itself(grid)) is not None:
            tabs.setdefault(key, OwnTab(key, grid.tab))
    sure = HISTORY in tabs or max(rows.values(), default=0) >= MARKS_OF_OURS
    return (columns, tuple(tabs.values())) if sure else ((), ())


def _page_told_by_itself(grid: Grid) -> str | None:
    """Key of the page of ours that a tab is, by its name and by its top: the user may have one that is called so."""
    if grid.tab == HISTORY_TAB and grid.hidden and any(HistoryKey.KIND in row for row in _head(grid)[:1]):
        return HISTORY
    if grid.tab in _in_all_languages("todo.tab") and todo_place(_head(grid)[:TODO_HEAD_ROWS], todo_labels()):
        return TODO
    is_called_so = grid.tab in _in_all_languages("summary.tab")
    return SUMMARY if is_called_so and _begins_as_ours(OwnTab(SUMMARY, grid.tab), {grid.tab: grid}) else None


def _marked_columns(grids: Iterable[Grid]) -> tuple[OwnColumn, ...]:
    found = []
    for grid in grids:
        if grid.tab == HISTORY_TAB or (MARK in grid.tab and begins_as_page(_head(grid)[:TODO_HEAD_ROWS])):
            continue
        for row, values in enumerate(_head(grid), 1):
            for column, value in enumerate(values, 1):
                if isinstance(value, str) and len(value) > 1 and value.rstrip().endswith(MARK):
                    found.append(OwnColumn(UNNAMED + value.strip(), grid.tab, row, column, marked=True))
    return tuple(found)


def _head(grid: Grid) -> Sequence[Sequence[Value]]:
    try:
        return grid.head(HEAD_ROWS)
    except UnreadableInput:
        return ()  # a tab that cannot be read holds nothing of ours; whoever needs it will hear of it


def trusted(columns: Sequence[OwnColumn], tabs: Sequence[OwnTab], grids: Mapping[str, Grid]) -> tuple[OwnColumn, ...]:
    """The recorded columns without those whose name points at something that cannot be ours.

    A program that does not keep names in step (openpyxl) may have shifted rows: then our title tells. It may have
    shifted columns: then the header there is empty, or it lacks our mark while the mark stands elsewhere in the same
    row. Or the user pasted his over ours: then the mark is gone, and with it what we left below; where he deleted the
    header alone, that is still there. Where a name points at the header of another column of ours, those of that tab
    are out of step, and the headers tell.
    """
    shifted = {own.tab for own in columns if own.tab in grids and _is_under_anothers_header(own, columns, grids)}
    kept = []
    for own in (_under_its_title(own, grids) for own in columns if own.tab in grids and own.tab not in shifted):
        header = _header_row(own, grids)
        here = header[own.column - 1] if len(header) >= own.column else None
        if str(here).endswith(MARK):
            kept.append(own)
            continue
        known = {other.column for other in columns if other.tab == own.tab}
        strays = [at for at, value in enumerate(header, 1) if at not in known and str(value or "").endswith(MARK)]
        left = left_in(tabs, grids.values())
        is_told = here is not None or own.key in left
        if is_told and not strays and not was_pasted_over(own, grids[own.tab], left):
            kept.append(own)
    return (*kept, *_marked_columns(grid for tab, grid in grids.items() if tab in shifted))


def _under_its_title(own: OwnColumn, grids: Mapping[str, Grid]) -> OwnColumn:
    """The column with the row in which its title stands, where that is elsewhere than its name says."""
    cells = [row[own.column - 1] if len(row) >= own.column else None for row in _head(grids[own.tab])]
    titles = [number for number, value in enumerate(cells, 1) if value in _titles_of(own.key)]
    named = cells[own.header_row - 1] if len(cells) >= own.header_row else None
    return replace(own, header_row=titles[0]) if len(titles) == 1 and not str(named).endswith(MARK) else own


def _header_row(own: OwnColumn, grids: Mapping[str, Grid]) -> Sequence[Value]:
    head = grids[own.tab].head(own.header_row) if own.tab in grids else ()
    return head[own.header_row - 1] if len(head) >= own.header_row else ()


def _is_under_anothers_header(own: OwnColumn, columns: Sequence[OwnColumn], grids: Mapping[str, Grid]) -> bool:
    """Whether the cell that the name points at says what another recorded column of that tab is called."""
    here = [str(value or "").strip() for value in _header_row(own, grids)[own.column - 1 : own.column]]
    others = (other for other in columns if other.tab == own.tab and other.key != own.key)
    return not _is_title(here, own) and any(_is_title(here, other) for other in others)


def _is_title(here: Sequence[str], own: OwnColumn) -> bool:
    """Whether that is what the column is called in one of our languages."""
    return bool(here) and here[0] in _titles_of(own.key)


def _titles_of(key: str) -> set[str]:
    """What the column is called, in every language."""
    title = f"column.{'.'.join(key.split('.')[:2])}"  # customers.abc.2 is called as customers.abc
    return {texts(title) for language in LANGUAGES if (texts := texts_in(language)).has(title)}


def left_of(key: str, left: Left) -> frozenset[str] | None:
    """The traces of what the last run left in that column; None where nothing tells. Of a column that only its mark
    tells they are those of all columns that are called so."""
    if not key.startswith(UNNAMED):
        return left.get(key)
    called = [noted for other, noted in left.items() if key.removeprefix(UNNAMED) in _titles_of(other)]
    return frozenset().union(*called) if called else None


def left_in(tabs: Iterable[OwnTab], grids: Iterable[Grid]) -> Left:
    """Key of a column -> traces of what the last run left in it; empty where no history among our tabs tells."""
    title = next((own.tab for own in tabs if own.key == HISTORY), None)
    history = next((grid for grid in grids if grid.tab == title), None)
    if history is None:
        return {}
    try:
        return left_in_columns([row for _, row in history.rows(1, range(1, history.last_column + 1))])
    except UnreadableInput:
        return {}  # whoever needs the history will say so


def was_pasted_over(own: OwnColumn, grid: Grid, left: Left) -> bool:
    """Whether something else stands in the column than the last run has noted."""
    traces = left.get(own.key, frozenset())
    return bool(traces) and not as_left((value for _, (value,) in grid.rows(own.header_row + 1, [own.column])), traces)


def forget_copies(workbook: WorkbookPart) -> None:
    """Drop the names that came with a copied tab: a column of ours on it is recorded anew if it is filled."""
    shared = {name.name for name in _own_names(workbook) if name.scope is None}
    for name in _own_names(workbook):
        if name.scope is not None and name.name in shared:
            workbook.drop_name(name.name, name.scope)


def record(workbook: WorkbookPart, own: OwnColumn) -> None:
    """Write down where a column of ours is."""
    workbook.set_name(column_name(own.key), absolute(own.tab, own.header_row, own.column))


def record_tab(workbook: WorkbookPart, own: OwnTab) -> None:
    """Write down which tab is ours."""
    workbook.set_name(tab_name(own.key), absolute(own.tab, 1, 1))
