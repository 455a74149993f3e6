"""A source that is read while the program is still being imported."""

from pathlib import Path

from relsheet.sheets.xlsx_tabs import read_ahead as read_workbook_ahead

SUFFIXES = {".xlsx", ".xlsm"}


def read_ahead(source: str) -> None:
    """Begin to read the source, if it is a workbook, for a command that is sure to ask for it. What is wrong with the
    source is said by the command."""
    path = Path(source)
    if path.suffix.lower() in SUFFIXES and path.is_file():
        read_workbook_ahead(path)
