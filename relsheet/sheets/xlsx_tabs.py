"""The tabs of an .xlsx: read when they are asked for, or ahead, where it is certain that somebody will ask."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError

from relsheet.errors import UnreadableInput
from relsheet.opc.package import DEFAULT_LIMITS, Limits, Package
from relsheet.opc.plain import needs_plain, plain
from relsheet.sheets.calamine import CalamineGrid, open_grids

Tabs = tuple[CalamineGrid, ...]


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What was read ahead: the bytes, within which limits, and their tabs."""

    source: bytes
    limits: Limits
    tabs: Tabs


_ahead: list[_Ahead] = []  # one at most


def read_ahead(path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
    """Load the tabs of that workbook for the next one who asks for them.

    A workbook that cannot be read is not read ahead: what is wrong with it is said to whoever reads it then.
    """
    _ahead.clear()
    with suppress(UnreadableInput, OSError):
        source = path.read_bytes()
        tabs = tabs_of(source, path.name, limits)
        for grid in tabs:
            grid.load()
        _ahead.append(_Ahead(source, limits, tabs))


def tabs_at_hand(source: bytes, name: str, limits: Limits) -> Tabs:
    """The tabs of just these bytes as they were read ahead within these limits, else read now."""
    ahead = _ahead.pop() if _ahead else None
    if ahead is not None and (ahead.source, ahead.limits) == (source, limits):
        return ahead.tabs
    return tabs_of(source, name, limits)


def tabs_of(source: bytes, name: str, limits: Limits) -> Tabs:
    """The tabs of the workbook of that name, none of them loaded yet.

    What calamine cannot read as it stands (UTF-16, CDATA, macro sheets), it reads in plain form. UnreadableInput where
    it cannot be read at all.
    """
    package = Package(source, limits)
    with suppress(CalamineError):
        if not needs_plain(package):
            return open_grids(source, otherwise=lambda: plain(package), most_cells=limits.cells)
    written = plain(package)
    with suppress(CalamineError):
        if written is not None:
            return open_grids(written, most_cells=limits.cells)
    raise UnreadableInput("damaged", name)
