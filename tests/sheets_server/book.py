"""One spreadsheet: its tabs, names and metadata, and what ranges mean in it."""

import itertools
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.sheets_server.a1 import corners, split_title, written
from tests.sheets_server.cells import Cell
from tests.sheets_server.formulas import computed
from tests.sheets_server.references import shifted_formula
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.shifting import Shift, shifted
from tests.sheets_server.tab import Tab

MOST_ROUNDS = 20  # so deep may formulas lie upon formulas


class Book:
    """A spreadsheet."""

    def __init__(self, id: str, properties: Json, seed: int) -> None:
        self.id = id
        self.properties: Json = {"title": "Untitled spreadsheet", "locale": "en_US", "autoRecalc": "ON_CHANGE",
                                 "timeZone": "Etc/GMT"} | properties  # fmt: skip
        self.tabs: list[Tab] = []
        self.metadata: list[Json] = []
        self.named_ranges: list[Json] = []
        self._random = random.Random(seed)

    def snapshot(self) -> tuple[list[Tab], list[Json], list[Json], Json]:
        """The spreadsheet as it is now, to be put back by ``restore``."""
        return (
            [tab.snapshot() for tab in self.tabs],
            deepcopy(self.metadata),
            deepcopy(self.named_ranges),
            dict(self.properties),
        )

    def restore(self, kept: tuple[list[Tab], list[Json], list[Json], Json]) -> None:
        self.tabs, self.metadata, self.named_ranges, self.properties = kept

    # tabs

    def new_id(self) -> int:
        """An unused number for a tab, a chart, metadata."""
        return self._random.randrange(1, 2_000_000_000)

    def add_tab(self, properties: Json) -> Tab:
        """A new tab at its index, else last."""
        properties = dict(properties)
        title = properties.setdefault("title", self._free_title())
        if any(tab.title.casefold() == title.casefold() for tab in self.tabs):
            raise bad(
                f'Invalid requests[0].addSheet: A sheet with the name "{title}" already exists. '
                "Please enter another name."
            )
        properties.setdefault("sheetId", self.new_id() if self.tabs else 0)
        if any(tab.id == properties["sheetId"] for tab in self.tabs):
            raise bad(f"Invalid requests[0].addSheet: Sheet with ID {properties['sheetId']} already exists.")
        properties.setdefault("sheetType", "GRID")
        properties["gridProperties"] = dict(properties.get("gridProperties", {}))
        index = properties.pop("index", len(self.tabs))
        tab = Tab(properties)
        self.tabs.insert(index, tab)
        return tab

    def _free_title(self) -> str:
        taken = {tab.title for tab in self.tabs}
        return next(name for number in itertools.count(1) if (name := f"Sheet{number}") not in taken)

    def tab(self, id: int | None, word: str = "grid") -> Tab:
        """The tab of that number (0 where none is given); Google says "grid" of cells and "sheet" of tabs."""
        for tab in self.tabs:
            if tab.id == (id or 0):
                return tab
        raise bad(f"No {word} with id: {id or 0}")

    def titled(self, title: str) -> Tab | None:
        """The tab of that name; Google does not look at upper and lower case."""
        exact = next((tab for tab in self.tabs if tab.title == title), None)
        return exact or next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)

    def remove_tab(self, tab: Tab) -> None:
        if len(self.tabs) == 1:
            raise bad("You can't remove all the sheets in a document.")
        self.tabs.remove(tab)
        self.metadata = [entry for entry in self.metadata if _sheet_of(entry) != tab.id]
        self.named_ranges = [named for named in self.named_ranges if named["range"].get("sheetId") != tab.id]

    # ranges

    def area(self, text: str) -> Json:
        """The GridRange of A1 notation, open ends left out; 400 if it cannot be parsed."""
        title, rest = split_title(text)
        if title is None:
            by_title = self.titled(rest)
            named = next((named for named in self.named_ranges if named["name"] == rest), None)
            if named:
                return dict(named["range"])
            if by_title is not None:
                return {"sheetId": by_title.id}
        tab = self.tabs[0] if title is None else self.titled(title)
        if tab is None:
            raise bad(f"Unable to parse range: {text}")
        if rest == "":
            return {"sheetId": tab.id}
        named = next((named for named in self.named_ranges if named["name"] == rest), None)
        if named:
            return dict(named["range"])
        found = corners(rest)
        if found is None:
            raise bad(f"Unable to parse range: {text}")
        keys = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
        area = {"sheetId": tab.id} | {key: at for key, at in zip(keys, found, strict=True) if at is not None}
        if area.get("startRowIndex", 0) >= tab.row_count or area.get("startColumnIndex", 0) >= tab.column_count:
            raise bad(
                f"Range ({_written(tab, area)}) exceeds grid limits. "
                f"Max rows: {tab.row_count}, max columns: {tab.column_count}"
            )
        return area

    def closed(self, area: Json) -> tuple[Tab, int, int, int, int]:
        """(tab, top, left, bottom, right) with open ends at the grid's."""
        tab = self.tab(area.get("sheetId"))
        bottom, right = area.get("endRowIndex", tab.row_count), area.get("endColumnIndex", tab.column_count)
        return (
            tab,
            area.get("startRowIndex", 0),
            area.get("startColumnIndex", 0),
            min(bottom, tab.row_count),
            min(right, tab.column_count),
        )

    def look_up(self, tab: Tab) -> Any:
        """What formulas on that tab see of a range."""

        def values(text: str) -> list[Any]:
            tab.looks_up = True
            top, left, bottom, right = corners(text) or (0, 0, 1, 1)
            places = itertools.product(range(top or 0, bottom or 1), range(left or 0, right or 1))
            return [cell.value if (cell := tab.find(*place)) else None for place in places]

        return values

    def recalculate(self) -> None:
        """Bring formulas up to date, those too that read other formulas."""
        for tab in self.tabs:
            look_up = self.look_up(tab)
            for _ in range(MOST_ROUNDS):
                changed = [place for place in list(tab.formulas()) if self._recalculated(tab, place, look_up)]
                if not changed:
                    break

    def _recalculated(self, tab: Tab, place: tuple[int, int], look_up: Any) -> bool:
        cell = tab.cell(*place)
        before, cell.value = cell.value, computed(str(cell.formula), look_up)
        return before != cell.value

    # metadata

    def matching(self, lookup: Json) -> Iterator[Json]:
        """The metadata that a DeveloperMetadataLookup selects."""
        for entry in self.metadata:
            if all(
                entry.get(key) == lookup[key]
                for key in ("metadataId", "metadataKey", "metadataValue", "visibility")
                if key in lookup
            ):
                kind = lookup.get("locationType")
                if kind and entry["location"]["locationType"] != kind:
                    continue
                if "metadataLocation" in lookup and not _located(entry["location"], lookup):
                    continue
                yield entry

    def areas(self, data_filter: Json) -> list[Json]:
        """The ranges that a DataFilter selects."""
        if "a1Range" in data_filter:
            return [self.area(data_filter["a1Range"])]
        if "gridRange" in data_filter:
            self.tab(data_filter["gridRange"].get("sheetId"))
            return [data_filter["gridRange"]]
        if "developerMetadataLookup" not in data_filter:
            raise bad("Invalid dataFilter: no filter set.")
        found = [_area_of(entry["location"]) for entry in self.matching(data_filter["developerMetadataLookup"])]
        return [area for area in found if area is not None]

    # edits of rows and columns

    def shift(self, tab: Tab, axis: str, shift: Shift) -> None:
        """Bring metadata, names and all that hangs on any tab to its new place."""
        tab.shift(axis, shift)
        for place in tab.formulas():
            cell = tab.cell(*place)
            cell.formula = shifted_formula(str(cell.formula), axis, shift)
        self.metadata = shifted(self.metadata, tab.id, axis, shift)
        self.named_ranges = shifted(self.named_ranges, tab.id, axis, shift)
        for other in self.tabs:
            if other is not tab:
                other.hanging = {key: shifted(value, tab.id, axis, shift) for key, value in other.hanging.items()}

    def put(self, title: str, row: int, column: int, value: Any, number_format: Json | None = None) -> Cell:
        """What a person does in the browser: fill a cell (1-based); for tests."""
        tab = self.titled(title)
        assert tab is not None, title
        if row > tab.row_count:
            tab.resize("ROWS", row + 100)
        if column > tab.column_count:
            tab.resize("COLUMNS", column + 1)
        cell = tab.cell(row - 1, column - 1)
        cell.enter_raw("" if value is None else value)
        if number_format:
            cell.format = (cell.format or {}) | {"numberFormat": number_format}
        return cell


