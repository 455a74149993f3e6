"""A source that is read while the program is still being imported: calamine needs no Python while it parses."""

from importlib import import_module
from pathlib import Path
from threading import Thread

from relsheet.sheets.xlsx_tabs import read_ahead as read_workbook_ahead

SUFFIXES = {".xlsx", ".xlsm"}


def read_ahead(source: str, command: str) -> None:
    """Read the source, if it is a workbook, for a command that is sure to ask for it, and import that command's module
    meanwhile. What is wrong with the source is said by the command."""
    path = Path(source)
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return
    # The importing goes aside and not the reading: what a second thread has allocated is not used again (glibc), which
    # would be 50 MB more for 200,000 visits.
    Thread(target=import_module, args=(f"relsheet.api.{command}",), name="import").start()
    read_workbook_ahead(path)
