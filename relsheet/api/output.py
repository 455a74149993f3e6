"""Files that a command makes beside the workbook: a list, a brief, a report."""

from pathlib import Path

from relsheet.errors import UsageError
from relsheet.sheets.replace import replace_file

#: Such a file is somebody's workbook: no page is written over it.
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".xltx", ".xltm"})


def save(content: str | bytes, output: Path, source: str, suffix: str) -> None:
    """Put the content into the file, all of it or nothing; UsageError over a workbook, NotWritten where it fails."""
    if output.exists() and Path(source).exists() and output.samefile(source):
        raise UsageError("output-is-source", output)
    if output.suffix.casefold() in WORKBOOKS:
        raise UsageError("output-is-workbook", output, suffix=suffix)
    replace_file(output, content.encode() if isinstance(content, str) else content)
