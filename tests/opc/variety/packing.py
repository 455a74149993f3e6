"""The same parts packed otherwise: names, targets, content types, parts left out, and the zip archive itself."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from posixpath import dirname, relpath
from urllib.parse import quote

from tests.opc.variety.parts import (
    TYPES,
    DoesNotApplyError,
    Mutation,
    Parts,
    book_of,
    drop_parts,
    related,
    relations,
    rels_of,
    sheets_of,
    tree,
    written,
    zipped,
)

Packing = Callable[[Parts], bytes]
Target = Callable[[str, str], str]  # (folder of the owner, part) -> target


def owners(parts: Parts) -> list[str]:
    """The parts that have relationships, "" for the package."""
    found = []
    for name in parts:
        if name.endswith(".rels"):
            folder, _, last = name.rpartition("_rels/")
            found.append(folder + last.removesuffix(".rels"))
    return found


def targets(spell: Target) -> Mutation:
    """A mutation: every target written that way."""

    def mutate(parts: Parts) -> None:
        for owner in owners(parts):
            there = {node.get("Id"): part for node, part in relations(parts, owner)}
            root = tree(parts[rels_of(owner)])
            for node in root:
                if node.get("Id") in there and "#" not in node.get("Target", ""):
                    node.set("Target", spell(dirname(owner), there[node.get("Id")]))
            parts[rels_of(owner)] = written(root)

    return mutate


def relative(folder: str, part: str) -> str:
    return relpath(f"/{part}", f"/{folder}")


def moved(name_for: Callable[[str], str]) -> Mutation:
    """A mutation: parts with other names, and everything that names them in step."""

    def mutate(parts: Parts) -> None:
        kept = {TYPES, *(name for name in parts if name.endswith(".rels"))}
        names = {name: name_for(name) for name in parts if name not in kept}
        targets(lambda folder, part: f"/{quote(names.get(part, part))}")(parts)
        types = tree(parts[TYPES])
        for node in types:
            part = node.get("PartName", "").lstrip("/")
            if part in names:
                node.set("PartName", f"/{quote(names[part])}")
        old = dict(parts)
        parts.clear()
        parts[TYPES] = written(types)
        for owner in owners(old):
            parts[rels_of(names.get(owner, owner))] = old[rels_of(owner)]
        parts.update({names[name]: content for name, content in old.items() if name in names})

    return mutate


def elsewhere(name: str) -> str:
    """Other folders and names; the formats and strings stay, for the judge knows them by their names."""
    if name.endswith(("styles.xml", "sharedStrings.xml")) or not name.startswith("xl/"):
        return name
    return name.replace("xl/workbook.xml", "book.xml").replace("xl/worksheets/", "tabs/客户 ")


def types_first(key: Callable[[str], object]) -> Mutation:
    """A mutation: the content types in another order."""

    def mutate(parts: Parts) -> None:
        root = tree(parts[TYPES])
        root[:] = sorted(root, key=lambda node: key(node.get("PartName", "")))
        parts[TYPES] = written(root)

    return mutate


def types_by_default(parts: Parts) -> None:
    """The worksheets' type is that of .xml; all other parts say theirs."""
    root, sheets = tree(parts[TYPES]), {f"/{name}" for name in sheets_of(parts)}
    found = {node.get("ContentType") for node in root if node.get("PartName") in sheets}
    if len(found) != 1:
        raise DoesNotApplyError
    had = next((node.get("ContentType") for node in root if node.get("Extension") == "xml"), "application/xml")
    named = {node.get("PartName") for node in root}
    base = root.tag.removesuffix("Types")
    for node in [node for node in root if node.get("PartName") in sheets or node.get("Extension") == "xml"]:
        root.remove(node)
    for name in [f"/{name}" for name in parts if name.endswith(".xml") and name != TYPES]:
        if name not in named:
            root.append(root.makeelement(base + "Override", PartName=name, ContentType=had))
    root.insert(0, root.makeelement(base + "Default", Extension="XML", ContentType=found.pop()))
    parts[TYPES] = written(root)


def each_by_name(parts: Parts) -> None:
    """No defaults: every part says its type by its name."""
    root = tree(parts[TYPES])
    base, defaults = root.tag.removesuffix("Types"), {}
    for node in list(root):
        if node.get("Extension"):
            defaults[node.get("Extension").casefold()] = node.get("ContentType")
            root.remove(node)
    named = {node.get("PartName", "").casefold() for node in root}
    for name in parts:
        known = defaults.get(name.rpartition(".")[2].casefold())
        if name != TYPES and known and f"/{name}".casefold() not in named:
            root.append(root.makeelement(base + "Override", PartName=f"/{name}", ContentType=known))
    parts[TYPES] = written(root)


def without(*endings: str) -> Mutation:
    """A mutation: the parts whose names end so are not there."""
    return lambda parts: drop_parts(parts, *(name for name in parts if name.casefold().endswith(endings)))


def without_styles(parts: Parts) -> None:
    """Nothing is formatted."""
    for name in sheets_of(parts):
        root = tree(parts[name])
        for node in root.iter("{*}c", "{*}row", "{*}col"):
            for key in ("s", "style", "customFormat"):
                node.attrib.pop(key, None)
        for rule in root.iter("{*}cfRule"):
            rule.attrib.pop("dxfId", None)
        parts[name] = written(root)
    drop_parts(parts, *related(parts, book_of(parts), "styles"))


