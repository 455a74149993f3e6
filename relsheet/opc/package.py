"""An .xlsx package: named parts that stay raw compressed bytes until one is replaced (ECMA-376-2, Open Packaging)."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from relsheet.errors import NotWritten, UnreadableInput
from relsheet.opc.archive import Member, new_member, read_members, written

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The name of the stream that holds an encrypted package ([MS-OFFCRYPTO] 2.3.4.4), as UTF-16.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a package may claim to be before anything of it is inflated."""

    total_bytes: int = 4_000_000_000
    ratio: float = 250.0  # inflated : packed; real sheets stay under some 100, a bomb has about 1,000
    ratio_from_bytes: int = 50_000_000  # below it the ratio does no harm
    parts: int = 60_000
    cells: int = 40_000_000  # of one tab's used rectangle, blanks included


DEFAULT_LIMITS = Limits()


class Package:
    """The parts of a workbook file. Names are matched as the standard says: without regard to case or slash."""

    def __init__(self, source: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        _refuse_foreign(source)
        members, self._comment = read_members(source)
        _refuse_bomb(members, len(source), limits)
        self._source: dict[str, Member] = {}
        self._folded: dict[str, str] = {}
        for member in members:
            earlier = self._folded.setdefault(folded(member.part), member.part)
            if earlier in self._source and not self._source[earlier].equals(member):
                raise UnreadableInput("doubled_part", member.part)
            self._source.setdefault(earlier, member)
        self._put: dict[str, bytes] = {}
        self._dropped: set[str] = set()

    @property
    def names(self) -> tuple[str, ...]:
        """Every part as its archive entry is called, in the order of the archive, ours last."""
        kept = [name for name in self._source if name not in self._dropped]
        return (*kept, *(name for name in self._put if name not in self._source))

    def find(self, name: str) -> str | None:
        """The entry that holds this part, whatever its spelling; None if there is none."""
        if (name in self._source and name not in self._dropped) or name in self._put:
            return name
        found = self._folded.get(folded(name))
        return found if found is not None and found not in self._dropped else None

    def read(self, name: str) -> bytes:
        """The content of a part as it stands now; UnreadableInput if it is missing or damaged."""
        found = self.find(name)
        if found is None:
            raise UnreadableInput("missing_part", name)
        return self._put[found] if found in self._put else self._source[found].content()

    def beginning(self, name: str, size: int) -> bytes:
        """The first bytes of a part, without inflating the rest."""
        found = self.find(name)
        if found is None or found in self._put:
            return self.read(name)[:size]
        return self._source[found].beginning(size)

    def size(self, name: str) -> int:
        """How many bytes the part has when inflated."""
        found = self.find(name)
        return 0 if found is None else len(self._put[found]) if found in self._put else self._source[found].size

    def put(self, name: str, content: bytes) -> None:
        """Replace or add a part. Content that the file has already leaves the part raw."""
        found = self.find(name) or name
        self._dropped.discard(found)
        self._put.pop(found, None)
        member = self._source.get(found)
        if member is None or (member.size, member.crc) != (len(content), zlib.crc32(content)):
            self._put[found] = content
        self._folded.setdefault(folded(found), found)

    def drop(self, name: str) -> None:
        """Take a part out."""
        found = self.find(name)
        if found is None:
            return
        self._put.pop(found, None)
        if found in self._source:
            self._dropped.add(found)

    @property
    def touched(self) -> tuple[str, ...]:
        """The parts that a save would add, replace or leave out: empty if it would change nothing."""
        return tuple(sorted({*self._put, *self._dropped}))

    def chunks(self) -> Iterator[bytes | memoryview]:
        """The whole file, piece by piece; equal parts give equal bytes, whenever it is written."""
        members = []
        for name, member in self._source.items():
            if name not in self._dropped:
                members.append(member.filled(self._put[name]) if name in self._put else member)
        members += [new_member(name, self._put[name]) for name in self._put if name not in self._source]
        return written(members, self._comment)

    def to_bytes(self) -> bytes:
        """The whole file in memory."""
        return b"".join(self.chunks())


def folded(name: str) -> str:
    """A part name by which equal names are equal (ECMA-376-2 §6.3.5); some write backslashes or escapes."""
    return slashed(unquote(name)).lstrip("/").casefold()


def slashed(name: str) -> str:
    """A part name with the slashes that the standard asks for."""
    return name.replace("\\", "/")


def read_package(path: Path, limits: Limits = DEFAULT_LIMITS) -> Package:
    """The package in that file."""
    try:
        return Package(path.read_bytes(), limits)
    except UnreadableInput as err:
        raise UnreadableInput(err.code, err.where or path.name, **err.values) from err


def refuse_signed(package: Package) -> None:
    """NotWritten where any change would break a digital signature of the package."""
    if any(folded(name).startswith("_xmlsignatures/") for name in package.names):
        raise NotWritten("signed")


def _refuse_foreign(source: bytes) -> None:
    if source.startswith(OLE_MAGIC):
        raise UnreadableInput("encrypted" if ENCRYPTED_STREAM in source else "not_a_package")
    if not source.startswith(b"PK"):
        raise UnreadableInput("not_a_package")


def _refuse_bomb(members: list[Member], packed_bytes: int, limits: Limits) -> None:
    total = sum(member.size for member in members)
    if len(members) > limits.parts or total > limits.total_bytes:
        raise UnreadableInput("too_large", size=total // 1_000_000, limit=limits.total_bytes // 1_000_000)
    if total > limits.ratio_from_bytes and total > limits.ratio * packed_bytes:
        raise UnreadableInput("zip_bomb", ratio=total // max(packed_bytes, 1))
    if sum(len(member.packed) for member in members) > packed_bytes:
        raise UnreadableInput("zip_bomb", ratio=total // max(packed_bytes, 1))
    for member in members:
        if member.size > limits.ratio_from_bytes and member.size > limits.ratio * max(len(member.packed), 1):
            raise UnreadableInput("zip_bomb", ratio=member.size // max(len(member.packed), 1))
