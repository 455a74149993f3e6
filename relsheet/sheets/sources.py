"""Which backend serves a source: decided by what it is, not by what it is called."""

from pathlib import Path

from relsheet.errors import UnreadableInput, UsageError
from relsheet.opc.package import DEFAULT_LIMITS
from relsheet.opc.package import Limits as Limits  # for those who may not look into opc
from relsheet.sheets.addresses import ADDRESS, is_google
from relsheet.sheets.contract import Backend
from relsheet.sheets.encrypted import EncryptedBackend
from relsheet.sheets.kinds import Kind, kind_of
from relsheet.sheets.legacy import LegacyBackend
from relsheet.sheets.xlsx import XlsxBackend

WRITABLE = {".xlsx", ".xlsm"}


def backend_for(
    source: str,
    output: Path | None = None,
    password: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    key_file: Path | None = None,
) -> Backend:
    """The backend for a file or a Google Sheet; ``output`` is where the result goes instead of into the source.
    ``key_file`` is Google's (None: the one that is found).

    UnreadableInput: ``no_such_file``, ``is_a_folder``, ``cannot_open``, ``empty_file``, ``damaged``,
    ``not_a_workbook``, ``not_a_table``. UsageError: ``google_no_id``, ``google_no_output``, ``not_a_file``,
    ``output_suffix``, ``output_macros``,
    ``output-is-source``.
    """
    if is_google(source):
        return _google(source, output, key_file)
    if ADDRESS.match(source):
        raise UsageError("not_a_file", source)
    path = Path(source)
    kind = _kind_of_file(path)
    if output is not None and output.suffix.lower() not in WRITABLE:
        raise UsageError("output_suffix", output.name)
    if output is not None and kind is not Kind.XLSX and output.suffix.lower() == ".xlsm":
        raise UsageError("output_macros", output.name, suffix=".xlsx")
    if output is not None and output.exists() and output.samefile(path):
        raise UsageError("output-is-source", output.name)
    if kind is Kind.ENCRYPTED or (kind is Kind.XLS and password is not None):
        return EncryptedBackend(path, password)
    return XlsxBackend(path, output, limits) if kind is Kind.XLSX else LegacyBackend(path, kind, output, limits)


def _google(source: str, output: Path | None, key_file: Path | None) -> Backend:
    """The backend for a Google Sheet; gspread and google-auth are imported only then."""
    if output is not None:
        raise UsageError("google_no_output", output.name)
    from relsheet.sheets.gsheets import GoogleBackend

    return GoogleBackend(source, key_file)


def _kind_of_file(path: Path) -> Kind:
    if path.is_dir():
        raise UnreadableInput("is_a_folder", path)
    try:
        return kind_of(path)
    except FileNotFoundError as err:
        raise UnreadableInput("no_such_file", path, folder=path.absolute().parent) from err
    except OSError as err:
        raise UnreadableInput("cannot_open", path.name, reason=err.strerror or str(err)) from err