def ids_of_another_program(parts: Parts) -> None:
    """Relationship ids that are no numbers."""
    for owner in ("", book_of(parts)):
        content = parts[rels_of(owner)].decode()
        ids = [node.get("Id") for node in tree(content.encode())]
        for number, one in enumerate(ids):
            content = content.replace(f'Id="{one}"', f'Id="R{number:02x}f3a-ünï"')
            if owner:
                parts[owner] = parts[owner].replace(f':id="{one}"'.encode(), f':id="R{number:02x}f3a-ünï"'.encode())
        parts[rels_of(owner)] = content.encode()


def a_book_with_macros(parts: Parts) -> None:
    plain = b"spreadsheetml.sheet.main+xml"
    if plain not in parts[TYPES]:
        raise DoesNotApplyError
    book = b"application/vnd.openxmlformats-officedocument." + plain
    parts[TYPES] = parts[TYPES].replace(book, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def no_package_relations(parts: Parts) -> None:
    if book_of(parts) != "xl/workbook.xml":
        raise DoesNotApplyError
    del parts["_rels/.rels"]


PACKAGES: dict[str, Mutation] = {
    "absolute targets": targets(lambda _, part: f"/{part}"),
    "relative targets": targets(relative),
    "roundabout targets": targets(lambda folder, part: f"./{relative(folder, '')}/./{part}".replace("//", "/")),
    "targets with escapes": targets(lambda _, part: "/" + "".join(f"%{ord(x):02X}" if x == "s" else x for x in part)),
    "targets with backslashes": targets(lambda folder, part: relative(folder, part).replace("/", "\\")),
    "targets in other case": targets(lambda folder, part: relative(folder, part).upper().replace("RELS", "rels")),
    "parts elsewhere": moved(elsewhere),
    "content types in another order": types_first(lambda name: [-ord(x) for x in name]),
    "content types by default": types_by_default,
    "content types by name only": each_by_name,
    "no document properties": without("core.xml", "app.xml", "custom.xml"),
    "no theme": without("theme1.xml"),
    "no calculation chain": without("calcchain.xml"),
    "no styles": without_styles,
    "odd relationship ids": ids_of_another_program,
    "macros allowed": a_book_with_macros,
}


def plain(parts: Parts) -> bytes:
    return zipped(parts)


def _archived(parts: Parts, dress: Callable[[zipfile.ZipInfo], None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 11, 22, 8, 0, 0))
            entry.compress_type = method
            dress(entry)
            archive.writestr(entry, content)
        archive.comment = b"an archive's comment"
    return target.getvalue()


def stored(parts: Parts) -> bytes:
    return _archived(parts, lambda _: None, zipfile.ZIP_STORED)


def dressed(parts: Parts) -> bytes:
    """Comments, attributes and extra fields on every entry."""

    def dress(entry: zipfile.ZipInfo) -> None:
        entry.comment, entry.external_attr, entry.create_system = b"entry", 0o644 << 16, 3
        entry.extra = struct.pack("<HHBl", 0x5455, 5, 1, 1_700_000_000)  # a time, as Info-ZIP writes it

    return _archived(parts, dress)


class _Stream(io.RawIOBase):
    """Something that cannot be wound back: the archive must tell sizes behind the data."""

    def __init__(self) -> None:
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes is all that zipfile writes
        self.content += bytes(data)
        return len(data)


def streamed(parts: Parts) -> bytes:
    """Sizes in data descriptors."""
    target = _Stream()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.content


def long_fields(parts: Parts) -> bytes:
    """Sizes in the fields of zip64, as programs that stream write them whatever the size."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(content)
    return target.getvalue()


def with_folders(parts: Parts) -> bytes:
    folders = sorted({f"{dirname(name)}/" for name in parts if "/" in name})
    return zipped({**dict.fromkeys(folders, b""), **parts})


def other_order(parts: Parts) -> bytes:
    return zipped(dict(sorted(parts.items(), reverse=True)))


def other_case(parts: Parts) -> bytes:
    return zipped({name if name == TYPES else name.title(): content for name, content in parts.items()})


def backslashes(parts: Parts) -> bytes:
    return renamed_in(zipped(parts), b"/", b"\\")


def renamed_in(archive: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with other names of entries; zipfile itself would not write a backslash."""
    content = bytearray(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        for entry in found.infolist():
            name = entry.filename.encode()
            assert len(old) == len(new)
            at = entry.header_offset + 30
            content[at : at + len(name)] = name.replace(old, new)
            at = content.rindex(name, 0, len(content))
            content[at : at + len(name)] = name.replace(old, new)
    return bytes(content)


def leading_slashes(parts: Parts) -> bytes:
    return zipped({name if name == TYPES else f"/{name}": content for name, content in parts.items()})


def best_packed(parts: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=zlib.Z_BEST_COMPRESSION) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_something_in_front(parts: Parts) -> bytes:
    return b"PK\x03\x03" + b"a program that unpacks itself" + zipped(parts)


PACKINGS: dict[str, Packing] = {
    "stored, not deflated": stored,
    "packed as well as can be": best_packed,
    "comments, attributes and extra fields": dressed,
    "sizes behind the data": streamed,
    "sizes as zip64 writes them": long_fields,
    "entries of folders": with_folders,
    "entries in another order": other_order,
    "names in other case": other_case,
    "names with backslashes": backslashes,
    "names with a leading slash": leading_slashes,
    "something in front of the archive": with_something_in_front,
}
