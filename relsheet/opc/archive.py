"""A zip archive whose members stay raw: headers and compressed bytes are carried over, never inflated to be copied.

APPNOTE.TXT 6.3.10 (PKWARE). Data descriptors are folded into the local headers, zip64 is written only where needed.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from relsheet.errors import UnreadableInput

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s4B4H3L5H2L")
END = struct.Struct("<4s4H2LH")
END64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR64 = struct.Struct("<4sLQL")

STORED, DEFLATED = 0, 8
ENCRYPTED, DESCRIPTOR, UTF8 = 0x1, 0x8, 0x800
ZIP64_EXTRA = 0x0001
LIMIT32, LIMIT16 = 0xFFFFFFFF, 0xFFFF  # these values say: look into the zip64 fields
ZIP64_FROM = LIMIT32
FIRST_OF_1980 = (0, 33)  # DOS time and date: our own parts carry no clock
LARGE = 2_000_000  # bytes; beyond it speed matters more than the last per cent of size
LEVEL, LEVEL_LARGE = 6, 2
#: What zipfile raises over an archive that is damaged; NotImplementedError where a later version seems to be needed.
NOT_WHOLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    struct.error,
    ValueError,
    IndexError,
    OSError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the archive with all that its two headers say; ``packed`` is the data as it lies in the file."""

    name: bytes
    flags: int
    method: int
    dos_time: int
    dos_date: int
    crc: int
    size: int
    packed: memoryview
    versions: tuple[int, int, int, int] = (20, 0, 20, 0)  # made by, system, needed, reserved
    attributes: tuple[int, int] = (0, 0)  # internal, external
    extra: bytes = b""
    local_extra: bytes = b""
    comment: bytes = b""

    @property
    def part(self) -> str:
        """The name as text; old writers without the UTF-8 flag used code page 437."""
        return self.name.decode("utf-8" if self.flags & UTF8 else "cp437", "replace")

    def content(self) -> bytes:
        """The inflated bytes, never more than the directory declares; UnreadableInput if they are damaged."""
        if self.method == STORED:
            content = bytes(self.packed)
        elif self.method == DEFLATED:
            content = self._inflate(self.size + 1)
        else:
            raise UnreadableInput("zip_method", self.part, method=self.method)
        if len(content) != self.size or zlib.crc32(content) != self.crc:
            raise UnreadableInput("damaged", self.part)
        return content

    def equals(self, other: "Member") -> bool:
        """Whether both hold the same content."""
        return (self.crc, self.size) == (other.crc, other.size)

    def beginning(self, size: int) -> bytes:
        """At most the first ``size`` bytes of the content, at the price of these alone."""
        return self._inflate(size) if self.method == DEFLATED else bytes(self.packed[:size])

    def _inflate(self, size: int) -> bytes:
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.packed, size)
        except zlib.error as err:
            raise UnreadableInput("damaged", self.part) from err

    def filled(self, content: bytes) -> "Member":
        """The same entry with other content, deflated anew and without the writer's clock."""
        level = LEVEL_LARGE if len(content) > LARGE else LEVEL
        deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = deflate.compress(content) + deflate.flush()
        return replace(
            self,
            method=DEFLATED,
            crc=zlib.crc32(content),
            size=len(content),
            packed=memoryview(packed),
        )


def new_member(part: str, content: bytes) -> Member:
    """An entry of ours, the same bytes for the same content whenever it is made."""
    empty = Member(part.encode("utf-8"), UTF8, DEFLATED, *FIRST_OF_1980, 0, 0, memoryview(b""))
    return empty.filled(content)


def read_members(source: bytes) -> tuple[list[Member], bytes]:
    """The entries in directory order and the archive's comment; UnreadableInput if this is no whole zip archive."""
    view = memoryview(source)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            return [_member(view, entry) for entry in archive.infolist()], archive.comment
    except NOT_WHOLE as err:
        raise UnreadableInput("damaged") from err


