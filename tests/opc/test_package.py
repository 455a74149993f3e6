"""The package: what is not replaced stays byte for byte, and what is hostile is not opened."""

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

import pytest

from relsheet.errors import RelsheetError
from relsheet.opc import archive as archive_module
from relsheet.opc.archive import DESCRIPTOR, read_members
from relsheet.opc.package import Limits, Package

PARTS = {"[Content_Types].xml": b"<Types/>" * 40, "xl/workbook.xml": b"<workbook/>" * 900, "xl/Media/a.png": bytes(999)}


def zipped(parts: dict[str, bytes], stream: io.BytesIO | None = None) -> bytes:
    target = stream or io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.comment = b"by hand"
    return target.getvalue()


class OneWay(io.BytesIO):
    """A stream that cannot go back: zipfile then writes data descriptors behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def packed(source: bytes) -> dict[str, bytes]:
    return {member.part: bytes(member.packed) for member in read_members(source)[0]}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(zipped(PARTS), id="written by zipfile"),
        pytest.param(zipped(PARTS, OneWay()), id="sizes stand behind the data"),
        pytest.param(b"PK\x03\x04 and more".ljust(64) + zipped(PARTS), id="something stands before it"),
    ],
)
def test_untouched_parts_keep_their_compressed_bytes(source: bytes) -> None:
    package = Package(source)
    package.put("xl/workbook.xml", b"<changed/>")
    package.put("xl/new.xml", b"<new/>")
    result = package.to_bytes()
    before, after = packed(source), packed(result)
    assert before["xl/Media/a.png"] == after["xl/Media/a.png"]
    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*PARTS, "xl/new.xml"]
        assert archive.read("xl/workbook.xml") == b"<changed/>"
        assert archive.comment == b"by hand"
        assert not any(entry.flag_bits & DESCRIPTOR for entry in archive.infolist())


def test_the_same_content_gives_the_same_bytes() -> None:
    first, second = Package(zipped(PARTS)), Package(zipped(PARTS))
    for package in (first, second):
        package.put("xl/workbook.xml", b"<changed/>")
        package.put("xl/new.xml", b"<new/>")
    assert first.to_bytes() == second.to_bytes()


def test_putting_what_is_there_already_changes_nothing() -> None:
    package = Package(zipped(PARTS))
    package.put("xl/workbook.xml", b"<changed/>")
    package.put("xl/workbook.xml", PARTS["xl/workbook.xml"])
    package.drop("xl/Media/a.png")
    package.put("xl/Media/a.png", PARTS["xl/Media/a.png"])
    assert package.touched == ()


@pytest.mark.parametrize("name", ["xl/media/A.PNG", "/xl/Media/a.png", "xl\\Media\\a.png"])
def test_a_part_is_found_however_it_is_spelled(name: str) -> None:
    assert Package(zipped(PARTS)).read(name) == PARTS["xl/Media/a.png"]


def test_a_part_under_a_name_with_backslashes_stays_under_it() -> None:
    package = Package(zipped({"xl\\workbook.xml": b"<workbook/>"}))
    package.put("xl/workbook.xml", b"<changed/>")
    assert package.names == ("xl\\workbook.xml",)


def test_the_same_part_twice_stands_once_in_what_is_written() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        source = doubled(b"<a/>", b"<a/>")
    assert Package(source).names == ("xl/a.xml",)


def doubled(first: bytes, second: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/a.xml", first)
        archive.writestr("xl/a.xml", second)
    return target.getvalue()


def test_large_sizes_are_written_in_zip64_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    package = Package(zipped(PARTS))
    monkeypatch.setattr(archive_module, "ZIP64_FROM", 100)
    result = package.to_bytes()
    with zipfile.ZipFile(io.BytesIO(result)) as again:
        assert {name: again.read(name) for name in again.namelist()} == PARTS


def locked() -> bytes:
    source = bytearray(zipped(PARTS))
    at = source.index(b"PK\x01\x02")
    source[at + 8] |= 1
    return bytes(source)


def lying() -> bytes:
    """The directory promises ten bytes; the data inflate to a million."""
    source = bytearray(zipped({"xl/a.xml": bytes(1_000_000)}))
    at = source.index(b"PK\x01\x02")
    source[at + 24 : at + 28] = struct.pack("<L", 10)
    return bytes(source)


def damaged() -> bytes:
    source = bytearray(zipped(PARTS))
    source[60:90] = bytes(30)
    return bytes(source)


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + stream.encode("utf-16-le")


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return doubled(b"<a/>", b"<b/>")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param(locked, "encrypted", id="a zip with a password"),
        pytest.param(lambda: ole("EncryptedPackage"), "encrypted", id="a workbook with a password"),
        pytest.param(lambda: ole("Workbook"), "not_a_package", id="an .xls"),
        pytest.param(lambda: b"name,value\n", "not_a_package", id="a text"),
        pytest.param(lambda: b"", "not_a_package", id="nothing at all"),
        pytest.param(lambda: zipped(PARTS)[:200], "damaged", id="cut off"),
        pytest.param(damaged, "damaged", id="overwritten in the middle"),
        pytest.param(lying, "damaged", id="more inside than is promised"),
        pytest.param(twice, "doubled_part", id="two parts of one name"),
    ],
)
def test_what_is_no_sound_package_is_refused(source: Callable[[], bytes], code: str) -> None:
    with pytest.raises(RelsheetError) as refusal:
        read_all(source())
    assert refusal.value.code == code
    assert str(refusal.value)


def read_all(source: bytes) -> None:
    package = Package(source)
    for name in package.names:
        package.read(name)


SMALL = Limits(total_bytes=100_000, ratio=50, ratio_from_bytes=20_000, parts=4)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        pytest.param({"a": bytes(19_999)}, None, id="small enough not to matter"),
        pytest.param({"a": bytes(60_000)}, "zip_bomb", id="one part swells too much"),
        pytest.param({f"{n}": bytes(9_000) for n in range(4)}, "zip_bomb", id="many small parts swell together"),
        pytest.param({"a": Random(1).randbytes(150_000)}, "too_large", id="too large in sum"),
        pytest.param({f"{n}": b"" for n in range(5)}, "too_large", id="too many parts"),
    ],
)
def test_limits_are_checked_before_anything_is_inflated(parts: dict[str, bytes], code: str | None) -> None:
    source = zipped(parts)
    if code is None:
        assert Package(source, SMALL).names
        return
    with pytest.raises(RelsheetError) as refusal:
        Package(source, SMALL)
    assert refusal.value.code == code
