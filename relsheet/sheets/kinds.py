"""What a file really is, told by its content: names are often wrong (a CSV called .xlsx, an HTML page called .xls)."""

import re
import zlib
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from relsheet.errors import UnreadableInput

HEAD_BYTES = 4096
CONTENT_TYPES_BYTES = 1 << 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00", re.DOTALL)  # .xls older than OLE files
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HTML = re.compile(rb"<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)


class Kind(StrEnum):
    """The kinds of source that can be read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    CSV = "csv"
    ENCRYPTED = "encrypted"


#: What else a file may turn out to be; what is said of it stands in the texts under ``error.not_a_workbook.<word>``.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "word"),
)
#: Marks in a package's content types (ECMA-376-2 §10.1.2) or in an OpenDocument's ``mimetype``.
PACKAGES: tuple[tuple[bytes, Kind | str], ...] = (
    (b"sheet.binary", Kind.XLSB),
    (b"spreadsheetml", Kind.XLSX),
    (b"ms-excel", Kind.XLSX),
    (b"opendocument.spreadsheet", Kind.ODS),
    (b"wordprocessingml", "word"),
    (b"presentationml", "slides"),
    (b"opendocument.text", "word"),
    (b"opendocument.presentation", "slides"),
)
OLE_STREAMS: tuple[tuple[str, Kind | str], ...] = (
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("WordDocument", "word"),
    ("PowerPoint Document", "slides"),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
)


def kind_of(path: Path) -> Kind:
    """What the file is; UnreadableInput ``not_a_workbook.<what it is>``, ``empty_file`` or ``damaged``."""
    found = _recognised(path)
    if isinstance(found, Kind):
        return found
    raise UnreadableInput(f"not_a_workbook.{found}", path.name)


def _recognised(path: Path) -> Kind | str:
    with path.open("rb") as content:
        head = content.read(HEAD_BYTES)
    if not head.strip(b"\0 \r\n\t"):
        raise UnreadableInput("empty_file", path.name)
    if head.startswith(b"PK"):
        return _in_package(path)
    if head.startswith(OLE):
        return _in_ole(path.read_bytes())
    known = next((word for signature, word in SIGNATURES if head.startswith(signature)), None)
    if known is not None:
        return known
    return _in_text(head)


def _in_package(path: Path) -> Kind | str:
    try:
        with ZipFile(path) as package:
            names = {name.lower(): name for name in package.namelist()}
            told = next((names[name] for name in ("[content_types].xml", "mimetype") if name in names), None)
            if told is None:
                return "numbers" if any(name.startswith("index/") for name in names) else "archive"
            with package.open(told) as content:
                types = content.read(CONTENT_TYPES_BYTES).replace(b"\0", b"")  # also where it is UTF-16
    except (BadZipFile, zlib.error, NotImplementedError, OSError, RuntimeError, EOFError) as err:
        raise UnreadableInput("damaged", path.name) from err
    return next((kind for mark, kind in PACKAGES if mark in types), "archive")


def _in_ole(content: bytes) -> Kind | str:
    """Told by the names of its streams, which stand in UTF-16 in the directory of the file."""
    return next((kind for stream, kind in OLE_STREAMS if f"{stream}\0".encode("utf-16-le") in content), "ole")


def _in_text(head: bytes) -> Kind | str:
    if BIFF.match(head):
        return Kind.XLS
    plain = head.replace(b"\0", b"")
    if b"Excel.Sheet" in plain or b"office:spreadsheet" in plain:
        return "xml2003"
    if HTML.search(plain):
        return Kind.HTML
    if plain.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml"):
        return "xml"
    return Kind.CSV if head.startswith(UTF16_MARKS) or _is_half_empty(head) or not CONTROLS.search(head) else "binary"


def _is_half_empty(head: bytes) -> bool:
    """Whether every second byte is nought, as in western text in UTF-16 without a mark."""
    return head[1::2].count(0) * 3 > len(head) and not head[::2].count(0)
