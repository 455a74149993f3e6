"""The .xlsx and .xlsm file as a source: read with calamine, written by operating on the package."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from relsheet.errors import NotWritten, RelsheetError, UnreadableInput, UsageError
from relsheet.opc.package import DEFAULT_LIMITS, Limits, Package, refuse_signed
from relsheet.opc.verify import Ours, prove
from relsheet.opc.verify_sheet import Splice
from relsheet.opc.workbook import WorkbookPart
from relsheet.sheets.editing import Editing
from relsheet.sheets.edits import CellChange, DropColumn, DropPage, Edit, PutPage, Receipt, SpliceRows, columns_by_tab
from relsheet.sheets.own import (
    forget_copies,
    marked,
    recorded_columns,
    recorded_tabs,
    still_ours,
    trusted,
    was_here,
)
from relsheet.sheets.paging import drop_pages, put_pages
from relsheet.sheets.placing import drop_columns, place_columns
from relsheet.sheets.referring import see_to_references
from relsheet.sheets.replace import fingerprint_of
from relsheet.sheets.saving import save
from relsheet.sheets.splicing import splice_rows
from relsheet.sheets.workbook import Workbook
from relsheet.sheets.xlsx_tabs import tabs_at_hand


class XlsxBackend:
    """One workbook file. With ``output`` the result goes there, and the file itself is only read."""

    def __init__(self, path: Path, output: Path | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
        self._path, self._output, self._limits = path, output, limits

    def read(self) -> Workbook:
        """The workbook as it stands, with what an earlier run left in it."""
        source = self._bytes()
        part = WorkbookPart(Package(source, self._limits))
        self._refuse_other_kind(part)
        grids = tabs_at_hand(source, self._path.name, self._limits)
        columns, tabs = recorded_columns(part), recorded_tabs(part)
        by_name = {grid.tab: grid for grid in grids}
        columns, tabs = trusted(columns, tabs, by_name), still_ours(tabs, by_name)
        if not was_here(part):
            columns, tabs = marked(grids)
        return Workbook(self._path.name, tuple(grids), fingerprint_of(source), columns, tabs, date_1904=part.date1904)

    def preview(self, workbook: Workbook, edits: Sequence[Edit]) -> tuple[CellChange, ...]:
        """The cells that ``write`` would change."""
        return tuple(self._edited(workbook, self._unchanged(workbook), edits).changes)

    def write(self, workbook: Workbook, edits: Sequence[Edit]) -> Receipt:
        """Do all edits or none, prove that nothing else changed, and replace the file."""
        source = self._unchanged(workbook)
        made = self._made(workbook, source, edits)
        if not made.receipt.written:
            return made.receipt
        prove(source, made.content, made.ours)
        target = self._output or self._path
        saved = save(target, made.content, None if self._output else workbook.fingerprint)
        warnings = (*made.receipt.warnings, *saved.warnings)
        return replace(made.receipt, backup=saved.backup, output=target, warnings=warnings)

    def _made(self, workbook: Workbook, source: bytes, edits: Sequence[Edit]) -> "_Made":
        """The new file; all that it was made of is let go of, before the proof takes as much memory again."""
        editing = self._edited(workbook, source, edits)
        warnings = tuple(editing.warnings)
        if not editing.package.touched and self._output is None:
            return _Made(source, Ours(), Receipt(written=False, warnings=warnings))
        receipt = Receipt(written=True, changes=tuple(editing.changes), warnings=warnings)
        return _Made(editing.package.to_bytes(), _ours(workbook, editing), receipt)

    def _refuse_other_kind(self, part: WorkbookPart) -> None:
        """UsageError ``output_macros`` where Excel would not open the copy under the name that it is to get."""
        if self._output is None or self._output.suffix.lower() == self._path.suffix.lower():
            return
        suffix = ".xlsm" if part.has_macros else ".xlsx"
        if self._output.suffix.lower() != suffix:
            raise UsageError("output_macros", self._output.name, suffix=suffix)

    def _bytes(self) -> bytes:
        try:
            return self._path.read_bytes()
        except OSError as err:
            raise UnreadableInput("cannot_open", self._path.name, reason=err.strerror or "") from err

    def _unchanged(self, workbook: Workbook) -> bytes:
        source = self._bytes()
        if fingerprint_of(source) != workbook.fingerprint:
            raise NotWritten("changed_since_read", self._path.name)
        return source

    def _edited(self, workbook: Workbook, source: bytes, edits: Sequence[Edit]) -> Editing:
        package = Package(source, self._limits)
        refuse_signed(package)
        editing = Editing(package, workbook)
        _do_all(editing, edits)
        return editing


def holds_something_else(path: Path, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Whether a file stands there that relsheet did not write: neither a workbook with our names nor an empty file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        return bool(content) and not was_here(WorkbookPart(Package(content, limits)))
    except RelsheetError:
        return True


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that is yet to be proven and saved, and what the receipt says of it so far."""

    content: bytes
    ours: Ours
    receipt: Receipt


def _do_all(editing: Editing, edits: Sequence[Edit]) -> None:
    """Every edit, in the order in which they do not get into each other's way."""
    forget_copies(editing.part)
    for tab, keys in _dropped(editing, edits).items():
        drop_columns(editing, tab, keys)
    for tab, wished in columns_by_tab(edits).items():
        place_columns(editing, tab, wished)
    for edit in edits:
        if isinstance(edit, SpliceRows):
            splice_rows(editing, edit)
    drop_pages(editing, [edit for edit in edits if isinstance(edit, DropPage)])
    put_pages(editing, [edit for edit in edits if isinstance(edit, PutPage)])
    see_to_references(editing)
    editing.finish()


def _dropped(editing: Editing, edits: Sequence[Edit]) -> dict[str, list[str]]:
    """Tab -> keys of its columns that go; one that is not there is no fault."""
    keys: dict[str, list[str]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, DropColumn) and edit.key in editing.columns:
            keys[editing.columns[edit.key].tab].append(edit.key)
    return keys


def _ours(workbook: Workbook, editing: Editing) -> Ours:
    columns: dict[str, set[int]] = defaultdict(set)
    earlier: dict[str, set[int]] = defaultdict(set)
    for own in workbook.own_columns:
        earlier[own.tab].add(own.column)
        columns[own.tab].add(own.column)
    for own in editing.columns.values():
        columns[own.tab].add(own.column)
    tabs = {own.tab for own in (*workbook.own_tabs, *editing.tabs.values())}
    spliced = {
        tab: Splice(frozenset((row, column) for row, column, _, _ in edit.changed), edit.removed)
        for tab, edit in editing.splices.items()
    }
    return Ours(
        {tab: frozenset(found) for tab, found in columns.items()},
        {tab: frozenset(found) for tab, found in earlier.items()},
        frozenset(tabs),
        spliced,
    )
