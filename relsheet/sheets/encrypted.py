"""A workbook with a password: read where the password and the extra [encrypted] are there, never written."""

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType

from relsheet.errors import NotWritten, UnreadableInput
from relsheet.sheets.calamine import open_grids
from relsheet.sheets.edits import CellChange, Edit, Receipt
from relsheet.sheets.replace import fingerprint
from relsheet.sheets.workbook import Workbook


class EncryptedBackend:
    """Its values are only ever held in memory: no decrypted copy is written anywhere."""

    def __init__(self, path: Path, password: str | None) -> None:
        self._path, self._password = path, password

    def read(self) -> Workbook:
        """The values; UnreadableInput ``encrypted``, ``encrypted_extra`` or ``wrong_password``."""
        if self._password is None:
            raise UnreadableInput("encrypted", self._path.name)
        decrypted = _decrypted(self._path, self._password, _msoffcrypto(self._path))
        return Workbook(self._path.name, open_grids(decrypted), fingerprint(self._path))

    def preview(self, workbook: Workbook, edits: Sequence[Edit]) -> tuple[CellChange, ...]:
        """Nothing: such a workbook is never written."""
        return ()

    def write(self, workbook: Workbook, edits: Sequence[Edit]) -> Receipt:
        """Always NotWritten: we could only write it without its password."""
        raise NotWritten("encrypted_write", self._path.name)


def _msoffcrypto(path: Path) -> ModuleType:
    try:
        return import_module("msoffcrypto")
    except ImportError as err:
        raise UnreadableInput("encrypted_extra", path.name) from err


def _decrypted(path: Path, password: str, msoffcrypto: ModuleType) -> bytes:
    target = BytesIO()
    refused = import_module("msoffcrypto.exceptions")
    try:
        with path.open("rb") as content:
            book = msoffcrypto.OfficeFile(content)
            if not book.is_encrypted():
                return path.read_bytes()
            book.load_key(password=password, verify_password=True)
            book.decrypt(target)
    except (refused.InvalidKeyError, refused.DecryptionError) as err:
        raise UnreadableInput("wrong_password", path.name) from err
    except (refused.FileFormatError, refused.ParseError) as err:
        raise UnreadableInput("damaged", path.name) from err
    return target.getvalue()