def _member(source: memoryview, entry: zipfile.ZipInfo) -> Member:
    start = entry.header_offset
    header = LOCAL.unpack(source[start : start + LOCAL.size])
    if header[0] != b"PK\x03\x04":
        raise zipfile.BadZipFile(entry.filename)
    if entry.flag_bits & ENCRYPTED:
        raise UnreadableInput("encrypted")
    at = start + LOCAL.size + header[9]
    local_extra = bytes(source[at : at + header[10]])
    at += header[10]
    if at + entry.compress_size > len(source):
        raise zipfile.BadZipFile(entry.filename)
    return Member(
        name=entry.orig_filename.encode("utf-8" if entry.flag_bits & UTF8 else "cp437"),
        flags=entry.flag_bits & ~DESCRIPTOR,
        method=entry.compress_type,
        dos_time=header[4],
        dos_date=header[5],
        crc=entry.CRC,
        size=entry.file_size,
        packed=source[at : at + entry.compress_size],
        versions=(entry.create_version, entry.create_system, entry.extract_version, entry.reserved),
        attributes=(entry.internal_attr, entry.external_attr),
        extra=_without_zip64(entry.extra),
        local_extra=_without_zip64(local_extra),
        comment=entry.comment,
    )


def _without_zip64(extra: bytes) -> bytes:
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != ZIP64_EXTRA:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept


def written(members: Sequence[Member], comment: bytes = b"") -> Iterator[bytes | memoryview]:
    """The archive piece by piece, ready for a file: local headers, raw data, directory, end records."""
    offset, directory = 0, []
    for member in members:
        directory.append(_central(member, offset))
        header = _local(member)
        yield header
        yield member.packed
        offset += len(header) + len(member.packed)
    central = b"".join(directory)
    yield central
    yield _end(len(members), len(central), offset, comment)


def _local(member: Member) -> bytes:
    large = max(member.size, len(member.packed)) >= ZIP64_FROM
    extra = member.local_extra
    if large:
        extra += struct.pack("<HHQQ", ZIP64_EXTRA, 16, member.size, len(member.packed))
    sizes = (LIMIT32, LIMIT32) if large else (len(member.packed), member.size)
    version = max(member.versions[2], 45) if large else member.versions[2]
    head = (b"PK\x03\x04", version, member.flags, member.method, member.dos_time, member.dos_date, member.crc)
    return LOCAL.pack(*head, *sizes, len(member.name), len(extra)) + member.name + extra


def _central(member: Member, offset: int) -> bytes:
    size, packed, place, long_fields = member.size, len(member.packed), offset, b""
    if max(size, packed) >= ZIP64_FROM:
        long_fields += struct.pack("<QQ", size, packed)
        size = packed = LIMIT32
    if offset >= ZIP64_FROM:
        long_fields += struct.pack("<Q", offset)
        place = LIMIT32
    made_by, system, needed, reserved = member.versions
    extra = member.extra
    if long_fields:
        extra += struct.pack("<HH", ZIP64_EXTRA, len(long_fields)) + long_fields
        needed, made_by = max(needed, 45), max(made_by, 45)
    head = (b"PK\x01\x02", made_by, system, needed, reserved, member.flags, member.method)
    tail = (len(member.name), len(extra), len(member.comment), 0, *member.attributes, place)
    fixed = CENTRAL.pack(*head, member.dos_time, member.dos_date, member.crc, packed, size, *tail)
    return fixed + member.name + extra + member.comment


def _short(number: int) -> int:
    return LIMIT32 if number >= ZIP64_FROM else number


def _end(count: int, size: int, offset: int, comment: bytes) -> bytes:
    long_records = b""
    if count >= LIMIT16 or max(size, offset) >= ZIP64_FROM:
        fields = (b"PK\x06\x06", END64.size - 12, 45, 45, 0, 0, count, count, size, offset)
        long_records = END64.pack(*fields) + LOCATOR64.pack(b"PK\x06\x07", 0, offset + size, 1)
    short = (min(count, LIMIT16), min(count, LIMIT16), _short(size), _short(offset))
    return long_records + END.pack(b"PK\x05\x06", 0, 0, *short, len(comment)) + comment
