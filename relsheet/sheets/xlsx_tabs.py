"""The tabs of an .xlsx: read when they are asked for, or ahead, where it is certain that somebody will ask."""

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from python_calamine import CalamineError

from relsheet.errors import UnreadableInput
from relsheet.opc.package import DEFAULT_LIMITS, Limits, Package
from relsheet.opc.plain import needs_plain, plain
from relsheet.sheets.beginnings import cut_short
from relsheet.sheets.calamine import CalamineGrid, open_grids

Tabs = tuple[CalamineGrid, ...]


class _Ahead:
    """A workbook that a second thread reads, the longest tab first; calamine needs no Python while it parses."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._source = b""
        self._tabs: Tabs = ()
        self._opened = Event()
        Thread(target=self._read, name="read").start()

    def tabs(self, source: bytes, limits: Limits) -> Tabs:
        """The tabs of just these bytes within these limits, none of others; as soon as it is known which there are."""
        self._opened.wait()
        return self._tabs if (self._source, self._limits) == (source, limits) else ()

    def _read(self) -> None:
        try:
            with suppress(UnreadableInput, OSError):
                self._source = self._path.read_bytes()
                brief = cut_short(Package(self._source, self._limits))
                self._tabs = tabs_of(self._source, self._path.name, self._limits, brief)
        finally:
            self._opened.set()
        for grid in sorted(self._tabs, key=lambda grid: grid.bytes, reverse=True):
            grid.load()


_ahead: list[_Ahead] = []  # one at most


def read_ahead(path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
    """Begin to load the tabs of that workbook for the next one who asks for them.

    What is wrong with a workbook that cannot be read is said to whoever reads it then.
    """
    _ahead[:] = [_Ahead(path, limits)]


def tabs_at_hand(source: bytes, name: str, limits: Limits) -> Tabs:
    """The tabs of just these bytes as they are read ahead within these limits, else read now."""
    return (_ahead and _ahead.pop().tabs(source, limits)) or tabs_of(source, name, limits)


def tabs_of(source: bytes, name: str, limits: Limits, brief: bytes | None = None) -> Tabs:
    """The tabs of the workbook of that name, none of them loaded yet; ``brief`` as ``open_grids`` takes it.

    What calamine cannot read as it stands (UTF-16, CDATA, macro sheets), it reads in plain form. UnreadableInput where
    it cannot be read at all.
    """
    package = Package(source, limits)
    with suppress(CalamineError):
        if not needs_plain(package):
            return open_grids(source, otherwise=lambda: plain(package), brief=brief, most_cells=limits.cells)
    written = plain(package)
    with suppress(CalamineError):
        if written is not None:
            return open_grids(written, most_cells=limits.cells)
    raise UnreadableInput("damaged", name)