def _sheet_of(entry: Json) -> int | None:
    location = entry["location"]
    found = location.get("sheetId", location.get("dimensionRange", {}).get("sheetId"))
    return None if found is None else int(found)


def _area_of(location: Json) -> Json | None:
    if "dimensionRange" in location:
        span = location["dimensionRange"]
        start, end = (
            ("startRowIndex", "endRowIndex") if span["dimension"] == "ROWS" else ("startColumnIndex", "endColumnIndex")
        )
        return {"sheetId": span["sheetId"], start: span["startIndex"], end: span["endIndex"]}
    if "sheetId" in location:
        return {"sheetId": location["sheetId"]}
    return None


def _located(location: Json, lookup: Json) -> bool:
    wanted = {key: value for key, value in lookup["metadataLocation"].items() if key != "locationType"}
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        sheet = wanted.get("sheetId", wanted.get("dimensionRange", {}).get("sheetId"))
        return "spreadsheet" in wanted or sheet == _sheet_of({"location": location})
    return all(location.get(key) == value for key, value in wanted.items())


def _written(tab: Tab, area: Json) -> str:
    top, left = area.get("startRowIndex", 0), area.get("startColumnIndex", 0)
    return written(
        tab.title, top, left, area.get("endRowIndex", tab.row_count), area.get("endColumnIndex", tab.column_count)
    )
