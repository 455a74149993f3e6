"""A workbook that is being edited: its package with the parts that edits touch, and what they changed so far."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from relsheet.errors import NotWritten, Warn
from relsheet.opc.cell import CellValue, CellWriter, FoundCell, moment, stored, text_of
from relsheet.opc.package import Package
from relsheet.opc.sheet import SheetPart
from relsheet.opc.styles import Styles
from relsheet.opc.workbook import Sheet, WorkbookPart
from relsheet.sheets.edits import CellChange, SpliceRows, Style
from relsheet.sheets.formats import shown_as, shows_days
from relsheet.sheets.own import left_in
from relsheet.sheets.workbook import OwnColumn, OwnTab, Value, Workbook

STRING_ITEM = re.compile(r"<(?:[\w.-]+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:[\w.-]+:)?si\s*>)", re.DOTALL)


class Editing:
    """One write in the making. Parts are opened when first needed and put back by ``finish``."""

    def __init__(self, package: Package, workbook: Workbook) -> None:
        self.package = package
        self.read = workbook
        self.part = WorkbookPart(package)
        self.columns: dict[str, OwnColumn] = {own.key: own for own in workbook.own_columns}
        self.tabs: dict[str, OwnTab] = {own.key: own for own in workbook.own_tabs}
        self.splices: dict[str, SpliceRows] = {}  # by tab
        self.changes: list[CellChange] = []
        self.warnings: list[Warn] = []
        self._sheets: dict[str, SheetPart] = {}
        self._formats: dict[tuple[int, type, int | None], int] = {}
        self._days: dict[int, bool] = {}  # by cell format

    @cached_property
    def styles(self) -> Styles:
        """The workbook's formats."""
        return Styles(self.part)

    @cached_property
    def left(self) -> Mapping[str, frozenset[str]]:
        """Key of a column of ours -> traces of what the last run left in it; empty where nothing tells."""
        return left_in(self.read.own_tabs, self.read.grids)

    @cached_property
    def _shared(self) -> list[str]:
        found = self.part.relations.of_kind("sharedStrings")
        if not found or self.package.find(found[0].part) is None:
            return []
        text = self.package.read(found[0].part).decode("utf-8", "replace")
        return [text_of(item or "") for item in STRING_ITEM.findall(text)]

    def shared_string(self, index: int) -> str:
        """A text of the string table: read only where one of our own cells was saved by another program."""
        return self._shared[index] if index < len(self._shared) else ""

    def sheet(self, tab: str) -> SheetPart:
        """A tab opened for editing; NotWritten if the user has protected it."""
        if tab not in self._sheets:
            listed = self.listed(tab)
            opened = SheetPart(self.package.read(listed.part), listed.part)
            if opened.protected:
                raise NotWritten("protected_sheet", tab)
            self._sheets[tab] = opened
        return self._sheets[tab]

    def listed(self, tab: str) -> Sheet:
        """The tab as the workbook lists it; NotWritten if it is gone."""
        try:
            return self.part.sheet(tab)
        except KeyError as err:
            raise NotWritten("no_tab", tab) from err

    def forget(self, tab: str) -> None:
        """A tab's part was replaced or dropped: what was opened of it is not put back."""
        self._sheets.pop(tab, None)

    def writer(self, sheet: SheetPart) -> CellWriter:
        """Writes cells in that sheet's way."""
        return CellWriter(sheet.prefix, date1904=self.part.date1904)

    def format_of(self, style: Style, value: Value, beside: int | None = None) -> int:
        """The cell format for a value: moments without a format of their own are shown as such.

        What the style leaves open is as in the cell format ``beside``, else as usual in the workbook.
        """
        # Hashing a Style costs more than all the rest of a cell; the edits keep it alive, and with it its id.
        key = id(style), type(value), beside
        if key not in self._formats:
            code = style.number_format or shown_as(value)
            self._formats[key] = self.styles.format_of(replace(style, number_format=code), beside)
        return self._formats[key]

    def same(self, found: FoundCell, value: Value, style: int) -> bool:
        """Whether a cell of ours says and looks already as it should."""
        had = found.value(self.shared_string)
        wanted = stored(value, date1904=self.part.date1904)
        return _equal(had, wanted) and self.styles.equal(found.style, style)

    def before(self, found: FoundCell | None) -> CellValue:
        """What the cell showed, days as such."""
        if found is None:
            return None
        value = found.value(self.shared_string)
        if isinstance(value, bool) or not isinstance(value, int | float) or not self._shows_days(found.style):
            return value
        return moment(value, date1904=self.part.date1904) or value

    def written(self, found: FoundCell | None) -> CellValue:
        """What somebody wrote into the cell: its formula, or what it showed."""
        return self.before(found) if found is None or not found.is_formula else f"={found.formula}"

    def _shows_days(self, style: int) -> bool:
        if style not in self._days:
            self._days[style] = shows_days(self.styles.number_code(style))
        return self._days[style]

    def warn(self, key: str, **values: object) -> None:
        """Say something to the user once."""
        warning = (key, tuple(values.items()))
        if warning not in self.warnings:
            self.warnings.append(warning)

    def refuse_protected_structure(self, keys: Iterable[str]) -> None:
        """NotWritten if tabs would have to come or go in a workbook whose list of tabs is locked."""
        if any(keys) and self.part.structure_protected:
            raise NotWritten("protected_structure")

    def finish(self) -> None:
        """Put every touched part back into the package; parts that came out the same stay raw."""
        for tab, sheet in self._sheets.items():
            if sheet.changed:
                self.package.put(self.listed(tab).part, sheet.content())
        if "styles" in self.__dict__:
            self.styles.save()
        self.part.save()


def _equal(had: CellValue, wanted: CellValue) -> bool:
    if had is None or wanted is None or isinstance(had, bool) != isinstance(wanted, bool):
        return (had if had != "" else None) is (wanted if wanted != "" else None)
    return had == wanted
