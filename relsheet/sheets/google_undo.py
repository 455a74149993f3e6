"""The way back on a Google Sheet: our cells as they were before our last write. None of the users' own is touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from relsheet.errors import NotWritten
from relsheet.sheets.edits import Canvas, DropPage, Edit, PutPage
from relsheet.sheets.formats import shown_as
from relsheet.sheets.google_aligned import ColumnValues, TabValues, unique
from relsheet.sheets.google_columns import same
from relsheet.sheets.google_dropping import drop_columns
from relsheet.sheets.google_grid import GoogleGrid, Raw, serial
from relsheet.sheets.google_places import COLUMN, KEY, TAB, Mark
from relsheet.sheets.google_planning import Plan
from relsheet.sheets.google_reading import Reading
from relsheet.sheets.google_sending import PageCells
from relsheet.sheets.google_sheet import Sheet
from relsheet.sheets.google_tabs import cells_of, drop_pages, put_pages
from relsheet.sheets.replace import replace_file

Cell = str | float | int | bool | None
P = TypeVar("P")
#: A page of more cells (the history) has no look that would be worth keeping.
MOST_CELLS = 5_000


class KeptColumn(BaseModel):
    """What changed in a column of ours on one tab, by the keys of its rows; ``before`` None: our last write made it."""

    model_config = ConfigDict(frozen=True)
    key: str
    sheet: int
    before: tuple[tuple[Cell, Cell], ...] | None
    after: tuple[tuple[Cell, Cell], ...]


class KeptPage(BaseModel):
    """What changed on a page of ours, cell by cell; ``before`` None: our last write made it."""

    model_config = ConfigDict(frozen=True)
    key: str
    before: tuple[tuple[int, int, Cell], ...] | None
    after: tuple[tuple[int, int, Cell], ...]
    canvas_before: Canvas | None = None  # where our last write drew it anew, and we know what stood there


class Drawn(BaseModel):
    """The pages as we drew them last."""

    model_config = ConfigDict(frozen=True)
    canvases: dict[str, Canvas] = {}


class Kept(BaseModel):
    """What our last write found and left."""

    model_config = ConfigDict(frozen=True)
    columns: tuple[KeptColumn, ...]
    pages: tuple[KeptPage, ...]

    @property
    def made_all(self) -> bool:
        """Whether nothing of ours was there before."""
        return all(one.before is None for one in self.columns) and all(page.before is None for page in self.pages)


def kept_in(path: Path) -> Kept | None:
    """What was kept there; None where there is nothing, or nothing that can be read."""
    try:
        return Kept.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def keep(path: Path, plan: Plan, edits: Sequence[Edit]) -> None:
    """Keep what the plan will change. Nothing is kept of a plan that only takes out: then there is no way back."""
    known = _drawn_in(_beside(path)).canvases
    columns = tuple(_column(plan.reading, tab, column) for tab in plan.tabs for column in tab.columns if column.of_ours)
    pages = tuple(_pages(plan, edits, known))
    if not columns and not pages:
        path.unlink(missing_ok=True)
        return
    replace_file(path, Kept(columns=columns, pages=pages).model_dump_json().encode())
    drawn = {
        edit.key: _storable(edit.canvas)
        for edit in edits
        if isinstance(edit, PutPage) and edit.key in plan.drawn and len(edit.canvas.cells) <= MOST_CELLS
    }
    if drawn:
        replace_file(_beside(path), Drawn(canvases=known | drawn).model_dump_json().encode())


def forget(path: Path, kept: Kept) -> None:
    """After the way back: nothing more is kept, and the pages are drawn as they were."""
    known = _drawn_in(_beside(path)).canvases
    back = {page.key: page.canvas_before for page in kept.pages if page.canvas_before is not None}
    replace_file(_beside(path), Drawn(canvases=known | back).model_dump_json().encode())
    path.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_suffix(".pages.json")


def _drawn_in(path: Path) -> Drawn:
    try:
        return Drawn.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return Drawn()


def way_back(reading: Reading, kept: Kept, *, force: bool) -> Plan:
    """The plan that takes our last write back.

    NotWritten ``google_undo_edited`` where somebody wrote into our cells since (unless ``force``).
    """
    plan = Plan(reading)
    for sheet in reading.sheets:
        columns = [one for one in kept.columns if one.sheet == sheet.id]
        _columns_back(plan, sheet, columns, force=force)
        drop_columns(plan, [one.key for one in columns if one.before is None], sheet.id, with_theirs=force)
    for page in kept.pages:
        home = next((sheet for sheet in reading.sheets if sheet.mark(TAB, page.key) is not None), None)
        if home is not None:
            _page_back(plan, home, page, force=force)
    drop_pages(plan, [DropPage(page.key) for page in kept.pages if page.before is None])
    return plan


def _column(reading: Reading, tab: TabValues, column: ColumnValues) -> KeptColumn:
    found = reading.grid(tab.title).raw_column(column.mark.column or 1)
    touched = column.changed if found else column.wished
    rows = [(row, key) for key, row in unique(tab.keys).items() if row > tab.header_row and row in touched]
    before = tuple((key, found[row - 1] if row <= len(found) else None) for row, key in rows)
    after = tuple((key, column.wished.get(row)) for row, key in rows)
    sheet = column.mark.sheet_id or 0
    return KeptColumn(key=column.mark.name, sheet=sheet, before=before if found else None, after=after)


def _pages(plan: Plan, edits: Sequence[Edit], known: Mapping[str, Canvas]) -> Iterable[KeptPage]:
    hidden = {edit.key for edit in edits if isinstance(edit, PutPage) and edit.hidden}
    for key, after in plan.pages_after.items():
        sheet = next((sheet for sheet in plan.reading.sheets if sheet.mark(TAB, key) is not None), None)
        canvas = known.get(key) if key in plan.drawn else None
        if sheet is None:  # made by this write: nobody types into a hidden one
            yield KeptPage(key=key, before=None, after=() if key in hidden else _places(after, after))
            continue
        now = cells_of(plan.reading.grid(sheet.title))
        changed = [place for place in now.keys() | after.keys() if not same(now.get(place), after.get(place))]
        before = _places(now, changed)
        yield KeptPage(key=key, before=before, after=_places(after, changed), canvas_before=canvas)


def _columns_back(plan: Plan, sheet: Sheet, kept: Sequence[KeptColumn], *, force: bool) -> None:
    grid, key = plan.reading.grid(sheet.title), sheet.mark(KEY)
    if key is None or key.column is None:
        return
    keys = grid.keys(key.column)
    columns = []
    for one in kept:
        mark = sheet.mark(COLUMN, one.key)
        if mark is None or (header := plan.reading.headers.get(mark.number)) is None:
            continue
        back = _values_back(plan.reading, grid, one, mark, unique(keys), force=force)
        if back.changed:
            columns.append((header, replace(back, header=grid.raw_at(header, mark.column or 1))))
    if columns:
        plan.tabs.append(TabValues(sheet.title, key, keys, columns[0][0], tuple(column for _, column in columns)))


def _values_back(
    reading: Reading, grid: GoogleGrid, one: KeptColumn, mark: Mark, rows: Mapping[Raw, int], *, force: bool
) -> ColumnValues:
    """What the column held before, beside the rows as they stand now."""
    there = {rows[key]: grid.raw_at(rows[key], mark.column or 1) for key, _ in one.after if key in rows}
    left = {rows[key]: value for key, value in one.after if key in rows}
    if not force and not _alike(there, left):
        raise NotWritten("google_undo_edited", reading.workbook.source)
    wished = {rows[key]: value for key, value in one.before or () if key in rows}
    changed = {row: value for row, value in wished.items() if not same(there.get(row), value)}
    return ColumnValues(mark, None, wished, changed)


def _page_back(plan: Plan, sheet: Sheet, page: KeptPage, *, force: bool) -> None:
    now, left = cells_of(plan.reading.grid(sheet.title)), _by_place(page.after)
    there = now if page.before is None and left else {place: now.get(place) for place in left}
    if not force and not _alike(there, left):
        raise NotWritten("google_undo_edited", plan.reading.workbook.source)
    if page.before is None:
        return
    if page.canvas_before is not None:
        put_pages(plan, [PutPage(page.key, sheet.title, page.canvas_before)])
        return
    changed = {place: value for place, value in _by_place(page.before).items() if not same(now.get(place), value)}
    if changed:
        plan.pages.append(PageCells(sheet.id, changed))


def _alike(now: Mapping[P, Raw], then: Mapping[P, Raw]) -> bool:
    return all(same(now.get(place), then.get(place)) for place in now.keys() | then.keys())


def _places(
    cells: Mapping[tuple[int, int], Raw], wanted: Iterable[tuple[int, int]]
) -> tuple[tuple[int, int, Cell], ...]:
    return tuple((row, column, cells.get((row, column))) for row, column in wanted)


def _by_place(cells: Iterable[tuple[int, int, Cell]]) -> dict[tuple[int, int], Raw]:
    return {(row, column): value for row, column, value in cells}


def _storable(canvas: Canvas) -> Canvas:
    """The canvas with days and times as numbers in a format, as which they come back from a file."""
    cells = (
        cell._replace(value=serial(cell.value), style=replace(cell.style, number_format=pattern))
        if (pattern := cell.style.number_format or shown_as(cell.value)) and not isinstance(cell.value, str)
        else cell
        for cell in canvas.cells
    )
    return replace(canvas, cells=tuple(cells))
